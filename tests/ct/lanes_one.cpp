// In the place of p256_adx.cpp, p384_adx.cpp and p521_adx.cpp, for lanes_check: the same in arithmetic without assembly.
#include "ec/curves.hpp"
#include "ec/lane_sum.hpp"
#include "ec/lanes.hpp"
#include "ec/operations.hpp"
#include "ec/p384_lanes.hpp"
#include "ec/p521_lanes.hpp"
#include "ec/scan_adx.hpp"

namespace cce::ec {

template <>
struct CurveFor<P256Adx> : P256Over<Montgomery<P256Prime>> {};
template struct Kernel<P256Adx>;
template struct KernelOfLanes<P256Adx>;

template <>
struct CurveFor<P384Adx> : P384Over<Montgomery<P384Prime>> {};
template struct Kernel<P384Adx>;
template <>
struct CurveFor<P521Adx> : P521Over<PseudoMersenne521> {};
template struct Kernel<P521Adx>;

// Sums in the lanes of a curve, whose other arithmetic is that of One.
template <class Lanes, class One>
struct InLanes : One {
  using Sum = LaneSum<typename One::Field, Lanes>;
  using OneLane = One;

  // The portable one has its masks from an empty assembly, after which they count as public.
  template <class Entry>
  static Entry scan(const Entry* table, size_t count, uint64_t index) {
    return adx::scan(table, count, index);
  }
};
template <>
struct CurveFor<P384Ifma> : InLanes<P384Lanes, CurveFor<P384Adx>> {};
template struct KernelOfSums<P384Ifma>;
template <>
struct CurveFor<P521Ifma> : InLanes<P521Lanes, CurveFor<P521Adx>> {};
template struct KernelOfSums<P521Ifma>;

}  // namespace cce::ec
