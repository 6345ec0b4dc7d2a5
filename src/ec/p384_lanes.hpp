// Sums of points of P-384 in the lanes of AVX-512, for code that knows none of its instructions.
#pragma once

#include "ec/point.hpp"

namespace cce::ec {

// A point that is added to and doubled, in Jacobian coordinates with W = 2Y.
class P384Lanes {
 public:
  using Words = Limbs<6>;  // in Montgomery form, fully reduced

  // The point with Z = 1, and M = 3 (X - 1)(X + 1).
  void start(const Words& X, const Words& W, const Words& M);
  void twice();
  // The sum with P, or with -P where negative is 1 and not 0. Z is zero from now on if that is the same point, or its negative.
  void add_unequal(const Affine<Words>& P, uint64_t negative);
  void get(Words& X, Words& W, Words& Z) const;

 private:
  // A Point of p384_point_ifma.hpp.
  alignas(64) unsigned char storage_[4 * 8 * 4 * sizeof(uint64_t)];
};

// The same as RunningSum in multiply.hpp.
template <class F>
class P384LaneSum {
 public:
  using G = Group<F>;
  using Point = typename G::Point;
  using AffinePoint = typename G::AffinePoint;
  static constexpr bool complete = false;

  [[gnu::noinline]] void start(const AffinePoint& P) {
    const auto product = F::multiply(F::subtract(P.x, F::one()), F::add(P.x, F::one()));
    lanes_.start(P.x, F::twice(P.y), F::add(F::twice(product), product));
  }
  void twice() { lanes_.twice(); }
  void add_unequal(const AffinePoint& P) { lanes_.add_unequal(P, 0); }
  void add_unequal_signed(const AffinePoint& P, uint64_t negative) { lanes_.add_unequal(P, negative); }
  void add_vartime(const AffinePoint& P, bool negative) { lanes_.add_unequal(P, negative ? 1 : 0); }
  Point point() const {
    Point P;
    lanes_.get(P.X, P.Y, P.Z);
    P.Y = F::halve(P.Y);
    return P;
  }

 private:
  P384Lanes lanes_;
};

}  // namespace cce::ec
