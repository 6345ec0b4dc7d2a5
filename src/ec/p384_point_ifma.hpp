// Points of P-384 whose formulas are worked on in four lanes: three products side by side, three times in a row for a doubling,
// four times for an addition. In Jacobian coordinates, with W = 2Y.
#pragma once

#include "ec/p384_arithmetic_ifma.hpp"
#include "ec/point.hpp"

namespace cce::ec::p384_ifma {
namespace {

using Words = Limbs<6>;

// The coordinates, and what comes without waiting for them: M = 3 (X - Z^2)(X + Z^2), of the next doubling, and Z^2, of the next
// addition. Z = 0 is what comes of adding P and P or P and -P, and stays zero in every sum from then on.
struct Point {
  Number M_W_W_W, X, Z;  // X in the lanes 1 to 3, Z in lane 2
  Sum<1> ZZ;             // in every lane
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
  const auto* const words = reinterpret_cast<const __m256i*>(&P);
  Vector w[3];
#pragma GCC unroll 3
  for (size_t i = 0; i < 3; ++i) w[i] = reinterpret_cast<Vector>(_mm256_loadu_si256(words + i));
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
  return Montgomery<P384Prime>::reduce_once(r, carry);
}

// 2P.
//   S = X W^2, X' = M^2 - 2 S, W' = 2 M (S - X') - W^4, Z' = W Z, M' = 3 (X' - Z'^2)(X' + Z'^2)
[[CCE_IFMA_ENTRY, gnu::hot]] void twice(Point& P) {
  Sum<1> t;
  multiply(t, P.M_W_W_W, select<4>(P.M_W_W_W, P.Z));
  const Number a = carried(t);  // M^2, W^2, Z', W^2
  multiply(t, a, select<2>(a, P.X));
  // ., S, Z'^2, W^4
  const Sum<1> S = everywhere<1>(t), WWWW = everywhere<3>(t);
  P.ZZ = everywhere<2>(t);
  const Sum<3> X = sum_of(everywhere<0>(a)) - (S + S);
  const Number M = everywhere<0>(P.M_W_W_W);
  P.X = carried(select<1>(X, X - P.ZZ));
  multiply(t, select<14>(P.X, M), carried(select<1>(S - X, X + P.ZZ)));
  // (X' - Z'^2)(X' + Z'^2), M (S - X'), the same, the same
  const Sum<2> twice_t = t + t;
  P.M_W_W_W = carried(select<1>(twice_t - WWWW, twice_t + t));
  P.Z = a;
}

// P + Q, or P - Q where negative is 1 and not 0; Q = (x, y).
//   H = x Z^2 - X, r = 2 y Z^3 - W, I = 4 H^2, J = H I, V = X I,
//   X' = r^2 - J - 2 V, W' = 2 (r (V - X') - W J), Z' = 2 Z H, M' = 3 (X' - Z'^2)(X' + Z'^2)
[[CCE_IFMA_ENTRY, gnu::hot]] void add(Point& P, const Affine<Words>& Q, uint64_t negative) {
  const Number Q_x_y = from_words(Q);  // x in lane 1, y in lane 2
  Sum<1> t;
  multiply_call(t, select<4>(Q_x_y, P.Z), carried(P.ZZ));
  // ., x Z^2, Z^3, .
  const Sum<2> H = everywhere<1>(t) - sum_of(P.X);  // in the lanes 2 and 3
  const Number a = carried(select<2>(H + H, arranged<2, 2, 2, 2>(t)));
  const Number H_everywhere = carried(everywhere<2>(H));
  multiply_call(t, select<2>(select<4>(a, P.Z), everywhere<2>(Q_x_y)), a);
  // ., y Z^3 but for its sign, Z', I
  const auto b_sum = arranged<2, 1, 3, 3>(with_sign<2>(t, negative));
  const Number b = carried(select<2>(b_sum, b_sum + b_sum - sum_of(P.M_W_W_W)));  // Z', r, I, I
  multiply_call(t, select<8>(select<4>(b, P.X), H_everywhere), b);
  // Z'^2, r^2, V, J
  const Sum<1> V = everywhere<2>(t), J = everywhere<3>(t);
  P.ZZ = everywhere<0>(t);
  const Sum<4> X = everywhere<1>(t) - J - (V + V);
  P.X = carried(select<1>(X, X - P.ZZ));
  multiply_call(t, select<2>(select<12>(P.X, P.M_W_W_W), b), carried(select<4>(select<1>(V - X, X + P.ZZ), J)));
  // (X' - Z'^2)(X' + Z'^2), r (V - X'), W J, .
  const Sum<2> half_W = everywhere<1>(t) - everywhere<2>(t);
  P.M_W_W_W = carried(select<1>(half_W + half_W, t + t + t));
  P.Z = everywhere<0>(b);
}

}  // namespace
}  // namespace cce::ec::p384_ifma
