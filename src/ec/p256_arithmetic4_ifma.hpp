// Arithmetic mod p of P-256 with AVX-512 IFMA: four independent numbers at once, one in each 64-bit lane of five registers of
// 256 bits. They are four factors, or terms, of one point's coordinates: what counts is how soon a product is there, and not how
// many there are. The arithmetic is that of the eight lanes (p256_arithmetic_ifma.hpp), in another order.
//
// x = l_0 + l_1 2^52 + .. + l_4 2^208, in Montgomery form with R = 2^260. IFMA multiplies the low 52 bits of its operands, so
// what is multiplied has been carried (a Number); what is only added or subtracted need not (a Sum). A type says how large the
// number of each lane may be, in sixteenths of p, and each operation computes the bounds of its result: what could overflow does
// not compile.
#pragma once

#include "ec/domains.hpp"
#include "ec/lanes4_ifma.hpp"
#include "ec/montgomery.hpp"
#include "ec/point.hpp"

namespace cce::ec::p256_ifma4 {
namespace {

using namespace lanes4;
using lanes4::select;  // beside that of Numbers

constexpr size_t limbs = 5, width = 52;

using Words = Limbs<4>;  // < p

// Of the lanes 0 to 3, in sixteenths of p.
struct Bounds {
  int lane[lanes];

  static constexpr Bounds all(int b) { return {b, b, b, b}; }
  constexpr bool within(const Bounds& b) const {
    for (size_t i = 0; i < lanes; ++i)
      if (lane[i] > b.lane[i]) return false;
    return true;
  }
};

constexpr int up(int x, int unit) { return (x + unit - 1) / unit; }

// b_i = f(i).
template <class F>
constexpr Bounds bounds(F f) {
  Bounds b{};
  for (size_t i = 0; i < lanes; ++i) b.lane[i] = f(i);
  return b;
}
constexpr Bounds operator+(const Bounds& a, const Bounds& b) {
  return bounds([&](size_t i) { return a.lane[i] + b.lane[i]; });
}
// Whole multiples of p, no less than that.
constexpr Bounds whole(const Bounds& b) {
  return bounds([&](size_t i) { return 16 * up(b.lane[i], 16); });
}
// b in the lanes whose bit of `bits` is 1, a in the others.
constexpr Bounds selected(int bits, const Bounds& a, const Bounds& b) {
  return bounds([&](size_t i) { return bits >> i & 1 ? b.lane[i] : a.lane[i]; });
}
// x y / R, which is at most x y / 2^260 + p: (a p / 16)(b p / 16) / 2^260 < a b / 256 p / 16, as p < 2^256.
constexpr Bounds of_product(const Bounds& a, const Bounds& b) {
  return bounds([&](size_t i) { return 16 + up(a.lane[i] * b.lane[i], 256); });
}

// |l_i| < 2^60 and 0 <= x <= b p / 16. Those of a product are below 2^56, and formulas add up nine before they are carried.
template <Bounds b>
struct Sum {
  Vector l[limbs];

  Sum() = default;
  [[CCE_IFMA]] inline Sum(const Sum& x) { copy(l, x.l); }
  template <Bounds less>
  [[CCE_IFMA]] inline Sum(const Sum<less>& x) {
    static_assert(less.within(b));
    copy(l, x.l);
  }
  [[CCE_IFMA]] inline Sum& operator=(const Sum& x) { return copy(l, x.l), *this; }
};

// x has the low 52 bits of each limb, and 0 <= x <= b p / 16. 16 p < 2^260, so up to 16 p fits. What is above those bits has been
// added to the next limb and is still there: no multiplication sees it.
template <Bounds b>
struct Number {
  static_assert(b.within(Bounds::all(256)));
  Vector l[limbs];

  Number() = default;
  [[CCE_IFMA]] inline Number(const Number& x) { copy(l, x.l); }
  template <Bounds less>
  [[CCE_IFMA]] inline Number(const Number<less>& x) {
    static_assert(less.within(b));
    copy(l, x.l);
  }
  [[CCE_IFMA]] inline Number& operator=(const Number& x) { return copy(l, x.l), *this; }
};

[[CCE_IFMA]] inline Vector limb_mask() { return all_lanes((uint64_t{1} << width) - 1); }

[[CCE_IFMA]] inline Sum<Bounds{}> zero() {
  Sum<Bounds{}> r;
#pragma GCC unroll 5
  for (Vector& limb : r.l) limb = Vector{};
  return r;
}

// r = x y / 2^260 mod p, and what r was before.
//
// p = 2^256 - 2^224 + 2^192 + 2^96 - 1, so -p^-1 = 1 mod 2^52: adding t p, for the low 52 bits t of limb i, makes them zero, and
// what the limb has above is carried:
//   t p = t (2^256 - 2^224) + t 2^192 + t 2^96 - t, at 2^208 (2^48 - 2^16), 2^156 2^36 and 2^52 2^44.
//
// A limb is a sum of halves of products, at most nine of x y and six of t p, each below 2^52, and a carry: below 2^56. Low and
// high halves, and what reduction adds, are summed apart: a chain of additions to one limb would be what takes the time.
[[CCE_IFMA]] inline void multiply_limbs(Vector (&r)[limbs], const Vector (&x)[limbs], const Vector (&y)[limbs]) {
  const Vector at_96 = all_lanes(uint64_t{1} << 44), at_192 = all_lanes(uint64_t{1} << 36),
               at_224 = all_lanes((uint64_t{1} << 48) - (uint64_t{1} << 16));
  Vector low[2 * limbs] = {}, high[2 * limbs] = {}, added[2 * limbs] = {};
#pragma GCC unroll 5
  for (size_t i = 0; i < limbs; ++i) {
#pragma GCC unroll 5
    for (size_t j = 0; j < limbs; ++j) low[i + j] = add_low(low[i + j], x[j], y[i]);
    const Vector t = i == 0 ? low[0] : low[i] + (high[i] + added[i]);
#pragma GCC unroll 5
    for (size_t j = 0; j < limbs; ++j) high[i + j + 1] = add_high(high[i + j + 1], x[j], y[i]);
    added[i + 1] = add_low(added[i + 1], t, at_96) + signed_shift(t, width);
    added[i + 2] = add_high(added[i + 2], t, at_96);
    added[i + 3] = add_low(added[i + 3], t, at_192);
    added[i + 4] = add_low(add_high(added[i + 4], t, at_192), t, at_224);
    added[i + 5] = add_high(added[i + 5], t, at_224);
  }
#pragma GCC unroll 5
  for (size_t i = 0; i < limbs; ++i) r[i] += low[i + limbs] + high[i + limbs] + added[i + limbs];
}

template <Bounds a, Bounds b, Bounds c>
[[CCE_IFMA]] inline Sum<of_product(a, b) + c> multiply(const Number<a>& x, const Number<b>& y, const Sum<c>& more) {
  Sum<of_product(a, b) + c> r;
  copy(r.l, more.l);
  multiply_limbs(r.l, x.l, y.l);
  return r;
}
template <Bounds a, Bounds b>
[[CCE_IFMA]] inline Sum<of_product(a, b)> multiply(const Number<a>& x, const Number<b>& y) {
  return multiply(x, y, zero());
}

// Shifts are arithmetic: a negative limb borrows.
template <Bounds b>
[[CCE_IFMA]] inline Number<b> carried(const Sum<b>& x) {
  Number<b> r;
  r.l[0] = x.l[0];
#pragma GCC unroll 5
  for (size_t i = 1; i < limbs; ++i) r.l[i] = x.l[i] + signed_shift(r.l[i - 1], width);
  return r;
}

template <Bounds b>
[[CCE_IFMA]] inline Sum<b> sum_of(const Number<b>& x) {
  Sum<b> r;
#pragma GCC unroll 5
  for (size_t i = 0; i < limbs; ++i) r.l[i] = x.l[i] & limb_mask();
  return r;
}

// x mod p, nearly: x - h p for the h that x has above 2^256, before it is carried. With x = l_4 2^208 + rest, |rest| <
// 2^217, and l_4 = h 2^48 + l: x - h p = l 2^208 + rest + h (2^224 - 2^192 - 2^96 + 1). That is below 2^256 + 2^217 + 2^7
// 2^224 < 17/16 p. It is not negative: for h > 0 because the last term outweighs the rest, for h = 0 because x is not, and h
// = -1 adds a p.
template <Bounds b>
[[CCE_IFMA]] inline Sum<Bounds::all(17)> reduced(const Sum<b>& x) {
  static_assert(b.within(Bounds::all(16 * 127)));
  Sum<Bounds::all(17)> r;
  const Vector h = signed_shift(x.l[4], 48);
  r.l[0] = x.l[0] + h;
  r.l[1] = x.l[1] - (h << 44);
  r.l[2] = x.l[2];
  r.l[3] = x.l[3] - (h << 36);
  r.l[4] = (x.l[4] & all_lanes((uint64_t{1} << 48) - 1)) + (h << 16);
  return r;
}

template <Bounds a, Bounds b>
[[CCE_IFMA]] inline Sum<a + b> operator+(const Sum<a>& x, const Sum<b>& y) {
  Sum<a + b> r;
#pragma GCC unroll 5
  for (size_t i = 0; i < limbs; ++i) r.l[i] = x.l[i] + y.l[i];
  return r;
}

// In every lane the multiple of p that its bound is, a whole one.
template <Bounds b>
[[CCE_IFMA]] inline Sum<b> multiple_of_p() {
  static_assert(whole(b).within(b));
  constexpr auto times = [](size_t i) { return static_cast<unsigned long long>(b.lane[i] / 16); };
  constexpr Vector t = {times(0), times(1), times(2), times(3)};
  // p in limbs that may be negative: at 2^0, 2^96, 2^192 and 2^256 - 2^224.
  Sum<b> r;
  r.l[0] = -t;
  r.l[1] = t << 44;
  r.l[2] = Vector{};
  r.l[3] = t << 36;
  r.l[4] = (t << 48) - (t << 16);
  return r;
}

// x - y, with as many times p added as keep it from being negative; and -y.
template <Bounds a, Bounds b>
[[CCE_IFMA]] inline Sum<a + whole(b)> operator-(const Sum<a>& x, const Sum<b>& y) {
  Sum<a + whole(b)> r = x + multiple_of_p<whole(b)>();
#pragma GCC unroll 5
  for (size_t i = 0; i < limbs; ++i) r.l[i] -= y.l[i];
  return r;
}
template <Bounds b>
[[CCE_IFMA]] inline Sum<whole(b)> operator-(const Sum<b>& y) {
  Sum<whole(b)> r = multiple_of_p<whole(b)>();
#pragma GCC unroll 5
  for (size_t i = 0; i < limbs; ++i) r.l[i] -= y.l[i];
  return r;
}

// y in the lanes whose bit of `bits` is 1, x in the others.
template <int bits, Bounds a, Bounds b>
[[CCE_IFMA]] inline Number<selected(bits, a, b)> select(const Number<a>& x, const Number<b>& y) {
  Number<selected(bits, a, b)> r;
#pragma GCC unroll 5
  for (size_t i = 0; i < limbs; ++i) r.l[i] = select<bits>(x.l[i], y.l[i]);
  return r;
}

// x in those lanes, 0 in the others.
template <int bits, Bounds b>
[[CCE_IFMA]] inline Sum<selected(bits, Bounds{}, b)> only(const Sum<b>& x) {
  Sum<selected(bits, Bounds{}, b)> r;
#pragma GCC unroll 5
  for (size_t i = 0; i < limbs; ++i)
    r.l[i] = reinterpret_cast<Vector>(_mm256_maskz_mov_epi64(bits, reinterpret_cast<__m256i>(x.l[i])));
  return r;
}
// x + y in those lanes, x in the others.
template <int bits, Bounds a, Bounds b>
[[CCE_IFMA]] inline Sum<selected(bits, a, a + b)> add_in(const Sum<a>& x, const Sum<b>& y) {
  Sum<selected(bits, a, a + b)> r;
#pragma GCC unroll 5
  for (size_t i = 0; i < limbs; ++i)
    r.l[i] = reinterpret_cast<Vector>(_mm256_mask_add_epi64(
        reinterpret_cast<__m256i>(x.l[i]), bits, reinterpret_cast<__m256i>(x.l[i]), reinterpret_cast<__m256i>(y.l[i])));
  return r;
}

// Lane a of x, and so on.
template <int a, int b, int c, int d>
constexpr Bounds bounds_of(const Bounds& x) {
  return {x.lane[a], x.lane[b], x.lane[c], x.lane[d]};
}
template <int a, int b, int c, int d>
[[CCE_IFMA]] inline Vector arranged(Vector x) {
  if constexpr (a < 2 && b < 2 && c >= 2 && d >= 2) {
    // Within halves of the register, for which compilers find an instruction of one cycle, and not three, among those of doubles.
    const auto of_doubles = reinterpret_cast<__m256d>(x);
    return reinterpret_cast<Vector>(__builtin_shufflevector(of_doubles, of_doubles, a, b, c, d));
  } else {
    return __builtin_shufflevector(x, x, a, b, c, d);
  }
}
template <int a, int b, int c, int d, template <Bounds> class X, Bounds of>
[[CCE_IFMA]] inline X<bounds_of<a, b, c, d>(of)> arranged(const X<of>& x) {
  X<bounds_of<a, b, c, d>(of)> r;
#pragma GCC unroll 5
  for (size_t i = 0; i < limbs; ++i) r.l[i] = arranged<a, b, c, d>(x.l[i]);
  return r;
}
template <int lane, template <Bounds> class X, Bounds of>
[[CCE_IFMA]] inline auto everywhere(const X<of>& x) {
  return arranged<lane, lane, lane, lane>(x);
}

// Words x in the lanes 0 and 1, y in the lanes 2 and 3, times 2^bits: below 2^bits p. Words one by one: stores and loads of several
// at once would have to be the same ones.
template <int bits>
[[CCE_IFMA]] inline Number<Bounds::all(16 << bits)> from_words(const Words& x, const Words& y) {
  Vector w[4];
#pragma GCC unroll 4
  for (size_t i = 0; i < 4; ++i) w[i] = select<12>(all_lanes(x[i]), all_lanes(y[i]));
  Number<Bounds::all(16 << bits)> r;
  r.l[0] = w[0] << bits;
  r.l[1] = w[0] >> (52 - bits) | w[1] << (12 + bits);
  r.l[2] = w[1] >> (40 - bits) | w[2] << (24 + bits);
  r.l[3] = w[2] >> (28 - bits) | w[3] << (36 + bits);
  r.l[4] = w[3] >> (16 - bits);
  return r;
}

// -x in the lanes whose bit of `bits` is 1, where negative is 1 and not 0.
template <int bits>
[[CCE_IFMA]] inline Number<Bounds::all(256)> with_sign(const Number<Bounds::all(256)>& x, uint64_t negative) {
  const auto minus_x = carried(-sum_of(x));
  Number<Bounds::all(256)> r;
#pragma GCC unroll 5
  for (size_t i = 0; i < limbs; ++i)
    r.l[i] = reinterpret_cast<Vector>(_mm256_mask_mov_epi64(reinterpret_cast<__m256i>(x.l[i]),
                                                            static_cast<__mmask8>((0 - negative) & bits),
                                                            reinterpret_cast<__m256i>(minus_x.l[i])));
  return r;
}

// 2^e mod p in every lane.
template <size_t e>
[[CCE_IFMA]] inline Number<Bounds::all(16)> power_of_two() {
  constexpr Limbs<4> x = MontgomeryConstants<P256Prime>::power_of_two(e);
  Number<Bounds::all(16)> r;
#pragma GCC unroll 5
  for (size_t i = 0; i < limbs; ++i) r.l[i] = all_lanes(bits_at(x, width * i, width));
  return r;
}

// The words of a lane of a number below 2p, fully reduced.
[[CCE_IFMA_ENTRY]] inline Words words_of_limbs(const Vector (&x)[limbs], size_t lane) {
  uint64_t l[limbs];
#pragma GCC unroll 1
  for (size_t i = 0; i < limbs; ++i) l[i] = x[i][lane] & ((uint64_t{1} << width) - 1);
  const Words words = {l[0] | l[1] << 52, l[1] >> 12 | l[2] << 40, l[2] >> 24 | l[3] << 28, l[3] >> 36 | l[4] << 16};
  return Montgomery<P256Prime>::reduce_once(words, l[4] >> 48);
}
template <Bounds b>
[[CCE_IFMA]] inline Words to_words(const Number<b>& x, size_t lane) {
  static_assert(b.within(Bounds::all(32)));
  return words_of_limbs(x.l, lane);
}

}  // namespace
}  // namespace cce::ec::p256_ifma4
