// P-256 over the arithmetic that is in use; and with sums of points in the lanes of AVX-512.
#include "ec/chosen.hpp"
#include "ec/lanes.hpp"
#include "ec/operations.hpp"
#include "ec/p256_lanes.hpp"

namespace cce::ec {
namespace {

constexpr auto portable = hot_functions<Montgomery<P256Prime>>(scan);

}  // namespace

constinit HotFunctions<P256Chosen::Element> P256Chosen::in_use = portable;

void use_p256_portable() { P256Chosen::in_use = portable; }

template <>
struct CurveFor<P256> : ChosenOver<P256Over<P256Chosen>, P256Lanes> {};
template struct Kernel<P256>;
template struct Points<P256, Sums::in_one_lane>;
template struct KernelOfLanes<P256>;
// Of the base point's multiples the eight lanes make more at once.
template void Points<P256, Sums::in_lanes>::multiply(const uint8_t*, size_t, const uint8_t*, const uint8_t*, uint8_t*);
template void Points<P256, Sums::in_lanes>::fill_key_table_vartime(const uint8_t*, const uint8_t*, void*);

}  // namespace cce::ec
