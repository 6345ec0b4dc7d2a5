#include "ec/divsteps_vartime.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace cce::ec {
namespace {

__extension__ typedef __int128 Int128;

constexpr uint64_t mask = (uint64_t{1} << 62) - 1;

// 62 divsteps of (f, g) are ((u, v), (q, r)) * (f, g) / 2^62. |u| + |v| and |q| + |r| <= 2^62.
struct Matrix {
  int64_t u, v, q, r;
};

// Of f and g only the low 62 bits matter.
Matrix steps(int64_t& delta, uint64_t f, uint64_t g) {
  uint64_t u = 1, v = 0, q = 0, r = 1;
  for (int left = 62;;) {
    // Each zero of g is a step that halves it; in the matrix, f's row is doubled instead.
    const int zeros = std::countr_zero(g | ~uint64_t{0} << left);
    g >>= zeros;
    u <<= zeros;
    v <<= zeros;
    delta += zeros;
    left -= zeros;
    if (left == 0) break;
    if (delta > 0) {
      // The step takes f to g and g to g - f. What is left of it, as of any, is to add f or not, and the shift.
      delta = -delta;
      f = std::exchange(g, 0 - f);
      u = std::exchange(q, 0 - u);
      v = std::exchange(r, 0 - v);
    }
    // The steps until delta is positive, or the batch ends, add f to g or do not: together w f, and as many bits of g are zero
    // then. w = -g / f mod 2^6: f (2 - f^2) = f^-1 mod 2^6, by Newton from f = f^-1 mod 2^3.
    const int64_t alike = std::min<int64_t>(1 - delta, std::min(left, 6));
    const uint64_t w = g * f * (f * f - 2) & ((uint64_t{1} << alike) - 1);
    g += f * w;
    q += u * w;
    r += v * w;
  }
  return {static_cast<int64_t>(u), static_cast<int64_t>(v), static_cast<int64_t>(q), static_cast<int64_t>(r)};
}

Int128 product(int64_t a, int64_t b) { return static_cast<Int128>(a) * b; }
int64_t low(Int128 x) { return static_cast<int64_t>(static_cast<uint64_t>(x) & mask); }

// (f, g) <- t * (f, g) / 2^62, which is exact. Sums stay below 2^125.
void update_f_g(const Matrix& t, size_t size, SignedLimbs& f, SignedLimbs& g) {
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

// (d, e) <- t * (d, e) / 2^62 mod m, from and to the range (-2m, m): see Divsteps::update_d_e.
void update_d_e(const Matrix& t, const DivstepsModulus& m, SignedLimbs& d, SignedLimbs& e) {
  const int64_t d_sign = d[m.size - 1] >> 63, e_sign = e[m.size - 1] >> 63;
  int64_t md = (t.u & d_sign) + (t.v & e_sign), me = (t.q & d_sign) + (t.r & e_sign);
  Int128 cd = product(t.u, d[0]) + product(t.v, e[0]), ce = product(t.q, d[0]) + product(t.r, e[0]);
  md -= static_cast<int64_t>((m.inverse * static_cast<uint64_t>(cd) + static_cast<uint64_t>(md)) & mask);
  me -= static_cast<int64_t>((m.inverse * static_cast<uint64_t>(ce) + static_cast<uint64_t>(me)) & mask);
  cd += product(m.limbs[0], md);
  ce += product(m.limbs[0], me);
  for (size_t i = 1; i < m.size; ++i) {
    cd = (cd >> 62) + product(t.u, d[i]) + product(t.v, e[i]) + product(m.limbs[i], md);
    ce = (ce >> 62) + product(t.q, d[i]) + product(t.r, e[i]) + product(m.limbs[i], me);
    d[i - 1] = low(cd);
    e[i - 1] = low(ce);
  }
  d[m.size - 1] = static_cast<int64_t>(cd >> 62);
  e[m.size - 1] = static_cast<int64_t>(ce >> 62);
}

// d + m when d is negative.
void add_modulus_when_negative(const DivstepsModulus& m, SignedLimbs& d) {
  if (d[m.size - 1] >= 0) return;
  int64_t carry = 0;
  for (size_t i = 0; i < m.size; ++i) {
    carry += d[i] + m.limbs[i];
    d[i] = i + 1 < m.size ? carry & static_cast<int64_t>(mask) : carry;
    carry >>= 62;
  }
}

// The limbs that f and g need: when the last is the sign alone in both, the one before takes it on, above its 62 bits.
size_t shrunk(size_t size, SignedLimbs& f, SignedLimbs& g) {
  const int64_t f_last = f[size - 1], g_last = g[size - 1];
  if (size == 1 || f_last != f_last >> 63 || g_last != g_last >> 63) return size;
  f[size - 2] |= static_cast<int64_t>(static_cast<uint64_t>(f_last) << 62);
  g[size - 2] |= static_cast<int64_t>(static_cast<uint64_t>(g_last) << 62);
  return size - 1;
}

bool is_zero(size_t size, const SignedLimbs& x) {
  return std::all_of(x.begin(), x.begin() + static_cast<ptrdiff_t>(size), [](int64_t limb) { return limb == 0; });
}

}  // namespace

void invert_vartime(const DivstepsModulus& m, SignedLimbs& x) {
  SignedLimbs f = m.limbs, g = x, d{}, e{1};  // d * x = f and e * x = g, mod m, up to a power of two
  int64_t delta = 1;
  size_t size = m.size;
  while (!is_zero(size, g)) {
    const Matrix t = steps(delta, static_cast<uint64_t>(f[0]), static_cast<uint64_t>(g[0]));
    update_d_e(t, m, d, e);
    update_f_g(t, size, f, g);
    size = shrunk(size, f, g);
  }
  // f is 1 or -1 (m, when x was zero: and then d is zero); d or -d from (-2m, m) to [0, m).
  add_modulus_when_negative(m, d);
  if (f[size - 1] < 0) {
    int64_t borrow = 0;
    for (size_t i = 0; i < m.size; ++i) {
      borrow -= d[i];
      d[i] = i + 1 < m.size ? borrow & static_cast<int64_t>(mask) : borrow;
      borrow >>= 62;
    }
  }
  add_modulus_when_negative(m, d);
  x = d;
}

}  // namespace cce::ec
