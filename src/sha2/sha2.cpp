// FIPS 180-4: padding (5.1), parsing (5.2) and the hash computation (6), once for both word sizes; the compression
// function is the kernel's.
#include "sha2/sha2.hpp"

#include <algorithm>
#include <cstring>

#include "base/endian.hpp"
#include "base/secret.hpp"
#include "sha2/kernel.hpp"

namespace cce::sha2 {

constinit Kernel<uint32_t> active_32 = {sha256_portable::compress, sha256_portable::compress_pair};
constinit Kernel<uint64_t> active_64 = {sha512_portable::compress, sha512_portable::compress_pair};

namespace {

// What differs between the two word sizes.
template <class Word>
struct Family;
template <>
struct Family<uint32_t> {
  static constexpr size_t block = 64, length_field = 8;
  static uint32_t* words(Chain& c) { return c.w32.data(); }
  static const Kernel<uint32_t>& kernel() { return active_32; }
};
template <>
struct Family<uint64_t> {
  static constexpr size_t block = 128, length_field = 16;
  static uint64_t* words(Chain& c) { return c.w64.data(); }
  static const Kernel<uint64_t>& kernel() { return active_64; }
};

// Calls f with the family of h.
template <class F>
auto with_family(Hash h, F f) {
  return has_32_bit_words(h) ? f(Family<uint32_t>{}) : f(Family<uint64_t>{});
}

// The longest message: 2^64 - 1 bits, so 2^61 - 1 bytes, and 2^128 - 1 bits (section 1, figure 1).
Uint128 max_length(Hash h) { return (static_cast<Uint128>(1) << (has_32_bit_words(h) ? 61 : 125)) - 1; }

// Section 5.1: the last, partial block with one bit, zeros and the message length in bits; then the digest.
template <class Family>
void pad_and_store(Family, Chain& chain, Uint128 length, Bytes tail, MutableBytes out) {
  constexpr size_t block = Family::block;
  Secret<std::array<uint8_t, 2 * block>> padded;
  uint8_t* p = padded->data();
  std::memset(p, 0, 2 * block);
  if (!tail.empty()) std::memcpy(p, tail.data(), tail.size());
  p[tail.size()] = 0x80;
  const size_t size = tail.size() + 1 + Family::length_field <= block ? block : 2 * block;
  store_be<uint64_t>(p + size - 8, static_cast<uint64_t>(length << 3));
  if constexpr (Family::length_field == 16) store_be<uint64_t>(p + size - 16, static_cast<uint64_t>(length >> 61));

  auto* H = Family::words(chain);
  Family::kernel().compress(H, p, size / block);

  using Word = std::remove_reference_t<decltype(*H)>;
  std::array<uint8_t, 8 * sizeof(Word)> digest;
  for (size_t i = 0; i < 8; ++i) store_be(&digest[i * sizeof(Word)], H[i]);
  std::memcpy(out.data(), digest.data(), out.size());
}

}  // namespace

Chain initial(Hash h) {
  Chain c;
  switch (h) {
    case Hash::sha224:
      c.w32 = sha224_H0;
      break;
    case Hash::sha256:
      c.w32 = sha256_H0;
      break;
    case Hash::sha384:
      c.w64 = sha384_H0;
      break;
    case Hash::sha512:
      c.w64 = sha512_H0;
      break;
    case Hash::sha512_256:
      c.w64 = sha512_256_H0;
      break;
  }
  return c;
}

void compress_pair(Hash h, Chain& chain0, const uint8_t* block0, Chain& chain1, const uint8_t* block1) {
  with_family(h, [&](auto family) {
    family.kernel().compress_pair(family.words(chain0), block0, family.words(chain1), block1);
  });
}

void digest_from(Hash h, Chain& chain, size_t blocks, Bytes msg, MutableBytes out) {
  with_family(h, [&](auto family) {
    const size_t whole = msg.size() / family.block;
    if (whole != 0) family.kernel().compress(family.words(chain), msg.data(), whole);
    const auto length = static_cast<Uint128>(blocks) * family.block + msg.size();
    pad_and_store(family, chain, length, msg.subspan(whole * family.block), out);
  });
}

void digest(Hash h, Bytes msg, MutableBytes out) {
  Secret<Chain> chain;
  *chain = initial(h);
  digest_from(h, *chain, 0, msg, out);
}

void Context::init(Hash h) { init_from(h, initial(h), 0); }

void Context::init_from(Hash h, const Chain& chain, size_t blocks) {
  H = chain;
  length = static_cast<Uint128>(blocks) * block_size(h);
  hash = h;
}

Status Context::update(Bytes data) {
  if (data.size() > max_length(hash) - length) return Status::limit;
  with_family(hash, [&](auto family) {
    const size_t filled = static_cast<size_t>(length % family.block);
    length += data.size();
    if (filled != 0) {
      const size_t n = std::min(family.block - filled, data.size());
      if (n != 0) std::memcpy(block.data() + filled, data.data(), n);
      data = data.subspan(n);
      if (filled + n < family.block) return;
      family.kernel().compress(family.words(H), block.data(), 1);
    }
    const size_t whole = data.size() / family.block;
    if (whole != 0) family.kernel().compress(family.words(H), data.data(), whole);
    const Bytes rest = data.subspan(whole * family.block);
    if (!rest.empty()) std::memcpy(block.data(), rest.data(), rest.size());
  });
  return Status::ok;
}

void Context::finish(MutableBytes out) {
  with_family(hash, [&](auto family) {
    pad_and_store(family, H, length, Bytes(block).first(static_cast<size_t>(length % family.block)), out);
  });
}

void select(cpu::Features have) {
  active_32 = cpu::pick(implementations_32_table(), have).operations;
  active_64 = cpu::pick(implementations_64_table(), have).operations;
}

const char* implementation_32(cpu::Features have) { return cpu::pick(implementations_32_table(), have).name; }
const char* implementation_64(cpu::Features have) { return cpu::pick(implementations_64_table(), have).name; }

}  // namespace cce::sha2
