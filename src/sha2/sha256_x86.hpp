// What the kernels with the x86 SHA extensions share: the state as sha256rnds2 has it. Part of those kernels: included by
// them alone.
#pragma once

#include <immintrin.h>

#include "base/registers_x86.hpp"
#include "sha2/kernel.hpp"

namespace cce::sha2::sha256_shani {
namespace {

struct State {
  __m128i abef, cdgh;
};

// H = (a b c d e f g h), words in memory order, to ABEF and CDGH with A and C in the highest lanes.
[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline State load_state(const uint32_t* H) {
  const __m128i dcba = _mm_loadu_si128(reinterpret_cast<const __m128i*>(H));
  const __m128i hgfe = _mm_loadu_si128(reinterpret_cast<const __m128i*>(H + 4));
  const __m128i cdab = _mm_shuffle_epi32(dcba, 0xb1);
  const __m128i efgh = _mm_shuffle_epi32(hgfe, 0x1b);
  return {_mm_alignr_epi8(cdab, efgh, 8), _mm_blend_epi16(efgh, cdab, 0xf0)};
}

[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline State add(State x, State y) {
  return {_mm_add_epi32(x.abef, y.abef), _mm_add_epi32(x.cdgh, y.cdgh)};
}

// ABEF and CDGH as the words a to h.
struct Words {
  __m128i abcd, efgh;
};

[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline Words words(State s) {
  const __m128i feba = _mm_shuffle_epi32(s.abef, 0x1b);
  const __m128i dchg = _mm_shuffle_epi32(s.cdgh, 0xb1);
  return {_mm_blend_epi16(feba, dchg, 0xf0), _mm_alignr_epi8(dchg, feba, 8)};
}

[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline void store_state(uint32_t* H, State s) {
  const Words value = words(s);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(H), value.abcd);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(H + 4), value.efgh);
}

// Of a message block: big-endian words.
[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline __m128i load_words(const uint8_t* p) {
  const __m128i swap_words = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  return _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)), swap_words);
}

// The round constants, hidden from the compiler: it would load them all ahead of a loop and keep them on the stack, which
// leaves no registers for the message.
[[gnu::always_inline]] inline const __m128i* round_constants() {
  const uint32_t* K = K256.data();
  __asm__ volatile("" : "+r"(K));
  return reinterpret_cast<const __m128i*>(K);
}

}  // namespace
}  // namespace cce::sha2::sha256_shani
