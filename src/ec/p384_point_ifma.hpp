// A running sum of points of P-384, in Jacobian coordinates, whose formulas are worked on in four lanes: three products side by
// side, three times in a row for a doubling, four times for an addition.
//
// It is held as X, W = 2Y, Z, and what comes without waiting for it: M = 3 (X - Z^2)(X + Z^2), of the next doubling, and Z^2,
// of the next addition. Z = 0 is what comes of adding P and P or P and -P, and stays zero in every sum from then on.
#pragma once

#include "ec/p384_arithmetic_adx.hpp"
#include "ec/p384_arithmetic_ifma.hpp"
#include "ec/point.hpp"

namespace cce::ec::p384_ifma {
namespace {

using F = Field<p384_adx::Arithmetic>;
using Words = F::Element;

class LaneSum {
 public:
  using Point = Jacobian<Words>;
  using AffinePoint = Affine<Words>;
  static constexpr bool complete = false;

  // P, or -P where negative is 1 and not 0.
  void start(const AffinePoint& P, uint64_t negative);
  void twice();
  // Neither is the identity, nor are they the same or the negatives of each other: or Z is zero from now on.
  void add_unequal(const AffinePoint& P, uint64_t negative);
  void add_vartime(const AffinePoint& P, bool negative) { add_unequal(P, negative); }
  Point point() const;

 private:
  // What lanes hold of use: M and W; X; Z; and Z^2.
  Number M_W_W_W_, X_, Z_;  // X in lanes 1 to 3, Z in lane 2
  Sum<1> ZZ_;               // everywhere
};

// Three words of (a_0, .. a_3, b_0, .. b_3) as four limbs: l_i in lane i.
template <int w0, int w1, int w2>
[[CCE_IFMA]] inline Vector limbs_of(Vector a, Vector b) {
  const Vector low = __builtin_shufflevector(a, b, w0, w0, w1, w2), high = __builtin_shufflevector(a, b, w0, w1, w2, w2);
  // Shifts by 64 leave nothing.
  const auto right = _mm256_srlv_epi64(reinterpret_cast<__m256i>(low), _mm256_setr_epi64x(0, 48, 32, 16));
  const auto left = _mm256_sllv_epi64(reinterpret_cast<__m256i>(high), _mm256_setr_epi64x(64, 16, 32, 64));
  return (reinterpret_cast<Vector>(right) | reinterpret_cast<Vector>(left)) & limb_mask();
}

// x in the lanes 0 and 1, y in the lanes 2 and 3. It is read as look-ups write it, in vectors of four words: a load that gets its
// words from several stores waits for all that comes before.
[[CCE_IFMA]] inline Number from_words(const Affine<Words>& P) {
  static_assert(sizeof P == 3 * sizeof(Vector));
  const auto load = [&](size_t i) __attribute__((target("avx512f,avx512dq,avx512vl,avx512ifma,bmi2"), always_inline)) {
    return reinterpret_cast<Vector>(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(&P) + i));
  };
  const Vector w[3] = {load(0), load(1), load(2)};
  const Vector x0 = limbs_of<0, 1, 2>(w[0], w[1]), x4 = limbs_of<3, 4, 5>(w[0], w[1]), y0 = limbs_of<2, 3, 4>(w[1], w[2]),
               y4 = limbs_of<1, 2, 3>(w[2], w[2]);
  Number r;
  r.l[0] = __builtin_shufflevector(x0, y0, 0, 0, 4, 4);
  r.l[1] = __builtin_shufflevector(x0, y0, 1, 1, 5, 5);
  r.l[2] = __builtin_shufflevector(x0, y0, 2, 2, 6, 6);
  r.l[3] = __builtin_shufflevector(x0, y0, 3, 3, 7, 7);
  r.l[4] = __builtin_shufflevector(x4, y4, 0, 0, 4, 4);
  r.l[5] = __builtin_shufflevector(x4, y4, 1, 1, 5, 5);
  r.l[6] = __builtin_shufflevector(x4, y4, 2, 2, 6, 6);
  r.l[7] = __builtin_shufflevector(x4, y4, 3, 3, 7, 7);
  return r;
}

// The words of a lane of a Number that comes of a Sum, fully reduced: it is below 2p.
[[CCE_IFMA]] inline Words to_words(const Number& x, size_t lane) {
  Words r;
  uint64_t carry = 0, l[limbs];
  for (size_t i = 0; i < limbs; ++i) {
    l[i] = x.l[i][lane] + carry;
    carry = l[i] >> width;
    l[i] &= (uint64_t{1} << width) - 1;
  }
  for (size_t half = 0; half < 2; ++half) {
    const uint64_t* const m = l + 4 * half;
    r[3 * half] = m[0] | m[1] << 48;
    r[3 * half + 1] = m[1] >> 16 | m[2] << 32;
    r[3 * half + 2] = m[2] >> 32 | m[3] << 16;
  }
  return p384_adx::below_p(r[0], r[1], r[2], r[3], r[4], r[5], carry);
}

[[CCE_IFMA_ENTRY]] void LaneSum::start(const AffinePoint& P, uint64_t negative) {
  const Words W = F::twice(Group<F>::signed_point(P, negative).y);
  const Words product = F::multiply(F::subtract(P.x, F::one()), F::add(P.x, F::one()));
  M_W_W_W_ = select<14>(from_words({F::add(F::twice(product), product), W}), from_words({W, W}));
  X_ = from_words({P.x, P.x});
  Z_ = from_words({F::one(), F::one()});
  ZZ_ = sum_of(Z_);
}

[[CCE_IFMA_ENTRY]] LaneSum::Point LaneSum::point() const {
  return {to_words(X_, 1), F::halve(to_words(M_W_W_W_, 1)), to_words(Z_, 2)};
}

// S = X W^2, X' = M^2 - 2 S, W' = 2 M (S - X') - W^4, Z' = W Z, M' = 3 (X' - Z'^2)(X' + Z'^2)
[[CCE_IFMA_ENTRY, gnu::hot]] void LaneSum::twice() {
  Sum<1> t;
  multiply(t, M_W_W_W_, select<4>(M_W_W_W_, Z_));
  const Number a = carried(t);  // M^2, W^2, Z', W^2
  multiply(t, a, select<2>(a, X_));
  // ., S, Z'^2, W^4
  const Sum<1> S = everywhere<1>(t), WWWW = everywhere<3>(t);
  ZZ_ = everywhere<2>(t);
  const Sum<3> X = sum_of(everywhere<0>(a)) - (S + S);
  const Number M = everywhere<0>(M_W_W_W_);
  X_ = carried(select<1>(X, X - ZZ_));
  multiply(t, select<14>(X_, M), carried(select<1>(S - X, X + ZZ_)));
  // (X' - Z'^2)(X' + Z'^2), M (S - X'), the same, the same
  const Sum<2> twice_t = t + t;
  M_W_W_W_ = carried(select<1>(twice_t - WWWW, twice_t + t));
  Z_ = a;
}

// H = x Z^2 - X, r = 2 y Z^3 - W, I = 4 H^2, J = H I, V = X I,
// X' = r^2 - J - 2 V, W' = 2 (r (V - X') - W J), Z' = 2 Z H, M' = 3 (X' - Z'^2)(X' + Z'^2)
[[CCE_IFMA_ENTRY, gnu::hot]] void LaneSum::add_unequal(const AffinePoint& P, uint64_t negative) {
  const Number P_x_y = from_words(P);  // x in lane 1, y in lane 2
  Sum<1> t;
  multiply(t, select<4>(P_x_y, Z_), carried(ZZ_));
  // ., x Z^2, Z^3, .
  const Sum<2> H = everywhere<1>(t) - sum_of(X_);  // in the lanes 2 and 3
  const Number a = carried(select<2>(H + H, arranged<2, 2, 2, 2>(t)));
  const Number H_everywhere = carried(everywhere<2>(H));
  multiply(t, select<2>(select<4>(a, Z_), everywhere<2>(P_x_y)), a);
  // ., y Z^3 but for its sign, Z', I
  const auto b_sum = arranged<2, 1, 3, 3>(with_sign<2>(t, negative));
  const Number b = carried(select<2>(b_sum, b_sum + b_sum - sum_of(M_W_W_W_)));  // Z', r, I, I
  multiply(t, select<8>(select<4>(b, X_), H_everywhere), b);
  // Z'^2, r^2, V, J
  const Sum<1> V = everywhere<2>(t), J = everywhere<3>(t);
  ZZ_ = everywhere<0>(t);
  const Sum<4> X = everywhere<1>(t) - J - (V + V);
  X_ = carried(select<1>(X, X - ZZ_));
  multiply(t, select<2>(select<12>(X_, M_W_W_W_), b), carried(select<4>(select<1>(V - X, X + ZZ_), J)));
  // (X' - Z'^2)(X' + Z'^2), r (V - X'), W J, .
  const Sum<2> half_W = everywhere<1>(t) - everywhere<2>(t);
  M_W_W_W_ = carried(select<1>(half_W + half_W, t + t + t));
  Z_ = everywhere<0>(b);
}

}  // namespace
}  // namespace cce::ec::p384_ifma
