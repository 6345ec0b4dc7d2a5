// Curves so small that every point and every scalar can be tried, through the same templates.
#pragma once

#include <optional>
#include <vector>

#include "ec/field.hpp"
#include "ec/montgomery.hpp"
#include "ec/multiply.hpp"

namespace small {

using namespace cce::ec;

template <uint64_t m, size_t bit_count>
struct Modulus {
  static constexpr size_t bits = bit_count, limbs = 1;
  static constexpr Limbs<1> value = {m};
};

// y^2 = x^3 - 3x + b mod p, of prime order n; (x, y) is a point of it. Digits of `width` bits, `stride` rows apart.
template <uint64_t p, uint64_t b_value, uint64_t n, size_t bits, uint64_t x, uint64_t y, size_t width_of_digits,
          size_t stride_of_rows>
struct Curve {
  using Field = cce::ec::Field<Montgomery<Modulus<p, bits>>>;
  using Order = cce::ec::Field<Montgomery<Modulus<n, bits>>>;
  using G = Group<Field>;
  using Sum = RunningSum<G>;
  static constexpr uint64_t prime = p, order = n;
  static constexpr auto b = Field::from_integer({b_value});
  static constexpr Affine<Limbs<1>> base = {Field::from_integer({x}), Field::from_integer({y})};

  struct BaseTable {
    static constexpr size_t width = width_of_digits, stride = stride_of_rows;
    static constexpr size_t count = ((bits + width - 1) / width - 1) / stride + 1, per_row = 1 << (width - 1);
    static inline Affine<Limbs<1>> rows[count][per_row];
  };

  template <class Entry>
  static Entry scan(const Entry* table, size_t size, uint64_t index) {
    return cce::ec::scan(table, size, index);
  }

  // A point, or none for the identity; by the definition of the group law.
  using Point = std::optional<std::pair<uint64_t, uint64_t>>;
  static uint64_t inverse(uint64_t a) {
    for (uint64_t i = 1; i < p; ++i)
      if (a * i % p == 1) return i;
    return 0;
  }
  static Point add(const Point& P, const Point& Q) {
    if (!P) return Q;
    if (!Q) return P;
    const auto [x1, y1] = *P;
    const auto [x2, y2] = *Q;
    if (x1 == x2 && (y1 + y2) % p == 0) return {};
    const uint64_t slope = x1 == x2 ? (3 * x1 * x1 + p - 3) % p * inverse(2 * y1 % p) % p
                                    : (y2 + p - y1) % p * inverse((x2 + p - x1) % p) % p;
    const uint64_t x3 = (slope * slope + 2 * p - x1 - x2) % p;
    return {{x3, (slope * (x1 + p - x3) + p - y1) % p}};
  }
  // 0, G, 2 G, ..., (n - 1) G.
  static std::vector<Point> multiples() {
    std::vector<Point> all(1);
    for (uint64_t k = 1; k < n; ++k) all.push_back(add(all.back(), {{x, y}}));
    return all;
  }

  // Between the two forms; `z` is the Z to give it.
  static Affine<Limbs<1>> affine(const Point& P) {
    return {Field::from_integer({P->first}), Field::from_integer({P->second})};
  }
  static Jacobian<Limbs<1>> jacobian(const Point& P, uint64_t z) {
    const auto Z = Field::from_integer({z}), ZZ = Field::square(Z);
    if (!P) return {ZZ, Z, {}};
    const auto A = affine(P);
    return {Field::multiply(A.x, ZZ), Field::multiply(A.y, Field::multiply(ZZ, Z)), Z};
  }
  static Point plain(const Jacobian<Limbs<1>>& P) {
    if (G::is_identity(P) == 1) return {};
    const auto A = G::to_affine(P);
    return {{Field::to_integer(A.x)[0], Field::to_integer(A.y)[0]}};
  }

  static void fill_table(const std::vector<Point>& multiples) {
    for (size_t j = 0; j < BaseTable::count; ++j)
      for (size_t i = 0; i < BaseTable::per_row; ++i)
        BaseTable::rows[j][i] = affine(multiples[((2 * i + 1) << (BaseTable::width * BaseTable::stride * j)) % n]);
  }
};

// Found by counting the points for each b.
using Below = Curve<107, 5, 101, 7, 1, 18, 3, 2>;        // n < p, as with the NIST curves
using Above = Curve<107, 10, 113, 7, 0, 44, 3, 1>;       // n > p
using Larger = Curve<1039, 13, 1009, 10, 0, 335, 3, 3>;  // more digits, so more of the ways through the loops

}  // namespace small
