// Sums of points in the lanes of AVX-512, as Multiplication takes them.
#pragma once

#include "ec/point.hpp"

namespace cce::ec {

// The same as RunningSum in multiply.hpp.
template <class F, class Lanes>
class LaneSum {
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
  Lanes lanes_;
};

}  // namespace cce::ec
