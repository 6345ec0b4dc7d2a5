// Inversion mod m in constant time by the divsteps of Bernstein and Yang ("Fast constant-time gcd computation and modular
// inversion", 2019), in batches of 62.
//
// A divstep takes (delta, f, g), f odd, to
//   (1 - delta, g, (g - f) / 2)                     when delta > 0 and g is odd,
//   (1 + delta, f, (g + (g mod 2) f) / 2)           otherwise.
// From delta = 1/2 (the variant of Pieter Wuille), f = m and 0 <= g < m, both below 2^bits, g is zero and f is +-gcd(m, x)
// after at most (45907 bits + 26313) / 19929 steps (proved in HOL Light for s2n-bignum): 591, 885 and 1201. Further steps
// change nothing.
#pragma once

#include "ec/limbs.hpp"

namespace cce::ec {

__extension__ typedef __int128 Int128;

template <class Modulus>
class Divsteps {
 public:
  static constexpr size_t n = Modulus::limbs;

  // x < m, not zero: x^-1 mod m. (m is prime. Zero gives zero.)
  [[gnu::noinline]] static constexpr Limbs<n> inverse(const Limbs<n>& x) {
    Signed f = modulus, g = to_signed(x), d{}, e{1};  // d * x = f and e * x = g, mod m, up to a power of two
    int64_t zeta = -1;
    for (size_t i = 0; i < batches; ++i) {
      const Matrix t = steps(zeta, static_cast<uint64_t>(f[0]), static_cast<uint64_t>(g[0]));
      update_d_e(t, d, e);
      update_f_g(t, f, g);
    }
    return normalize(d, f[size - 1] >> 63);
  }

 private:
  static constexpr size_t bits = Modulus::bits, most = (45907 * bits + 26313) / 19929, batches = (most + 61) / 62;
  // Signed integers in limbs of 62 bits; the last limb has the sign, and two bits to spare.
  static constexpr size_t size = (bits + 61) / 62;
  using Signed = std::array<int64_t, size>;
  static constexpr uint64_t mask = (uint64_t{1} << 62) - 1;

  static constexpr Signed to_signed(const Limbs<n>& x) {
    Signed r{};
    for (size_t i = 0; i < size; ++i) r[i] = static_cast<int64_t>(bits_at(x, 62 * i, 62));
    return r;
  }
  static constexpr Signed modulus = to_signed(Modulus::value);
  // m^-1 mod 2^62, by Newton as in MontgomeryConstants.
  static constexpr uint64_t modulus_inverse = [] {
    uint64_t x = Modulus::value[0];
    for (int correct = 3; correct < 62; correct *= 2) x *= 2 - Modulus::value[0] * x;
    return x & mask;
  }();

  // 62 divsteps of (f, g) are ((u, v), (q, r)) * (f, g) / 2^62. |u| + |v| and |q| + |r| <= 2^62.
  struct Matrix {
    int64_t u, v, q, r;
  };

  // Of f and g only the low 62 bits matter. zeta = -(delta + 1/2), an integer that is negative when delta > 0.
  static constexpr Matrix steps(int64_t& zeta, uint64_t f, uint64_t g) {
    uint64_t u = 1, v = 0, q = 0, r = 1;
    uint64_t z = static_cast<uint64_t>(zeta);
    for (int i = 0; i < 62; ++i) {
      const uint64_t positive = mask_of(z >> 63), odd = mask_of(g & 1);
      // g - f or g + f, or g when it is even; of the rows alike.
      g += ((f ^ positive) - positive) & odd;
      q += ((u ^ positive) - positive) & odd;
      r += ((v ^ positive) - positive) & odd;
      const uint64_t swap = positive & odd;
      z = (z ^ swap) - 1;  // -zeta - 2 or zeta - 1
      f += g & swap;       // g - f + f
      u += q & swap;
      v += r & swap;
      g >>= 1;
      u <<= 1;
      v <<= 1;
    }
    zeta = static_cast<int64_t>(z);
    return {static_cast<int64_t>(u), static_cast<int64_t>(v), static_cast<int64_t>(q), static_cast<int64_t>(r)};
  }

  static constexpr Int128 product(int64_t a, int64_t b) { return static_cast<Int128>(a) * b; }
  static constexpr int64_t low(Int128 x) { return static_cast<int64_t>(static_cast<uint64_t>(x) & mask); }

  // (f, g) <- t * (f, g) / 2^62, which is exact. Sums stay below 2^125.
  static constexpr void update_f_g(const Matrix& t, Signed& f, Signed& g) {
    Int128 cf = product(t.u, f[0]) + product(t.v, g[0]), cg = product(t.q, f[0]) + product(t.r, g[0]);
    for (size_t i = 1; i < size; ++i) {
      cf = (cf >> 62) + product(t.u, f[i]) + product(t.v, g[i]);
      cg = (cg >> 62) + product(t.q, f[i]) + product(t.r, g[i]);
      f[i - 1] = low(cf);
      g[i - 1] = low(cg);
    }
    f[size - 1] = static_cast<int64_t>(cf >> 62);
    g[size - 1] = static_cast<int64_t>(cg >> 62);
  }

  // (d, e) <- t * (d, e) / 2^62 mod m, from and to the range (-2m, m). A multiple of m makes the division exact; where d or
  // e is negative, m is added to it first (its column of t is), so that |t * (d, e)| < 2^62 m, and the multiple taken off
  // is from [0, 2^62) m.
  static constexpr void update_d_e(const Matrix& t, Signed& d, Signed& e) {
    const int64_t d_sign = d[size - 1] >> 63, e_sign = e[size - 1] >> 63;
    int64_t md = (t.u & d_sign) + (t.v & e_sign), me = (t.q & d_sign) + (t.r & e_sign);
    Int128 cd = product(t.u, d[0]) + product(t.v, e[0]), ce = product(t.q, d[0]) + product(t.r, e[0]);
    md -= static_cast<int64_t>((modulus_inverse * static_cast<uint64_t>(cd) + static_cast<uint64_t>(md)) & mask);
    me -= static_cast<int64_t>((modulus_inverse * static_cast<uint64_t>(ce) + static_cast<uint64_t>(me)) & mask);
    cd += product(modulus[0], md);
    ce += product(modulus[0], me);
    for (size_t i = 1; i < size; ++i) {
      cd = (cd >> 62) + product(t.u, d[i]) + product(t.v, e[i]) + product(modulus[i], md);
      ce = (ce >> 62) + product(t.q, d[i]) + product(t.r, e[i]) + product(modulus[i], me);
      d[i - 1] = low(cd);
      e[i - 1] = low(ce);
    }
    d[size - 1] = static_cast<int64_t>(cd >> 62);
    e[size - 1] = static_cast<int64_t>(ce >> 62);
  }

  // d or -d, as `negative` is 0 or -1, from (-2m, m) to [0, m).
  static constexpr Limbs<n> normalize(Signed d, int64_t negative) {
    add_modulus_when_negative(d);
    for (int64_t& limb : d) limb = (limb ^ negative) - negative;
    propagate(d);
    add_modulus_when_negative(d);
    Limbs<n> r{};
    for (size_t i = 0; i < size; ++i) {
      const uint64_t limb = static_cast<uint64_t>(d[i]);
      const size_t position = 62 * i, word = position / 64, shift = position % 64;
      r[word] |= limb << shift;
      if (shift > 2 && word + 1 < n) r[word + 1] |= limb >> (64 - shift);
    }
    return r;
  }

  static constexpr void add_modulus_when_negative(Signed& d) {
    const int64_t sign = d[size - 1] >> 63;
    for (size_t i = 0; i < size; ++i) d[i] += modulus[i] & sign;
    propagate(d);
  }

  // Limbs of up to 63 bits and sign, back to 62 bits.
  static constexpr void propagate(Signed& d) {
    for (size_t i = 0; i + 1 < size; ++i) {
      d[i + 1] += d[i] >> 62;
      d[i] &= static_cast<int64_t>(mask);
    }
  }
};

}  // namespace cce::ec
