// AES-256, the block cipher: FIPS 197. Key expansion, one block, and counter blocks in bulk (for CTR_DRBG).
// GCM has its own face, gcm.hpp, and its own fused kernels.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/cpu.hpp"

namespace cce::aes {

constexpr size_t key_size = 32;
constexpr size_t block_size = 16;
constexpr size_t rounds = 14;  // Nr of FIPS 197 table 3 for Nk = 8

using Block = std::array<uint8_t, block_size>;

// w of FIPS 197 section 5.2, one block a round, in the standard's byte order whatever the implementation. A secret: the
// owner wipes it.
struct alignas(64) RoundKeys {
  std::array<Block, rounds + 1> w;
};

// KeyExpansion (section 5.2).
void expand(RoundKeys& keys, std::span<const uint8_t, key_size> key);

// Cipher (section 5.1). in and out may be the same.
void encrypt_block(const RoundKeys& keys, std::span<const uint8_t, block_size> in, std::span<uint8_t, block_size> out);

// n times: V <- V + 1 mod 2^128, V as a big-endian number; the next 16 bytes of out <- CIPH(V). V is treated as a
// secret: no branch and no address depends on a carry.
void counter_keystream(const RoundKeys& keys, Block& V, uint8_t* out, size_t n);

// Chooses the implementation by the processor's features; before it, the portable one serves.
void select(cpu::Features have);
const char* implementation(cpu::Features have);

}  // namespace cce::aes
