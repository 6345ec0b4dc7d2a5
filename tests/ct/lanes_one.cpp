// In the place of p256_adx.cpp, p384_adx.cpp and p521_adx.cpp, for lanes_check: the same in arithmetic without assembly.
#include "ec/chosen.hpp"
#include "ec/curves.hpp"
#include "ec/lane_sum.hpp"
#include "ec/lanes.hpp"
#include "ec/operations.hpp"
#include "ec/p256_lanes.hpp"
#include "ec/scan_adx.hpp"

namespace cce::ec {

// Sums in one lane or in those of a curve.
template <class Curve, class Lanes>
struct WithLanes : Curve {
  using Sum = EitherSum<typename Curve::Field, Lanes>;

  // The portable one has its masks from an empty assembly, after which they count as public.
  template <class Entry>
  static Entry scan(const Entry* table, size_t count, uint64_t index) {
    return adx::scan(table, count, index);
  }
};

template <>
struct CurveFor<P256Adx> : WithLanes<P256Over<Montgomery<P256Prime>>, P256Lanes> {};
template struct Kernel<P256Adx>;
template struct Points<P256Adx, Sums::in_one_lane>;
template struct Points<P256Adx, Sums::in_lanes>;
template struct KernelOfLanes<P256Adx>;

void use_p384_adx() {
  static constexpr auto functions = hot_functions<Montgomery<P384Prime>>(adx::scan);
  P384Chosen::in_use = functions;
}

void use_p521_adx() {
  static constexpr auto functions = hot_functions<PseudoMersenne521>(adx::scan);
  P521Chosen::in_use = functions;
}

}  // namespace cce::ec
