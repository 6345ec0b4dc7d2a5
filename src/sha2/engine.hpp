// The hash computation of FIPS 180-4 (5.1 padding, 5.2 parsing, 6 computation), once for both word sizes. Inline, so that a
// short message, or an HMAC, is one straight run between the kernel's calls: on 64 bytes every call counts.
#pragma once

#include <algorithm>
#include <array>
#include <cstring>

#include "base/bytes.hpp"
#include "base/copy.hpp"
#include "base/ct.hpp"
#include "base/endian.hpp"
#include "base/secret.hpp"
#include "base/wide.hpp"
#include "sha2/kernel.hpp"
#include "sha2/sha2.hpp"

namespace cce::sha2 {

// What differs between the two word sizes.
template <class W>
struct Family;

template <>
struct Family<uint32_t> {
  using Word = uint32_t;
  static constexpr size_t block = 64, length_field = 8;
  static std::array<uint32_t, 8>& words(Chain& c) { return c.w32; }
  static const std::array<uint32_t, 8>& words(const Chain& c) { return c.w32; }
  static const Kernel<uint32_t>& kernel() { return active_32; }
  static const std::array<uint32_t, 8>& initial(Hash h) { return h == Hash::sha256 ? sha256_H0 : sha224_H0; }
};

template <>
struct Family<uint64_t> {
  using Word = uint64_t;
  static constexpr size_t block = 128, length_field = 16;
  static std::array<uint64_t, 8>& words(Chain& c) { return c.w64; }
  static const std::array<uint64_t, 8>& words(const Chain& c) { return c.w64; }
  static const Kernel<uint64_t>& kernel() { return active_64; }
  static const std::array<uint64_t, 8>& initial(Hash h) {
    return h == Hash::sha512 ? sha512_H0 : h == Hash::sha384 ? sha384_H0 : sha512_256_H0;
  }
};

// Calls f with the family of h. Where a call and the references through which a lambda reaches its surroundings would be felt, f
// is one that is always inlined.
template <class F>
[[gnu::always_inline]] inline auto with_family(Hash h, F f) {
  return has_32_bit_words(h) ? f(Family<uint32_t>{}) : f(Family<uint64_t>{});
}

// As store_be of both would, in one store. `first` is hidden from the compiler: of a constant pair it makes two stores, and the
// kernel's load, which reaches into both, waits until they are in the cache, which they are not before all that went ahead is done.
inline void store_be_pair(uint8_t* to, uint64_t first, uint64_t second) {
  first = ct::value_barrier(first);
  typedef uint64_t Pair __attribute__((vector_size(16)));
  constexpr bool swapped = std::endian::native == std::endian::little;
  const Pair pair = {swapped ? byte_swap(first) : first, swapped ? byte_swap(second) : second};
  std::memcpy(to, &pair, sizeof pair);
}

// The end of a message of `length` bytes, as section 5.1 makes it up of the last of them, which fill no whole block: one or
// two blocks of these bytes, a one bit, zeros, and the length in bits. Returns how many blocks it wrote to `end`.
template <class Family>
[[gnu::always_inline]] inline size_t make_end(Family, uint8_t* end, Uint128 length, Bytes tail) {
  const size_t blocks = tail.size() + 1 + Family::length_field <= Family::block ? 1 : 2;
  zero(end, Family::block);
  if (blocks == 2) zero(end + Family::block, Family::block);
  copy_short(end, tail.data(), tail.size());
  uint8_t* const behind = end + blocks * Family::block;
  if (Family::length_field == 8 && tail.empty()) {
    // In pieces as SHA-256's kernel reads them: where a context ends right behind a block, it reads them at once.
    store_be_pair(end, uint64_t{0x80} << 56, 0);
    store_be_pair(behind - 16, 0, static_cast<uint64_t>(length << 3));
    return blocks;
  }
  end[tail.size()] = 0x80;
  store_be<uint64_t>(behind - 8, static_cast<uint64_t>(length << 3));
  if constexpr (Family::length_field == 16) store_be<uint64_t>(behind - 16, static_cast<uint64_t>(length >> 61));
  return blocks;
}

// The rest of a message behind `blocks` whole blocks, with its end.
//
// Build it well ahead of its use: the stores are then done when the compression reads them in wider pieces, which cannot
// be forwarded from narrower stores in flight.
template <class Family>
class Rest {
 public:
  [[gnu::always_inline]] Rest(size_t blocks, Bytes msg)
      : Rest(static_cast<Uint128>(blocks) * Family::block + msg.size(), msg, msg.size() / Family::block) {}
  // `length` is of the whole message; msg is the rest of it, of which the first `whole` blocks are read in place.
  [[gnu::always_inline]] Rest(Uint128 length, Bytes msg, size_t whole) : whole_(msg.data()), whole_blocks_(whole) {
    blocks_ = make_end(Family{}, bytes_, length, msg.subspan(whole * Family::block));
  }
  Rest(const Rest&) = delete;
  Rest& operator=(const Rest&) = delete;
  [[gnu::always_inline]] ~Rest() {
    wipe(bytes_, Family::block);
    if (blocks_ == 2) wipe(bytes_ + Family::block, Family::block);
  }

  Blocks blocks() const { return {whole_, whole_blocks_, bytes_, blocks_}; }

 private:
  const uint8_t* whole_;
  size_t whole_blocks_, blocks_;
  alignas(16) uint8_t bytes_[2 * Family::block];
};

// The end of what a context has taken in.
template <class Family>
[[gnu::always_inline]] inline Rest<Family> rest_of(const Context& context, Family) {
  return Rest<Family>(context.length, Bytes(context.block).first(static_cast<size_t>(context.length % Family::block)), 0);
}

// make(digest) writes all words of H there; out gets the leftmost out.size() bytes of them.
template <class Family, class Make>
[[gnu::always_inline]] inline void truncated(Family, MutableBytes out, Make make) {
  constexpr size_t size = 8 * sizeof(typename Family::Word);
  if (out.size() == size) return make(out.data());
  Secret<std::array<uint8_t, size>> digest;
  make(digest->data());
  // At most: a zeroise on another thread may have wiped the hash of a key that is in use here.
  std::memcpy(out.data(), digest->data(), std::min(out.size(), size));
}

// out <- the digest of `rest` from H on.
template <class Family>
[[gnu::always_inline]] inline void finish(Family family, const typename Family::Word* H, const Rest<Family>& rest,
                                          MutableBytes out) {
  truncated(family, out, [&](uint8_t* digest) { family.kernel().finish(digest, H, rest.blocks()); });
}

}  // namespace cce::sha2
