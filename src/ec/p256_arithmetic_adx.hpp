// Arithmetic mod p of P-256 with BMI2 (mulx) and ADX (adcx, adox: two chains of carries at once).
#pragma once

#include "ec/domains.hpp"
#include "ec/montgomery.hpp"

namespace cce::ec::p256_adx {
namespace {

using Element = Limbs<4>;

// (t0 .. t4) <- x * y.
[[gnu::always_inline]] inline void product(uint64_t& t0, uint64_t& t1, uint64_t& t2, uint64_t& t3, uint64_t& t4,
                                           const Element& x, uint64_t y) {
  uint64_t low;
  __asm__(
      "mulx %[x0], %[t0], %[t1]\n\t"
      "mulx %[x1], %[low], %[t2]\n\t"
      "add %[low], %[t1]\n\t"
      "mulx %[x2], %[low], %[t3]\n\t"
      "adc %[low], %[t2]\n\t"
      "mulx %[x3], %[low], %[t4]\n\t"
      "adc %[low], %[t3]\n\t"
      "adc $0, %[t4]"
      : [t0] "=&r"(t0), [t1] "=&r"(t1), [t2] "=&r"(t2), [t3] "=&r"(t3), [t4] "=&r"(t4), [low] "=&r"(low)
      : "d"(y), [x0] "m"(x[0]), [x1] "m"(x[1]), [x2] "m"(x[2]), [x3] "m"(x[3])
      : "cc");
}

// (t0 .. t4) <- (t0 .. t3) + x * y < 2^320.
[[gnu::always_inline]] inline void add_product(uint64_t& t0, uint64_t& t1, uint64_t& t2, uint64_t& t3, uint64_t& t4,
                                               const Element& x, uint64_t y) {
  uint64_t low, high;
  __asm__(
      "xorl %k[t4], %k[t4]\n\t"  // and both carries
      "mulx %[x0], %[low], %[high]\n\t"
      "adcx %[low], %[t0]\n\t"
      "adox %[high], %[t1]\n\t"
      "mulx %[x1], %[low], %[high]\n\t"
      "adcx %[low], %[t1]\n\t"
      "adox %[high], %[t2]\n\t"
      "mulx %[x2], %[low], %[high]\n\t"
      "adcx %[low], %[t2]\n\t"
      "adox %[high], %[t3]\n\t"
      "mulx %[x3], %[low], %[high]\n\t"
      "adcx %[low], %[t3]\n\t"
      "adox %[high], %[t4]\n\t"
      "adc $0, %[t4]"
      : [t0] "+&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3), [t4] "=&r"(t4), [low] "=&r"(low),
        [high] "=&r"(high)
      : "d"(y), [x0] "m"(x[0]), [x1] "m"(x[1]), [x2] "m"(x[2]), [x3] "m"(x[3])
      : "cc");
}

constexpr uint64_t p1 = 0x00000000ffffffff, p3 = 0xffffffff00000001;
static_assert(P256Prime::value == Element{~uint64_t{0}, p1, 0, p3});

// (t1, t2, t3, t0) <- ((t0 .. t3) + q p) / 2^64 for q = t0, which makes it exact: -p^-1 = 1 mod 2^64. It is less than
// 2^192 + p, so four words hold it.
//
//   q p = 2^256 q - 2^224 q + 2^192 q + 2^96 q - q
//
// (low, high) are 2^32 q: added at 2^64 they are 2^96 q, and 2^192 (2^64 q + q - 2^32 q) is the rest. No multiplication: it would
// wait for q longer than these do.
[[gnu::always_inline]] inline void reduce_word(uint64_t& t0, uint64_t& t1, uint64_t& t2, uint64_t& t3, uint64_t half) {
  uint64_t low, high, word3;
  __asm__(
      "shlx %[half], %[q], %[low]\n\t"
      "shrx %[half], %[q], %[high]\n\t"
      "mov %[q], %[word3]\n\t"
      "sub %[low], %[word3]\n\t"
      "sbb %[high], %[q]\n\t"
      "add %[low], %[t1]\n\t"
      "adc %[high], %[t2]\n\t"
      "adc %[word3], %[t3]\n\t"
      "adc $0, %[q]"
      : [q] "+&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3), [low] "=&r"(low), [high] "=&r"(high),
        [word3] "=&r"(word3)
      : [half] "r"(half)
      : "cc");
}

// (t0 .. t3) + 2^256 top < 2p: the same mod p, < p.
[[gnu::always_inline]] inline Element below_p(uint64_t t0, uint64_t t1, uint64_t t2, uint64_t t3, uint64_t top) {
  uint64_t r0, r1, r2, r3;
  __asm__(
      "mov %[t0], %[r0]\n\t"
      "mov %[t1], %[r1]\n\t"
      "mov %[t2], %[r2]\n\t"
      "mov %[t3], %[r3]\n\t"
      "sub $-1, %[r0]\n\t"
      "sbb %[p1], %[r1]\n\t"
      "sbb $0, %[r2]\n\t"
      "sbb %[p3], %[r3]\n\t"
      "sbb $0, %[top]\n\t"
      "cmovc %[t0], %[r0]\n\t"
      "cmovc %[t1], %[r1]\n\t"
      "cmovc %[t2], %[r2]\n\t"
      "cmovc %[t3], %[r3]"
      : [r0] "=&r"(r0), [r1] "=&r"(r1), [r2] "=&r"(r2), [r3] "=&r"(r3), [top] "+&r"(top)
      : [t0] "r"(t0), [t1] "r"(t1), [t2] "r"(t2), [t3] "r"(t3), [p1] "r"(p1), [p3] "r"(p3)
      : "cc");
  return {r0, r1, r2, r3};
}

// t < 2^256 p: t * 2^-256 mod p, < p. Four words are made zero by multiples of p, together less than 2^256 p, so what is
// left above them is less than 2p.
[[gnu::always_inline]] inline Element reduce(uint64_t t0, uint64_t t1, uint64_t t2, uint64_t t3, uint64_t t4,
                                             uint64_t t5, uint64_t t6, uint64_t t7) {
  uint64_t half = 32;
  __asm__("" : "+r"(half));  // in a register, for all four
  reduce_word(t0, t1, t2, t3, half);
  reduce_word(t1, t2, t3, t0, half);
  reduce_word(t2, t3, t0, t1, half);
  reduce_word(t3, t0, t1, t2, half);
  uint64_t top;
  __asm__(
      "xorl %k[top], %k[top]\n\t"
      "add %[t0], %[t4]\n\t"
      "adc %[t1], %[t5]\n\t"
      "adc %[t2], %[t6]\n\t"
      "adc %[t3], %[t7]\n\t"
      "adc %[top], %[top]"
      : [t4] "+&r"(t4), [t5] "+&r"(t5), [t6] "+&r"(t6), [t7] "+&r"(t7), [top] "=&r"(top)
      : [t0] "r"(t0), [t1] "r"(t1), [t2] "r"(t2), [t3] "r"(t3)
      : "cc");
  return below_p(t4, t5, t6, t7, top);
}

struct InPlaceArithmetic {
  // x < p, y < 2^256: x * y * 2^-256 mod p, < p.
  [[gnu::always_inline]] static Element multiply(const Element& x, const Element& y) {
    uint64_t t0, t1, t2, t3, t4, t5, t6, t7;
    product(t0, t1, t2, t3, t4, x, y[0]);
    add_product(t1, t2, t3, t4, t5, x, y[1]);
    add_product(t2, t3, t4, t5, t6, x, y[2]);
    add_product(t3, t4, t5, t6, t7, x, y[3]);
    return reduce(t0, t1, t2, t3, t4, t5, t6, t7);
  }

  // x < p: x^2 * 2^-256 mod p, < p.
  [[gnu::always_inline]] static Element square(const Element& x) {
    uint64_t t0, t1, t2, t3, t4, t5, t6, t7, low, high;
    // (t1 .. t6) <- the products of different words.
    uint64_t word = x[0];
    __asm__(
        "mulx %[x1], %[t1], %[t2]\n\t"
        "mulx %[x2], %[low], %[t3]\n\t"
        "add %[low], %[t2]\n\t"
        "mulx %[x3], %[low], %[t4]\n\t"
        "adc %[low], %[t3]\n\t"
        "adc $0, %[t4]\n\t"
        "mov %[x1], %[word]\n\t"
        "xorl %k[t5], %k[t5]\n\t"  // and both carries
        "mulx %[x2], %[low], %[high]\n\t"
        "adcx %[low], %[t3]\n\t"
        "adox %[high], %[t4]\n\t"
        "mulx %[x3], %[low], %[high]\n\t"
        "adcx %[low], %[t4]\n\t"
        "adox %[high], %[t5]\n\t"
        "mov %[x2], %[word]\n\t"
        "mulx %[x3], %[low], %[t6]\n\t"
        "adcx %[low], %[t5]\n\t"
        "adc $0, %[t6]"
        : [t1] "=&r"(t1), [t2] "=&r"(t2), [t3] "=&r"(t3), [t4] "=&r"(t4), [t5] "=&r"(t5), [t6] "=&r"(t6),
          [low] "=&r"(low), [high] "=&r"(high), [word] "+&d"(word)
        : [x1] "m"(x[1]), [x2] "m"(x[2]), [x3] "m"(x[3])
        : "cc");
    // (t0 .. t7) <- twice that and the squares.
    word = x[0];
    __asm__(
        "xorl %k[t7], %k[t7]\n\t"  // and both carries
        "mulx %[word], %[t0], %[high]\n\t"
        "adcx %[t1], %[t1]\n\t"
        "adox %[high], %[t1]\n\t"
        "mov %[x1], %[word]\n\t"
        "mulx %[word], %[low], %[high]\n\t"
        "adcx %[t2], %[t2]\n\t"
        "adox %[low], %[t2]\n\t"
        "adcx %[t3], %[t3]\n\t"
        "adox %[high], %[t3]\n\t"
        "mov %[x2], %[word]\n\t"
        "mulx %[word], %[low], %[high]\n\t"
        "adcx %[t4], %[t4]\n\t"
        "adox %[low], %[t4]\n\t"
        "adcx %[t5], %[t5]\n\t"
        "adox %[high], %[t5]\n\t"
        "mov %[x3], %[word]\n\t"
        "mulx %[word], %[low], %[high]\n\t"
        "adcx %[t6], %[t6]\n\t"
        "adox %[low], %[t6]\n\t"
        "adcx %[t7], %[t7]\n\t"
        "adox %[high], %[t7]"
        : [t0] "=&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3), [t4] "+&r"(t4), [t5] "+&r"(t5),
          [t6] "+&r"(t6), [t7] "=&r"(t7), [low] "=&r"(low), [high] "=&r"(high), [word] "+&d"(word)
        : [x1] "m"(x[1]), [x2] "m"(x[2]), [x3] "m"(x[3])
        : "cc");
    return reduce(t0, t1, t2, t3, t4, t5, t6, t7);
  }
};

struct Arithmetic : MontgomeryForm<Arithmetic, P256Prime> {
  using InPlace = InPlaceArithmetic;
  [[gnu::noinline]] static Element multiply(const Element& x, const Element& y) { return InPlace::multiply(x, y); }
  [[gnu::noinline]] static Element square(const Element& x) { return InPlace::square(x); }

  // x, y < p: x + y mod p, < p.
  [[gnu::always_inline]] static Element add(const Element& x, const Element& y) {
    uint64_t t0 = x[0], t1 = x[1], t2 = x[2], t3 = x[3], top;
    __asm__(
        "xorl %k[top], %k[top]\n\t"
        "add %[y0], %[t0]\n\t"
        "adc %[y1], %[t1]\n\t"
        "adc %[y2], %[t2]\n\t"
        "adc %[y3], %[t3]\n\t"
        "adc %[top], %[top]"
        : [t0] "+&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3), [top] "=&r"(top)
        : [y0] "rm"(y[0]), [y1] "rm"(y[1]), [y2] "rm"(y[2]), [y3] "rm"(y[3])
        : "cc");
    return below_p(t0, t1, t2, t3, top);
  }

  // x < p: x / 2 mod p, < p. x, or x + p when x is odd, with its carry, is shifted.
  [[gnu::always_inline]] static Element halve(const Element& x) {
    uint64_t t0 = x[0], t1 = x[1], t2 = x[2], t3 = x[3], m = 0 - (x[0] & 1), m1 = m & p1, m3 = m & p3;
    __asm__(
        "add %[m], %[t0]\n\t"
        "adc %[m1], %[t1]\n\t"
        "adc $0, %[t2]\n\t"
        "adc %[m3], %[t3]\n\t"
        "rcr $1, %[t3]\n\t"
        "rcr $1, %[t2]\n\t"
        "rcr $1, %[t1]\n\t"
        "rcr $1, %[t0]"
        : [t0] "+&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3)
        : [m] "r"(m), [m1] "r"(m1), [m3] "r"(m3)
        : "cc");
    return {t0, t1, t2, t3};
  }

  // x, y < p: x - y mod p, < p.
  [[gnu::always_inline]] static Element subtract(const Element& x, const Element& y) {
    uint64_t t0 = x[0], t1 = x[1], t2 = x[2], t3 = x[3], m, m1 = p1, m3 = p3;
    __asm__(
        "sub %[y0], %[t0]\n\t"
        "sbb %[y1], %[t1]\n\t"
        "sbb %[y2], %[t2]\n\t"
        "sbb %[y3], %[t3]\n\t"
        "sbb %[m], %[m]\n\t"  // all ones when x < y: then p is added
        "and %[m], %[m1]\n\t"
        "and %[m], %[m3]\n\t"
        "add %[m], %[t0]\n\t"
        "adc %[m1], %[t1]\n\t"
        "adc $0, %[t2]\n\t"
        "adc %[m3], %[t3]"
        : [t0] "+&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3), [m] "=&r"(m), [m1] "+&r"(m1), [m3] "+&r"(m3)
        : [y0] "rm"(y[0]), [y1] "rm"(y[1]), [y2] "rm"(y[2]), [y3] "rm"(y[3])
        : "cc");
    return {t0, t1, t2, t3};
  }
};

}  // namespace
}  // namespace cce::ec::p256_adx
