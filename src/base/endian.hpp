// Big-endian loads and stores of words at any alignment; compilers turn each into one instruction.
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>

namespace cce {

template <std::unsigned_integral Word>
constexpr Word byte_swap(Word w) {
  if constexpr (sizeof(Word) == 8) return __builtin_bswap64(w);
  if constexpr (sizeof(Word) == 4) return __builtin_bswap32(w);
}

template <std::unsigned_integral Word>
Word load_be(const uint8_t* p) {
  Word w;
  std::memcpy(&w, p, sizeof w);
  return std::endian::native == std::endian::little ? byte_swap(w) : w;
}

template <std::unsigned_integral Word>
void store_be(uint8_t* p, Word w) {
  if (std::endian::native == std::endian::little) w = byte_swap(w);
  std::memcpy(p, &w, sizeof w);
}

}  // namespace cce
