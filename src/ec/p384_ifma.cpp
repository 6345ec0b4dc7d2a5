// P-384 with AVX-512 IFMA: sums of points in four lanes. What is done with them is in p384_adx.cpp.
#include <new>

#include "ec/p384_lanes.hpp"
#include "ec/p384_point_ifma.hpp"

namespace cce::ec {

using namespace p384_ifma;

[[CCE_IFMA_ENTRY, gnu::cold]] void P384Lanes::start(const Words& X, const Words& W, const Words& M) {
  static_assert(sizeof(Point) == sizeof storage_);
  Point& P = *::new (storage_) Point;
  static constexpr Words one = MontgomeryConstants<P384Prime>::R;
  const Words* const pairs[][2] = {{&W, &M}, {&X, &one}};
  Number numbers[2];
#pragma GCC unroll 1
  for (size_t i = 0; i < 2; ++i) from_words(numbers[i], *pairs[i][0], *pairs[i][1]);
  const auto& [W_M, X_1] = numbers;
#pragma GCC unroll 1
  for (size_t i = 0; i < limbs; ++i) {
    const auto ones = everywhere<1>(X_1[i]), W_W_M_X = lane_in<8, 0>(arranged<0, 0, 1, 1>(W_M[i]), X_1[i]);
    P.W_WZ_M_X.l[i] = add_in<2>(W_W_M_X, W_W_M_X, ones).v;
    P.Z.l[i] = P.ZZ.l[i] = ones.v;
    P.ZZZZ.put(i, ones);
  }
}

void P384Lanes::twice() { p384_ifma::twice(*reinterpret_cast<Point*>(storage_)); }

void P384Lanes::add_unequal(const Affine<Words>& P, uint64_t negative) {
  p384_ifma::add(*reinterpret_cast<Point*>(storage_), P, negative);
}

[[CCE_IFMA_ENTRY, gnu::cold]] void P384Lanes::get(Words& X, Words& W, Words& Z) const {
  const Point& P = *reinterpret_cast<const Point*>(storage_);
  X = to_words(P.W_WZ_M_X, 3);
  W = to_words(P.W_WZ_M_X, 0);
  Z = to_words(P.Z, 1);
}

}  // namespace cce::ec
