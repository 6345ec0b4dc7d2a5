// Arithmetic mod p of P-384 with AVX-512 IFMA: four independent numbers at once, one in each 64-bit lane of eight registers of
// 256 bits. They are four factors, or terms, of one point's coordinates.
//
// x = l_0 + l_1 2^48 + .. + l_7 2^336, in Montgomery form with R = 2^384: that of one lane, so words become limbs and limbs
// words as they are. IFMA multiplies the low 52 bits of its operands, so factors have limbs below that (a Number); what is
// only added or subtracted need not (a Sum). With 48 bits p is sparse: 2^96 and 2^384 are at limbs, and four bits of every
// limb are free, so that carries go one limb up, all at once, and not from the first limb to the last.
#pragma once

#include "ec/domains.hpp"
#include "ec/lanes4_ifma.hpp"
#include "ec/montgomery.hpp"
#include "ec/point.hpp"

namespace cce::ec::p384_ifma {
namespace {

using namespace lanes4;

constexpr size_t limbs = 8, width = 48;

using Words = Limbs<6>;  // < p

struct Form {
  static constexpr size_t limbs = p384_ifma::limbs;
  static constexpr int most = 24, square = 1, product = 1;
};
// |l_i| < bound 2^58.
template <int bound>
using Sum = SumOf<Form, bound>;
// What is to be carried.
using Large = Sum<Form::most>;
// 0 <= l_i < 2^50 + 2^17. What is carried has less than half of that, and is below 2^384 + 2^352; so a sum of two such numbers is a
// Number, too.
using Number = NumberOf<Form>;

[[CCE_IFMA]] inline Vector limb_mask() { return all_lanes((uint64_t{1} << width) - 1); }

// 2^32 x mod 2^48: the low 16 bits of every lane, 32 bits further up, in one instruction.
[[CCE_IFMA]] inline Vector times_2_32(Vector x) {
  constexpr char zero = -128;
  const auto bytes = _mm256_broadcastsi128_si256(
      _mm_setr_epi8(zero, zero, zero, zero, 0, 1, zero, zero, zero, zero, zero, zero, 8, 9, zero, zero));
  return reinterpret_cast<Vector>(_mm256_shuffle_epi8(reinterpret_cast<__m256i>(x), bytes));
}

// A product on its way to r = x y / 2^384 mod p, limb by limb.
//
// Limb k of the product is low_k + 16 high_(k - 1), the sums of the halves of l_i l_j with i + j = k and k - 1, as a high half
// counts 2^52 = 16 2^48. Low halves are below 2^52, high ones below 2^48 + 2^16, and there are at most 15 of both: so the limb is at
// most b = 15 2^52 + 2^24. In a square it has at most four terms of both, twice what they are in a product but for squares of limbs:
// low halves are still below 2^52, high ones below 2^49 + 2^17, and the limb is below 4 (2^52 + 2^53 + 2^21) < b.
//
// p = 2^384 - 2^128 - 2^96 + 2^32 - 1, so -p^-1 = 1 + 2^32 mod 2^48. Adding q p to a limb t, with u = 2^32 t mod 2^48 and
// q = t + u, takes q from it and adds u and, one limb above, h = q / 2^16 rounded down, for q 2^32 = h 2^48 + u (u 2^32 is a
// multiple of 2^64): so t becomes zero with nothing to carry. The rest of q p is -q - u two limbs above, -h three, and q
// eight above. t, and with it q, may be negative.
//
// Let e = 2^50, which is more than 2 u and all |h| together. Limbs 0 and 1 are from 0 to b + e, as only h is added. From the
// limbs 2 and 3 that is taken, and e: they are from -(b + 2 e) to b + e. So the limbs 4 and 5 are from -(b + 2 e) to 2 b + 3 e,
// and 6 and 7 from -(2 b + 4 e) to 2 b + 3 e. r_0 is b and q_0 less q_6, the most that there is: below 4 b + 8 e < 2^58.
struct Reduction {
  Vector q[limbs], q_u[limbs], h[limbs], high_below{};

  [[CCE_IFMA]] inline Halves begin(size_t k) const { return {k < limbs ? Vector{} : q[k - limbs], Vector{}}; }
  [[CCE_IFMA]] inline void end(Sum<1>& r, size_t k, const Halves& products) {
    Vector t = products.low + (high_below << 4);
    high_below = products.high;
    if (k >= 2 && k < limbs + 2) t -= q_u[k - 2];
    if (k >= 3 && k < limbs + 3) t -= h[k - 3];
    if (k >= 1 && k < limbs + 1) t += h[k - 1];  // the last that is known
    if (k >= limbs) {
      r.l[k - limbs] = t;
      return;
    }
    const Vector u = times_2_32(t);
    q[k] = t + u;
    q_u[k] = q[k] + u;
    h[k] = signed_shift(q[k], 16);
  }
};

// A limb's terms with l_0 come last: it is the last limb that carrying is done with.

// r = x y / 2^384 mod p.
[[CCE_IFMA]] inline void multiply(Sum<1>& r, const Number& x, const Number& y) {
  Reduction reduction;
#pragma GCC unroll 16
  for (size_t k = 0; k < 2 * limbs; ++k) {
    Halves t = reduction.begin(k);
#pragma GCC unroll 8
    for (size_t i = limbs; i-- > 0;) {
      const size_t j = k - i;
      if (j >= limbs || i > j) continue;
      add_product(t, x.l[i], y.l[j]);
      if (i < j) add_product(t, x.l[j], y.l[i]);
    }
    reduction.end(r, k, t);
  }
}

// r = x^2 / 2^384 mod p.
[[CCE_IFMA]] inline void square(Sum<1>& r, const Number& x) {
  Vector twice_x[limbs];
#pragma GCC unroll 8
  for (size_t i = 0; i < limbs; ++i) twice_x[i] = x.l[i] + x.l[i];
  Reduction reduction;
#pragma GCC unroll 16
  for (size_t k = 0; k < 2 * limbs; ++k) {
    Halves t = reduction.begin(k);
#pragma GCC unroll 8
    for (size_t i = limbs; i-- > 0;) {
      const size_t j = k - i;
      if (j < limbs && i <= j) add_product(t, x.l[i], i < j ? twice_x[j] : x.l[i]);
    }
    reduction.end(r, k, t);
  }
}

// Out of line: every byte of code is read at each load of the library.
[[CCE_IFMA_ENTRY, gnu::hot]] void multiply_call(Sum<1>& r, const Number& x, const Number& y) { multiply(r, x, y); }
[[CCE_IFMA_ENTRY, gnu::hot]] void square_call(Sum<1>& r, const Number& x) { square(r, x); }

// A multiple of p less 2^48, of limbs between 2^62 + 2^61 + 2^48 and 2^62 + 2^61 + 2^49: what makes every limb of a Sum positive.
struct Offset {
  uint64_t l[limbs];

  constexpr Offset() : l{} {
    using M = Montgomery<P384Prime>;
    constexpr uint64_t least = (uint64_t{1} << 62) + (uint64_t{1} << 61) + (uint64_t{1} << width);
    Limbs<6> taken{};
    for (size_t i = 0; i < limbs; ++i) {
      for (size_t bit = 0; bit < width; ++bit) taken = M::add(taken, taken);
      taken = M::add(taken, {least});
    }
    const Limbs<6> rest = M::subtract({}, M::add(taken, {uint64_t{1} << width}));
    for (size_t i = 0; i < limbs; ++i) l[i] = least + bits_at(rest, width * i, width);
  }
};
inline constexpr Offset offset;

// The same number mod p. Every limb keeps 48 bits of what it is with the offset, which is below 2^63 + 2^62 + 2^49, and gives the
// rest to the next, k < 2^15 + 2^14 + 4 of the last to 2^384 = 2^128 + 2^96 - 2^32 + 1. The first limb gets the 2^48 that the offset
// lacks, so that -2^32 k, above -2^48, leaves it positive. So l_0 < 2^49 + 2^16, l_2 < 2^49, and the others are below 2^48 + 2^16.
[[CCE_IFMA]] inline void carry_in_line(Number& r, const Large& x) {
  Vector t[limbs];
#pragma GCC unroll 8
  for (size_t i = 0; i < limbs; ++i) t[i] = x.l[i] + offset.l[i];
  const Vector k = t[limbs - 1] >> width;
  r.l[0] = ((t[0] & limb_mask()) | all_lanes(uint64_t{1} << width)) + k - (k << 32);
#pragma GCC unroll 8
  for (size_t i = 1; i < limbs; ++i) {
    r.l[i] = (t[i] & limb_mask()) + (t[i - 1] >> width);
    if (i == 2) r.l[i] += k + (k << 32);
  }
}

[[CCE_IFMA_ENTRY, gnu::hot]] void carry(Number& r, const Large& x) { carry_in_line(r, x); }
// x <- the sum, carried; r <- x^2.
[[CCE_IFMA_ENTRY, gnu::hot]] void carry_and_square(Sum<1>& r, Number& x, const Large& sum) {
  Number in_registers;
  carry_in_line(in_registers, sum);
  x = in_registers;
  square(r, in_registers);
}

// x in the lanes 0 and 2, y in the lanes 1 and 3. Out of line, and a half at a time: three words are four limbs.
[[CCE_IFMA_ENTRY, gnu::hot]] void from_words(Number& r, const Words& x, const Words& y) {
#pragma GCC unroll 1
  for (size_t half = 0; half < 2; ++half) {
    Vector w[3];
#pragma GCC unroll 3
    for (size_t i = 0; i < 3; ++i) w[i] = select<10>(load_everywhere(&x[3 * half + i]), load_everywhere(&y[3 * half + i]));
    Vector* const l = r.l + 4 * half;
    l[0] = w[0] & limb_mask();
    l[1] = (w[0] >> 48 | w[1] << 16) & limb_mask();
    l[2] = (w[1] >> 32 | w[2] << 32) & limb_mask();
    l[3] = w[2] >> 16;
  }
}

// The words of a lane of a Number that has been carried, fully reduced: it is below 2p.
[[CCE_IFMA_ENTRY, gnu::cold]] Words to_words(const Number& x, size_t lane) {
  Words r;
  uint64_t carry = 0, l[limbs];
  for (size_t i = 0; i < limbs; ++i) {
    l[i] = x.l[i][lane] + carry;
    carry = l[i] >> width;
    l[i] &= (uint64_t{1} << width) - 1;
  }
  for (size_t half = 0; half < 2; ++half) {
    const uint64_t* const m = l + 4 * half;
    r[3 * half] = m[0] | m[1] << 48;
    r[3 * half + 1] = m[1] >> 16 | m[2] << 32;
    r[3 * half + 2] = m[2] >> 32 | m[3] << 16;
  }
  return Montgomery<P384Prime>::reduce_once(r, carry);
}

}  // namespace
}  // namespace cce::ec::p384_ifma
