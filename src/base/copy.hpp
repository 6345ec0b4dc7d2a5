// Short copies of what may be secret.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace cce {

// Copies n bytes; the ranges do not overlap. In the registers that every kernel clears: the C library's memcpy may use others
// (ymm16 and on, with AVX-512) and leave the data there, and for less than a few blocks the call costs more than the copy.
inline void copy_short(uint8_t* to, const uint8_t* from, size_t n) {
  if (n >= 16) {
    uint8_t* const last = to + n - 16;
    const uint8_t* const from_last = from + n - 16;
    for (; to < last; to += 16, from += 16) {
      std::memcpy(to, from, 16);
      __asm__ volatile("" : : : "memory");  // or the compiler makes a call of the loop
    }
    std::memcpy(last, from_last, 16);  // over some of what was copied already
  } else if (n >= 8) {
    uint64_t first, last;
    std::memcpy(&first, from, 8);
    std::memcpy(&last, from + n - 8, 8);
    std::memcpy(to, &first, 8);
    std::memcpy(to + n - 8, &last, 8);
  } else if (n >= 4) {
    uint32_t first, last;
    std::memcpy(&first, from, 4);
    std::memcpy(&last, from + n - 4, 4);
    std::memcpy(to, &first, 4);
    std::memcpy(to + n - 4, &last, 4);
  } else if (n != 0) {
    const uint8_t first = from[0], middle = from[n / 2], last = from[n - 1];
    to[0] = first, to[n / 2] = middle, to[n - 1] = last;
  }
}

}  // namespace cce
