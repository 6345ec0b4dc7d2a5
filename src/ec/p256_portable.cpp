// P-256 in C++ alone.
#include "ec/curves.hpp"
#include "ec/operations.hpp"

namespace cce::ec {

template <>
struct CurveFor<P256Portable> : P256Over<Montgomery<P256Prime>> {};
template struct Kernel<P256Portable>;
template struct Points<P256Portable, Sums::in_one_lane>;

}  // namespace cce::ec
