// What the x86 kernels share: the key schedule. Part of those kernels: included by them alone.
#pragma once

// gcc 12.2's own header initialises "undefined" vectors with themselves, and then warns about it (GCC bug 105593).
#pragma GCC diagnostic push
#ifndef __clang__
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <immintrin.h>
#pragma GCC diagnostic pop

#include "aes/block_kernel.hpp"
#include "base/registers_x86.hpp"

// The instruction sets of what follows; "aesni" in the tables. All of it ends up inside the kernels' entry points.
#define CCE_AESNI gnu::target("aes,pclmul,sse4.1"), gnu::always_inline
#define CCE_AESNI_ENTRY gnu::target("aes,pclmul,sse4.1"), gnu::noinline

namespace cce::aes::x86 {
namespace {

[[CCE_AESNI]] inline __m128i load(const void* p) { return _mm_loadu_si128(static_cast<const __m128i*>(p)); }

[[CCE_AESNI]] inline void store(void* p, __m128i x) { _mm_storeu_si128(static_cast<__m128i*>(p), x); }

[[CCE_AESNI]] inline __m128i load_key(const RoundKeys& keys, size_t r) {
  return _mm_load_si128(reinterpret_cast<const __m128i*>(keys.w[r].data()));
}

// A block to a number, big-endian, and back.
[[CCE_AESNI]] inline __m128i reverse_bytes(__m128i x) {
  return _mm_shuffle_epi8(x, _mm_set_epi64x(0x0001020304050607, 0x08090a0b0c0d0e0f));
}

// ---- Key schedule

// Round keys from those two places before them (FIPS 197 section 5.2 for Nk = 8). SubWord is aesenclast on four copies of
// the word, which ShiftRows leaves in place; it is far quicker than aeskeygenassist. What it gives is in four copies again, so
// what the last word of the next key sums up beside it is added as its round key: from one SubWord to the next there is
// nothing else to wait for, and the keys themselves are made in its shadow.
struct ScheduleStep {
  __m128i even, odd;          // round keys 2j and 2j + 1
  __m128i even_sum, odd_sum;  // four copies of all their words' sum
  __m128i last;               // four copies of the last word of the latest
  __m128i Rcon;               // four copies of Rcon[j + 1]
};

[[CCE_AESNI]] inline __m128i copies_of_last(__m128i w) { return _mm_shuffle_epi32(w, 0xff); }

[[CCE_AESNI]] inline __m128i sum_of_words(__m128i w) {
  w = _mm_xor_si128(w, _mm_shuffle_epi32(w, 0x4e));
  return _mm_xor_si128(w, _mm_shuffle_epi32(w, 0xb1));
}

// The chain w[i] = w[i-8] + w[i-1] within a round key, for key = (w0, w1, w2, w3):  running sums of these, and t, which is
// last + sum, in each. The sum of the words of what results is w1 + w3, whatever t is.
[[CCE_AESNI]] inline void next(__m128i& key, __m128i& sum, __m128i last) {
  const __m128i pairs = _mm_xor_si128(key, _mm_slli_si128(key, 8));  // (w0, w1, w0+w2, w1+w3)
  key = _mm_xor_si128(_mm_xor_si128(pairs, _mm_slli_si128(pairs, 4)), _mm_xor_si128(sum, last));
  sum = copies_of_last(pairs);
}

[[CCE_AESNI]] inline void next_even(ScheduleStep& s) {
  const __m128i rotate_words = _mm_set_epi32(0x0c0f0e0d, 0x080b0a09, 0x04070605, 0x00030201);  // RotWord
  s.last = _mm_aesenclast_si128(_mm_shuffle_epi8(s.last, rotate_words), _mm_xor_si128(s.even_sum, s.Rcon));
  s.Rcon = _mm_slli_epi32(s.Rcon, 1);
  next(s.even, s.even_sum, s.last);
}

[[CCE_AESNI]] inline void next_odd(ScheduleStep& s) {
  s.last = _mm_aesenclast_si128(s.last, s.odd_sum);
  next(s.odd, s.odd_sum, s.last);
}

// KeyExpansion; returns CIPH(0^128), whose rounds run in the shadow of the schedule and vanish where it is not used.
[[CCE_AESNI]] inline __m128i expand(RoundKeys& keys, const uint8_t* key) {
  const __m128i first = load(key), second = load(key + 16);
  ScheduleStep s = {
      first, second, sum_of_words(first), sum_of_words(second), copies_of_last(second), _mm_set1_epi32(1)};
  store(keys.w[0].data(), s.even);
  store(keys.w[1].data(), s.odd);
  __m128i zero = _mm_aesenc_si128(s.even, s.odd);
  for (size_t r = 2; r < rounds; r += 2) {
    next_even(s);
    store(keys.w[r].data(), s.even);
    zero = _mm_aesenc_si128(zero, s.even);
    next_odd(s);
    store(keys.w[r + 1].data(), s.odd);
    zero = _mm_aesenc_si128(zero, s.odd);
  }
  next_even(s);
  store(keys.w[rounds].data(), s.even);
  return _mm_aesenclast_si128(zero, s.even);
}

}  // namespace
}  // namespace cce::aes::x86
