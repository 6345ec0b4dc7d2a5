// P-521 in C++ alone.
#include "ec/curves.hpp"
#include "ec/operations.hpp"

namespace cce::ec {

template <>
struct CurveFor<P521Portable> : P521Over<PseudoMersenne521> {};
template struct Kernel<P521Portable>;
template struct Points<P521Portable, Sums::in_one_lane>;

}  // namespace cce::ec
