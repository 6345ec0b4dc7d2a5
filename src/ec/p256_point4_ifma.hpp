// Points of P-256 whose formulas are worked on in four lanes: three rounds of products side by side for a doubling, four for an
// addition. In Jacobian coordinates, with W = 2Y.
//
// Other code's elements are in Montgomery form with R = 2^256: its words, read as limbs, are x 2^256 = (x / 16) 2^260. In
// additions they are shifted by four bits, and there are just as many free.
#pragma once

#include "ec/p256_arithmetic4_ifma.hpp"

namespace cce::ec::p256_ifma4 {
namespace {

// The coordinates, and what comes without waiting for them: N = 3 (Z^2 - X)(X + Z^2), the next doubling's slope but for its sign,
// multiples of X, and Z^2. Z = 0 is what comes of adding P and P or P and -P, and stays zero in every sum from then on.
struct Point {
  Number<Bounds{51, 51, 17, 17}> N_N_W_W;
  Number<Bounds::all(19)> Z;                             // in every lane
  Number<Bounds{128, 128, 192, 192}> minus_X2_X2_X3_X3;  // -2X and -3X
  Sum<Bounds{64, 18, 69, 34}> X_ZZ;                      // in the lanes 0 and 1
};

// -2X and -3X, for X in lane 0.
template <Bounds b>
[[CCE_IFMA]] inline auto minus_multiples(const Sum<b>& t) {
  const auto X = everywhere<0>(t);
  return carried(-add_in<12>(X + X, X));
}

// Hot, though what calls the formulas is cold: compilers would make them small.

// 2P.
//   S = X W^2, X' = N^2 - 2 S, W' = 2 N (X' - S) - W^4, Z' = W Z, N' = 3 (Z'^2 - X')(X' + Z'^2)
[[CCE_IFMA_ENTRY, gnu::hot]] void twice(Point& P) {
  const auto squares = multiply(P.N_N_W_W, select<8>(P.N_N_W_W, P.Z));
  // N^2, ., W^2, Z'
  const auto a = carried(arranged<2, 3, 2, 2>(squares));
  P.Z = everywhere<1>(a);
  const auto t = multiply(select<10>(P.minus_X2_X2_X3_X3, a), a, only<5>(everywhere<0>(squares)));
  // X', Z'^2, X' - S, W^4
  const auto other = arranged<1, 1, 2, 3>(t);
  const auto difference = select<12>(carried(other - t), everywhere<0>(P.N_N_W_W));
  const auto sum = carried(t + other);
  P.X_ZZ = t;
  P.minus_X2_X2_X3_X3 = minus_multiples(t);
  const auto r = reduced(multiply(difference, sum, only<4>(-arranged<1, 1, 3, 3>(t))));
  // (Z'^2 - X')(X' + Z'^2), ., W', .
  P.N_N_W_W = carried(arranged<0, 0, 2, 2>(add_in<1>(add_in<1>(r, r), r)));
}

// P + Q, or P - Q where negative is 1 and not 0; Q = (x, y).
//   H = x Z^2 - X, r = W - 2 y Z^3, I = 4 H^2, X' = r^2 - I (2 X + H), X' - V = r^2 - I (3 X + H),
//   W' = 2 r (X' - V) - 2 W H I, Z' = 2 Z H, N' = 3 (Z'^2 - X')(X' + Z'^2)
[[CCE_IFMA_ENTRY, gnu::hot]] void add(Point& P, const Affine<Words>& Q, uint64_t negative) {
  const auto x_y = with_sign<12>(from_words<4>(Q.x, Q.y), negative ^ 1);  // 16 x, -16 y
  const auto H_ZZZ = reduced(multiply(select<12>(x_y, P.Z), carried(everywhere<1>(P.X_ZZ)), only<1>(-P.X_ZZ)));
  const auto twice_H_ZZZ = carried(H_ZZZ + H_ZZZ);
  const auto a = arranged<0, 0, 2, 0>(twice_H_ZZZ);
  const auto b =
      carried(multiply(select<8>(select<4>(select<2>(a, P.Z), x_y), P.N_N_W_W), a, only<4>(sum_of(P.N_N_W_W))));
  // I, Z', r, 2 W H
  P.Z = everywhere<1>(b);
  const auto c = arranged<0, 1, 0, 2>(b);
  const auto products = multiply(select<10>(carried(sum_of(P.minus_X2_X2_X3_X3) - everywhere<0>(H_ZZZ)), c), c);
  // -I (2 X + H), Z'^2, -I (3 X + H), r^2
  const auto t = add_in<5>(products, everywhere<3>(products));
  // X', Z'^2, X' - V, .
  const auto other = arranged<1, 1, 2, 3>(t);
  const auto difference = select<12>(carried(other - t), b);
  const auto sum = select<8>(carried(t + other), everywhere<0>(b));
  P.X_ZZ = t;
  P.minus_X2_X2_X3_X3 = minus_multiples(t);
  const auto d = multiply(difference, sum);
  // (Z'^2 - X')(X' + Z'^2), ., 2 r (X' - V), 2 W H I
  const auto e = reduced(add_in<4>(d, -arranged<1, 1, 3, 3>(d)));
  P.N_N_W_W = carried(arranged<0, 0, 2, 2>(add_in<1>(add_in<1>(e, e), e)));
}

}  // namespace
}  // namespace cce::ec::p256_ifma4
