// Points of P-384 whose formulas are worked on in four lanes: three products side by side, three times in a row for a doubling,
// four times for an addition. In Jacobian coordinates, with W = 2Y.
#pragma once

#include "ec/p384_arithmetic_ifma.hpp"

namespace cce::ec::p384_ifma {
namespace {

// The coordinates, and what comes without waiting for them: M = 3 (X - Z^2)(X + Z^2), of the next doubling, and Z^2, of the
// next addition. Z = 0 is what comes of adding P and P or P and -P, and stays zero in every sum from then on.
struct Point {
  Number M_W_W_W, X, Z;  // X in the lanes 1 to 3, Z in lane 2
  Sum<1> ZZ;             // in every lane
};

// Hot, though what calls the formulas is cold: compilers would make them small.

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
