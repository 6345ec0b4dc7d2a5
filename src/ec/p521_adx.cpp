// P-521 with BMI2, ADX and AVX2.
#include "ec/chosen.hpp"
#include "ec/p521_arithmetic_adx.hpp"
#include "ec/scan_adx.hpp"

namespace cce::ec {

void use_p521_adx() {
  static constexpr auto functions = hot_functions<p521_adx::Arithmetic>(adx::scan);
  P521Chosen::in_use = functions;
}

}  // namespace cce::ec
