// What the ARMv8 kernels share: the key schedule and rounds. Part of those kernels: included by them alone.
#pragma once

#include <arm_neon.h>

#include <cstring>
#include <utility>

#include "aes/block_kernel.hpp"
#include "base/registers_armv8.hpp"

// The instruction sets of what follows; "armv8" in the tables. All of it ends up inside the kernels' entry points.
#define CCE_ARMV8 gnu::target("+crypto"), gnu::always_inline
#define CCE_ARMV8_ENTRY gnu::target("+crypto"), gnu::noinline

namespace cce::aes::armv8 {
namespace {

[[CCE_ARMV8]] inline uint8x16_t load_key(const RoundKeys& keys, size_t r) { return vld1q_u8(keys.w[r].data()); }

// SubWord: AESE on four copies of the word, which ShiftRows leaves in place, with a round key of zero.
[[CCE_ARMV8]] inline uint32_t sub_word(uint32_t w) {
  const uint8x16_t copies = vreinterpretq_u8_u32(vdupq_n_u32(w));
  return vgetq_lane_u32(vreinterpretq_u32_u8(vaeseq_u8(copies, vdupq_n_u8(0))), 0);
}

// KeyExpansion (FIPS 197 section 5.2 for Nk = 8), a word read with its first byte lowest.
[[CCE_ARMV8]] inline void expand(RoundKeys& keys, const uint8_t* key) {
  uint32_t w[8];
  std::memcpy(w, key, sizeof w);
  uint8_t* out = keys.w[0].data();
  std::memcpy(out, w, sizeof w);
  for (uint32_t Rcon = 1; Rcon <= 0x40; Rcon <<= 1) {
    const uint32_t rotated = w[7] >> 8 | w[7] << 24;  // RotWord
    w[0] ^= sub_word(rotated) ^ Rcon;
    for (int i = 1; i < 4; ++i) w[i] ^= w[i - 1];
    w[4] ^= sub_word(w[3]);
    for (int i = 5; i < 8; ++i) w[i] ^= w[i - 1];
    out += sizeof w;
    std::memcpy(out, w, Rcon == 0x40 ? sizeof w / 2 : sizeof w);
  }
}

// AESE adds the round key first, so round r here is AddRoundKey r, SubBytes, ShiftRows, MixColumns. Several blocks, so
// that the latency of one is filled by the others.
template <size_t... i>
[[CCE_ARMV8]] inline void one_round(std::index_sequence<i...>, uint8x16_t (&x)[sizeof...(i)], uint8x16_t key) {
  ((x[i] = vaesmcq_u8(vaeseq_u8(x[i], key))), ...);
}

template <size_t... r, size_t n>
[[CCE_ARMV8]] inline void rounds_from_0(std::index_sequence<r...>, uint8x16_t (&x)[n], const RoundKeys& keys) {
  (one_round(std::make_index_sequence<n>{}, x, load_key(keys, r)), ...);
}

// Rounds 0 to 12.
template <size_t n>
[[CCE_ARMV8]] inline void first_rounds(uint8x16_t (&x)[n], const RoundKeys& keys) {
  rounds_from_0(std::make_index_sequence<rounds - 1>{}, x, keys);
}

// Round 13, without MixColumns, and the last AddRoundKey.
[[CCE_ARMV8]] inline uint8x16_t last_round(uint8x16_t x, const RoundKeys& keys) {
  return veorq_u8(vaeseq_u8(x, load_key(keys, rounds - 1)), load_key(keys, rounds));
}

}  // namespace
}  // namespace cce::aes::armv8
