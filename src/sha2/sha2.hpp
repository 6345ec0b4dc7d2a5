// SHA-2: FIPS 180-4. The face of the folder: one-shot and streaming hashing over any of the five functions.
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.hpp"
#include "base/cpu.hpp"
#include "base/self_test.hpp"
#include "base/status.hpp"
#include "base/wide.hpp"

namespace cce::sha2 {

enum class Hash : uint8_t { sha224 = 1, sha256, sha384, sha512, sha512_256 };

constexpr size_t max_digest_size = 64;
constexpr size_t max_block_size = 128;

constexpr bool is_known(Hash h) { return h >= Hash::sha224 && h <= Hash::sha512_256; }
constexpr bool has_32_bit_words(Hash h) { return h <= Hash::sha256; }
constexpr size_t block_size(Hash h) { return has_32_bit_words(h) ? 64 : 128; }
inline constexpr uint8_t digest_sizes[] = {0, 28, 32, 48, 64, 32};
constexpr size_t digest_size(Hash h) { return digest_sizes[static_cast<uint8_t>(h)]; }

// The chaining value H of either word size.
union Chain {
  std::array<uint32_t, 8> w32;
  std::array<uint64_t, 8> w64;
};

// out.size() == digest_size(h).
void digest(Hash h, Bytes msg, MutableBytes out);

// A hash under way. Self-contained: a copy continues on its own.
struct Context {
  Chain H;
  Uint128 length;  // bytes so far; the low bits say how much of `block` is filled
  std::array<uint8_t, max_block_size> block;
  Hash hash;

  void init(Hash h);
  // As after `blocks` whole blocks that left `chain`.
  void init_from(Hash h, const Chain& chain, size_t blocks);
  // Status::limit when the message would pass the standard's length; the context is then unchanged.
  Status update(Bytes data);
  // out.size() == digest_size(hash). The context is of no further use, and is the caller's to wipe.
  void finish(MutableBytes out);
  // Nothing waits in `block`, whose size is a power of two.
  bool is_between_blocks() const { return (static_cast<size_t>(length) & (block_size(hash) - 1)) == 0; }
};

// Chooses the implementations by the processor's features; before it, the portable ones serve.
void select(cpu::Features have);
const char* implementation_32(cpu::Features have);
const char* implementation_64(cpu::Features have);

extern const SelfTest sha224_test, sha256_test, sha384_test, sha512_test, sha512_256_test;

}  // namespace cce::sha2
