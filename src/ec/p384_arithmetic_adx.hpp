// Arithmetic mod p of P-384 with BMI2 (mulx) and ADX (adcx, adox: two chains of carries at once).
#pragma once

#include "ec/domains.hpp"
#include "ec/montgomery.hpp"
#include "ec/squares_adx.hpp"

namespace cce::ec::p384_adx {
namespace {

using Element = Limbs<6>;

static_assert(P384Prime::value ==
              Element{0x00000000ffffffff, 0xffffffff00000000, ~uint64_t{1}, ~uint64_t{0}, ~uint64_t{0}, ~uint64_t{0}});

// (t0 .. t6) <- x * y.
[[gnu::always_inline]] inline void product(uint64_t& t0, uint64_t& t1, uint64_t& t2, uint64_t& t3, uint64_t& t4,
                                           uint64_t& t5, uint64_t& t6, const Element& x, uint64_t y) {
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
      "adc $0, %[t6]"
      : [t0] "=&r"(t0), [t1] "=&r"(t1), [t2] "=&r"(t2), [t3] "=&r"(t3), [t4] "=&r"(t4), [t5] "=&r"(t5), [t6] "=&r"(t6),
        [low] "=&r"(low)
      : "d"(y), [x] "r"(x.data()), "m"(x)
      : "cc");
}

// (t0 .. t6) <- (t0 .. t5) + x * y < 2^448.
[[gnu::always_inline]] inline void add_product(uint64_t& t0, uint64_t& t1, uint64_t& t2, uint64_t& t3, uint64_t& t4,
                                               uint64_t& t5, uint64_t& t6, const Element& x, uint64_t y) {
  uint64_t low, high;
  __asm__(
      "xorl %k[t6], %k[t6]\n\t"  // and both carries
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
      "adc $0, %[t6]"
      : [t0] "+&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3), [t4] "+&r"(t4), [t5] "+&r"(t5), [t6] "=&r"(t6),
        [low] "=&r"(low), [high] "=&r"(high)
      : "d"(y), [x] "r"(x.data()), "m"(x)
      : "cc");
}

// (t2 .. t5, t0, t1) <- ((t0 .. t5) + q p) / 2^128 for q = (t0, t1)(2^64 + 2^32 + 1) mod 2^128, which makes it exact: that
// is -p^-1 mod 2^128. It is less than 2^256 + p, so six words hold it.
//
//   q p = 2^384 q - d,  d = 2^128 q + 2^32 (2^64 q - q) + q,  and the lowest two words of d are t0 and t1
//
// Shifts and additions with carry have two of an Intel core's five units, and are what this waits for: so shifts by 32 are
// multiplications, where they can be.
[[gnu::always_inline]] inline void reduce_words(uint64_t& t0, uint64_t& t1, uint64_t& t2, uint64_t& t3, uint64_t& t4,
                                                uint64_t& t5) {
  static constexpr uint64_t two_32 = uint64_t{1} << 32, two_32_plus_1 = two_32 + 1;
  uint64_t q0, q1, d2, d3, d4, w, factor = t0;
  __asm__(
      "mulx %[two_32_plus_1], %[q0], %[q1]\n\t"
      "mov %[t1], %[w]\n\t"
      "imul %[two_32_plus_1], %[w]\n\t"
      "add %[t0], %[q1]\n\t"
      "add %[w], %[q1]\n\t"
      // (w, d2, .) <- 2^64 q - q; then (d3, d2) <- what is above 2^128 of 2^32 times that.
      "xorl %k[d4], %k[d4]\n\t"
      "mov %[q0], %[d2]\n\t"
      "mov %[q1], %[factor]\n\t"
      "cmp %[q0], %[d4]\n\t"
      "sbb %[q1], %[d2]\n\t"
      "sbb $0, %[factor]\n\t"
      "shr $32, %[d2]\n\t"
      "mulx %[two_32], %[w], %[d3]\n\t"
      "or %[w], %[d2]\n\t"
      // Adding q there gave (t0, t1), so it carried when that is less than q. Then + 2^128 q.
      "cmp %[q0], %[t0]\n\t"
      "sbb %[q1], %[t1]\n\t"
      "adc %[q0], %[d2]\n\t"
      "adc %[q1], %[d3]\n\t"
      "adc %[d4], %[d4]\n\t"
      "sub %[d2], %[t2]\n\t"
      "sbb %[d3], %[t3]\n\t"
      "sbb %[d4], %[t4]\n\t"
      "sbb $0, %[t5]\n\t"
      "sbb $0, %[q0]\n\t"
      "sbb $0, %[q1]"
      : [t0] "+&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3), [t4] "+&r"(t4), [t5] "+&r"(t5), [q0] "=&r"(q0),
        [q1] "=&r"(q1), [d2] "=&r"(d2), [d3] "=&r"(d3), [d4] "=&r"(d4), [w] "=&r"(w), [factor] "+&d"(factor)
      : [two_32] "m"(two_32), [two_32_plus_1] "m"(two_32_plus_1)
      : "cc");
  t0 = q0;
  t1 = q1;
}

// (t0 .. t5) + 2^384 top < 2p: the same mod p, < p.
[[gnu::always_inline]] inline Element below_p(uint64_t t0, uint64_t t1, uint64_t t2, uint64_t t3, uint64_t t4,
                                              uint64_t t5, uint64_t top) {
  uint64_t r0 = t0, r1 = t1, r2 = t2, r3 = t3, r4 = t4, r5 = t5;
  __asm__(
      "sub %[p0], %[r0]\n\t"
      "sbb %[p1], %[r1]\n\t"
      "sbb $-2, %[r2]\n\t"
      "sbb $-1, %[r3]\n\t"
      "sbb $-1, %[r4]\n\t"
      "sbb $-1, %[r5]\n\t"
      "sbb $0, %[top]\n\t"
      "cmovc %[t0], %[r0]\n\t"
      "cmovc %[t1], %[r1]\n\t"
      "cmovc %[t2], %[r2]\n\t"
      "cmovc %[t3], %[r3]\n\t"
      "cmovc %[t4], %[r4]\n\t"
      "cmovc %[t5], %[r5]"
      : [r0] "+&r"(r0), [r1] "+&r"(r1), [r2] "+&r"(r2), [r3] "+&r"(r3), [r4] "+&r"(r4), [r5] "+&r"(r5), [top] "+&r"(top)
      : [t0] "rm"(t0), [t1] "rm"(t1), [t2] "rm"(t2), [t3] "rm"(t3), [t4] "rm"(t4), [t5] "rm"(t5),
        [p0] "m"(P384Prime::value[0]), [p1] "m"(P384Prime::value[1])
      : "cc");
  return {r0, r1, r2, r3, r4, r5};
}

// t < 2^384 p: t * 2^-384 mod p, < p. Six words are made zero by multiples of p, together less than 2^384 p, so what is
// left above them is less than 2p.
[[gnu::always_inline]] inline Element reduce(uint64_t t0, uint64_t t1, uint64_t t2, uint64_t t3, uint64_t t4,
                                             uint64_t t5, const uint64_t (&above)[6]) {
  reduce_words(t0, t1, t2, t3, t4, t5);
  reduce_words(t2, t3, t4, t5, t0, t1);
  reduce_words(t4, t5, t0, t1, t2, t3);
  uint64_t top;
  __asm__(
      "xorl %k[top], %k[top]\n\t"
      "add %[a0], %[t0]\n\t"
      "adc %[a1], %[t1]\n\t"
      "adc %[a2], %[t2]\n\t"
      "adc %[a3], %[t3]\n\t"
      "adc %[a4], %[t4]\n\t"
      "adc %[a5], %[t5]\n\t"
      "adc %[top], %[top]"
      : [t0] "+&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3), [t4] "+&r"(t4), [t5] "+&r"(t5), [top] "=&r"(top)
      : [a0] "rm"(above[0]), [a1] "rm"(above[1]), [a2] "rm"(above[2]), [a3] "rm"(above[3]), [a4] "rm"(above[4]),
        [a5] "rm"(above[5])
      : "cc");
  return below_p(t0, t1, t2, t3, t4, t5, top);
}

// (t1 .. t10) <- the products of different words of x.
[[gnu::always_inline]] inline void cross_products(uint64_t& t1, uint64_t& t2, uint64_t& t3, uint64_t& t4, uint64_t& t5,
                                                  uint64_t& t6, uint64_t& t7, uint64_t& t8, uint64_t& t9, uint64_t& t10,
                                                  const Element& x) {
  uint64_t low, high, word = x[0];
  __asm__(
      "mulx 8(%[x]), %[t1], %[t2]\n\t"
      "mulx 16(%[x]), %[low], %[t3]\n\t"
      "add %[low], %[t2]\n\t"
      "mulx 24(%[x]), %[low], %[t4]\n\t"
      "adc %[low], %[t3]\n\t"
      "mulx 32(%[x]), %[low], %[t5]\n\t"
      "adc %[low], %[t4]\n\t"
      "mulx 40(%[x]), %[low], %[t6]\n\t"
      "adc %[low], %[t5]\n\t"
      "adc $0, %[t6]"
      : [t1] "=&r"(t1), [t2] "=&r"(t2), [t3] "=&r"(t3), [t4] "=&r"(t4), [t5] "=&r"(t5), [t6] "=&r"(t6), [low] "=&r"(low)
      : "d"(word), [x] "r"(x.data()), "m"(x)
      : "cc");
  word = x[1];
  __asm__(
      "xorl %k[t7], %k[t7]\n\t"  // and both carries
      "mulx 16(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t3]\n\t"
      "adox %[high], %[t4]\n\t"
      "mulx 24(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t4]\n\t"
      "adox %[high], %[t5]\n\t"
      "mulx 32(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t5]\n\t"
      "adox %[high], %[t6]\n\t"
      "mulx 40(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t6]\n\t"
      "adox %[high], %[t7]\n\t"
      "adc $0, %[t7]"
      : [t3] "+&r"(t3), [t4] "+&r"(t4), [t5] "+&r"(t5), [t6] "+&r"(t6), [t7] "=&r"(t7), [low] "=&r"(low),
        [high] "=&r"(high)
      : "d"(word), [x] "r"(x.data()), "m"(x)
      : "cc");
  word = x[2];
  __asm__(
      "xorl %k[t8], %k[t8]\n\t"  // and both carries
      "mulx 24(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t5]\n\t"
      "adox %[high], %[t6]\n\t"
      "mulx 32(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t6]\n\t"
      "adox %[high], %[t7]\n\t"
      "mulx 40(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t7]\n\t"
      "adox %[high], %[t8]\n\t"
      "adc $0, %[t8]\n\t"
      // Of x_4: x_4 x_3 and x_4 x_5.
      "mov 32(%[x]), %[word]\n\t"
      "xorl %k[t9], %k[t9]\n\t"
      "mulx 24(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t7]\n\t"
      "adox %[high], %[t8]\n\t"
      "mulx 40(%[x]), %[low], %[t10]\n\t"
      "adox %[low], %[t9]\n\t"
      "mov 24(%[x]), %[word]\n\t"
      "mulx 40(%[x]), %[low], %[high]\n\t"
      "adcx %[low], %[t8]\n\t"
      "adcx %[high], %[t9]\n\t"
      "mov $0, %k[low]\n\t"
      "adcx %[low], %[t10]\n\t"
      "adox %[low], %[t10]"
      : [t5] "+&r"(t5), [t6] "+&r"(t6), [t7] "+&r"(t7), [t8] "=&r"(t8), [t9] "=&r"(t9), [t10] "=&r"(t10),
        [low] "=&r"(low), [high] "=&r"(high), [word] "+&d"(word)
      : [x] "r"(x.data()), "m"(x)
      : "cc");
}

struct Arithmetic : MontgomeryForm<Arithmetic, P384Prime> {
  // x < p, y < 2^384: x * y * 2^-384 mod p, < p.
  [[gnu::noinline]] static Element multiply(const Element& x, const Element& y) {
    uint64_t t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11;
    product(t0, t1, t2, t3, t4, t5, t6, x, y[0]);
    add_product(t1, t2, t3, t4, t5, t6, t7, x, y[1]);
    add_product(t2, t3, t4, t5, t6, t7, t8, x, y[2]);
    add_product(t3, t4, t5, t6, t7, t8, t9, x, y[3]);
    add_product(t4, t5, t6, t7, t8, t9, t10, x, y[4]);
    add_product(t5, t6, t7, t8, t9, t10, t11, x, y[5]);
    return reduce(t0, t1, t2, t3, t4, t5, {t6, t7, t8, t9, t10, t11});
  }

  // x < p: x^2 * 2^-384 mod p, < p.
  [[gnu::noinline]] static Element square(const Element& x) {
    uint64_t t0 = 0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11 = 0, doubled = 0, added = 0;
    cross_products(t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, x);
    adx::double_and_add_squares(t0, t1, t2, t3, t4, t5, &x[0], doubled, added);
    adx::double_and_add_squares(t6, t7, t8, t9, t10, t11, &x[3], doubled, added);
    return reduce(t0, t1, t2, t3, t4, t5, {t6, t7, t8, t9, t10, t11});
  }

  // x, y < p: x + y mod p, < p.
  [[gnu::always_inline]] static Element add(const Element& x, const Element& y) {
    uint64_t t0 = x[0], t1 = x[1], t2 = x[2], t3 = x[3], t4 = x[4], t5 = x[5], top;
    __asm__(
        "xorl %k[top], %k[top]\n\t"
        "add 0(%[y]), %[t0]\n\t"
        "adc 8(%[y]), %[t1]\n\t"
        "adc 16(%[y]), %[t2]\n\t"
        "adc 24(%[y]), %[t3]\n\t"
        "adc 32(%[y]), %[t4]\n\t"
        "adc 40(%[y]), %[t5]\n\t"
        "adc %[top], %[top]"
        :
        [t0] "+&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3), [t4] "+&r"(t4), [t5] "+&r"(t5), [top] "=&r"(top)
        : [y] "r"(y.data()), "m"(y)
        : "cc");
    return below_p(t0, t1, t2, t3, t4, t5, top);
  }

  // x < p: x / 2 mod p, < p. x, or x + p when x is odd, with its carry, is shifted.
  [[gnu::always_inline]] static Element halve(const Element& x) {
    uint64_t t0 = x[0], t1 = x[1], t2 = x[2], t3 = x[3], t4 = x[4], t5 = x[5], m = 0 - (x[0] & 1);
    const uint64_t m0 = m >> 32, m1 = m << 32, m2 = m << 1;
    __asm__(
        "add %[m0], %[t0]\n\t"
        "adc %[m1], %[t1]\n\t"
        "adc %[m2], %[t2]\n\t"
        "adc %[m], %[t3]\n\t"
        "adc %[m], %[t4]\n\t"
        "adc %[m], %[t5]\n\t"
        "rcr $1, %[t5]\n\t"
        "rcr $1, %[t4]\n\t"
        "rcr $1, %[t3]\n\t"
        "rcr $1, %[t2]\n\t"
        "rcr $1, %[t1]\n\t"
        "rcr $1, %[t0]"
        : [t0] "+&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3), [t4] "+&r"(t4), [t5] "+&r"(t5)
        : [m] "r"(m), [m0] "r"(m0), [m1] "r"(m1), [m2] "r"(m2)
        : "cc");
    return {t0, t1, t2, t3, t4, t5};
  }

  // x, y < p: x - y mod p, < p.
  [[gnu::always_inline]] static Element subtract(const Element& x, const Element& y) {
    uint64_t t0 = x[0], t1 = x[1], t2 = x[2], t3 = x[3], t4 = x[4], t5 = x[5], m, m0, m1, m2;
    __asm__(
        "sub 0(%[y]), %[t0]\n\t"
        "sbb 8(%[y]), %[t1]\n\t"
        "sbb 16(%[y]), %[t2]\n\t"
        "sbb 24(%[y]), %[t3]\n\t"
        "sbb 32(%[y]), %[t4]\n\t"
        "sbb 40(%[y]), %[t5]\n\t"
        "sbb %[m], %[m]\n\t"  // all ones when x < y: then p is added
        "mov %k[m], %k[m0]\n\t"
        "mov %[m], %[m1]\n\t"
        "shl $32, %[m1]\n\t"
        "lea (%[m], %[m]), %[m2]\n\t"
        "add %[m0], %[t0]\n\t"
        "adc %[m1], %[t1]\n\t"
        "adc %[m2], %[t2]\n\t"
        "adc %[m], %[t3]\n\t"
        "adc %[m], %[t4]\n\t"
        "adc %[m], %[t5]"
        : [t0] "+&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3), [t4] "+&r"(t4), [t5] "+&r"(t5), [m] "=&r"(m),
          [m0] "=&r"(m0), [m1] "=&r"(m1), [m2] "=&r"(m2)
        : [y] "r"(y.data()), "m"(y)
        : "cc");
    return {t0, t1, t2, t3, t4, t5};
  }
};

}  // namespace
}  // namespace cce::ec::p384_adx
