// P-256 with BMI2, ADX and AVX2; and with sums of points in four lanes of AVX-512.
#include "ec/curves.hpp"
#include "ec/lane_sum.hpp"
#include "ec/lanes.hpp"
#include "ec/operations.hpp"
#include "ec/p256_arithmetic_adx.hpp"
#include "ec/p256_lanes.hpp"
#include "ec/scan_adx.hpp"

namespace cce::ec {

template <>
struct CurveFor<P256Adx> : P256Over<p256_adx::Arithmetic> {
  using Sum = EitherSum<Field, P256Lanes>;

  template <class Entry>
  static Entry scan(const Entry* table, size_t count, uint64_t index) {
    return adx::scan(table, count, index);
  }
};
template struct Kernel<P256Adx>;
template struct Points<P256Adx, Sums::in_one_lane>;
template struct KernelOfLanes<P256Adx>;
// Of the base point's multiples the eight lanes make more at once.
template void Points<P256Adx, Sums::in_lanes>::multiply(const uint8_t*, size_t, const uint8_t*, const uint8_t*,
                                                        uint8_t*);
template void Points<P256Adx, Sums::in_lanes>::fill_key_table_vartime(const uint8_t*, const uint8_t*, void*);

}  // namespace cce::ec
