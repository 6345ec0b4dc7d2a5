// P-256 with AVX-512 IFMA: sums of points in four lanes. What is done with them is in p256_chosen.cpp.
#include <new>

#include "ec/p256_lanes.hpp"
#include "ec/p256_point4_ifma.hpp"

namespace cce::ec {

using p256_ifma4::Point;

// Z = 1 / 2, so X / 4, W / 8 and M / 16: 4, 2 and 1 times the words, which read as limbs are sixteenths.
[[CCE_IFMA_ENTRY]] void P256Lanes::start(const Words& X, const Words& W, const Words& M) {
  using namespace p256_ifma4;
  static_assert(sizeof(Point) == sizeof storage_);
  Point& P = *::new (storage_) Point;
  const auto x_w = sum_of(from_words<1>(X, W));  // 2 X, 2 W
  const auto x = x_w + x_w;
  P.X_ZZ = only<1>(x) + only<2>(sum_of(power_of_two<258>()));
  P.minus_X2_X2_X3_X3 = minus_multiples(x);
  P.N_N_W_W = select<12>(carried(-sum_of(from_words<0>(M, M))), carried(reduced(x_w)));
  P.Z = power_of_two<259>();
}

void P256Lanes::twice() { p256_ifma4::twice(*reinterpret_cast<Point*>(storage_)); }

void P256Lanes::add_unequal(const Affine<Words>& P, uint64_t negative) {
  p256_ifma4::add(*reinterpret_cast<Point*>(storage_), P, negative);
}

[[CCE_IFMA_ENTRY]] void P256Lanes::get(Words& X, Words& W, Words& Z) const {
  using namespace p256_ifma4;
  const Point& P = *reinterpret_cast<const Point*>(storage_);
  // x 2^260 times 2^256 / 2^260.
  const auto r = carried(multiply(select<1>(select<4>(P.Z, P.N_N_W_W), carried(P.X_ZZ)), power_of_two<256>()));
  X = to_words(r, 0);
  W = to_words(r, 2);
  Z = to_words(r, 3);
}

}  // namespace cce::ec
