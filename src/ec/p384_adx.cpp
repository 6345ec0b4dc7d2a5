// P-384 with BMI2 (mulx) and ADX (adcx, adox: two chains of carries at once).
#include "ec/curves.hpp"
#include "ec/operations.hpp"
#include "ec/scan_adx.hpp"

namespace cce::ec {
namespace {

using Element = Limbs<6>;
using Words = uint64_t[12];

static_assert(P384Prime::value ==
              Element{0x00000000ffffffff, 0xffffffff00000000, ~uint64_t{1}, ~uint64_t{0}, ~uint64_t{0}, ~uint64_t{0}});

// (t0 .. t6) <- x * y.
[[gnu::always_inline]] inline void product(uint64_t& t0, uint64_t& t1, uint64_t& t2, uint64_t& t3, uint64_t& t4,
                                           uint64_t& t5, uint64_t& t6, const Element& x, uint64_t y) {
  uint64_t low;
  __asm__(
      "mulx %[x0], %[t0], %[t1]\n\t"
      "mulx %[x1], %[low], %[t2]\n\t"
      "add %[low], %[t1]\n\t"
      "mulx %[x2], %[low], %[t3]\n\t"
      "adc %[low], %[t2]\n\t"
      "mulx %[x3], %[low], %[t4]\n\t"
      "adc %[low], %[t3]\n\t"
      "mulx %[x4], %[low], %[t5]\n\t"
      "adc %[low], %[t4]\n\t"
      "mulx %[x5], %[low], %[t6]\n\t"
      "adc %[low], %[t5]\n\t"
      "adc $0, %[t6]"
      : [t0] "=&r"(t0), [t1] "=&r"(t1), [t2] "=&r"(t2), [t3] "=&r"(t3), [t4] "=&r"(t4), [t5] "=&r"(t5), [t6] "=&r"(t6),
        [low] "=&r"(low)
      : "d"(y), [x0] "m"(x[0]), [x1] "m"(x[1]), [x2] "m"(x[2]), [x3] "m"(x[3]), [x4] "m"(x[4]), [x5] "m"(x[5])
      : "cc");
}

// (t0 .. t6) <- (t0 .. t5) + x * y < 2^448.
[[gnu::always_inline]] inline void add_product(uint64_t& t0, uint64_t& t1, uint64_t& t2, uint64_t& t3, uint64_t& t4,
                                               uint64_t& t5, uint64_t& t6, const Element& x, uint64_t y) {
  uint64_t low, high;
  __asm__(
      "xorl %k[t6], %k[t6]\n\t"  // and both carries
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
      "mulx %[x4], %[low], %[high]\n\t"
      "adcx %[low], %[t4]\n\t"
      "adox %[high], %[t5]\n\t"
      "mulx %[x5], %[low], %[high]\n\t"
      "adcx %[low], %[t5]\n\t"
      "adox %[high], %[t6]\n\t"
      "adc $0, %[t6]"
      : [t0] "+&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3), [t4] "+&r"(t4), [t5] "+&r"(t5), [t6] "=&r"(t6),
        [low] "=&r"(low), [high] "=&r"(high)
      : "d"(y), [x0] "m"(x[0]), [x1] "m"(x[1]), [x2] "m"(x[2]), [x3] "m"(x[3]), [x4] "m"(x[4]), [x5] "m"(x[5])
      : "cc");
}

// (t1 .. t5, t0) <- ((t0 .. t5) + q p) / 2^64 for q = t0 (2^32 + 1) mod 2^64, which makes it exact: -p^-1 = 2^32 + 1
// mod 2^64. It is less than 2^320 + p, so six words hold it.
//
//   q p = 2^384 q - (2^128 q + 2^32 (2^64 q - q) + q), whose lowest word is that of -t0
[[gnu::always_inline]] inline void reduce_word(uint64_t& t0, uint64_t& t1, uint64_t& t2, uint64_t& t3, uint64_t& t4,
                                               uint64_t& t5) {
  uint64_t a, b, c, q = t0 + (t0 << 32);
  __asm__(
      // (b, a) = 2^64 q - q, then (c, b, a) = 2^32 times that.
      "mov %[q], %[a]\n\t"
      "mov %[q], %[b]\n\t"
      "neg %[a]\n\t"
      "sbb $0, %[b]\n\t"
      "mov %[b], %[c]\n\t"
      "shr $32, %[c]\n\t"
      "shl $32, %[b]\n\t"
      "mov %[a], %[t0]\n\t"
      "shr $32, %[t0]\n\t"
      "or %[t0], %[b]\n\t"
      "shl $32, %[a]\n\t"
      // + q + 2^128 q, the top of it 0 or 1, in t0.
      "xorl %k[t0], %k[t0]\n\t"
      "add %[q], %[a]\n\t"
      "adc $0, %[b]\n\t"
      "adc %[q], %[c]\n\t"
      "adc $0, %[t0]\n\t"
      "sub %[b], %[t1]\n\t"
      "sbb %[c], %[t2]\n\t"
      "sbb %[t0], %[t3]\n\t"
      "sbb $0, %[t4]\n\t"
      "sbb $0, %[t5]\n\t"
      "sbb $0, %[q]"
      : [t0] "+&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3), [t4] "+&r"(t4), [t5] "+&r"(t5), [a] "=&r"(a),
        [b] "=&r"(b), [c] "=&r"(c), [q] "+&r"(q)
      :
      : "cc");
  t0 = q;
}
