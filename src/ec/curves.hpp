// The three curves as what Multiplication and OperationsOf are parametrised with, over an arithmetic mod p each. Elements
// have one form, whatever the arithmetic: Montgomery's for P-256 and P-384, plain for P-521. So the tables serve all.
#pragma once

#include "ec/base_tables.hpp"
#include "ec/domains.hpp"
#include "ec/field.hpp"
#include "ec/montgomery.hpp"
#include "ec/multiply.hpp"
#include "ec/pseudo_mersenne.hpp"

namespace cce::ec {

// PortableArithmetic is what the compiler can compute with.
template <class Domain, class PortableArithmetic, class FieldArithmetic, class OrderArithmetic, class BaseTableType>
struct CurveOver {
  using Field = ec::Field<FieldArithmetic>;
  using Order = ec::Field<OrderArithmetic>;
  using BaseTable = BaseTableType;
  using Sum = RunningSum<Group<Field>>;
  static constexpr size_t size = (Domain::Prime::bits + 7) / 8;
  static constexpr typename Field::Element b = PortableArithmetic::from_integer(Domain::b);

  template <class Entry>
  static Entry scan(const Entry* table, size_t count, uint64_t index) {
    return ec::scan(table, count, index);
  }
};

template <class FieldArithmetic>
using P256Over = CurveOver<P256Domain, Montgomery<P256Prime>, FieldArithmetic, Montgomery<P256Order>, P256BaseTable>;
template <class FieldArithmetic>
using P384Over = CurveOver<P384Domain, Montgomery<P384Prime>, FieldArithmetic, Montgomery<P384Order>, P384BaseTable>;
template <class FieldArithmetic>
using P521Over = CurveOver<P521Domain, PseudoMersenne521, FieldArithmetic, Montgomery<P521Order>, P521BaseTable>;

}  // namespace cce::ec
