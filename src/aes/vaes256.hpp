// What the AVX2 kernels share: AES rounds of two blocks (lanes) a register. Part of those kernels: included by them
// alone.
#pragma once

#include <utility>

#include "aes/x86.hpp"

// The instruction sets of what follows; "vaes256" in the tables. All of it ends up inside the kernels' entry points.
#define CCE_AVX2 gnu::target("avx2,vaes,vpclmulqdq,aes,pclmul"), gnu::always_inline
#define CCE_AVX2_ENTRY gnu::target("avx2,vaes,vpclmulqdq,aes,pclmul"), gnu::noinline

namespace cce::aes::vaes256 {
namespace {

[[CCE_AVX2]] inline __m256i load(const void* p) { return _mm256_loadu_si256(static_cast<const __m256i*>(p)); }

[[CCE_AVX2]] inline void store(void* p, __m256i x) { _mm256_storeu_si256(static_cast<__m256i*>(p), x); }

[[CCE_AVX2]] inline __m256i load_key(const RoundKeys& keys, size_t r) {
  return _mm256_broadcastsi128_si256(x86::load_key(keys, r));
}

// One round of several registers, so that the latency of one is filled by the others.
template <size_t... i>
[[CCE_AVX2]] inline void one_round(std::index_sequence<i...>, __m256i (&x)[sizeof...(i)], __m256i key) {
  ((x[i] = _mm256_aesenc_epi128(x[i], key)), ...);
}

// Rounds 1 to 13: all of CIPH but the first AddRoundKey and the last round. A loop: written out they take no less time.
template <size_t v>
[[CCE_AVX2]] inline void middle_rounds(__m256i (&x)[v], const RoundKeys& keys) {
#pragma GCC unroll 1
  for (size_t r = 1; r < rounds; ++r) one_round(std::make_index_sequence<v>{}, x, load_key(keys, r));
}

}  // namespace
}  // namespace cce::aes::vaes256
