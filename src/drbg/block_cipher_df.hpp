// Block_Cipher_df: the derivation function of CTR_DRBG (SP 800-90A Rev. 1, section 10.3.2), with AES-256.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "aes/block.hpp"
#include "base/bytes.hpp"

namespace cce::ctr_drbg {

// keylen + outlen: 384 bits.
constexpr size_t seed_size = aes::key_size + aes::block_size;
using SeedMaterial = std::array<uint8_t, seed_size>;

// L of the function is a 32-bit number of bytes.
constexpr uint64_t max_derivable = 0xffffffff;

// seed_material <- Block_Cipher_df(input_string, seedlen), where input_string is the parts, one after the other, of
// max_derivable bytes at most.
void derive(std::span<const Bytes> parts, SeedMaterial& seed_material);

}  // namespace cce::ctr_drbg
