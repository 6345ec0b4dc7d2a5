// The end of a squaring: the products of different words doubled, and the squares of the words added.
#pragma once

#include <cstdint>

namespace cce::ec::adx {
namespace {

// (t0 .. t5) <- 2 (t0 .. t5) + (x_0^2, x_1^2, x_2^2) and the two carries, one of the doubling and one of the addition, from
// the words below; they become those into the words above.
[[gnu::always_inline]] inline void double_and_add_squares(uint64_t& t0, uint64_t& t1, uint64_t& t2, uint64_t& t3,
                                                          uint64_t& t4, uint64_t& t5, const uint64_t* x,
                                                          uint64_t& doubled, uint64_t& added) {
  uint64_t low, high, word = x[0];
  __asm__(
      "xorl %k[low], %k[low]\n\t"  // and both carries
      "mov $-1, %[low]\n\t"
      "mov $-1, %[high]\n\t"
      "adcx %[doubled], %[low]\n\t"
      "adox %[added], %[high]\n\t"
      "mulx %[word], %[low], %[high]\n\t"
      "adcx %[t0], %[t0]\n\t"
      "adox %[low], %[t0]\n\t"
      "adcx %[t1], %[t1]\n\t"
      "adox %[high], %[t1]\n\t"
      "mov 8(%[x]), %[word]\n\t"
      "mulx %[word], %[low], %[high]\n\t"
      "adcx %[t2], %[t2]\n\t"
      "adox %[low], %[t2]\n\t"
      "adcx %[t3], %[t3]\n\t"
      "adox %[high], %[t3]\n\t"
      "mov 16(%[x]), %[word]\n\t"
      "mulx %[word], %[low], %[high]\n\t"
      "adcx %[t4], %[t4]\n\t"
      "adox %[low], %[t4]\n\t"
      "adcx %[t5], %[t5]\n\t"
      "adox %[high], %[t5]\n\t"
      "mov $0, %k[doubled]\n\t"
      "mov $0, %k[added]\n\t"
      "adcx %[doubled], %[doubled]\n\t"
      "adox %[added], %[added]"
      : [t0] "+&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3), [t4] "+&r"(t4), [t5] "+&r"(t5),
        [low] "=&r"(low), [high] "=&r"(high), [word] "+&d"(word), [doubled] "+&r"(doubled), [added] "+&r"(added)
      : [x] "r"(x)
      : "cc", "memory");
}

}  // namespace
}  // namespace cce::ec::adx
