// The integers mod p = 2^521 - 1. An element is any x <= p, so zero has two forms. Portable.
#pragma once

#include "ec/domains.hpp"
#include "ec/limbs.hpp"

namespace cce::ec {

struct PseudoMersenne521 {
  using Modulus = P521Prime;
  static constexpr size_t n = 9;
  using Element = Limbs<n>;                           // <= p
  static constexpr uint64_t top_mask = (1 << 9) - 1;  // of the nine bits of the last limb: 521 = 8 * 64 + 9

  // x, y < 2^522: the product, < 2^1044.
  template <class Word>
  static constexpr Limbs<2 * n, Word> product(const Limbs<n, Word>& x, const Limbs<n, Word>& y) {
    Limbs<2 * n, Word> t{};
#pragma GCC unroll 9
    for (size_t i = 0; i < n; ++i) {
      Word carry{0};
#pragma GCC unroll 9
      for (size_t j = 0; j < n; ++j) t[i + j] = multiply_add(x[j], y[i], t[i + j], carry);
      t[i + n] = carry;
    }
    return t;
  }

  // t <= p^2, so t < 2^1042: t mod p, <= p. 2^521 = 1 mod p, so the bits from 521 on are added to those below: each part is
  // <= p, and their sum is folded once more.
  template <class Word>
  static constexpr Limbs<n, Word> reduce(const Limbs<2 * n, Word>& t) {
    Limbs<n, Word> low{}, high{};
#pragma GCC unroll 9
    for (size_t i = 0; i < n; ++i) {
      low[i] = t[i];
      high[i] = t[i + 8] >> 9 | t[i + 9] << 55;
    }
    low[n - 1] &= top_mask;
    return add(low, high);
  }

  // Out of line, as points make dozens of calls and the body is long.
  [[gnu::noinline]] static constexpr Element multiply(const Element& x, const Element& y) {
    return reduce(product(x, y));
  }
  static constexpr Element square(const Element& x) { return multiply(x, x); }

  // x + y <= 2p = 2^522 - 2. With the bit of weight 2^521 taken off and added as a one: when it was set, what is left is <=
  // 2^521 - 2, so the sum is <= p again.
  template <class Word>
  [[gnu::noinline]] static constexpr Limbs<n, Word> add(const Limbs<n, Word>& x, const Limbs<n, Word>& y) {
    Word carry{0};
    Limbs<n, Word> sum = ec::add(x, y, carry);
    carry = sum[n - 1] >> 9;
    sum[n - 1] &= top_mask;
#pragma GCC unroll 9
    for (Word& w : sum) w = add_carry(w, Word{0}, carry);
    return sum;
  }

  // x - y mod 2^521, less one when it was negative: then it is p + x - y.
  template <class Word>
  [[gnu::noinline]] static constexpr Limbs<n, Word> subtract(const Limbs<n, Word>& x, const Limbs<n, Word>& y) {
    Word borrow{0};
    Limbs<n, Word> difference = ec::subtract(x, y, borrow);
    difference[n - 1] &= top_mask;
#pragma GCC unroll 9
    for (Word& w : difference) w = subtract_borrow(w, Word{0}, borrow);
    return difference;
  }

  // p - x.
  static constexpr Element negate_nonzero(const Element& x) {
    uint64_t borrow = 0;
    return ec::subtract(Modulus::value, x, borrow);
  }

  // 1/2 = 2^520 mod p: a rotation of the 521 bits.
  [[gnu::noinline]] static constexpr Element halve(const Element& x) {
    Element r = shift_right(x, 1);
    r[n - 1] |= (x[0] & 1) << 8;
    return r;
  }

  // x < p.
  static constexpr Element from_integer(const Limbs<n>& x) { return x; }
  // Fully reduced: p, the other zero, becomes 0.
  static constexpr Limbs<n> to_integer(const Element& x) {
    uint64_t borrow = 0;
    const Element difference = ec::subtract(x, Modulus::value, borrow);
    return choose(borrow, difference, x);
  }
  static constexpr Element one() { return {1}; }
  // The least number that represents the element: 0, not p.
  static constexpr Element least(const Element& x) { return to_integer(x); }
  static constexpr Element from_inverse(const Limbs<n>& inverse) { return inverse; }
  static constexpr uint64_t is_zero(const Element& x) { return zero_bit(to_integer(x)); }
};

}  // namespace cce::ec
