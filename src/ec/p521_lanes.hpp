// Sums of points of P-521 in the lanes of AVX-512, for code that knows none of its instructions.
#pragma once

#include "ec/point.hpp"

namespace cce::ec {

// A point that is added to and doubled, in Jacobian coordinates with W = 2Y.
class P521Lanes {
 public:
  using Words = Limbs<9>;  // <= p

  // The point with Z = 1, and M = 3 (X - 1)(X + 1).
  void start(const Words& X, const Words& W, const Words& M);
  void twice();
  // The sum with P, or with -P where negative is 1 and not 0. Z is zero from now on if that is the same point, or its negative.
  void add_unequal(const Affine<Words>& P, uint64_t negative);
  void get(Words& X, Words& W, Words& Z) const;

 private:
  // A PointOf of lanes4_point_ifma.hpp.
  alignas(64) unsigned char storage_[4 * 11 * 4 * sizeof(uint64_t)];
};

}  // namespace cce::ec
