// P-384 with BMI2, ADX and AVX2.
#include "ec/chosen.hpp"
#include "ec/p384_arithmetic_adx.hpp"
#include "ec/scan_adx.hpp"

namespace cce::ec {

void use_p384_adx() {
  static constexpr auto functions = hot_functions<p384_adx::Arithmetic>(adx::scan);
  P384Chosen::in_use = functions;
}

}  // namespace cce::ec
