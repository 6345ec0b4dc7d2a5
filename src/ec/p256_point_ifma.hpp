// Points of P-256 in eight lanes: (X, Y, ZZ, ZZZ) for (X / ZZ, Y / ZZZ), with ZZ^3 = ZZZ^2. ZZ = 0 is what comes of adding P
// and P or P and -P, and stays zero in every sum from then on: who cannot rule that out looks at ZZ in the end.
#pragma once

#include "ec/p256_arithmetic_ifma.hpp"

namespace cce::ec::p256_ifma {
namespace {

struct AffinePoint {
  Number<64> x;
  Number<32> y;
};

struct Point {
  Number<19> X;
  Number<80> Y;
  Number<31> ZZ, ZZZ;
};

[[CCE_IFMA]] inline Point select(__mmask8 bits, const Point& P, const Point& Q) {
  return {select(bits, P.X, Q.X), select(bits, P.Y, Q.Y), select(bits, P.ZZ, Q.ZZ), select(bits, P.ZZZ, Q.ZZZ)};
}

template <int by>
[[CCE_IFMA]] inline Point rotated(const Point& P) {
  return {rotated<by>(P.X), rotated<by>(P.Y), rotated<by>(P.ZZ), rotated<by>(P.ZZZ)};
}

[[CCE_IFMA]] inline Point from_affine(const AffinePoint& P) {
  const Number<16> one = power_of_two<260>();
  return {reduced(shift<0>(P.x)), P.y, one, one};
}

// What is left of an addition when H, the difference of the x, and r, that of the y, are known; X and Y are those of one
// point over ZZ and ZZZ, a denominator of both.
//   X' = r^2 - H^3 - 2 X H^2, Y' = r (X H^2 - X') - Y H^3, ZZ' = ZZ H^2, ZZZ' = ZZZ H^3
[[CCE_IFMA_ENTRY]] void finish_add(Point& sum, const Number<56>& H, const Number<101>& r, const Number<19>& X,
                                   const Number<80>& Y, const Number<31>& ZZ, const Number<31>& ZZZ) {
  const auto HH = square(H);
  const auto rr = square(r);
  const auto HHH = multiply(H, HH);
  const auto V = multiply(X, HH);
  sum.ZZ = multiply(ZZ, HH);
  sum.X = reduced(subtract(rr, add(HHH, shift<1>(V))));
  const auto S = multiply(Y, HHH);
  const auto rest = multiply(r, carried(subtract(V, sum.X)));
  sum.ZZZ = multiply(ZZZ, HHH);
  sum.Y = carried(subtract(rest, S));
}

// P + Q. 8 multiplications, 2 squarings.
//   H = x ZZ - X, r = y ZZZ - Y
[[CCE_IFMA_ENTRY]] void add_affine(Point& P, const AffinePoint& Q) {
  const auto H = carried(subtract(multiply(Q.x, P.ZZ), P.X));
  const auto r = carried(subtract(multiply(Q.y, P.ZZZ), P.Y));
  finish_add(P, H, r, P.X, P.Y, P.ZZ, P.ZZZ);
}

// P + Q. 12 multiplications, 2 squarings.
//   H = X_Q ZZ_P - X_P ZZ_Q, r = Y_Q ZZZ_P - Y_P ZZZ_Q
[[CCE_IFMA_ENTRY]] void add(Point& P, const Point& Q) {
  const auto X = multiply(P.X, Q.ZZ);
  const auto Y = multiply(P.Y, Q.ZZZ);
  const auto H = carried(subtract(multiply(Q.X, P.ZZ), X));
  const auto r = carried(subtract(multiply(Q.Y, P.ZZZ), Y));
  finish_add(P, H, r, X, Y, multiply(P.ZZ, Q.ZZ), multiply(P.ZZZ, Q.ZZZ));
}

// 2P. 7 multiplications, 2 squarings.
//   U = 2Y, V = U^2, W = U V, S = X V, M = 3 (X - ZZ)(X + ZZ)
//   X' = M^2 - 2S, Y' = M (S - X') - W Y, ZZ' = V ZZ, ZZZ' = W ZZZ
[[CCE_IFMA_ENTRY]] void double_point(Point& P) {
  const auto U = carried(shift<1>(P.Y));
  const auto V = square(U);
  const auto product = multiply(carried(add(P.X, P.ZZ)), carried(subtract(P.X, P.ZZ)));
  const auto M = carried(add(shift<1>(product), product));
  const auto W = multiply(U, V);
  const auto S = multiply(P.X, V);
  const auto X = reduced(subtract(square(M), shift<1>(S)));
  P.Y = reduced(subtract(multiply(M, carried(subtract(S, X))), multiply(W, P.Y)));
  P.X = X;
  P.ZZ = multiply(V, P.ZZ);
  P.ZZZ = multiply(W, P.ZZZ);
}

}  // namespace
}  // namespace cce::ec::p256_ifma
