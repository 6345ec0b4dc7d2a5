// Arithmetic mod p of P-521 with BMI2 (mulx) and ADX (adcx, adox: two chains of carries at once).
#pragma once

#include "ec/domains.hpp"
#include "ec/p521_rows_adx.hpp"
#include "ec/pseudo_mersenne.hpp"
#include "ec/squares_adx.hpp"

namespace cce::ec::p521_adx {
namespace {

// (t0 .. t8) < 2^522: the same mod p, <= p: PseudoMersenne521::add says why.
[[gnu::always_inline]] inline Element fold(uint64_t t0, uint64_t t1, uint64_t t2, uint64_t t3, uint64_t t4, uint64_t t5,
                                           uint64_t t6, uint64_t t7, uint64_t t8) {
  uint64_t above;
  __asm__(
      "mov %[t8], %[above]\n\t"
      "shr $9, %[above]\n\t"
      "and $511, %[t8]\n\t"
      "add %[above], %[t0]\n\t"
      "adc $0, %[t1]\n\t"
      "adc $0, %[t2]\n\t"
      "adc $0, %[t3]\n\t"
      "adc $0, %[t4]\n\t"
      "adc $0, %[t5]\n\t"
      "adc $0, %[t6]\n\t"
      "adc $0, %[t7]\n\t"
      "adc $0, %[t8]"
      : [t0] "+&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3), [t4] "+&r"(t4), [t5] "+&r"(t5), [t6] "+&r"(t6),
        [t7] "+&r"(t7), [t8] "+&r"(t8), [above] "=&r"(above)
      :
      : "cc");
  return {t0, t1, t2, t3, t4, t5, t6, t7, t8};
}

// t < 2^1042: t mod p, <= p. 2^521 = 1 mod p.
[[gnu::always_inline]] inline Element folded(const uint64_t (&t)[18]) {
  uint64_t high[9];
#pragma GCC unroll 9
  for (size_t i = 0; i < 9; ++i) high[i] = t[i + 8] >> 9 | t[i + 9] << 55;
  const uint64_t t8 = t[8] & PseudoMersenne521::top_mask;
  __asm__(
      "add %[t0], %[h0]\n\t"
      "adc %[t1], %[h1]\n\t"
      "adc %[t2], %[h2]\n\t"
      "adc %[t3], %[h3]\n\t"
      "adc %[t4], %[h4]\n\t"
      "adc %[t5], %[h5]\n\t"
      "adc %[t6], %[h6]\n\t"
      "adc %[t7], %[h7]\n\t"
      "adc %[t8], %[h8]"
      : [h0] "+&r"(high[0]), [h1] "+&r"(high[1]), [h2] "+&r"(high[2]), [h3] "+&r"(high[3]), [h4] "+&r"(high[4]),
        [h5] "+&r"(high[5]), [h6] "+&r"(high[6]), [h7] "+&r"(high[7]), [h8] "+&r"(high[8])
      : [t0] "rm"(t[0]), [t1] "rm"(t[1]), [t2] "rm"(t[2]), [t3] "rm"(t[3]), [t4] "rm"(t[4]), [t5] "rm"(t[5]),
        [t6] "rm"(t[6]), [t7] "rm"(t[7]), [t8] "rm"(t8)
      : "cc");
  return fold(high[0], high[1], high[2], high[3], high[4], high[5], high[6], high[7], high[8]);
}

struct Arithmetic : PseudoMersenne521 {
  // x, y <= p: x * y mod p, <= p.
  [[gnu::noinline]] static Element multiply(const Element& x, const Element& y) {
    uint64_t t[18];
    first_product(t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7], t[8], t[9], x, y[0]);
    add_product(t[1], t[2], t[3], t[4], t[5], t[6], t[7], t[8], t[9], t[10], x, y[1]);
    add_product(t[2], t[3], t[4], t[5], t[6], t[7], t[8], t[9], t[10], t[11], x, y[2]);
    add_product(t[3], t[4], t[5], t[6], t[7], t[8], t[9], t[10], t[11], t[12], x, y[3]);
    add_product(t[4], t[5], t[6], t[7], t[8], t[9], t[10], t[11], t[12], t[13], x, y[4]);
    add_product(t[5], t[6], t[7], t[8], t[9], t[10], t[11], t[12], t[13], t[14], x, y[5]);
    add_product(t[6], t[7], t[8], t[9], t[10], t[11], t[12], t[13], t[14], t[15], x, y[6]);
    add_product(t[7], t[8], t[9], t[10], t[11], t[12], t[13], t[14], t[15], t[16], x, y[7]);
    add_product(t[8], t[9], t[10], t[11], t[12], t[13], t[14], t[15], t[16], t[17], x, y[8]);
    return folded(t);
  }

  // x <= p: x^2 mod p, <= p.
  [[gnu::noinline]] static Element square(const Element& x) {
    uint64_t t[18], doubled = 0, added = 0;
    product_from_1(t[1], t[2], t[3], t[4], t[5], t[6], t[7], t[8], t[9], x, x[0]);
    add_product_from_2(t[3], t[4], t[5], t[6], t[7], t[8], t[9], t[10], x, x[1]);
    add_product_from_3(t[5], t[6], t[7], t[8], t[9], t[10], t[11], x, x[2]);
    add_product_from_4(t[7], t[8], t[9], t[10], t[11], t[12], x, x[3]);
    add_product_from_5(t[9], t[10], t[11], t[12], t[13], x, x[4]);
    add_product_from_6(t[11], t[12], t[13], t[14], x, x[5]);
    add_product_from_7(t[13], t[14], t[15], x, x[6]);
    add_product_from_8(t[15], t[16], x, x[7]);
    t[0] = t[17] = 0;
    adx::double_and_add_squares(t[0], t[1], t[2], t[3], t[4], t[5], &x[0], doubled, added);
    adx::double_and_add_squares(t[6], t[7], t[8], t[9], t[10], t[11], &x[3], doubled, added);
    adx::double_and_add_squares(t[12], t[13], t[14], t[15], t[16], t[17], &x[6], doubled, added);
    return folded(t);
  }

  // x, y <= p: x + y mod p, <= p.
  [[gnu::noinline]] static Element add(const Element& x, const Element& y) {
    uint64_t t0 = x[0], t1 = x[1], t2 = x[2], t3 = x[3], t4 = x[4], t5 = x[5], t6 = x[6], t7 = x[7], t8 = x[8];
    __asm__(
        "add 0(%[y]), %[t0]\n\t"
        "adc 8(%[y]), %[t1]\n\t"
        "adc 16(%[y]), %[t2]\n\t"
        "adc 24(%[y]), %[t3]\n\t"
        "adc 32(%[y]), %[t4]\n\t"
        "adc 40(%[y]), %[t5]\n\t"
        "adc 48(%[y]), %[t6]\n\t"
        "adc 56(%[y]), %[t7]\n\t"
        "adc 64(%[y]), %[t8]"
        : [t0] "+&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3), [t4] "+&r"(t4), [t5] "+&r"(t5),
          [t6] "+&r"(t6), [t7] "+&r"(t7), [t8] "+&r"(t8)
        : [y] "r"(y.data()), "m"(y)
        : "cc");
    return fold(t0, t1, t2, t3, t4, t5, t6, t7, t8);
  }

  // x, y <= p: x - y mod p, <= p: PseudoMersenne521::subtract says why.
  [[gnu::noinline]] static Element subtract(const Element& x, const Element& y) {
    uint64_t t0 = x[0], t1 = x[1], t2 = x[2], t3 = x[3], t4 = x[4], t5 = x[5], t6 = x[6], t7 = x[7], t8 = x[8], borrow;
    __asm__(
        "xorl %k[borrow], %k[borrow]\n\t"
        "sub 0(%[y]), %[t0]\n\t"
        "sbb 8(%[y]), %[t1]\n\t"
        "sbb 16(%[y]), %[t2]\n\t"
        "sbb 24(%[y]), %[t3]\n\t"
        "sbb 32(%[y]), %[t4]\n\t"
        "sbb 40(%[y]), %[t5]\n\t"
        "sbb 48(%[y]), %[t6]\n\t"
        "sbb 56(%[y]), %[t7]\n\t"
        "sbb 64(%[y]), %[t8]\n\t"
        "adc %[borrow], %[borrow]\n\t"
        "and $511, %[t8]\n\t"
        "sub %[borrow], %[t0]\n\t"
        "sbb $0, %[t1]\n\t"
        "sbb $0, %[t2]\n\t"
        "sbb $0, %[t3]\n\t"
        "sbb $0, %[t4]\n\t"
        "sbb $0, %[t5]\n\t"
        "sbb $0, %[t6]\n\t"
        "sbb $0, %[t7]\n\t"
        "sbb $0, %[t8]"
        : [t0] "+&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3), [t4] "+&r"(t4), [t5] "+&r"(t5),
          [t6] "+&r"(t6), [t7] "+&r"(t7), [t8] "+&r"(t8), [borrow] "=&r"(borrow)
        : [y] "r"(y.data()), "m"(y)
        : "cc");
    return {t0, t1, t2, t3, t4, t5, t6, t7, t8};
  }
};

}  // namespace
}  // namespace cce::ec::p521_adx
