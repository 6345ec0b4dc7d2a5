// P-256 with BMI2, ADX and AVX2.
#include "ec/curves.hpp"
#include "ec/lanes.hpp"
#include "ec/operations.hpp"
#include "ec/p256_arithmetic_adx.hpp"
#include "ec/scan_adx.hpp"

namespace cce::ec {

template <>
struct CurveFor<P256Adx> : P256Over<p256_adx::Arithmetic> {
  template <class Entry>
  static Entry scan(const Entry* table, size_t count, uint64_t index) {
    return adx::scan(table, count, index);
  }
};
template struct Kernel<P256Adx>;
template struct Points<P256Adx, Sums::in_one_lane>;
template struct KernelOfLanes<P256Adx>;

}  // namespace cce::ec
