// In the place of p256_adx.cpp, p384_adx.cpp and p521_adx.cpp, for lanes_check: the same in arithmetic without assembly. The
// portable scan has its masks from an empty assembly, after which they count as public.
#include "ec/chosen.hpp"
#include "ec/scan_adx.hpp"

namespace cce::ec {

void use_p256_adx() {
  static constexpr auto functions = hot_functions<Montgomery<P256Prime>>(adx::scan);
  P256Chosen::in_use = functions;
}

void use_p384_adx() {
  static constexpr auto functions = hot_functions<Montgomery<P384Prime>>(adx::scan);
  P384Chosen::in_use = functions;
}

void use_p521_adx() {
  static constexpr auto functions = hot_functions<PseudoMersenne521>(adx::scan);
  P521Chosen::in_use = functions;
}

}  // namespace cce::ec
