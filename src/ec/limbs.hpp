// Integers as limbs of 64 bits, least significant first, and the steps of arithmetic on them. The steps are templates over
// what a word is: the tests run the multiplications on words that record what is done to them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "base/ct.hpp"
#include "base/endian.hpp"
#include "base/wide.hpp"

namespace cce::ec {

template <size_t n, class Word = uint64_t>
using Limbs = std::array<Word, n>;

// The low word of a * b + c + carry; carry <- the high word. Never more than two words: (2^64 - 1)^2 + 2 (2^64 - 1) =
// 2^128 - 1.
constexpr uint64_t multiply_add(uint64_t a, uint64_t b, uint64_t c, uint64_t& carry) {
  const Uint128 t = static_cast<Uint128>(a) * b + c + carry;
  carry = static_cast<uint64_t>(t >> 64);
  return static_cast<uint64_t>(t);
}

// The low word of a + b + carry; carry <- the high word: 0 or 1 when it was.
constexpr uint64_t add_carry(uint64_t a, uint64_t b, uint64_t& carry) {
  const Uint128 t = static_cast<Uint128>(a) + b + carry;
  carry = static_cast<uint64_t>(t >> 64);
  return static_cast<uint64_t>(t);
}

// a - b - borrow mod 2^64; borrow <- 1 when that was negative, else 0. borrow <= 1.
constexpr uint64_t subtract_borrow(uint64_t a, uint64_t b, uint64_t& borrow) {
  const Uint128 t = static_cast<Uint128>(a) - b - borrow;
  borrow = static_cast<uint64_t>(t >> 64) & 1;
  return static_cast<uint64_t>(t);
}

// ~0 for 1, 0 for 0; in the machine, out of the optimiser's sight, which would make branches of masks.
constexpr uint64_t mask_of(uint64_t bit) {
  if (std::is_constant_evaluated()) return 0 - bit;
  return ct::value_barrier(0 - bit);
}

// bit is 0 or 1: b when it is 1, else a.
constexpr uint64_t choose(uint64_t bit, uint64_t a, uint64_t b) { return a ^ ((a ^ b) & mask_of(bit)); }

// 1 when w is zero, else 0.
constexpr uint64_t zero_bit(uint64_t w) { return (~w & (w - 1)) >> 63; }

template <size_t n, class Word>
constexpr Limbs<n, Word> choose(Word bit, const Limbs<n, Word>& a, const Limbs<n, Word>& b) {
  Limbs<n, Word> r{};
#pragma GCC unroll 9
  for (size_t i = 0; i < n; ++i) r[i] = choose(bit, a[i], b[i]);
  return r;
}

// a + b; carry <- the word above, 0 or 1.
template <size_t n, class Word>
constexpr Limbs<n, Word> add(const Limbs<n, Word>& a, const Limbs<n, Word>& b, Word& carry) {
  Limbs<n, Word> r{};
  carry = Word{0};
#pragma GCC unroll 9
  for (size_t i = 0; i < n; ++i) r[i] = add_carry(a[i], b[i], carry);
  return r;
}

// a - b mod 2^(64 n); borrow <- 1 when a < b, else 0.
template <size_t n, class Word>
constexpr Limbs<n, Word> subtract(const Limbs<n, Word>& a, const Limbs<n, Word>& b, Word& borrow) {
  Limbs<n, Word> r{};
  borrow = Word{0};
#pragma GCC unroll 9
  for (size_t i = 0; i < n; ++i) r[i] = subtract_borrow(a[i], b[i], borrow);
  return r;
}

// 1 when a < b, else 0. Out of line, as it is for what comes in.
template <size_t n>
[[gnu::noinline]] constexpr uint64_t less(const Limbs<n>& a, const Limbs<n>& b) {
  uint64_t borrow = 0;
#pragma GCC unroll 9
  for (size_t i = 0; i < n; ++i) subtract_borrow(a[i], b[i], borrow);
  return borrow;
}

template <size_t n>
constexpr uint64_t zero_bit(const Limbs<n>& a) {
  uint64_t any = 0;
#pragma GCC unroll 9
  for (uint64_t w : a) any |= w;
  return zero_bit(any);
}

// a >> shift, for 0 < shift < 64.
template <size_t n>
constexpr Limbs<n> shift_right(const Limbs<n>& a, unsigned shift) {
  Limbs<n> r{};
#pragma GCC unroll 9
  for (size_t i = 0; i < n; ++i) r[i] = a[i] >> shift | (i + 1 < n ? a[i + 1] << (64 - shift) : 0);
  return r;
}

// The `width` < 64 bits of a from bit `position` on, as a number; bits behind the last limb are zero. Both are public.
template <size_t n>
constexpr uint64_t bits_at(const Limbs<n>& a, size_t position, size_t width) {
  const size_t limb = position / 64, shift = position % 64;
  uint64_t w = limb < n ? a[limb] >> shift : 0;
  if (shift != 0 && limb + 1 < n) w |= a[limb + 1] << (64 - shift);
  return w & ((uint64_t{1} << width) - 1);
}

// Big-endian bytes, `size` of them, to limbs and back: whole words from the end, and then the bytes before them, of which the
// numbers of P-521 have two. size <= 8 n. Out of line: each operation of a curve begins and ends with some.
template <size_t n>
[[gnu::noinline]] Limbs<n> from_bytes(const uint8_t* bytes, size_t size) {
  Limbs<n> r{};
  size_t i = 0;
  for (; size >= 8; size -= 8) r[i++] = load_be<uint64_t>(bytes + size - 8);
  for (; size > 0; --size) r[i] = r[i] << 8 | *bytes++;
  return r;
}

template <size_t n>
[[gnu::noinline]] void to_bytes(uint8_t* bytes, size_t size, const Limbs<n>& a) {
  size_t i = 0;
  for (; size >= 8; size -= 8) store_be(bytes + size - 8, a[i++]);
  for (; size > 0; --size) *bytes++ = static_cast<uint8_t>(a[i] >> (8 * (size - 1)));
}

// Hexadecimal digits as the standards print them, with spaces between.
template <size_t n>
consteval Limbs<n> from_hex(std::string_view text) {
  Limbs<n> r{};
  size_t digits = 0;
  for (size_t i = text.size(); i-- > 0;) {
    const char c = text[i];
    if (c == ' ') continue;
    const uint64_t digit = static_cast<uint64_t>(c <= '9' ? c - '0' : c - 'a' + 10);
    r[digits / 16] |= digit << (4 * (digits % 16));
    ++digits;
  }
  return r;
}

}  // namespace cce::ec
