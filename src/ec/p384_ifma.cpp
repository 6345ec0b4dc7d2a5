// P-384 with AVX-512 IFMA: what multiplies points, with the sum in lanes. All else is P384Adx's.
#include "ec/curves.hpp"
#include "ec/operations.hpp"
#include "ec/p384_point_ifma.hpp"
#include "ec/scan_adx.hpp"

namespace cce::ec {

template <>
struct CurveFor<P384Ifma> : P384Over<p384_adx::Arithmetic> {
  using Sum = p384_ifma::LaneSum;

  template <class Entry>
  static Entry scan(const Entry* table, size_t count, uint64_t index) {
    return adx::scan(table, count, index);
  }
};

using OperationsInLanes = OperationsOf<CurveFor<P384Ifma>>;

void P384Ifma::multiply_base(const uint8_t* k, uint8_t* x, uint8_t* y) { OperationsInLanes::multiply_base(k, x, y); }

void P384Ifma::multiply(const uint8_t* k, size_t k_bits, const uint8_t* px, const uint8_t* py, uint8_t* x) {
  OperationsInLanes::multiply(k, k_bits, px, py, x);
}

ct::Choice P384Ifma::sign(const uint8_t* k, const uint8_t* d, const uint8_t* e, uint8_t* r, uint8_t* s) {
  return OperationsInLanes::sign(k, d, e, r, s);
}

bool P384Ifma::verify_vartime(const uint8_t* qx, const uint8_t* qy, const uint8_t* e, const uint8_t* r,
                              const uint8_t* s) {
  return OperationsInLanes::verify_vartime(qx, qy, e, r, s);
}

bool P384Ifma::verify_with_table_vartime(const void* table, const uint8_t* e, const uint8_t* r, const uint8_t* s) {
  return OperationsInLanes::verify_with_table_vartime(table, e, r, s);
}

}  // namespace cce::ec
