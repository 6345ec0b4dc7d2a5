// What the AVX-512 kernels share: AES rounds of four blocks (lanes) a register, and the clearing of registers. Part of
// those kernels: included by them alone.
#pragma once

#include <utility>

#include "aes/x86.hpp"

// The instruction sets of what follows; "vaes512" in the tables. All of it ends up inside the kernels' entry points.
#define CCE_AVX512 gnu::target("avx512f,avx512bw,avx512vl,vaes,vpclmulqdq,aes,pclmul"), gnu::always_inline
#define CCE_AVX512_ENTRY gnu::target("avx512f,avx512bw,avx512vl,vaes,vpclmulqdq,aes,pclmul"), gnu::noinline

namespace cce::aes::vaes512 {
namespace {

[[CCE_AVX512]] inline __m512i load_key(const RoundKeys& keys, size_t r) {
  return _mm512_broadcast_i32x4(x86::load_key(keys, r));
}

// One round of several registers, so that the latency of one is filled by the others.
template <size_t... i>
[[CCE_AVX512]] inline void one_round(std::index_sequence<i...>, __m512i (&x)[sizeof...(i)], __m512i key) {
  ((x[i] = _mm512_aesenc_epi128(x[i], key)), ...);
}

// Rounds 1 to 13: all of CIPH but the first AddRoundKey and the last round. A loop: in messages, written out they take no less
// time, and short ones more.
template <size_t v>
[[CCE_AVX512]] inline void middle_rounds(__m512i (&x)[v], const RoundKeys& keys) {
#pragma GCC unroll 1
  for (size_t r = 1; r < rounds; ++r) one_round(std::make_index_sequence<v>{}, x, load_key(keys, r));
}

// The same written out, for where nothing else is done, from round `first`.
template <size_t first = 1, size_t... r, size_t v>
[[CCE_AVX512]] inline void written_out(std::index_sequence<r...>, __m512i (&x)[v], const RoundKeys& keys) {
  (one_round(std::make_index_sequence<v>{}, x, load_key(keys, first + r)), ...);
}

}  // namespace
}  // namespace cce::aes::vaes512
