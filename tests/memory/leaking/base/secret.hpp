// In the place of src/base/secret.hpp, for the library that leaks. What is wiped is kept in an attic first: the library goes
// on as it does otherwise, with a copy of each secret left behind. What is on the stack just stays there.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace cce {

inline uint8_t attic[1 << 16];
inline size_t attic_used = 0;

inline void zero(void* p, size_t n) { std::memset(p, 0, n); }

inline void wipe(void* p, size_t n) {
  const size_t kept = std::min(n, sizeof attic);
  if (attic_used + kept > sizeof attic) attic_used = 0;
  std::memcpy(attic + attic_used, p, kept);
  attic_used += kept;
  std::memset(p, 0, n);
  __asm__ volatile("" : : "r"(p) : "memory");
}

template <class T>
struct Secret {
  Secret() {}
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;

  T& operator*() { return value; }
  T* operator->() { return &value; }

  T value;
};

}  // namespace cce
