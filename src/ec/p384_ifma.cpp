// P-384 with AVX-512 IFMA: sums of points in four lanes. What is done with them is in p384_chosen.cpp.
#include <new>

#include "ec/lanes4_point_ifma.hpp"
#include "ec/p384_arithmetic_ifma.hpp"
#include "ec/p384_lanes.hpp"

namespace cce::ec {

using Point = lanes4::PointOf<p384_ifma::Form>;

void P384Lanes::start(const Words& X, const Words& W, const Words& M) {
  static_assert(sizeof(Point) == sizeof storage_);
  static constexpr Words one = MontgomeryConstants<P384Prime>::R;
  lanes4::start(*::new (storage_) Point, X, W, M, one);
}

void P384Lanes::twice() { lanes4::twice(*reinterpret_cast<Point*>(storage_)); }

void P384Lanes::add_unequal(const Affine<Words>& P, uint64_t negative) {
  lanes4::add(*reinterpret_cast<Point*>(storage_), P, negative);
}

void P384Lanes::get(Words& X, Words& W, Words& Z) const {
  lanes4::get(*reinterpret_cast<const Point*>(storage_), X, W, Z);
}

}  // namespace cce::ec
