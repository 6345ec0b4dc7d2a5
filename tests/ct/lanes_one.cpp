// In the place of p256_adx.cpp, for lanes_check: the same in arithmetic without assembly.
#include "ec/curves.hpp"
#include "ec/lanes.hpp"
#include "ec/operations.hpp"

namespace cce::ec {

template <>
struct CurveFor<P256Adx> : P256Over<Montgomery<P256Prime>> {};
template struct Kernel<P256Adx>;
template struct KernelOfLanes<P256Adx>;

}  // namespace cce::ec
