// The counter blocks of GCTR for the AVX-512 kernel, four a register: the IV in words 0 to 2 of a lane and, until the
// block is encrypted, a little-endian word 3. Part of that kernel.
#pragma once

#include "aes/gcm_kernel.hpp"
#include "aes/partial.hpp"
#include "aes/vaes512.hpp"

namespace cce::gcm::vaes512 {
namespace {

using aes::vaes512::load_key;

constexpr __mmask16 counter_words = 0x8888;

[[CCE_AVX512]] inline __m512i counters(uint32_t c) {
  return _mm512_maskz_set1_epi32(counter_words, static_cast<int>(c));
}

[[CCE_AVX512]] inline __m512i all_lanes(int k) {
  return _mm512_set_epi32(k, 0, 0, 0, k, 0, 0, 0, k, 0, 0, 0, k, 0, 0, 0);
}

// c, c + 1, c + 2, c + 3 mod 2^32.
[[CCE_AVX512]] inline __m512i counters_from(uint32_t c) {
  return _mm512_add_epi32(counters(c), _mm512_set_epi32(3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0));
}

// What the first AddRoundKey adds to every counter: the IV and round key 0.
[[CCE_AVX512]] inline __m512i iv_and_key(const Key& key, const uint8_t* iv) {
  // Two loads: one would have to wait until an IV that has just been made, word by word, is in the cache.
  const __m512i prefix =
      _mm512_broadcast_i32x4(_mm_set_epi64x(aes::load_word<uint32_t>(iv + 8), aes::load_word<long long>(iv)));
  return _mm512_xor_si512(prefix, load_key(key.round_keys, 0));
}

[[CCE_AVX512]] inline __m512i start(__m512i iv_key, __m512i counter) {
  const __m128i reversing_word_3 = _mm_set_epi64x(0x0c0d0e0f80808080, static_cast<long long>(0x8080808080808080));
  return _mm512_xor_si512(iv_key, _mm512_shuffle_epi8(counter, _mm512_broadcast_i32x4(reversing_word_3)));
}

// The first AddRoundKey of consecutive counters; c moves on.
template <size_t... i>
[[CCE_AVX512]] inline void start_all(std::index_sequence<i...>, __m512i (&x)[sizeof...(i)], __m512i iv_key,
                                     __m512i& c) {
  ((x[i] = start(iv_key, c), c = _mm512_add_epi32(c, all_lanes(4))), ...);
}

}  // namespace
}  // namespace cce::gcm::vaes512
