// P-521 in C++ alone, where there is no other arithmetic to choose.
#include "ec/curves.hpp"
#include "ec/operations.hpp"

namespace cce::ec {

void use_p521_portable() {}

template <>
struct CurveFor<P521> : P521Over<PseudoMersenne521> {};
template struct Kernel<P521>;
template struct Points<P521, Sums::in_one_lane>;

}  // namespace cce::ec
