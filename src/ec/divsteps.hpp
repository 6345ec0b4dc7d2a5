// Inversion mod m in constant time by the divsteps of Bernstein and Yang ("Fast constant-time gcd computation and modular
// inversion", 2019), in batches of 57.
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

// `batch` divsteps of (f, g) are ((u, v), (q, r)) * (f, g) / 2^batch. |u| + |v| and |q| + |r| <= 2^batch.
struct DivstepMatrix {
  int64_t u, v, q, r;
};

// The steps of inversions that have nothing to do with each other: one step waits for the one before, so a processor takes
// the steps of two in hardly more time than those of one.
template <size_t chains>
class DivstepChains {
 public:
  static constexpr size_t block = 19, blocks = 3, batch = block * blocks;

  // zeta = -(delta + 1/2), an integer that is negative when delta > 0; f and g: of the numbers only the low `batch` bits
  // matter.
  std::array<uint64_t, chains> zeta, f, g;
  std::array<DivstepMatrix, chains> t;

  constexpr void run() {
    for (DivstepMatrix& m : t) m = {1, 0, 0, 1};
    for (size_t b = 0; b < blocks; ++b) run_block();
  }

 private:
  // A block is done on words that have what it needs of f and g, their lowest bits, and besides the rows of its matrix,
  //   F = f + u 2^at_u + v 2^at_v, G = g + q 2^at_u + r 2^at_v,
  // so that what is added to g, taken from it and halved is added to its row, too. The rows start as 2^block times those of
  // the identity; |f|, |g| < 2^block and |u| + |v|, |q| + |r| <= 2^block in every step. So |f + u 2^at_u| < 2^(at_v - 1),
  // |f| < 2^(at_u - 1), and |F|, |G| < 2^61: sums fit, and the parts can be told from each other.
  static constexpr size_t at_u = block + 1, at_v = 2 * block + 3;
  static_assert(at_v + block < 61);

  // The part of a word from bit `at` on, where it is above all others; what is below that is less than half of it.
  static constexpr int64_t part(uint64_t word, size_t at) {
    return static_cast<int64_t>(word + (uint64_t{1} << (at - 1))) >> at;
  }

  [[gnu::noinline]] constexpr void run_block() {
    std::array<uint64_t, chains> F, G, z = zeta;
    constexpr uint64_t low = (uint64_t{1} << block) - 1;
#pragma GCC unroll 2
    for (size_t c = 0; c < chains; ++c) {
      F[c] = (f[c] & low) + (uint64_t{1} << (block + at_u));
      G[c] = (g[c] & low) + (uint64_t{1} << (block + at_v));
    }
    for (size_t i = 0; i < block; ++i)
#pragma GCC unroll 2
      for (size_t c = 0; c < chains; ++c) {
        const uint64_t positive = mask_of(z[c] >> 63), odd = mask_of(G[c] & 1);
        G[c] += ((F[c] ^ positive) - positive) & odd;  // g - f or g + f, or g when it is even
        const uint64_t swap = positive & odd;
        z[c] = (z[c] ^ swap) - 1;  // -zeta - 2 or zeta - 1
        F[c] += G[c] & swap;       // g - f + f
        G[c] = static_cast<uint64_t>(static_cast<int64_t>(G[c]) >> 1);
      }
    zeta = z;
#pragma GCC unroll 2
    for (size_t c = 0; c < chains; ++c) {
      const int64_t v = part(F[c], at_v), r = part(G[c], at_v);
      const int64_t u = part(F[c] - (static_cast<uint64_t>(v) << at_v), at_u),
                    q = part(G[c] - (static_cast<uint64_t>(r) << at_v), at_u);
      const auto w = [](int64_t x) { return static_cast<uint64_t>(x); };
      const uint64_t f_next = (w(u) * f[c] + w(v) * g[c]) >> block;
      g[c] = (w(q) * f[c] + w(r) * g[c]) >> block;
      f[c] = f_next;
      const DivstepMatrix before = t[c];
      t[c] = {u * before.u + v * before.q, u * before.v + v * before.r, q * before.u + r * before.q,
              q * before.v + r * before.r};
    }
  }
};

// Of any modulus m of so many bits, which is given as constants: those of a curve share the code.
template <size_t n, size_t bits>
class DivstepsOf {
 public:
  static constexpr size_t width = DivstepChains<1>::batch;
  // Signed integers in limbs of 57 bits; the last limb has the sign, and two bits to spare.
  static constexpr size_t size = (bits + 2 + width) / width;
  using Signed = std::array<int64_t, size>;

  struct Constants {
    Signed modulus;
    uint64_t inverse;  // m^-1 mod 2^57

    // By Newton as in MontgomeryConstants.
    explicit constexpr Constants(const Limbs<n>& m) : modulus(to_signed(m)), inverse(m[0]) {
      for (int correct = 3; correct < static_cast<int>(width); correct *= 2) inverse *= 2 - m[0] * inverse;
      inverse &= mask;
    }
  };

  // x < m, not zero: x^-1 mod m. (m is prime. Zero gives zero.)
  [[gnu::noinline]] static constexpr Limbs<n> inverse(const Limbs<n>& x, const Constants& m) {
    DivstepsOf a(x, m);
    DivstepChains<1> steps{};
    steps.zeta = {~uint64_t{0}};
    for (size_t i = 0; i < batches; ++i) {
      steps.f = {a.f_word()};
      steps.g = {a.g_word()};
      steps.run();
      a.update(steps.t[0]);
    }
    return a.result();
  }

  // The same of two numbers mod two moduli of one length, in less time than one after the other.
  [[gnu::noinline]] static constexpr void invert_both(Limbs<n>& x, const Constants& of_x, Limbs<n>& y,
                                                      const Constants& of_y) {
    DivstepsOf a(x, of_x), b(y, of_y);
    DivstepChains<2> steps{};
    steps.zeta = {~uint64_t{0}, ~uint64_t{0}};
    for (size_t i = 0; i < batches; ++i) {
      steps.f = {a.f_word(), b.f_word()};
      steps.g = {a.g_word(), b.g_word()};
      steps.run();
      a.update(steps.t[0]);
      b.update(steps.t[1]);
    }
    x = a.result();
    y = b.result();
  }

 private:
  using Matrix = DivstepMatrix;
  static constexpr size_t most = (45907 * bits + 26313) / 19929, batches = (most + width - 1) / width;
  static constexpr uint64_t mask = (uint64_t{1} << width) - 1;

  // d * x = f and e * x = g, mod m, up to a power of two.
  const Constants& m;
  Signed f, g, d{}, e{1};

  constexpr DivstepsOf(const Limbs<n>& x, const Constants& constants)
      : m(constants), f(constants.modulus), g(to_signed(x)) {}
  constexpr uint64_t f_word() const { return static_cast<uint64_t>(f[0]); }
  constexpr uint64_t g_word() const { return static_cast<uint64_t>(g[0]); }
  [[gnu::noinline]] constexpr void update(const Matrix& t) {
    update_d_e(t, m, d, e);
    update_f_g(t, f, g);
  }
  constexpr Limbs<n> result() const { return normalize(d, m, f[size - 1] >> 63); }

  static constexpr Signed to_signed(const Limbs<n>& x) {
    Signed r{};
    for (size_t i = 0; i < size; ++i) r[i] = static_cast<int64_t>(bits_at(x, width * i, width));
    return r;
  }

  static constexpr Int128 product(int64_t a, int64_t b) { return static_cast<Int128>(a) * b; }
  static constexpr int64_t low(Int128 x) { return static_cast<int64_t>(static_cast<uint64_t>(x) & mask); }

  // (f, g) <- t * (f, g) / 2^57, which is exact. Sums stay below 2^116.
  static constexpr void update_f_g(const Matrix& t, Signed& f, Signed& g) {
    Int128 cf = product(t.u, f[0]) + product(t.v, g[0]), cg = product(t.q, f[0]) + product(t.r, g[0]);
    for (size_t i = 1; i < size; ++i) {
      cf = (cf >> width) + product(t.u, f[i]) + product(t.v, g[i]);
      cg = (cg >> width) + product(t.q, f[i]) + product(t.r, g[i]);
      f[i - 1] = low(cf);
      g[i - 1] = low(cg);
    }
    f[size - 1] = static_cast<int64_t>(cf >> width);
    g[size - 1] = static_cast<int64_t>(cg >> width);
  }

  // (d, e) <- t * (d, e) / 2^57 mod m, from and to the range (-2m, m). A multiple of m makes the division exact; where d or
  // e is negative, m is added to it first (its column of t is), so that |t * (d, e)| < 2^57 m, and the multiple taken off
  // is from [0, 2^57) m.
  static constexpr void update_d_e(const Matrix& t, const Constants& m, Signed& d, Signed& e) {
    const int64_t d_sign = d[size - 1] >> 63, e_sign = e[size - 1] >> 63;
    int64_t md = (t.u & d_sign) + (t.v & e_sign), me = (t.q & d_sign) + (t.r & e_sign);
    Int128 cd = product(t.u, d[0]) + product(t.v, e[0]), ce = product(t.q, d[0]) + product(t.r, e[0]);
    md -= static_cast<int64_t>((m.inverse * static_cast<uint64_t>(cd) + static_cast<uint64_t>(md)) & mask);
    me -= static_cast<int64_t>((m.inverse * static_cast<uint64_t>(ce) + static_cast<uint64_t>(me)) & mask);
    cd += product(m.modulus[0], md);
    ce += product(m.modulus[0], me);
    for (size_t i = 1; i < size; ++i) {
      cd = (cd >> width) + product(t.u, d[i]) + product(t.v, e[i]) + product(m.modulus[i], md);
      ce = (ce >> width) + product(t.q, d[i]) + product(t.r, e[i]) + product(m.modulus[i], me);
      d[i - 1] = low(cd);
      e[i - 1] = low(ce);
    }
    d[size - 1] = static_cast<int64_t>(cd >> width);
    e[size - 1] = static_cast<int64_t>(ce >> width);
  }

  // d or -d, as `negative` is 0 or -1, from (-2m, m) to [0, m).
  static constexpr Limbs<n> normalize(Signed d, const Constants& m, int64_t negative) {
    add_modulus_when_negative(d, m);
    for (int64_t& limb : d) limb = (limb ^ negative) - negative;
    propagate(d);
    add_modulus_when_negative(d, m);
    Limbs<n> r{};
    for (size_t i = 0; i < size; ++i) {
      const uint64_t limb = static_cast<uint64_t>(d[i]);
      const size_t position = width * i, word = position / 64, shift = position % 64;
      r[word] |= limb << shift;
      if (shift > 64 - width && word + 1 < n) r[word + 1] |= limb >> (64 - shift);
    }
    return r;
  }

  static constexpr void add_modulus_when_negative(Signed& d, const Constants& m) {
    const int64_t sign = d[size - 1] >> 63;
    for (size_t i = 0; i < size; ++i) d[i] += m.modulus[i] & sign;
    propagate(d);
  }

  // Limbs of up to 63 bits and sign, back to 57 bits.
  static constexpr void propagate(Signed& d) {
    for (size_t i = 0; i + 1 < size; ++i) {
      d[i + 1] += d[i] >> width;
      d[i] &= static_cast<int64_t>(mask);
    }
  }
};

template <class Modulus>
class Divsteps {
  using Of = DivstepsOf<Modulus::limbs, Modulus::bits>;
  static constexpr typename Of::Constants constants{Modulus::value};

 public:
  static constexpr Limbs<Modulus::limbs> inverse(const Limbs<Modulus::limbs>& x) { return Of::inverse(x, constants); }

  // The same of two numbers mod two moduli of one length.
  template <class Other>
  static constexpr void invert_both(Limbs<Modulus::limbs>& x, Limbs<Modulus::limbs>& y) {
    Of::invert_both(x, constants, y, Divsteps<Other>::constants);
  }

 private:
  template <class>
  friend class Divsteps;
};

}  // namespace cce::ec
