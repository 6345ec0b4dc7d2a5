// P-384 with AVX-512 IFMA: sums of points in four lanes. What is done with them is in p384_adx.cpp.
#include <new>

#include "ec/p384_lanes.hpp"
#include "ec/p384_point_ifma.hpp"

namespace cce::ec {

using p384_ifma::Point;

[[CCE_IFMA_ENTRY]] void P384Lanes::start(const Words& X, const Words& W, const Words& M) {
  static_assert(sizeof(Point) == sizeof storage_);
  Point& P = *::new (storage_) Point;
  P.M_W_W_W = p384_ifma::select<14>(p384_ifma::from_words({M, M}), p384_ifma::from_words({W, W}));
  P.X = p384_ifma::from_words({X, X});
  constexpr Words one = MontgomeryConstants<P384Prime>::R;
  P.Z = p384_ifma::from_words({one, one});
  P.ZZ = p384_ifma::sum_of(P.Z);
}

void P384Lanes::twice() { p384_ifma::twice(*reinterpret_cast<Point*>(storage_)); }

void P384Lanes::add_unequal(const Affine<Words>& P, uint64_t negative) {
  p384_ifma::add(*reinterpret_cast<Point*>(storage_), P, negative);
}

[[CCE_IFMA_ENTRY]] void P384Lanes::get(Words& X, Words& W, Words& Z) const {
  const Point& P = *reinterpret_cast<const Point*>(storage_);
  X = p384_ifma::to_words(P.X, 1);
  W = p384_ifma::to_words(P.M_W_W_W, 1);
  Z = p384_ifma::to_words(P.Z, 2);
}

}  // namespace cce::ec
