// Rows of products for P-521, with BMI2 (mulx) and ADX (adcx, adox: two chains of carries at once).
//
// They need nearly every register, so no operand but the pointer to x stands for x in memory: the clobber "memory" says
// that they read it.
#pragma once

#include "ec/limbs.hpp"

namespace cce::ec::p521_adx {
namespace {

using Element = Limbs<9>;

// (t0 .. t9) <- x * y.
[[gnu::always_inline]] inline void first_product(uint64_t& t0, uint64_t& t1, uint64_t& t2, uint64_t& t3, uint64_t& t4,
                                                 uint64_t& t5, uint64_t& t6, uint64_t& t7, uint64_t& t8, uint64_t& t9,
                                                 const Element& x, uint64_t y) {
  uint64_t low;
  __asm__(
      "mulx 0(%[x]), %[t0], %[t1]\n\t"
      "mulx 8(%[x]), %[low], %[t2]\n\t"
      "add %[low], %[t1]\n\t"
      "mulx 16(%[x]), %[low], %[t3]\n\t"
      "adc %[low], %[t2]\n\t"
      "mulx 24(%[x]), %[low], %[t4]\n\t"
      "adc %[low], %[t3]\n\t"
      "mulx 32(%[x]), %[low], %[t5]\n\t"
      "adc %[low], %[t4]\n\t"
      "mulx 40(%[x]), %[low], %[t6]\n\t"
      "adc %[low], %[t5]\n\t"
      "mulx 48(%[x]), %[low], %[t7]\n\t"
      "adc %[low], %[t6]\n\t"
      "mulx 56(%[x]), %[low], %[t8]\n\t"
      "adc %[low], %[t7]\n\t"
      "mulx 64(%[x]), %[low], %[t9]\n\t"
      "adc %[low], %[t8]\n\t"
      "adc $0, %[t9]"
      : [t0] "=&r"(t0), [t1] "=&r"(t1), [t2] "=&r"(t2), [t3] "=&r"(t3), [t4] "=&r"(t4), [t5] "=&r"(t5), [t6] "=&r"(t6),
        [t7] "=&r"(t7), [t8] "=&r"(t8), [t9] "=&r"(t9), [low] "=&r"(low)
      : "d"(y), [x] "r"(x.data())
      : "cc", "memory");
}

// (t0 .. t9) <- (t0 .. t8) + x * y < 2^640.
[[gnu::always_inline]] inline void add_product(uint64_t& t0, uint64_t& t1, uint64_t& t2, uint64_t& t3, uint64_t& t4,
                                               uint64_t& t5, uint64_t& t6, uint64_t& t7, uint64_t& t8, uint64_t& t9,
                                               const Element& x, uint64_t y) {
  uint64_t low, high;
  __asm__(
      "xorl %k[t9], %k[t9]\n\t"  // and both carries
      "mulx 0(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t0]\n\t"
      "adox %[high], %[t1]\n\t"
      "mulx 8(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t1]\n\t"
      "adox %[high], %[t2]\n\t"
      "mulx 16(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t2]\n\t"
      "adox %[high], %[t3]\n\t"
      "mulx 24(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t3]\n\t"
      "adox %[high], %[t4]\n\t"
      "mulx 32(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t4]\n\t"
      "adox %[high], %[t5]\n\t"
      "mulx 40(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t5]\n\t"
      "adox %[high], %[t6]\n\t"
      "mulx 48(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t6]\n\t"
      "adox %[high], %[t7]\n\t"
      "mulx 56(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t7]\n\t"
      "adox %[high], %[t8]\n\t"
      "mulx 64(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t8]\n\t"
      "adox %[high], %[t9]\n\t"
      "adc $0, %[t9]"
      : [t0] "+&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3), [t4] "+&r"(t4), [t5] "+&r"(t5), [t6] "+&r"(t6),
        [t7] "+&r"(t7), [t8] "+&r"(t8), [t9] "=&r"(t9), [low] "=&r"(low), [high] "=&r"(high)
      : "d"(y), [x] "r"(x.data())
      : "cc", "memory");
}

// (t0 .. t8) <- (x_1 .. x_8) * y.
[[gnu::always_inline]] inline void product_from_1(uint64_t& t0, uint64_t& t1, uint64_t& t2, uint64_t& t3, uint64_t& t4,
                                                  uint64_t& t5, uint64_t& t6, uint64_t& t7, uint64_t& t8,
                                                  const Element& x, uint64_t y) {
  uint64_t low;
  __asm__(
      "mulx 8(%[x]), %[t0], %[t1]\n\t"
      "mulx 16(%[x]), %[low], %[t2]\n\t"
      "add %[low], %[t1]\n\t"
      "mulx 24(%[x]), %[low], %[t3]\n\t"
      "adc %[low], %[t2]\n\t"
      "mulx 32(%[x]), %[low], %[t4]\n\t"
      "adc %[low], %[t3]\n\t"
      "mulx 40(%[x]), %[low], %[t5]\n\t"
      "adc %[low], %[t4]\n\t"
      "mulx 48(%[x]), %[low], %[t6]\n\t"
      "adc %[low], %[t5]\n\t"
      "mulx 56(%[x]), %[low], %[t7]\n\t"
      "adc %[low], %[t6]\n\t"
      "mulx 64(%[x]), %[low], %[t8]\n\t"
      "adc %[low], %[t7]\n\t"
      "adc $0, %[t8]"
      : [t0] "=&r"(t0), [t1] "=&r"(t1), [t2] "=&r"(t2), [t3] "=&r"(t3), [t4] "=&r"(t4), [t5] "=&r"(t5), [t6] "=&r"(t6),
        [t7] "=&r"(t7), [t8] "=&r"(t8), [low] "=&r"(low)
      : "d"(y), [x] "r"(x.data())
      : "cc", "memory");
}

// (t0 .. t7) <- (t0 .. t6) + (x_2 .. x_8) * y.
[[gnu::always_inline]] inline void add_product_from_2(uint64_t& t0, uint64_t& t1, uint64_t& t2, uint64_t& t3,
                                                      uint64_t& t4, uint64_t& t5, uint64_t& t6, uint64_t& t7,
                                                      const Element& x, uint64_t y) {
  uint64_t low, high;
  __asm__(
      "xorl %k[t7], %k[t7]\n\t"  // and both carries
      "mulx 16(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t0]\n\t"
      "adox %[high], %[t1]\n\t"
      "mulx 24(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t1]\n\t"
      "adox %[high], %[t2]\n\t"
      "mulx 32(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t2]\n\t"
      "adox %[high], %[t3]\n\t"
      "mulx 40(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t3]\n\t"
      "adox %[high], %[t4]\n\t"
      "mulx 48(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t4]\n\t"
      "adox %[high], %[t5]\n\t"
      "mulx 56(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t5]\n\t"
      "adox %[high], %[t6]\n\t"
      "mulx 64(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t6]\n\t"
      "adox %[high], %[t7]\n\t"
      "adc $0, %[t7]"
      : [t0] "+&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3), [t4] "+&r"(t4), [t5] "+&r"(t5), [t6] "+&r"(t6),
        [t7] "=&r"(t7), [low] "=&r"(low), [high] "=&r"(high)
      : "d"(y), [x] "r"(x.data())
      : "cc", "memory");
}

// (t0 .. t6) <- (t0 .. t5) + (x_3 .. x_8) * y.
[[gnu::always_inline]] inline void add_product_from_3(uint64_t& t0, uint64_t& t1, uint64_t& t2, uint64_t& t3,
                                                      uint64_t& t4, uint64_t& t5, uint64_t& t6, const Element& x,
                                                      uint64_t y) {
  uint64_t low, high;
  __asm__(
      "xorl %k[t6], %k[t6]\n\t"  // and both carries
      "mulx 24(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t0]\n\t"
      "adox %[high], %[t1]\n\t"
      "mulx 32(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t1]\n\t"
      "adox %[high], %[t2]\n\t"
      "mulx 40(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t2]\n\t"
      "adox %[high], %[t3]\n\t"
      "mulx 48(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t3]\n\t"
      "adox %[high], %[t4]\n\t"
      "mulx 56(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t4]\n\t"
      "adox %[high], %[t5]\n\t"
      "mulx 64(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t5]\n\t"
      "adox %[high], %[t6]\n\t"
      "adc $0, %[t6]"
      : [t0] "+&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3), [t4] "+&r"(t4), [t5] "+&r"(t5), [t6] "=&r"(t6),
        [low] "=&r"(low), [high] "=&r"(high)
      : "d"(y), [x] "r"(x.data())
      : "cc", "memory");
}

// (t0 .. t5) <- (t0 .. t4) + (x_4 .. x_8) * y.
[[gnu::always_inline]] inline void add_product_from_4(uint64_t& t0, uint64_t& t1, uint64_t& t2, uint64_t& t3,
                                                      uint64_t& t4, uint64_t& t5, const Element& x, uint64_t y) {
  uint64_t low, high;
  __asm__(
      "xorl %k[t5], %k[t5]\n\t"  // and both carries
      "mulx 32(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t0]\n\t"
      "adox %[high], %[t1]\n\t"
      "mulx 40(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t1]\n\t"
      "adox %[high], %[t2]\n\t"
      "mulx 48(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t2]\n\t"
      "adox %[high], %[t3]\n\t"
      "mulx 56(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t3]\n\t"
      "adox %[high], %[t4]\n\t"
      "mulx 64(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t4]\n\t"
      "adox %[high], %[t5]\n\t"
      "adc $0, %[t5]"
      : [t0] "+&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3), [t4] "+&r"(t4), [t5] "=&r"(t5),
        [low] "=&r"(low), [high] "=&r"(high)
      : "d"(y), [x] "r"(x.data())
      : "cc", "memory");
}

// (t0 .. t4) <- (t0 .. t3) + (x_5 .. x_8) * y.
[[gnu::always_inline]] inline void add_product_from_5(uint64_t& t0, uint64_t& t1, uint64_t& t2, uint64_t& t3,
                                                      uint64_t& t4, const Element& x, uint64_t y) {
  uint64_t low, high;
  __asm__(
      "xorl %k[t4], %k[t4]\n\t"  // and both carries
      "mulx 40(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t0]\n\t"
      "adox %[high], %[t1]\n\t"
      "mulx 48(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t1]\n\t"
      "adox %[high], %[t2]\n\t"
      "mulx 56(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t2]\n\t"
      "adox %[high], %[t3]\n\t"
      "mulx 64(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t3]\n\t"
      "adox %[high], %[t4]\n\t"
      "adc $0, %[t4]"
      : [t0] "+&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3), [t4] "=&r"(t4), [low] "=&r"(low),
        [high] "=&r"(high)
      : "d"(y), [x] "r"(x.data())
      : "cc", "memory");
}

// (t0 .. t3) <- (t0 .. t2) + (x_6 .. x_8) * y.
[[gnu::always_inline]] inline void add_product_from_6(uint64_t& t0, uint64_t& t1, uint64_t& t2, uint64_t& t3,
                                                      const Element& x, uint64_t y) {
  uint64_t low, high;
  __asm__(
      "xorl %k[t3], %k[t3]\n\t"  // and both carries
      "mulx 48(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t0]\n\t"
      "adox %[high], %[t1]\n\t"
      "mulx 56(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t1]\n\t"
      "adox %[high], %[t2]\n\t"
      "mulx 64(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t2]\n\t"
      "adox %[high], %[t3]\n\t"
      "adc $0, %[t3]"
      : [t0] "+&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "=&r"(t3), [low] "=&r"(low), [high] "=&r"(high)
      : "d"(y), [x] "r"(x.data())
      : "cc", "memory");
}

// (t0 .. t2) <- (t0 .. t1) + (x_7 .. x_8) * y.
[[gnu::always_inline]] inline void add_product_from_7(uint64_t& t0, uint64_t& t1, uint64_t& t2, const Element& x,
                                                      uint64_t y) {
  uint64_t low, high;
  __asm__(
      "xorl %k[t2], %k[t2]\n\t"  // and both carries
      "mulx 56(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t0]\n\t"
      "adox %[high], %[t1]\n\t"
      "mulx 64(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t1]\n\t"
      "adox %[high], %[t2]\n\t"
      "adc $0, %[t2]"
      : [t0] "+&r"(t0), [t1] "+&r"(t1), [t2] "=&r"(t2), [low] "=&r"(low), [high] "=&r"(high)
      : "d"(y), [x] "r"(x.data())
      : "cc", "memory");
}

// (t0, t1) <- t0 + x_8 * y.
[[gnu::always_inline]] inline void add_product_from_8(uint64_t& t0, uint64_t& t1, const Element& x, uint64_t y) {
  t1 = 0;
  t0 = multiply_add(x[8], y, t0, t1);
}

}  // namespace
}  // namespace cce::ec::p521_adx
