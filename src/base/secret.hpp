// Storage for secrets that is wiped when it goes out of scope, on every way out.
#pragma once

#include <cstddef>
#include <cstring>
#include <type_traits>

namespace cce {

// Compilers make a string instruction of a memset of a few hundred bytes, which takes longer to begin than these stores.
inline void zero(void* p, size_t n) {
  if (__builtin_constant_p(n) && n > 64 && n <= 512 && n % 8 == 0) {
    auto* const to = static_cast<unsigned char*>(p);
    size_t i = 0;
    for (; i + 64 <= n; i += 64) {
      std::memset(to + i, 0, 64);
      __asm__ volatile("" : : : "memory");  // or the loop becomes a memset again
    }
    if (n - i >= 32) {
      std::memset(to + i, 0, 32);
      i += 32;
    }
    for (; i < n; i += 8) std::memset(to + i, 0, 8);
  } else {
    std::memset(p, 0, n);
  }
}

// Zeroes what was a secret. A memset before the end of an object's life would be removed as dead; the barrier says the bytes
// are looked at.
inline void wipe(void* p, size_t n) {
  zero(p, n);
  __asm__ volatile("" : : "r"(p) : "memory");
}

// A T on the stack that holds a secret. Not copied by accident, and not initialised: who declares one fills it.
template <class T>
struct Secret {
  static_assert(std::is_trivially_destructible_v<T>);
  Secret() {}  // leaves value as it is: it is about to be written in full, and zeroing it twice costs on short paths
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret() { wipe(&value, sizeof value); }

  T& operator*() { return value; }
  T* operator->() { return &value; }

  T value;
};

}  // namespace cce
