// The product hides nothing. The tests link tests/support/cpu_mask_env.cpp in this file's place.
#include "base/cpu.hpp"

namespace cce::cpu {

Features hidden_features() { return 0; }

}  // namespace cce::cpu
