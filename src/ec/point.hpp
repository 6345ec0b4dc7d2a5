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
  static constexpr Point negate(const Point& P) { return {P.X, F::negate(P.Y), P.Z}; }

  // 2P, of any P; the identity gives the identity. 4 multiplications, 4 squarings.
  //   M = 3 (X - Z^2)(X + Z^2), S = 4 X Y^2, X' = M^2 - 2 S, Y' = M (S - X') - 8 Y^4, Z' = 2 Y Z
  static constexpr Point twice(const Point& P) {
    const Element ZZ = F::square(P.Z), Y2 = F::twice(P.Y);
    const Element product = F::multiply(F::subtract(P.X, ZZ), F::add(P.X, ZZ));
    const Element M = F::add(F::twice(product), product);
    const Element YY4 = F::square(Y2), S = F::multiply(P.X, YY4);
    const Element X = F::subtract(F::square(M), F::twice(S));
    const Element YYYY8 = F::halve(F::square(YY4));
    return {X, F::subtract(F::multiply(M, F::subtract(S, X)), YYYY8), F::multiply(Y2, P.Z)};
  }

  // 2P. 2 multiplications, 4 squarings: the same with Z = 1.
  static constexpr Point twice(const AffinePoint& P) {
    const Element one = F::one(), Y2 = F::twice(P.y);
    const Element product = F::multiply(F::subtract(P.x, one), F::add(P.x, one));
    const Element M = F::add(F::twice(product), product);
    const Element YY4 = F::square(Y2), S = F::multiply(P.x, YY4);
    const Element X = F::subtract(F::square(M), F::twice(S));
    const Element YYYY8 = F::halve(F::square(YY4));
    return {X, F::subtract(F::multiply(M, F::subtract(S, X)), YYYY8), Y2};
  }

  // P + Q, where P and Q are not the identity and P is not Q. P = -Q gives Z = 0, the identity. 8 multiplications, 3
  // squarings.
  //   H = x_Q Z^2 - X, r = y_Q Z^3 - Y, X' = r^2 - H^3 - 2 X H^2, Y' = r (X H^2 - X') - Y H^3, Z' = Z H
  static constexpr Point add_unequal(const Point& P, const AffinePoint& Q) {
    const Element ZZ = F::square(P.Z);
    const Element H = F::subtract(F::multiply(Q.x, ZZ), P.X);
    const Element r = F::subtract(F::multiply(Q.y, F::multiply(ZZ, P.Z)), P.Y);
    return finish_add(H, r, P.X, P.Y, F::multiply(P.Z, H));
  }

  // The same of two Jacobian points. 12 multiplications, 4 squarings.
  //   H = X_Q Z_P^2 - X_P Z_Q^2, r = Y_Q Z_P^3 - Y_P Z_Q^3
  static constexpr Point add_unequal(const Point& P, const Point& Q) {
    const Element PP = F::square(P.Z), QQ = F::square(Q.Z);
    const Element X1 = F::multiply(P.X, QQ), Y1 = F::multiply(P.Y, F::multiply(QQ, Q.Z));
    const Element H = F::subtract(F::multiply(Q.X, PP), X1);
    const Element r = F::subtract(F::multiply(Q.Y, F::multiply(PP, P.Z)), Y1);
    return finish_add(H, r, X1, Y1, F::multiply(F::multiply(P.Z, Q.Z), H));
  }

  // P + Q for any P and Q, the time telling whether one is the identity or they are equal.
  template <class Q_type>
  static constexpr Point add_vartime(const Point& P, const Q_type& Q) {
    if (is_identity(P)) return jacobian(Q);
    if (is_identity(jacobian(Q))) return P;
    return equal(P, jacobian(Q)) ? twice(P) : add_unequal(P, Q);
  }

  static constexpr Point select(uint64_t bit, const Point& a, const Point& b) {
    return {F::select(bit, a.X, b.X), F::select(bit, a.Y, b.Y), F::select(bit, a.Z, b.Z)};
  }

  // 1 for yes, else 0.
  static constexpr uint64_t is_identity(const Point& P) { return F::is_zero(P.Z); }
  // Neither is the identity: 1 when they are the same point, else 0.
  static constexpr uint64_t equal(const Point& P, const Point& Q) {
    const Element PP = F::square(P.Z), QQ = F::square(Q.Z);
    const Element PPP = F::multiply(PP, P.Z), QQQ = F::multiply(QQ, Q.Z);
    return F::equal(F::multiply(P.X, QQ), F::multiply(Q.X, PP)) &
           F::equal(F::multiply(P.Y, QQQ), F::multiply(Q.Y, PPP));
  }

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
  static constexpr const Point& jacobian(const Point& P) { return P; }
  static constexpr Point jacobian(const AffinePoint& P) { return from_affine(P); }

  static constexpr Point finish_add(const Element& H, const Element& r, const Element& X1, const Element& Y1,
                                    const Element& Z) {
    const Element HH = F::square(H), HHH = F::multiply(HH, H), V = F::multiply(X1, HH);
    const Element X = F::subtract(F::subtract(F::square(r), HHH), F::twice(V));
    return {X, F::subtract(F::multiply(r, F::subtract(V, X)), F::multiply(Y1, HHH)), Z};
  }
};

}  // namespace cce::ec
