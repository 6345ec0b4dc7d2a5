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
  using Sum = EitherSum<Field, P521Lanes>;

  template <class Entry>
  static Entry scan(const Entry* table, size_t count, uint64_t index) {
    return adx::scan(table, count, index);
  }
};
template struct Kernel<P521Adx>;
template struct Points<P521Adx, Sums::in_one_lane>;
template struct Points<P521Adx, Sums::in_lanes>;

}  // namespace cce::ec
