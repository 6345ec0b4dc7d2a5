// P-384 in C++ alone.
#include "ec/curves.hpp"
#include "ec/operations.hpp"

namespace cce::ec {

template <>
struct CurveFor<P384Portable> : P384Over<Montgomery<P384Prime>> {};
template struct Kernel<P384Portable>;
template struct Points<P384Portable, Sums::in_one_lane>;

}  // namespace cce::ec
