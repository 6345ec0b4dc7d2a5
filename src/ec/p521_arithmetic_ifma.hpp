// Arithmetic mod p = 2^521 - 1 with AVX-512 IFMA: four independent numbers at once, one in each 64-bit lane of eleven registers of
// 256 bits. They are four factors, or terms, of one point's coordinates.
//
// x = l_0 + l_1 2^48 + l_2 2^95 + .. + l_10 2^474: limb i begins at bit p_i = 521 i / 11, rounded up, so limbs have 47 or 48 bits,
// and what would be the twelfth begins at 2^521 = 1 mod p. So limb 11 + k of a product is limb k, and nothing is left to reduce;
// p_i + p_j is p_(i + j) or one more, which a doubled factor makes up for. Limbs are far enough below the 52 bits that IFMA
// multiplies for carries to go one limb up, all at once, and not from the first limb to the last.
#pragma once

#include "ec/domains.hpp"
#include "ec/lanes4_ifma.hpp"
#include "ec/point.hpp"
#include "ec/pseudo_mersenne.hpp"

namespace cce::ec::p521_ifma {
namespace {

using namespace lanes4;

constexpr size_t limbs = 11;

using Words = Limbs<9>;  // <= p

// A table, as there is to be no division in the library, of public numbers either.
struct Positions {
  uint16_t at[2 * limbs];

  constexpr Positions() : at{} {
    for (size_t i = 0; i < 2 * limbs; ++i) at[i] = static_cast<uint16_t>((521 * i + limbs - 1) / limbs);
  }
};
inline constexpr Positions positions;

// Where limb i begins, and how many bits it has.
constexpr size_t position(size_t i) { return positions.at[i]; }
constexpr int width(size_t i) { return static_cast<int>(position(i + 1) - position(i)); }
// What l_i l_j is to be multiplied with to be a term of limb i + j: 1 or 2.
constexpr size_t factor(size_t i, size_t j) { return size_t{1} << (position(i) + position(j) - position(i + j)); }

struct Form {
  static constexpr size_t limbs = p521_ifma::limbs;
  static constexpr int most = 255, square = 10, product = 12;
};
// |l_i| < bound 2^53.
template <int bound>
using Sum = SumOf<Form, bound>;
// What is to be carried.
using Large = Sum<Form::most>;
// 0 <= l_i < 2^49 + 2^16. What is carried has less than half of that, 2^width(i) + 2^15, and is below 2^521 + 2^490; so a sum of
// two such numbers is a Number, too.
using Number = NumberOf<Form>;

[[CCE_IFMA]] inline Vector limb_mask(size_t i) { return all_lanes((uint64_t{1} << width(i)) - 1); }

// Limb k. A high half of the one below counts 2^52 there, which is 16 or 32 units of this one.
[[CCE_IFMA]] inline Vector limb(size_t k, const Halves& t, const Halves& below) {
  return t.low + (below.high << (52 - width((k + limbs - 1) % limbs)));
}

[[CCE_IFMA]] inline void twice_of(Vector (&r)[limbs], const Number& x) {
#pragma GCC unroll 11
  for (size_t i = 0; i < limbs; ++i) r[i] = x.l[i] + x.l[i];
}

// r = x y mod p. Limb k has the eleven terms l_i m_j with i + j = k or k + 11. Low halves are below 2^52 and high ones, of products
// below 2 (2^49 + 2^16)^2, below 2^47 + 2^17: so the limb is less than 11 (2^52 + 32 (2^47 + 2^17)) < 12 2^53.
[[CCE_IFMA]] inline void multiply(Sum<Form::product>& r, const Number& x, const Number& y) {
  Vector twice_y[limbs];
  twice_of(twice_y, y);
  Halves last, below;
#pragma GCC unroll 11
  for (size_t n = 0; n < limbs; ++n) {
    const size_t k = (n + limbs - 1) % limbs;  // each but the last is finished at once
    Halves t{};
#pragma GCC unroll 11
    for (size_t i = 0; i < limbs; ++i) {
      const size_t j = (k + limbs - i) % limbs;
      add_product(t, x.l[i], factor(i, j) == 2 ? twice_y[j] : y.l[j]);
    }
    if (n == 0)
      last = t;
    else
      r.l[k] = limb(k, t, below);
    below = t;
  }
  r.l[limbs - 1] = limb(limbs - 1, last, below);
}

// r = x^2 mod p. Limb k has the terms l_i^2, 2i = k or k + 11, and 2 l_i l_j of five pairs. Products with what makes them terms are
// below 4 (2^49 + 2^16)^2, so the limb is less than 6 (2^52 + 32 (2^48 + 2^18)) < 10 2^53.
[[CCE_IFMA]] inline void square(Sum<Form::square>& r, const Number& x) {
  Vector twice_x[limbs];
  twice_of(twice_x, x);
  Halves last, below;
#pragma GCC unroll 11
  for (size_t n = 0; n < limbs; ++n) {
    const size_t k = (n + limbs - 1) % limbs;
    Halves t{};
#pragma GCC unroll 11
    for (size_t i = 0; i < limbs; ++i) {
      const size_t j = (k + limbs - i) % limbs;
      if (i < j)
        add_product(t, factor(i, j) == 2 ? twice_x[i] : x.l[i], twice_x[j]);
      else if (i == j)
        add_product(t, x.l[i], factor(i, i) == 2 ? twice_x[i] : x.l[i]);
    }
    if (n == 0)
      last = t;
    else
      r.l[k] = limb(k, t, below);
    below = t;
  }
  r.l[limbs - 1] = limb(limbs - 1, last, below);
}

// Out of line: every byte of code is read at each load of the library.
[[CCE_IFMA_ENTRY, gnu::hot]] void multiply_call(Sum<Form::product>& r, const Number& x, const Number& y) {
  multiply(r, x, y);
}
[[CCE_IFMA_ENTRY, gnu::hot]] void square_call(Sum<Form::square>& r, const Number& x) { square(r, x); }

// The same number mod p. 2^14 p has the limbs 2^14 (2^width(i) - 1), 2^61 - 2^14 or more: with that added none is negative, and all
// are below 2^62 + 2^61. Every limb keeps its width of that, and gives the rest to the next, and the last to the first: less
// than (2^62 + 2^61) / 2^48 or (2^61 + 2^61) / 2^47, which is 2^15.
[[CCE_IFMA]] inline void carry_in_line(Number& r, const Large& x) {
  Vector t[limbs];
#pragma GCC unroll 11
  for (size_t i = 0; i < limbs; ++i) t[i] = x.l[i] + (limb_mask(i) << 14);
#pragma GCC unroll 11
  for (size_t i = 0; i < limbs; ++i) {
    const size_t below = i == 0 ? limbs - 1 : i - 1;
    r.l[i] = (t[i] & limb_mask(i)) + (t[below] >> width(below));
  }
}

[[CCE_IFMA_ENTRY, gnu::hot]] void carry(Number& r, const Large& x) { carry_in_line(r, x); }
// x <- the sum, carried; r <- x^2.
[[CCE_IFMA_ENTRY, gnu::hot]] void carry_and_square(Sum<Form::square>& r, Number& x, const Large& sum) {
  Number in_registers;
  carry_in_line(in_registers, sum);
  x = in_registers;
  square(r, in_registers);
}

// x in the lanes 0 and 2, y in the lanes 1 and 3.
[[CCE_IFMA_ENTRY, gnu::hot]] void from_words(Number& r, const Words& x, const Words& y) {
  Vector w[9];
#pragma GCC unroll 9
  for (size_t i = 0; i < 9; ++i) w[i] = select<10>(load_everywhere(&x[i]), load_everywhere(&y[i]));
#pragma GCC unroll 11
  for (size_t i = 0; i < limbs; ++i) {
    const size_t word = position(i) / 64;
    const int shift = static_cast<int>(position(i) % 64);
    Vector l = w[word] >> shift;
    if (shift + width(i) > 64) l |= w[word + 1] << (64 - shift);
    r.l[i] = l & limb_mask(i);
  }
}

// The words of a lane. What is above 2^521 is added below, at most 1: p or less comes out.
[[CCE_IFMA_ENTRY, gnu::cold]] Words to_words(const Number& x, size_t lane) {
  Words r;
  Uint128 rest = 0;  // from bit 64 word on
  size_t word = 0;
  for (size_t i = 0; i < limbs; ++i) {
    if (position(i) >= 64 * (word + 1)) {
      r[word++] = static_cast<uint64_t>(rest);
      rest >>= 64;
    }
    rest += static_cast<Uint128>(x.l[i][lane]) << (position(i) - 64 * word);
  }
  r[word] = static_cast<uint64_t>(rest);
  r[word + 1] = static_cast<uint64_t>(rest >> 64);
  const uint64_t above = r[8] >> 9;
  r[8] &= PseudoMersenne521::top_mask;
  return PseudoMersenne521::add(r, Words{above});
}

}  // namespace
}  // namespace cce::ec::p521_ifma
