// P-384 in C++ alone, where there is no other arithmetic to choose.
#include "ec/curves.hpp"
#include "ec/operations.hpp"

namespace cce::ec {

void use_p384_portable() {}

template <>
struct CurveFor<P384> : P384Over<Montgomery<P384Prime>> {};
template struct Kernel<P384>;
template struct Points<P384, Sums::in_one_lane>;

}  // namespace cce::ec
