// The integers mod m, m odd, in Montgomery form: x is held as x * R mod m with R = 2^(64 limbs). Portable.
#pragma once

#include "ec/limbs.hpp"

namespace cce::ec {

// What follows from a modulus, computed by the compiler.
template <class Modulus>
struct MontgomeryConstants {
  static constexpr size_t n = Modulus::limbs;
  static constexpr Limbs<n> m = Modulus::value;

  // -m^-1 mod 2^64. Newton: each step doubles the correct low bits, from the 3 that m itself has, as m^2 = 1 mod 8.
  static constexpr uint64_t negated_inverse = [] {
    uint64_t x = m[0];
    for (int bits = 3; bits < 64; bits *= 2) x *= 2 - m[0] * x;
    return 0 - x;
  }();

  // 2^e mod m.
  static constexpr Limbs<n> power_of_two(size_t e) {
    Limbs<n> r{1};
#pragma GCC unroll 9
    for (size_t i = 0; i < e; ++i) {
      uint64_t carry = 0, borrow = 0;
      const Limbs<n> twice = add(r, r, carry), reduced = subtract(twice, m, borrow);
      r = carry == 1 || borrow == 0 ? reduced : twice;
    }
    return r;
  }
  static constexpr Limbs<n> R = power_of_two(64 * n), R2 = power_of_two(2 * 64 * n), R3 = power_of_two(3 * 64 * n);
};

// Into that form and out of it, for an arithmetic whose multiply(x, y) is x * y * R^-1 mod m, of x < m and y < R.
template <class Arithmetic, class ModulusType>
struct MontgomeryForm : MontgomeryConstants<ModulusType> {
  using Modulus = ModulusType;
  using Constants = MontgomeryConstants<Modulus>;
  static constexpr size_t n = Modulus::limbs;
  using Element = Limbs<n>;  // < m, unless said otherwise

  // Any x < R.
  static constexpr Element from_integer(const Limbs<n>& x) { return Arithmetic::multiply(Constants::R2, x); }
  // Fully reduced.
  static constexpr Limbs<n> to_integer(const Element& x) { return Arithmetic::multiply(x, Limbs<n>{1}); }
  static constexpr const Element& one() { return Constants::R; }
  // The least number that represents the element.
  static constexpr const Element& least(const Element& x) { return x; }
  // The element whose inverse has representation x^-1 mod m, as an integer: (x R)^-1 * R^3 * R^-1 = x^-1 * R.
  static constexpr Element from_inverse(const Limbs<n>& inverse) {
    return Arithmetic::multiply(Constants::R3, inverse);
  }
  // 1 when x is zero, else 0.
  static constexpr uint64_t is_zero(const Element& x) { return zero_bit(x); }
};

// Up to so many limbs the rounds of a multiplication are written out. Nine rounds of nine would be 8 KB, for the order of
// P-521 alone, where an operation has half a dozen multiplications.
#ifdef __OPTIMIZE_SIZE__
constexpr size_t unrolled_limbs = 0;
#else
constexpr size_t unrolled_limbs = 6;
#endif

// The arithmetic of any modulus.
template <class ModulusType>
struct Montgomery : MontgomeryForm<Montgomery<ModulusType>, ModulusType> {
  using Form = MontgomeryForm<Montgomery, ModulusType>;
  using Form::m, Form::n;
  using typename Form::Constants, typename Form::Element, typename Form::Modulus;

  // x < m, y < R: x * y * R^-1 mod m.
  //
  // t < 2m at the head of each round: x < m and y_i, q < 2^64 give (t + x * y_i + q * m) / 2^64 < (2m + 2 (2^64 - 1) m) /
  // 2^64 = 2m. So t has one bit above its n words.
  // Out of line, as points make dozens of calls and the body is long.
  template <class Word>
  [[gnu::noinline]] static constexpr Limbs<n, Word> multiply(const Limbs<n, Word>& x, const Limbs<n, Word>& y) {
    Limbs<n, Word> t{};
    Word top{0};
    const auto add_round = [&](const Word& y_i) __attribute__((always_inline)) {
      Word carry{0}, above{0};
#pragma GCC unroll 9
      for (size_t j = 0; j < n; ++j) t[j] = multiply_add(x[j], y_i, t[j], carry);
      const Word high = add_carry(top, carry, above);
      // q makes t + q * m a multiple of 2^64.
      Word ignored{0};
      const Word q = multiply_add(t[0], Word{Constants::negated_inverse}, Word{0}, ignored);
      carry = Word{0};
      multiply_add(q, Word{m[0]}, t[0], carry);
#pragma GCC unroll 9
      for (size_t j = 1; j < n; ++j) t[j - 1] = multiply_add(q, Word{m[j]}, t[j], carry);
      Word over{0}, none{0};
      t[n - 1] = add_carry(high, carry, over);
      top = add_carry(above, over, none);
    };
    if constexpr (n <= unrolled_limbs) {
#pragma GCC unroll 9
      for (size_t i = 0; i < n; ++i) add_round(y[i]);
    } else {
      for (const Word& y_i : y) add_round(y_i);
    }
    return reduce_once(t, top);
  }
  static constexpr Element square(const Element& x) { return multiply(x, x); }

  // x + y mod m.
  template <class Word>
  [[gnu::noinline]] static constexpr Limbs<n, Word> add(const Limbs<n, Word>& x, const Limbs<n, Word>& y) {
    Word carry{0};
    const Limbs<n, Word> sum = ec::add(x, y, carry);
    return reduce_once(sum, carry);
  }

  // x - y mod m.
  template <class Word>
  [[gnu::noinline]] static constexpr Limbs<n, Word> subtract(const Limbs<n, Word>& x, const Limbs<n, Word>& y) {
    Word borrow{0}, carry{0};
    const Limbs<n, Word> difference = ec::subtract(x, y, borrow);
    return ec::add(difference, choose(borrow, Limbs<n, Word>{}, modulus_words<Word>()), carry);
  }

  // 0 < x < m: m - x.
  static constexpr Element negate_nonzero(const Element& x) {
    uint64_t borrow = 0;
    return ec::subtract(m, x, borrow);
  }

  // x / 2 mod m: x or x + m is even.
  [[gnu::noinline]] static constexpr Element halve(const Element& x) {
    uint64_t carry = 0;
    Element sum = ec::add(x, choose(x[0] & 1, Element{}, m), carry);
    sum = shift_right(sum, 1);
    sum[n - 1] |= carry << 63;
    return sum;
  }

  // t + top * R < 2m: the same mod m, < m.
  template <class Word>
  static constexpr Limbs<n, Word> reduce_once(const Limbs<n, Word>& t, Word top) {
    Word borrow{0};
    const Limbs<n, Word> reduced = ec::subtract(t, modulus_words<Word>(), borrow);
    // Below m when the subtraction borrows from a top of zero.
    subtract_borrow(top, Word{0}, borrow);
    return choose(borrow, reduced, t);
  }

 private:
  template <class Word>
  static constexpr Limbs<n, Word> modulus_words() {
    Limbs<n, Word> modulus{};
#pragma GCC unroll 9
    for (size_t i = 0; i < n; ++i) modulus[i] = Word{m[i]};
    return modulus;
  }
};

}  // namespace cce::ec
