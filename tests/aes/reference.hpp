// AES-256 (FIPS 197) and GCM (SP 800-38D) written from the standards a second time, for comparison: a byte and a bit at
// a time, nothing shared with the library, not constant-time.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace reference {

using Block = std::array<uint8_t, 16>;
using Key = std::array<uint8_t, 32>;
using Bytes = std::span<const uint8_t>;

// FIPS 197 section 5.2: the 15 round keys one after the other.
std::array<uint8_t, 240> key_expansion(const Key& key);
// Section 5.1.
Block encrypt(const Key& key, const Block& in);

// SP 800-38D section 6.3, algorithm 1.
Block multiply(const Block& x, const Block& y);
// The element whose product with x is the block 1 0 0 ..; x is not zero.
Block inverse(const Block& x);
// Section 6.4 over the concatenation of whole blocks; X is filled up with zeros.
Block ghash(const Block& H, Bytes X, Block Y = {});

struct Sealed {
  std::vector<uint8_t> ct;
  Block tag;
};

// Section 7.1, steps 3 to 6, from the pre-counter block.
Sealed seal_from(const Key& key, const Block& J0, Bytes aad, Bytes pt);
// Step 2.
Block pre_counter_block(const Key& key, Bytes iv);
// The 16-byte IV whose pre-counter block is J0.
Block iv_for(const Key& key, const Block& J0);

Sealed seal(const Key& key, Bytes iv, Bytes aad, Bytes pt);

}  // namespace reference
