// Arithmetic mod p of P-256 with AVX-512 IFMA: eight independent numbers at once, one in each 64-bit lane of five registers.
//
// x = l_0 + l_1 2^52 + .. + l_4 2^208, in Montgomery form with R = 2^260. IFMA multiplies the low 52 bits of its operands and
// adds the low or the high half of the product, so factors have limbs of 52 bits (a Number); what is only added or
// subtracted need not (a Sum), as sums are carried on later. A type says how large its numbers may be, in sixteenths of p,
// and each operation computes the bound of its result: what could overflow does not compile.
#pragma once

#include <immintrin.h>

#include <cstdint>

#include "ec/domains.hpp"
#include "ec/ifma.hpp"
#include "ec/montgomery.hpp"

namespace cce::ec::p256_ifma {
namespace {

typedef unsigned long long Vector __attribute__((vector_size(64)));

// |l_i| < 2^61 and 0 <= x <= bound p / 16.
template <int bound>
struct Sum {
  Vector l[5];
};

// 0 <= l_i < 2^52 and 0 <= x <= bound p / 16. 16 p < 2^260, so up to 16 p fits.
template <int bound>
struct Number {
  static_assert(bound <= 256);
  Vector l[5];

  Number() = default;
  template <int less>
  [[CCE_IFMA]] inline Number(const Number<less>& x) {
    static_assert(less <= bound);
#pragma GCC unroll 5
    for (int i = 0; i < 5; ++i) l[i] = x.l[i];
  }
};

constexpr int up(int x, int unit) { return (x + unit - 1) / unit; }

[[CCE_IFMA]] inline Vector all_lanes(uint64_t x) { return Vector{} + x; }
// x / 2^bits, rounded down, of signed x.
[[CCE_IFMA]] inline Vector signed_shift(Vector x, int bits) {
  return reinterpret_cast<Vector>(reinterpret_cast<__v8di>(x) >> bits);
}
// t + the low, or high, 52 bits of the product of the low 52 bits of x and y.
[[CCE_IFMA]] inline Vector add_low(Vector t, Vector x, Vector y) {
  return reinterpret_cast<Vector>(
      _mm512_madd52lo_epu64(reinterpret_cast<__m512i>(t), reinterpret_cast<__m512i>(x), reinterpret_cast<__m512i>(y)));
}
[[CCE_IFMA]] inline Vector add_high(Vector t, Vector x, Vector y) {
  return reinterpret_cast<Vector>(
      _mm512_madd52hi_epu64(reinterpret_cast<__m512i>(t), reinterpret_cast<__m512i>(x), reinterpret_cast<__m512i>(y)));
}
// The lanes in which x and y are the same.
[[CCE_IFMA]] inline __mmask8 equal(Vector x, Vector y) {
  return _mm512_cmpeq_epi64_mask(reinterpret_cast<__m512i>(x), reinterpret_cast<__m512i>(y));
}
// x where the lane's bit is 0, y where it is 1.
[[CCE_IFMA]] inline Vector select(__mmask8 bits, Vector x, Vector y) {
  return reinterpret_cast<Vector>(
      _mm512_mask_mov_epi64(reinterpret_cast<__m512i>(x), bits, reinterpret_cast<__m512i>(y)));
}
// Each lane the word of `low` or `high` that its index says: 0 to 7, 8 to 15; higher bits do not count.
[[CCE_IFMA]] inline Vector pick(Vector index, Vector low, Vector high) {
  return reinterpret_cast<Vector>(_mm512_permutex2var_epi64(
      reinterpret_cast<__m512i>(low), reinterpret_cast<__m512i>(index), reinterpret_cast<__m512i>(high)));
}
[[CCE_IFMA]] inline Vector load(const uint64_t* words) { return reinterpret_cast<Vector>(_mm512_load_si512(words)); }
[[CCE_IFMA]] inline void store(uint64_t* words, Vector v) { _mm512_store_si512(words, reinterpret_cast<__m512i>(v)); }
[[CCE_IFMA]] inline __mmask8 nonzero(Vector v) {
  return _mm512_test_epi64_mask(reinterpret_cast<__m512i>(v), reinterpret_cast<__m512i>(v));
}
[[CCE_IFMA]] inline Vector limb_mask() { return all_lanes((uint64_t{1} << 52) - 1); }

// Limbs of any Sum below 2^260, as 52 bits each. Shifts are arithmetic: a negative limb borrows.
[[CCE_IFMA]] inline void carry(Vector (&l)[5]) {
#pragma GCC unroll 5
  for (int i = 0; i < 4; ++i) {
    l[i + 1] += signed_shift(l[i], 52);
    l[i] &= limb_mask();
  }
}

// p = 2^256 - 2^224 + 2^192 + 2^96 - 1, so -p^-1 = 1 mod 2^52: adding l_0 p makes the lowest limb zero. t is the limb that
// goes, the other references those above it:
//   t p = t (2^256 - 2^224) + t 2^192 + t 2^96 - t, at 2^208 (2^48 - 2^16), 2^156 2^36 and 2^52 2^44.
// What t has above 52 bits is carried.
[[CCE_IFMA]] inline void reduce_limb(Vector t, Vector& t1, Vector& t2, Vector& t3, Vector& t4, Vector& t5) {
  const Vector at_96 = all_lanes(uint64_t{1} << 44), at_192 = all_lanes(uint64_t{1} << 36),
               at_224 = all_lanes((uint64_t{1} << 48) - (uint64_t{1} << 16));
  t1 = add_low(t1 + (t >> 52), t, at_96);
  t2 = add_high(t2, t, at_96);
  t3 = add_low(t3, t, at_192);
  t4 = add_low(add_high(t4, t, at_192), t, at_224);
  t5 = add_high(t5, t, at_224);
}

// r = x y / 2^260 mod p, of limbs of 52 bits: at most x y / 2^260 + p. A limb of the product is a sum of at most ten halves
// of products and six of the reduction, so below 2^56.
[[CCE_IFMA]] inline void multiply_limbs(Vector (&r)[5], const Vector (&x)[5], const Vector (&y)[5]) {
  Vector t[10];
#pragma GCC unroll 5
  for (Vector& limb : t) limb = Vector{};
#pragma GCC unroll 5
  for (int i = 0; i < 5; ++i) {
#pragma GCC unroll 5
    for (int j = 0; j < 5; ++j) t[i + j] = add_low(t[i + j], x[j], y[i]);
#pragma GCC unroll 5
    for (int j = 0; j < 5; ++j) t[i + j + 1] = add_high(t[i + j + 1], x[j], y[i]);
    reduce_limb(t[i], t[i + 1], t[i + 2], t[i + 3], t[i + 4], t[i + 5]);
  }
#pragma GCC unroll 5
  for (int i = 0; i < 5; ++i) r[i] = t[i + 5];
  carry(r);
}

// The same of x and x: the products of different limbs once, and doubled.
[[CCE_IFMA]] inline void square_limbs(Vector (&r)[5], const Vector (&x)[5]) {
  Vector t[10];
#pragma GCC unroll 5
  for (Vector& limb : t) limb = Vector{};
#pragma GCC unroll 5
  for (int i = 0; i < 5; ++i)
#pragma GCC unroll 5
    for (int j = i + 1; j < 5; ++j) {
      t[i + j] = add_low(t[i + j], x[j], x[i]);
      t[i + j + 1] = add_high(t[i + j + 1], x[j], x[i]);
    }
#pragma GCC unroll 10
  for (int i = 1; i < 9; ++i) t[i] += t[i];
#pragma GCC unroll 5
  for (int i = 0; i < 5; ++i) {
    t[2 * i] = add_low(t[2 * i], x[i], x[i]);
    t[2 * i + 1] = add_high(t[2 * i + 1], x[i], x[i]);
  }
#pragma GCC unroll 5
  for (int i = 0; i < 5; ++i) reduce_limb(t[i], t[i + 1], t[i + 2], t[i + 3], t[i + 4], t[i + 5]);
#pragma GCC unroll 5
  for (int i = 0; i < 5; ++i) r[i] = t[i + 5];
  carry(r);
}

// Out of line, as points make dozens of calls and the bodies are long.
[[CCE_IFMA_ENTRY]] void multiply_call(Vector (&r)[5], const Vector (&x)[5], const Vector (&y)[5]) {
  multiply_limbs(r, x, y);
}
[[CCE_IFMA_ENTRY]] void square_call(Vector (&r)[5], const Vector (&x)[5]) { square_limbs(r, x); }

// x y / R. (a p / 16)(b p / 16) / 2^260 < a b / 256 p / 16, as p < 2^256.
template <int a, int b>
[[CCE_IFMA]] inline Number<16 + up(a* b, 256)> multiply(const Number<a>& x, const Number<b>& y) {
  Number<16 + up(a * b, 256)> r;
  multiply_call(r.l, x.l, y.l);
  return r;
}
template <int a>
[[CCE_IFMA]] inline Number<16 + up(a* a, 256)> square(const Number<a>& x) {
  Number<16 + up(a * a, 256)> r;
  square_call(r.l, x.l);
  return r;
}

// x - y, with as many times p added as keep it from being negative. Limbs grow by a bit at most: formulas have two sums in a
// row before they carry.
template <template <int> class X, int a, template <int> class Y, int b>
[[CCE_IFMA]] inline Sum<a + 16 * up(b, 16)> subtract(const X<a>& x, const Y<b>& y) {
  constexpr uint64_t times = up(b, 16);
  // times * p in limbs that may be negative: at 2^0, 2^96, 2^192 and 2^256 - 2^224.
  const uint64_t p_times[5] = {0 - times, times << 44, 0, times << 36, (times << 48) - (times << 16)};
  Sum<a + 16 * up(b, 16)> r;
#pragma GCC unroll 5
  for (int i = 0; i < 5; ++i) {
    r.l[i] = x.l[i] - y.l[i];
    if (i != 2) r.l[i] += p_times[i];
  }
  return r;
}

template <template <int> class X, int a, template <int> class Y, int b>
[[CCE_IFMA]] inline Sum<a + b> add(const X<a>& x, const Y<b>& y) {
  Sum<a + b> r;
#pragma GCC unroll 5
  for (int i = 0; i < 5; ++i) r.l[i] = x.l[i] + y.l[i];
  return r;
}

// x 2^bits.
template <int bits, template <int> class X, int a>
[[CCE_IFMA]] inline Sum<(a << bits)> shift(const X<a>& x) {
  Sum<(a << bits)> r;
#pragma GCC unroll 5
  for (int i = 0; i < 5; ++i) r.l[i] = x.l[i] << bits;
  return r;
}

template <int a>
[[CCE_IFMA]] inline Number<a> carried(const Sum<a>& x) {
  Number<a> r;
#pragma GCC unroll 5
  for (int i = 0; i < 5; ++i) r.l[i] = x.l[i];
  carry(r.l);
  return r;
}

// -x.
template <int a>
[[CCE_IFMA]] inline Number<16 * up(a, 16)> negated(const Number<a>& x) {
  return carried(subtract(Number<0>{}, x));
}

// x mod p, nearly: x - h p for the h that x has above 2^256, before it is carried. With x = l_4 2^208 + rest, |rest| <
// 2^218, and l_4 = h 2^48 + l: x - h p = l 2^208 + rest + h (2^224 - 2^192 - 2^96 + 1). That is below 2^256 + 2^218 + 2^7
// 2^224 < 17/16 p. It is not negative: for h > 0 because the last term outweighs the rest, for h = 0 because x is not, and h
// = -1 adds a p.
template <int a>
[[CCE_IFMA]] inline Number<17> reduced(const Sum<a>& x) {
  static_assert(a < 16 * 128);
  Number<17> r;
  const Vector h = signed_shift(x.l[4], 48);
  r.l[0] = x.l[0] + h;
  r.l[1] = x.l[1] - (h << 44);
  r.l[2] = x.l[2];
  r.l[3] = x.l[3] - (h << 36);
  r.l[4] = (x.l[4] & ((uint64_t{1} << 48) - 1)) + (h << 16);
  carry(r.l);
  return r;
}

// x where the lane's bit is 0, y where it is 1.
template <int a, int b>
[[CCE_IFMA]] inline Number<(a < b ? b : a)> select(__mmask8 bits, const Number<a>& x, const Number<b>& y) {
  Number<(a < b ? b : a)> r;
#pragma GCC unroll 5
  for (int i = 0; i < 5; ++i) r.l[i] = select(bits, x.l[i], y.l[i]);
  return r;
}

// The same lanes rotated: lane i has what lane i + by had.
template <int by, int a>
[[CCE_IFMA]] inline Number<a> rotated(const Number<a>& x) {
  Number<a> r;
#pragma GCC unroll 5
  for (int i = 0; i < 5; ++i)
    r.l[i] = __builtin_shufflevector(x.l[i], x.l[i], by, by + 1, by + 2, by + 3, by + 4, by + 5, by + 6, by + 7);
  return r;
}

// Four words of 64 bits, times 2^bits, as limbs: x < p gives less than 2^bits p.
template <int bits>
[[CCE_IFMA]] inline Number<(16 << bits)> from_words(Vector w0, Vector w1, Vector w2, Vector w3) {
  Number<(16 << bits)> r;
  r.l[0] = w0 << bits & limb_mask();
  r.l[1] = (w0 >> (52 - bits) | w1 << (12 + bits)) & limb_mask();
  r.l[2] = (w1 >> (40 - bits) | w2 << (24 + bits)) & limb_mask();
  r.l[3] = (w2 >> (28 - bits) | w3 << (36 + bits)) & limb_mask();
  r.l[4] = w3 >> (16 - bits);
  return r;
}

// 2^e mod p in every lane.
template <size_t e>
[[CCE_IFMA]] inline Number<16> power_of_two() {
  constexpr Limbs<4> x = MontgomeryConstants<P256Prime>::power_of_two(e);
  Number<16> r;
#pragma GCC unroll 5
  for (int i = 0; i < 5; ++i) {
    constexpr size_t width = 52;
    r.l[i] = all_lanes(bits_at(x, width * static_cast<size_t>(i), width));
  }
  return r;
}

// The lanes in which x, below 2p, is zero mod p: 0 or p.
[[CCE_IFMA]] inline __mmask8 is_zero(const Number<31>& x) {
  constexpr Limbs<4> p = P256Prime::value;
  Vector zero{}, prime{};
#pragma GCC unroll 5
  for (int i = 0; i < 5; ++i) {
    zero |= x.l[i];
    prime |= x.l[i] ^ bits_at(p, 52 * static_cast<size_t>(i), 52);
  }
  return static_cast<__mmask8>(~nonzero(zero) | ~nonzero(prime));
}

}  // namespace
}  // namespace cce::ec::p256_ifma
