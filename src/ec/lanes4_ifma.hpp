// Numbers in the lanes of AVX-512 IFMA, for kernels that work on four of them at once: one in each 64-bit lane of as many
// registers of 256 bits as it has limbs. What is the same whatever the prime is; a kernel's Form says how many limbs there are,
// and it proves the bounds.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#include "ec/ifma.hpp"

namespace cce::ec::lanes4 {
namespace {

constexpr size_t lanes = 4;

typedef unsigned long long Vector __attribute__((vector_size(8 * lanes)));

// Limb by limb: compilers would copy a struct of this size word by word, and a vector that is loaded from words that have just
// been stored waits for all that comes before.
template <size_t limbs>
[[CCE_IFMA]] inline void copy(Vector (&to)[limbs], const Vector (&from)[limbs]) {
#pragma GCC unroll 11
  for (size_t i = 0; i < limbs; ++i) to[i] = from[i];
}

// A limb of a Sum: what a formula does with it before it goes on to the next limb stays in registers.
template <class Form, int bound>
struct TermOf {
  static_assert(bound <= Form::most);
  Vector v;
};

// What is only added and subtracted. |l_i| < bound units of the Form; what a Number may be a difference of fits Form::most times.
template <class Form, int bound>
struct SumOf {
  static_assert(bound <= Form::most);
  Vector l[Form::limbs];

  SumOf() = default;
  [[CCE_IFMA]] inline SumOf(const SumOf& x) { copy(l, x.l); }
  [[CCE_IFMA]] inline SumOf& operator=(const SumOf& x) { return copy(l, x.l), *this; }
  [[CCE_IFMA]] inline TermOf<Form, bound> operator[](size_t i) const { return {l[i]}; }
  template <int b>
  [[CCE_IFMA]] inline void put(size_t i, const TermOf<Form, b>& x) {
    static_assert(b <= bound);
    l[i] = x.v;
  }
};

// What is multiplied: IFMA takes the low 52 bits of its operands. The Form's bounds are below that.
template <class Form>
struct NumberOf {
  Vector l[Form::limbs];

  NumberOf() = default;
  [[CCE_IFMA]] inline NumberOf(const NumberOf& x) { copy(l, x.l); }
  [[CCE_IFMA]] inline NumberOf& operator=(const NumberOf& x) { return copy(l, x.l), *this; }
  [[CCE_IFMA]] inline TermOf<Form, 1> operator[](size_t i) const { return {l[i]}; }
};

[[CCE_IFMA]] inline Vector all_lanes(uint64_t x) { return Vector{} + x; }
// x / 2^bits, rounded down, of signed x.
[[CCE_IFMA]] inline Vector signed_shift(Vector x, int bits) {
  return reinterpret_cast<Vector>(reinterpret_cast<__v4di>(x) >> bits);
}
// t + the low, or high, 52 bits of the product of the low 52 bits of x and y.
[[CCE_IFMA]] inline Vector add_low(Vector t, Vector x, Vector y) {
  return reinterpret_cast<Vector>(
      _mm256_madd52lo_epu64(reinterpret_cast<__m256i>(t), reinterpret_cast<__m256i>(x), reinterpret_cast<__m256i>(y)));
}
[[CCE_IFMA]] inline Vector add_high(Vector t, Vector x, Vector y) {
  return reinterpret_cast<Vector>(
      _mm256_madd52hi_epu64(reinterpret_cast<__m256i>(t), reinterpret_cast<__m256i>(x), reinterpret_cast<__m256i>(y)));
}

// The sums of low and high halves that a limb of a product is made of.
struct Halves {
  Vector low, high;
};
[[CCE_IFMA]] inline void add_product(Halves& t, Vector x, Vector y) {
  t.low = add_low(t.low, x, y);
  t.high = add_high(t.high, x, y);
}

// The word there in every lane, as a load does that: compilers gather words in memory first where they may.
[[CCE_IFMA]] inline Vector load_everywhere(const void* word) {
  return reinterpret_cast<Vector>(_mm256_broadcastq_epi64(_mm_loadl_epi64(static_cast<const __m128i*>(word))));
}

// y in the lanes whose bit of `bits` is 1, x in the others.
template <int bits>
[[CCE_IFMA]] inline Vector select(Vector x, Vector y) {
  return __builtin_shufflevector(x, y, bits & 1 ? 4 : 0, bits & 2 ? 5 : 1, bits & 4 ? 6 : 2, bits & 8 ? 7 : 3);
}

template <class Form, int a, int b>
[[CCE_IFMA]] inline TermOf<Form, a + b> operator+(TermOf<Form, a> x, TermOf<Form, b> y) {
  return {x.v + y.v};
}
template <class Form, int a, int b>
[[CCE_IFMA]] inline TermOf<Form, a + b> operator-(TermOf<Form, a> x, TermOf<Form, b> y) {
  return {x.v - y.v};
}
template <int times, class Form, int a>
[[CCE_IFMA]] inline TermOf<Form, a * times> multiple(TermOf<Form, a> x) {
  return {x.v * times};
}
// x + y, or x - y, in the lanes whose bit of `bits` is 1, z in the others: one instruction, with the selection.
template <int bits, class Form, int a, int b, int c>
[[CCE_IFMA]] inline TermOf<Form, (a + b < c ? c : a + b)> add_in(TermOf<Form, c> z, TermOf<Form, a> x,
                                                                 TermOf<Form, b> y) {
  return {reinterpret_cast<Vector>(_mm256_mask_add_epi64(
      reinterpret_cast<__m256i>(z.v), bits, reinterpret_cast<__m256i>(x.v), reinterpret_cast<__m256i>(y.v)))};
}
template <int bits, class Form, int a, int b, int c>
[[CCE_IFMA]] inline TermOf<Form, (a + b < c ? c : a + b)> subtract_in(TermOf<Form, c> z, TermOf<Form, a> x,
                                                                      TermOf<Form, b> y) {
  return {reinterpret_cast<Vector>(_mm256_mask_sub_epi64(
      reinterpret_cast<__m256i>(z.v), bits, reinterpret_cast<__m256i>(x.v), reinterpret_cast<__m256i>(y.v)))};
}
template <int bits, class Form, int a, int b>
[[CCE_IFMA]] inline TermOf<Form, (a < b ? b : a)> select(TermOf<Form, a> z, TermOf<Form, b> x) {
  return {select<bits>(z.v, x.v)};
}
// That lane of x in those lanes, z in the others.
template <int bits, int lane>
[[CCE_IFMA]] inline Vector lane_in(Vector z, Vector x) {
  return reinterpret_cast<Vector>(
      _mm256_mask_permutex_epi64(reinterpret_cast<__m256i>(z), bits, reinterpret_cast<__m256i>(x), lane * 0x55));
}
template <int bits, int lane, class Form, int a, int b>
[[CCE_IFMA]] inline TermOf<Form, (a < b ? b : a)> lane_in(TermOf<Form, a> z, TermOf<Form, b> x) {
  return {lane_in<bits, lane>(z.v, x.v)};
}
// -x in the lanes whose bit of `bits` is 1, where negative is 1 and not 0.
template <int bits, class Form, int a>
[[CCE_IFMA]] inline TermOf<Form, a> with_sign(TermOf<Form, a> x, uint64_t negative) {
  const Vector mask = select<bits>(Vector{}, all_lanes(0 - negative));
  return {(x.v ^ mask) - mask};
}
// Lane a of x, and so on.
template <int a, int b, int c, int d, class Form, int bound>
[[CCE_IFMA]] inline TermOf<Form, bound> arranged(TermOf<Form, bound> x) {
  return {__builtin_shufflevector(x.v, x.v, a, b, c, d)};
}
// That lane of a limb in memory: a load puts it everywhere, and nothing is left to shuffle.
template <int lane, class X>
[[CCE_IFMA]] inline auto everywhere(const X& x, size_t i) {
  auto r = x[i];
  r.v = load_everywhere(reinterpret_cast<const uint64_t*>(&x.l[i]) + lane);
  return r;
}

}  // namespace
}  // namespace cce::ec::lanes4
