// The group of y^2 = x^3 - 3x + b over a field F of odd characteristic, of odd prime order: so no point has y = 0.
// Points are affine, (x, y), never the identity; or Jacobian, (X : Y : Z) for (X / Z^2, Y / Z^3), with the identity as Z = 0.
#pragma once

#include "ec/limbs.hpp"

namespace cce::ec {

template <class Element>
struct Affine {
  Element x, y;
};

template <class Element>
struct Jacobian {
  Element X, Y, Z;
};

template <class F>
struct Group {
  using Element = typename F::Element;
  using Point = Jacobian<Element>;
  using AffinePoint = Affine<Element>;

  static constexpr Point from_affine(const AffinePoint& P) { return {P.x, P.y, F::one()}; }
  static constexpr AffinePoint negate(const AffinePoint& P) { return {P.x, F::negate(P.y)}; }

  // 2P, of any P; the identity gives the identity. 4 multiplications, 4 squarings.
  //   M = 3 (X - Z^2)(X + Z^2), S = 4 X Y^2, X' = M^2 - 2 S, Y' = M (S - X') - 8 Y^4, Z' = 2 Y Z
  [[gnu::noinline]] static constexpr Point twice(const Point& P) {
    const Element ZZ = F::square(P.Z), Y2 = F::twice(P.Y);
    const Element product = F::multiply(F::subtract(P.X, ZZ), F::add(P.X, ZZ));
    const Element M = F::add(F::twice(product), product);
    const Element YY4 = F::square(Y2), S = F::multiply(P.X, YY4);
    const Element X = F::subtract(F::square(M), F::twice(S));
    const Element YYYY8 = F::halve(F::square(YY4));
    return {X, F::subtract(F::multiply(M, F::subtract(S, X)), YYYY8), F::multiply(Y2, P.Z)};
  }

  // P + Q, where P and Q are not the identity and P is not Q. P = -Q gives Z = 0, the identity. 8 multiplications, 3
  // squarings.
  //   H = x_Q Z^2 - X, r = y_Q Z^3 - Y, X' = r^2 - H^3 - 2 X H^2, Y' = r (X H^2 - X') - Y H^3, Z' = Z H
  [[gnu::noinline]] static constexpr Point add_unequal(const Point& P, const AffinePoint& Q) {
    const Differences d = differences(P, Q);
    return finish_add(d, P.X, P.Y, P.Z);
  }

  // P + Q for any P and for Q not the identity; the time tells whether P is the identity or +-Q.
  [[gnu::noinline]] static constexpr Point add_vartime(const Point& P, const AffinePoint& Q) {
    if (is_identity(P) == 1) return from_affine(Q);
    const Differences d = differences(P, Q);
    if (F::is_zero(d.H) == 1) return F::is_zero(d.r) == 1 ? twice(from_affine(Q)) : Point{};
    return finish_add(d, P.X, P.Y, P.Z);
  }

  static constexpr Point select(uint64_t bit, const Point& a, const Point& b) {
    return {F::select(bit, a.X, b.X), F::select(bit, a.Y, b.Y), F::select(bit, a.Z, b.Z)};
  }

  // 1 for yes, else 0.
  static constexpr uint64_t is_identity(const Point& P) { return F::is_zero(P.Z); }
  // P is not the identity.
  static constexpr AffinePoint to_affine(const Point& P) {
    const Element inverse = F::invert(P.Z), square = F::square(inverse);
    return {F::multiply(P.X, square), F::multiply(P.Y, F::multiply(square, inverse))};
  }
  static constexpr Element to_affine_x(const Point& P) { return F::multiply(P.X, F::square(F::invert(P.Z))); }

  // x^3 - 3x + b.
  static constexpr Element right_side(const Element& x, const Element& b) {
    const Element x3 = F::multiply(F::square(x), x);
    return F::add(F::subtract(x3, F::add(F::twice(x), x)), b);
  }

 private:
  // H is zero when P and Q have the same x, r when they have the same y.
  struct Differences {
    Element H, r;
  };

  static constexpr Differences differences(const Point& P, const AffinePoint& Q) {
    const Element ZZ = F::square(P.Z);
    return {F::subtract(F::multiply(Q.x, ZZ), P.X), F::subtract(F::multiply(Q.y, F::multiply(ZZ, P.Z)), P.Y)};
  }

  static constexpr Point finish_add(const Differences& d, const Element& X_P, const Element& Y_P, const Element& Z_P) {
    const Element HH = F::square(d.H), HHH = F::multiply(HH, d.H), V = F::multiply(X_P, HH);
    const Element X = F::subtract(F::subtract(F::square(d.r), HHH), F::twice(V));
    const Element Y = F::subtract(F::multiply(d.r, F::subtract(V, X)), F::multiply(Y_P, HHH));
    return {X, Y, F::multiply(Z_P, d.H)};
  }
};

}  // namespace cce::ec
