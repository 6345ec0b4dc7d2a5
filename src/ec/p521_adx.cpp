// P-521 with BMI2, ADX and AVX2; and with sums of points in the lanes of AVX-512.
#include "ec/curves.hpp"
#include "ec/lane_sum.hpp"
#include "ec/operations.hpp"
#include "ec/p521_arithmetic_adx.hpp"
#include "ec/p521_lanes.hpp"
#include "ec/scan_adx.hpp"

namespace cce::ec {

template <>
struct CurveFor<P521Adx> : P521Over<p521_adx::Arithmetic> {
  template <class Entry>
  static Entry scan(const Entry* table, size_t count, uint64_t index) {
    return adx::scan(table, count, index);
  }
};
template struct Kernel<P521Adx>;

template <>
struct CurveFor<P521Ifma> : CurveFor<P521Adx> {
  using Sum = LaneSum<Field, P521Lanes>;
  using OneLane = CurveFor<P521Adx>;
};
template struct KernelOfSums<P521Ifma>;

}  // namespace cce::ec
