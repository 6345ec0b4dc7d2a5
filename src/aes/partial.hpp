// Blocks that are not whole, in registers: without a copy on the stack, and without a byte read or written beyond them.
// Little-endian.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace cce::aes {

// 16 bytes in memory order.
struct Halves {
  uint64_t low, high;
};

template <class Word>
inline Word load_word(const uint8_t* p) {
  Word w;
  std::memcpy(&w, p, sizeof w);
  return w;
}

template <class Word>
inline void store_word(uint8_t* p, uint64_t x) {
  const Word w = static_cast<Word>(x);
  std::memcpy(p, &w, sizeof w);
}

// 0 < n < 16; the rest is zero. Each case reads two (or three) words that overlap as far as n asks.
inline Halves load_partial(const uint8_t* p, size_t n) {
  if (n >= 8) return {load_word<uint64_t>(p), load_word<uint64_t>(p + n - 8) >> (8 * (15 - n)) >> 8};
  if (n >= 4) return {load_word<uint32_t>(p) | uint64_t{load_word<uint32_t>(p + n - 4)} << (8 * (n - 4)), 0};
  return {p[0] | uint64_t{p[n / 2]} << (8 * (n / 2)) | uint64_t{p[n - 1]} << (8 * (n - 1)), 0};
}

// The first n bytes of x, 0 < n < 16.
inline void store_partial(uint8_t* p, size_t n, Halves x) {
  if (n >= 8) {
    store_word<uint64_t>(p, x.low);
    store_word<uint64_t>(p + n - 8, x.low >> (8 * (n - 8)) | x.high << (8 * (15 - n)) << 8);
  } else if (n >= 4) {
    store_word<uint32_t>(p, x.low);
    store_word<uint32_t>(p + n - 4, x.low >> (8 * (n - 4)));
  } else {
    store_word<uint8_t>(p, x.low);
    store_word<uint8_t>(p + n / 2, x.low >> (8 * (n / 2)));
    store_word<uint8_t>(p + n - 1, x.low >> (8 * (n - 1)));
  }
}

}  // namespace cce::aes
