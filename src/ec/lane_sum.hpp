// Sums of points in the lanes of AVX-512, as Multiplication takes them.
#pragma once

#include "ec/multiply.hpp"

namespace cce::ec {

// As RunningSum, and not complete.
template <class F, class Lanes>
class LaneSum {
 public:
  using G = Group<F>;
  using Point = typename G::Point;
  using AffinePoint = typename G::AffinePoint;

  [[gnu::noinline]] void start(const AffinePoint& P) {
    const auto product = F::multiply(F::subtract(P.x, F::one()), F::add(P.x, F::one()));
    lanes_.start(P.x, F::twice(P.y), F::add(F::twice(product), product));
  }
  void twice() { lanes_.twice(); }
  void twice_repeatedly(size_t count) {
    do lanes_.twice();
    while (--count > 0);
  }
  void add_unequal(const AffinePoint& P, uint64_t negative = 0) { lanes_.add_unequal(P, negative); }
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

// A sum in one lane or in several, as it is told: the code around it, which is cold, is there once for both.
template <class F, class Lanes>
class EitherSum {
 public:
  using Point = typename Group<F>::Point;
  using AffinePoint = typename Group<F>::AffinePoint;
  // A sum in lanes is a kilobyte (P-384) or one and a half (P-521), and there are three, and its formulas spill twice as much.
  static constexpr size_t stack = 1024 * F::n;

  explicit EitherSum(Sums sums) : in_lanes_(sums == Sums::in_lanes), one_(sums) {}
  bool is_complete() const { return !in_lanes_; }

  Point point() const { return in_lanes_ ? lanes_.point() : one_.point(); }
  void start(const AffinePoint& P) { in_lanes_ ? lanes_.start(P) : one_.start(P); }
  void twice() { in_lanes_ ? lanes_.twice() : one_.twice(); }
  void twice_repeatedly(size_t count) { in_lanes_ ? lanes_.twice_repeatedly(count) : one_.twice_repeatedly(count); }
  void add_unequal(const AffinePoint& P, uint64_t negative = 0) {
    in_lanes_ ? lanes_.add_unequal(P, negative) : one_.add_unequal(P, negative);
  }
  void add_vartime(const AffinePoint& P, bool negative) {
    in_lanes_ ? lanes_.add_vartime(P, negative) : one_.add_vartime(P, negative);
  }

 private:
  const bool in_lanes_;
  RunningSum<Group<F>> one_;
  LaneSum<F, Lanes> lanes_;
};

}  // namespace cce::ec
