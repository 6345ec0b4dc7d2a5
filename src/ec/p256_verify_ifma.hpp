// u * G + v * Q in eight lanes, and u * G alone, for the verification of signatures: all of it is public.
#pragma once

#include <algorithm>
#include <bit>

#include "ec/p256_base_ifma.hpp"

namespace cce::ec::p256_ifma {
namespace {

// The entry of each lane's pointer: nothing here is secret.
[[CCE_IFMA_ENTRY]] void look_up_vartime(AffinePoint& P, const Affine<Limbs<4>> (&row)[16], const LaneDigits& digits) {
  Vector w[8];
#pragma GCC unroll 8
  for (size_t l = 0; l < lanes; ++l) w[l] = load(&row[digits.index[l]].x[0]);
  transpose(w);
  P = from_table(w, load(digits.negative));
}

// As scan_rows, and here as well nothing is secret.
[[CCE_IFMA_ENTRY]] void look_up_rows_vartime(AffinePoint& P, size_t first, const LaneDigits& digits) {
  Vector w[8];
#pragma GCC unroll 8
  for (size_t l = 0; l < lanes; ++l)
    w[l] = load(&Table::rows[first + l < BaseDigits::count ? first + l : first][digits.index[l]].x[0]);
  transpose(w);
  P = from_table(w, load(digits.negative));
}

using PointDigits = OddDigits<256, 5>;
constexpr size_t multiples = 16;

// Of a table of odd multiples of a point in each lane, each lane's entry by its digit.
[[CCE_IFMA_ENTRY]] void choose_vartime(Point& P, const Point (&table)[multiples], const LaneDigits& digits) {
  const Vector index = load(digits.index);
  P = table[0];
  for (uint64_t i = 1; i < multiples; ++i) {
    const __mmask8 here = equal(index, all_lanes(i));
    P = select(here, P, table[i]);
  }
  P.Y = select(nonzero(load(digits.negative)), P.Y, negated(P.Y));
}

// The place of the highest digit of k > 0.
inline size_t last_place_vartime(const Scalar& k) {
  size_t word = k.size() - 1;
  while (k[word] == 0) --word;
  return (64 * word + static_cast<size_t>(std::bit_width(k[word])) - 1) / PointDigits::width;
}

// v_l * Q_l, 0 < v_l < n, as Multiplication::multiply_or_negative, or ZZ = 0 where an addition met a doubling: the last one
// may.
[[CCE_IFMA_ENTRY]] void multiply_each_vartime(Point& sum, const Scalar (&scalars)[lanes], const AffinePoint& points) {
  Scalar k[lanes];
  alignas(64) uint64_t negative[lanes];
  size_t last = 0;  // of all lanes: where the scalars are short, as in the self-test, so is the way
  for (size_t l = 0; l < lanes; ++l) {
    k[l] = odd_scalar<Montgomery<P256Order>>(scalars[l], negative[l]);
    last = std::max(last, last_place_vartime(k[l]));
  }
  // The points come as those of the base table do, x / 4 and y / 8.
  Point table[multiples];
  table[0] = {reduced(shift<0>(points.x)), select(nonzero(load(negative)), points.y, negated(points.y)),
              power_of_two<260 - 2>(), power_of_two<260 - 3>()};
  Point P2 = table[0];
  double_point(P2);
  for (size_t i = 1; i < multiples; ++i) {
    table[i] = table[i - 1];
    add(table[i], P2);
  }
  for (size_t i = last + 1; i-- > 0;) {
    LaneDigits digits;
    for (size_t l = 0; l < lanes; ++l) digits.set<PointDigits>(l, k[l], i, last);
    Point e;
    choose_vartime(e, table, digits);
    if (i == last) {
      sum = e;
      continue;
    }
    for (size_t j = 0; j < 5; ++j) double_point(sum);
    add(sum, e);
  }
}

// u_l * G + v_l * Q_l, 0 < u_l, v_l < n, or ZZ = 0: there the sum is the identity, or an addition met a doubling, which
// tells nothing.
[[CCE_IFMA_ENTRY]] void multiply_both_vartime(Point& sum, const Scalar (&u)[lanes], const Scalar (&v)[lanes],
                                              const AffinePoint& points) {
  Point vQ;
  multiply_each_vartime(vQ, v, points);
  multiply_base_each(sum, u, look_up_vartime);
  add(sum, vQ);
}

}  // namespace
}  // namespace cce::ec::p256_ifma
