// P-256 in C++ alone, where there is no other arithmetic to choose.
#include "ec/curves.hpp"
#include "ec/operations.hpp"

namespace cce::ec {

void use_p256_portable() {}

template <>
struct CurveFor<P256> : P256Over<Montgomery<P256Prime>> {};
template struct Kernel<P256>;
template struct Points<P256, Sums::in_one_lane>;

}  // namespace cce::ec
