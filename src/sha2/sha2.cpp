// FIPS 180-4: padding (5.1), parsing (5.2) and the hash computation (6), once for both word sizes; the compression
// function is the kernel's.
#include "sha2/sha2.hpp"

#include <algorithm>
#include <cstring>

#include "base/endian.hpp"
#include "base/secret.hpp"
#include "sha2/kernel.hpp"

namespace cce::sha2 {

constinit Kernel<uint32_t> active_32 = {sha256_portable::compress, sha256_portable::compress_pair,
                                        compress_words_as_bytes<uint32_t, sha256_portable::compress>};
constinit Kernel<uint64_t> active_64 = {sha512_portable::compress, sha512_portable::compress_pair,
                                        compress_words_as_bytes<uint64_t, sha512_portable::compress>};

namespace {

// What differs between the two word sizes.
template <class Word>
struct Family;
template <>
struct Family<uint32_t> {
  static constexpr size_t block = 64, length_field = 8;
  using Word = uint32_t;
  static uint32_t* words(Chain& c) { return c.w32.data(); }
  static const uint32_t* words(const Chain& c) { return c.w32.data(); }
  static const Kernel<uint32_t>& kernel() { return active_32; }
};
template <>
struct Family<uint64_t> {
  static constexpr size_t block = 128, length_field = 16;
  using Word = uint64_t;
  static uint64_t* words(Chain& c) { return c.w64.data(); }
  static const uint64_t* words(const Chain& c) { return c.w64.data(); }
  static const Kernel<uint64_t>& kernel() { return active_64; }
};

// Calls f with the family of h.
template <class F>
auto with_family(Hash h, F f) {
  return has_32_bit_words(h) ? f(Family<uint32_t>{}) : f(Family<uint64_t>{});
}

// The longest message: 2^64 - 1 bits, so 2^61 - 1 bytes, and 2^128 - 1 bits (section 1, figure 1).
Uint128 max_length(Hash h) { return (static_cast<Uint128>(1) << (has_32_bit_words(h) ? 61 : 125)) - 1; }

// Section 5.1: the end of a message as one or two blocks: the partial block, a one bit, zeros, the length in bits.
//
// It is built before the whole blocks are compressed: the stores are then done when the last compression reads them in
// wider pieces, which cannot be forwarded from narrower stores in flight.
template <class Family>
class PaddedTail {
 public:
  PaddedTail(Uint128 length, Bytes tail) : blocks_(tail.size() + 1 + Family::length_field <= Family::block ? 1 : 2) {
    std::memset(bytes_, 0, Family::block);
    if (blocks_ == 2) std::memset(bytes_ + Family::block, 0, Family::block);
    if (!tail.empty()) std::memcpy(bytes_, tail.data(), tail.size());
    // Sixteen bytes at once: the kernel's load of them can then be forwarded where the tail ends on such a boundary.
    constexpr std::array<uint8_t, 16> one_bit = {0x80};
    std::memcpy(bytes_ + tail.size(), one_bit.data(), one_bit.size());
    uint8_t* end = bytes_ + blocks_ * Family::block;
    store_be<uint64_t>(end - 8, static_cast<uint64_t>(length << 3));
    if constexpr (Family::length_field == 16) store_be<uint64_t>(end - 16, static_cast<uint64_t>(length >> 61));
  }
  PaddedTail(const PaddedTail&) = delete;
  PaddedTail& operator=(const PaddedTail&) = delete;
  ~PaddedTail() {
    wipe(bytes_, Family::block);
    if (blocks_ == 2) wipe(bytes_ + Family::block, Family::block);
  }

  const uint8_t* data() const { return bytes_; }
  size_t blocks() const { return blocks_; }

 private:
  // The one bit and the length need more than the rest of a block at most, so the slack is not read.
  alignas(16) uint8_t bytes_[2 * Family::block + 16];
  size_t blocks_;
};

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

void finish(Hash h, Chain& chain, size_t blocks, Bytes msg) {
  with_family(h, [&](auto family) {
    const size_t whole = msg.size() / family.block;
    const Uint128 length = static_cast<Uint128>(blocks) * family.block + msg.size();
    const PaddedTail<decltype(family)> tail(length, msg.subspan(whole * family.block));
    if (whole != 0) family.kernel().compress(family.words(chain), msg.data(), whole);
    family.kernel().compress(family.words(chain), tail.data(), tail.blocks());
  });
}

void finish_with_digest(Hash h, Chain& chain, const Chain& digest) {
  with_family(h, [&](auto family) {
    using Word = typename decltype(family)::Word;
    constexpr Word one_bit = Word{1} << (8 * sizeof(Word) - 1);
    // The digest, a one bit, zeros, and the length in bits, which fits the last word by far. Whole vectors are copied:
    // the kernel's loads could not be forwarded from single words.
    static constexpr std::array<Word, 8> end = {one_bit, 0, 0, 0, 0, 0, 0, 8 * (family.block + 8 * sizeof(Word))};
    Secret<std::array<Word, 16>> block;
    Word* W = block->data();
    std::memcpy(W, family.words(digest), 8 * sizeof(Word));
    std::memcpy(W + 8, end.data(), sizeof end);
    if (const size_t size = digest_size(h) / sizeof(Word); size < 8) {
      for (size_t i = size; i <= 8; ++i) W[i] = 0;
      W[size] = one_bit;
      W[15] = static_cast<Word>(8 * (family.block + digest_size(h)));
    }
    family.kernel().compress_words(family.words(chain), W);
  });
}

void store(Hash h, const Chain& chain, MutableBytes out) {
  with_family(h, [&](auto family) {
    using Word = typename decltype(family)::Word;
    const Word* H = family.words(chain);
    size_t i = 0;
    for (; (i + 1) * sizeof(Word) <= out.size(); ++i) store_be(out.data() + i * sizeof(Word), H[i]);
    for (size_t j = i * sizeof(Word); j < out.size(); ++j)
      out[j] = static_cast<uint8_t>(H[i] >> (8 * (sizeof(Word) - 1 - j % sizeof(Word))));
  });
}

void digest(Hash h, Bytes msg, MutableBytes out) {
  Secret<Chain> chain;
  *chain = initial(h);
  finish(h, *chain, 0, msg);
  store(h, *chain, out);
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

void Context::finish() {
  with_family(hash, [&](auto family) {
    const PaddedTail<decltype(family)> tail(length, Bytes(block).first(static_cast<size_t>(length % family.block)));
    family.kernel().compress(family.words(H), tail.data(), tail.blocks());
  });
}

void select(cpu::Features have) {
  active_32 = cpu::pick(implementations_32_table(), have).operations;
  active_64 = cpu::pick(implementations_64_table(), have).operations;
}

const char* implementation_32(cpu::Features have) { return cpu::pick(implementations_32_table(), have).name; }
const char* implementation_64(cpu::Features have) { return cpu::pick(implementations_64_table(), have).name; }

}  // namespace cce::sha2
