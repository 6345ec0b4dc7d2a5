// P-521 over the arithmetic that is in use; and with sums of points in the lanes of AVX-512.
#include "ec/chosen.hpp"
#include "ec/operations.hpp"
#include "ec/p521_lanes.hpp"

namespace cce::ec {
namespace {

constexpr auto portable = hot_functions<PseudoMersenne521>(scan);

}  // namespace

constinit HotFunctions<P521Chosen::Element> P521Chosen::in_use = portable;

void use_p521_portable() { P521Chosen::in_use = portable; }

template <>
struct CurveFor<P521> : ChosenOver<P521Over<P521Chosen>, P521Lanes> {};
template struct Kernel<P521>;
template struct Points<P521, Sums::in_one_lane>;
template struct Points<P521, Sums::in_lanes>;

}  // namespace cce::ec
