// P-384 over the arithmetic that is in use; and with sums of points in the lanes of AVX-512.
#include "ec/chosen.hpp"
#include "ec/operations.hpp"
#include "ec/p384_lanes.hpp"

namespace cce::ec {
namespace {

constexpr auto portable = hot_functions<Montgomery<P384Prime>>(scan);

}  // namespace

constinit HotFunctions<P384Chosen::Element> P384Chosen::in_use = portable;

void use_p384_portable() { P384Chosen::in_use = portable; }

template <>
struct CurveFor<P384> : ChosenOver<P384Over<P384Chosen>, P384Lanes> {};
template struct Kernel<P384>;
template struct Points<P384, Sums::in_one_lane>;
template struct Points<P384, Sums::in_lanes>;

}  // namespace cce::ec
