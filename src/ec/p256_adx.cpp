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

void P256Lanes::to_affine(const Point& P, uint8_t* x, uint8_t* y) { LanesOf<CurveFor<P256Adx>>::to_affine(P, x, y); }
void P256Lanes::sign(const Point* R, SignLane* lanes, size_t count) {
  LanesOf<CurveFor<P256Adx>>::sign(R, lanes, count);
}

void P256Lanes::prepare_verify_vartime(VerifyLane* lanes, size_t count, VerifyNumbers* numbers) {
  LanesOf<CurveFor<P256Adx>>::prepare_verify_vartime(lanes, count, numbers);
}
void P256Lanes::finish_verify_vartime(const Point* R, const VerifyNumbers* numbers, VerifyLane* lanes, size_t count) {
  LanesOf<CurveFor<P256Adx>>::finish_verify_vartime(R, numbers, lanes, count);
}

}  // namespace cce::ec
