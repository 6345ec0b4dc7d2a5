// P-384 with BMI2, ADX and AVX2; and with sums of points in the lanes of AVX-512.
#include "ec/curves.hpp"
#include "ec/lane_sum.hpp"
#include "ec/operations.hpp"
#include "ec/p384_arithmetic_adx.hpp"
#include "ec/p384_lanes.hpp"
#include "ec/scan_adx.hpp"

namespace cce::ec {

template <>
struct CurveFor<P384Adx> : P384Over<p384_adx::Arithmetic> {
  template <class Entry>
  static Entry scan(const Entry* table, size_t count, uint64_t index) {
    return adx::scan(table, count, index);
  }
};
template struct Kernel<P384Adx>;

template <>
struct CurveFor<P384Ifma> : CurveFor<P384Adx> {
  using Sum = LaneSum<Field, P384Lanes>;
  using OneLane = CurveFor<P384Adx>;
};
template struct KernelOfSums<P384Ifma>;

}  // namespace cce::ec
