// Constant time: a secret condition is a Choice, never a bool. The one way from a Choice to a bool is declassify, and
// each use of it says why the condition is not, or no longer, secret.
#pragma once

#include <cstdint>

#include "base/bytes.hpp"

#ifdef CCE_CONSTANT_TIME_CHECK  // in a build of tests/ct only
#include <valgrind/memcheck.h>
#endif
#ifdef CCE_MEMORY_SANITIZER_CHECK  // in another one of them
#include <sanitizer/msan_interface.h>
#endif

namespace cce::ct {

// Hides a value's origin from the optimiser, which otherwise may turn mask arithmetic back into a branch.
template <class Word>
inline Word value_barrier(Word w) {
#ifdef CCE_MEMORY_SANITIZER_CHECK  // which takes what comes out of assembly for public
  Word zero = 0;
  __asm__("" : "+r"(zero));
  return w ^ zero;
#else
  __asm__("" : "+r"(w));
  return w;
#endif
}

// From here on these bytes are public.
inline void make_public([[maybe_unused]] const void* p, [[maybe_unused]] size_t size) {
#ifdef CCE_CONSTANT_TIME_CHECK
  VALGRIND_MAKE_MEM_DEFINED(p, size);
#endif
#ifdef CCE_MEMORY_SANITIZER_CHECK
  __msan_unpoison(p, size);
#endif
}

class [[nodiscard]] Choice {
 public:
  // all_ones_or_zero is ~0 for yes and 0 for no.
  static Choice from_mask(uint64_t all_ones_or_zero) { return Choice(all_ones_or_zero); }
  // Yes when w is zero: only then is ~w & (w - 1) negative.
  static Choice is_zero(uint64_t w) { return Choice(0 - ((~w & (w - 1)) >> 63)); }

  Choice operator&(Choice other) const { return Choice(mask_ & other.mask_); }
  Choice operator|(Choice other) const { return Choice(mask_ | other.mask_); }
  Choice operator~() const { return Choice(~mask_); }
  uint64_t mask() const { return value_barrier(mask_); }

  friend bool declassify(Choice);

 private:
  explicit Choice(uint64_t mask) : mask_(mask) {}
  uint64_t mask_;
};

inline bool declassify(Choice c) {
  uint64_t mask = c.mask();
  make_public(&mask, sizeof mask);
  return mask != 0;
}

// a.size() == b.size(). Reads every byte whatever the contents; lengths are public.
[[gnu::noinline]] Choice equal(Bytes a, Bytes b);

// Bytes that were computed from a secret and are public from here on: a public key, a signature.
inline void declassify(Bytes now_public) { make_public(now_public.data(), now_public.size()); }

}  // namespace cce::ct
