// The group of y^2 = x^3 - 3x + b over a field F of odd characteristic, of odd prime order: so no point has y = 0.
// Points are affine, (x, y), never the identity; or Jacobian, (X : Y : Z) for (X / Z^2, Y / Z^3), with the identity as Z = 0.
#pragma once

#include <new>

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

// Where a sum of points is worked out: in the arithmetic of the field, or by formulas of which several products go side by side
// in the lanes of vector registers, where the implementation has such.
enum class Sums : bool { in_one_lane, in_lanes };

// What nearly all time is spent in.
template <class F>
struct PointFormulas {
  using Element = typename F::Element;
  using Point = Jacobian<Element>;
  using AffinePoint = Affine<Element>;

  // 2P, of any P; the identity gives the identity. 4 multiplications, 4 squarings.
  //   M = 3/2 (X - Z^2)(X + Z^2), S = X Y^2, X' = M^2 - 2 S, Y' = M (S - X') - Y^4, Z' = Y Z
  // This is the usual formula, of which Z' is halved, and so X' and Y' are a fourth and an eighth: that spares a doubling and a
  // halving.
  //
  // A processor looks a few hundred instructions ahead, which is two or three multiplications: written in the order of the
  // formula, each would wait for the one before it. Here, as in addition, neighbours do not need each other, where they can.
  // Coordinates are built where they are to be: see RunningSum in multiply.hpp.
  [[gnu::noinline]] static Point twice(const Point& P) {
    const Element ZZ = InPlace::square(P.Z);
    const Element YY = InPlace::square(P.Y);
    const Element difference = F::subtract(P.X, ZZ), sum = F::add(P.X, ZZ);
    const Element product = InPlace::multiply(difference, sum);
    const Element S = InPlace::multiply(P.X, YY), S2 = F::twice(S);
    const Element M = F::add(F::halve(product), product);
    Point R;
    ::new (&R.Z) Element(InPlace::multiply(P.Y, P.Z));
    const Element MM = InPlace::square(M);
    ::new (&R.X) Element(F::subtract(MM, S2));
    const Element YYYY = InPlace::square(YY);
    ::new (&R.Y) Element(F::subtract(InPlace::multiply(M, F::subtract(S, R.X)), YYYY));
    return R;
  }

  // 2^count P, count > 0: in R at last, and every other time before.
  static Point twice_repeatedly(const Point& P, size_t count) {
    Point R, other;
    const Point* from = &P;
    for (; count > 0; --count) {
      Point* const to = count % 2 == 1 ? &R : &other;
      ::new (to) Point(twice(*from));
      from = to;
    }
    return R;
  }

  // P + Q, where P and Q are not the identity and P is not Q; with -Q in the place of Q where negative is 1 and not 0. P = -Q
  // gives Z = 0, the identity, and so do P = Q and the identity for P, of which that is wrong. 8 multiplications, 3 squarings.
  //   H = x_Q Z^2 - X, r = y_Q Z^3 - Y, X' = r^2 - H^3 - 2 X H^2, Y' = r (X H^2 - X') - Y H^3, Z' = Z H
  [[gnu::noinline]] static Point add_unequal(const Point& P, const AffinePoint& Q, uint64_t negative = 0) {
    const Element y = F::select(negative, Q.y, F::negate_nonzero(Q.y));
    const Element ZZ = InPlace::square(P.Z);
    const Element H = F::subtract(InPlace::multiply(Q.x, ZZ), P.X);
    const Element ZZZ = InPlace::multiply(ZZ, P.Z);
    Point R;
    ::new (&R.Z) Element(InPlace::multiply(P.Z, H));
    const Element HH = InPlace::square(H);
    const Element r = F::subtract(InPlace::multiply(y, ZZZ), P.Y);
    const Element V = InPlace::multiply(P.X, HH);
    const Element HHH = InPlace::multiply(HH, H);
    const Element rr = InPlace::square(r);
    const Element YHHH = InPlace::multiply(P.Y, HHH);
    ::new (&R.X) Element(F::subtract(F::subtract(rr, HHH), F::twice(V)));
    ::new (&R.Y) Element(F::subtract(InPlace::multiply(r, F::subtract(V, R.X)), YHHH));
    return R;
  }

 private:
  using InPlace = typename F::InPlace;
};

// These, unless the field names others.
template <class F>
struct PointFormulasOf {
  using Type = PointFormulas<F>;
};
template <class F>
  requires requires { typename F::Formulas; }
struct PointFormulasOf<F> {
  using Type = typename F::Formulas;
};

template <class F>
struct Group : PointFormulasOf<F>::Type {
  using Element = typename F::Element;
  using Point = Jacobian<Element>;
  using AffinePoint = Affine<Element>;
  using Formulas = typename PointFormulasOf<F>::Type;
  using Formulas::twice, Formulas::twice_repeatedly, Formulas::add_unequal;

  static constexpr Point from_affine(const AffinePoint& P) { return {P.x, P.y, F::one()}; }
  static constexpr AffinePoint negate(const AffinePoint& P) { return {P.x, F::negate(P.y)}; }
  // P becomes -P where negative is 1 and not 0.
  static constexpr void apply_sign(AffinePoint& P, uint64_t negative) {
    P.y = F::select(negative, P.y, F::negate(P.y));
  }
  // P + Q, or P - Q, for any P and for Q not the identity; the time tells whether P is the identity or +-Q, and the sign.
  [[gnu::noinline]] static Point add_vartime(const Point& P, const AffinePoint& Q, bool negative = false) {
    Point R = add_unequal(P, Q, negative ? 1 : 0);
    if (is_identity(R) == 1) R = add_rarely_vartime(P, negative ? negate(Q) : Q);
    return R;
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
  // P + Q where P is the identity or +-Q.
  [[gnu::noinline, gnu::cold]] static Point add_rarely_vartime(const Point& P, const AffinePoint& Q) {
    if (is_identity(P) == 1) return from_affine(Q);
    const bool equal = F::equal(F::multiply(Q.y, F::multiply(F::square(P.Z), P.Z)), P.Y) == 1;
    return equal ? twice(from_affine(Q)) : Point{};
  }
};

}  // namespace cce::ec
