// P-256 with BMI2, ADX and AVX2.
#include "ec/chosen.hpp"
#include "ec/p256_arithmetic_adx.hpp"
#include "ec/scan_adx.hpp"

namespace cce::ec {

void use_p256_adx() {
  static constexpr auto functions = hot_functions<p256_adx::Arithmetic>(adx::scan);
  P256Chosen::in_use = functions;
}

}  // namespace cce::ec
