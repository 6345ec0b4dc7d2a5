// Multiples of the base point of P-256 in eight lanes: eight at once, or one as eight partial sums. The digits and the table
// are those of Multiplication::multiply_base.
//
// The table has (x 2^256, y 2^256); as numbers in Montgomery form with R = 2^260 its words are x / 16 and y / 16. Taken as
// 4 and 2 times that they are x / 4 and y / 8: the point of an isomorphic curve, y^2 = x^3 - (3 / 16) x + b / 64. Additions
// do not use the curve's equation, so sums are made there; 4 X and 8 Y bring one back.
#pragma once

#include "ec/base_tables.hpp"
#include "ec/multiply.hpp"
#include "ec/p256_point_ifma.hpp"

namespace cce::ec::p256_ifma {
namespace {

using Table = P256BaseTable;
using BaseDigits = OddDigits<256, Table::width>;
using Scalar = Limbs<4>;
constexpr size_t lanes = 8, rounds = (BaseDigits::count + lanes - 1) / lanes;
static_assert(Table::stride == 1 && BaseDigits::count == 52);

// A digit of each lane's scalar: where its multiple is in a row, and 1 where it is negative, else 0.
struct LaneDigits {
  alignas(64) uint64_t index[lanes], negative[lanes];

  template <class Digits>
  void set(size_t lane, const Scalar& k, size_t place, size_t last = Digits::count - 1) {
    const auto digit = Digits::digit(k, place, last);
    index[lane] = digit.index;
    negative[lane] = digit.negative;
  }
};

// The point whose words are w, x and then y, and y negated in the lanes that say so.
[[CCE_IFMA]] inline AffinePoint from_table(const Vector (&w)[8], Vector negative) {
  const auto y = from_words<1>(w[4], w[5], w[6], w[7]);
  return {from_words<2>(w[0], w[1], w[2], w[3]), select(nonzero(negative), y, negated(y))};
}

// Eight rows of eight words become columns.
[[CCE_IFMA]] inline void transpose(Vector (&w)[8]) {
  Vector a[8], b[8];
#pragma GCC unroll 8
  for (int i = 0; i < 8; i += 2) {  // pairs of rows
    a[i] = __builtin_shufflevector(w[i], w[i + 1], 0, 8, 2, 10, 4, 12, 6, 14);
    a[i + 1] = __builtin_shufflevector(w[i], w[i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
  }
#pragma GCC unroll 8
  for (int i = 0; i < 8; ++i) {  // fours
    const int j = i / 4 * 4 + i % 2;
    if (i % 4 < 2)
      b[i] = __builtin_shufflevector(a[j], a[j + 2], 0, 1, 8, 9, 4, 5, 12, 13);
    else
      b[i] = __builtin_shufflevector(a[j], a[j + 2], 2, 3, 10, 11, 6, 7, 14, 15);
  }
#pragma GCC unroll 8
  for (int i = 0; i < 4; ++i) {  // and halves
    w[i] = __builtin_shufflevector(b[i], b[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    w[i + 4] = __builtin_shufflevector(b[i], b[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
  }
}

// Of one row, each lane's entry, every one being read. Its columns are picked from by the index, from two registers each, in a
// time that does not depend on it.
[[CCE_IFMA_ENTRY]] void scan_row(AffinePoint& P, const Affine<Limbs<4>> (&row)[16], const LaneDigits& digits) {
  Vector low[8], high[8];
#pragma GCC unroll 8
  for (int i = 0; i < 8; ++i) low[i] = load(&row[i].x[0]);
  transpose(low);
#pragma GCC unroll 8
  for (int i = 0; i < 8; ++i) high[i] = load(&row[8 + i].x[0]);
  transpose(high);
  const Vector index = load(digits.index);
  Vector w[8];
#pragma GCC unroll 8
  for (int i = 0; i < 8; ++i) w[i] = pick(index, low[i], high[i]);
  P = from_table(w, load(digits.negative));
}

// The words of the entry of that index, every one being read: halves of the table by the bits of the index, the lowest first.
[[CCE_IFMA]] inline Vector scan(const Affine<Limbs<4>> (&row)[16], uint64_t index) {
  Vector half[8];
#pragma GCC unroll 8
  for (size_t i = 0; i < 8; ++i)
    half[i] = select(static_cast<__mmask8>(mask_of(index & 1)), load(&row[2 * i].x[0]), load(&row[2 * i + 1].x[0]));
#pragma GCC unroll 3
  for (size_t n = 4, bit = 1; n > 0; n /= 2, ++bit)
#pragma GCC unroll 4
    for (size_t i = 0; i < n; ++i)
      half[i] = select(static_cast<__mmask8>(mask_of(index >> bit & 1)), half[2 * i], half[2 * i + 1]);
  return half[0];
}

// Lane l's entry of row first + l, while there are rows; the other lanes have any.
[[CCE_IFMA_ENTRY]] void scan_rows(AffinePoint& P, size_t first, const LaneDigits& digits) {
  Vector w[8];
  for (size_t l = 0; l < lanes; ++l)
    w[l] = scan(Table::rows[first + l < BaseDigits::count ? first + l : first], digits.index[l]);
  transpose(w);
  P = from_table(w, load(digits.negative));
}

// From the curve of the table to the one that it is isomorphic to; and Y negated in the lanes that say so.
[[CCE_IFMA_ENTRY]] void bring_back(Point& P, Vector negative) {
  P.X = reduced(shift<2>(P.X));
  const auto Y = reduced(shift<3>(P.Y));
  P.Y = select(nonzero(negative), Y, negated(Y));
}

// P + Q, both on the curve itself; neither is the identity, nor is what comes out.
[[CCE_IFMA_ENTRY]] void add_last(Point& P, const Point& Q) {
  Point twice = Q;
  double_point(twice);
  add(P, Q);
  P = select(is_zero(P.ZZ), P, twice);
}

// k_l * G, 0 < k_l < n: Multiplication::multiply_base in every lane, and never the wrong formula for the reasons given there.
// The entries are looked up by `entries`.
using Entries = void(AffinePoint& P, const Affine<Limbs<4>> (&row)[16], const LaneDigits& digits);

[[CCE_IFMA_ENTRY]] void multiply_base_each(Point& sum, const Scalar (&scalars)[lanes], Entries* entries) {
  Scalar k[lanes];
  alignas(64) uint64_t negative[lanes];
  for (size_t l = 0; l < lanes; ++l) {
    k[l] = odd_scalar<Montgomery<P256Order>>(scalars[l], negative[l]);
  }
  AffinePoint e;
  for (size_t i = 0; i < BaseDigits::count; ++i) {
    LaneDigits digits;
    for (size_t l = 0; l < lanes; ++l) digits.set<BaseDigits>(l, k[l], i);
    entries(e, Table::rows[i], digits);
    if (i == 0)
      sum = from_affine(e);
    else if (i + 1 < BaseDigits::count)
      add_affine(sum, e);
  }
  Point last = from_affine(e);
  bring_back(sum, load(negative));
  bring_back(last, load(negative));
  add_last(sum, last);
}

// k * G in lane 0, 0 < k < n. Lane l adds up digits l, l + 8, .. of k, a_l; then lanes are added in pairs. The entries are looked
// up by `entries`.
//
// Never the wrong formula, as in multiply_base: sums of odd digits at disjoint places differ, and so do their negatives; what
// matters is that they do mod n, for which it is enough that |a| + |e| < n. The last digit is d_51 = 1, in lane 3. There,
// when it is added, |a| < 2^221; then lane 7 is added to it, |a_7| < 2^241; then lanes 1 and 5, < 2^251: always below
// 2^255 + 2^252 < n = 2^256 - 2^224 + ... The sums without it are below 2^255 each. The last addition, of the even and the
// odd lanes, makes k, which is not zero mod n; but they may be equal mod n, so it is chosen out of a sum and a doubling.
using EntriesOfRows = void(AffinePoint& P, size_t first, const LaneDigits& digits);

[[CCE_IFMA_ENTRY]] void multiply_base_one(Point& sum, const Scalar& scalar, EntriesOfRows* entries) {
  alignas(64) uint64_t negative[lanes] = {};
  const Scalar k = odd_scalar<Montgomery<P256Order>>(scalar, negative[0]);
  for (size_t l = 1; l < lanes; ++l) negative[l] = negative[0];
  for (size_t round = 0; round < rounds; ++round) {
    LaneDigits digits;
    for (size_t l = 0; l < lanes; ++l) digits.set<BaseDigits>(l, k, lanes * round + l);
    AffinePoint e;
    entries(e, lanes * round, digits);
    if (round == 0) {
      sum = from_affine(e);
    } else if (round + 1 < rounds) {
      add_affine(sum, e);
    } else {
      const Point before = sum;
      add_affine(sum, e);
      sum = select(0xff >> (lanes * rounds - BaseDigits::count), before, sum);
    }
  }
  bring_back(sum, load(negative));
  add(sum, rotated<4>(sum));
  add(sum, rotated<2>(sum));
  add_last(sum, rotated<1>(sum));
}

}  // namespace
}  // namespace cce::ec::p256_ifma
