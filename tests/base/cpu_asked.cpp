// base/cpu.cpp as it is where the C library does not tell what CPUID says: the processor's own answers, for cpu_test.cpp.
#define CCE_TESTS_ASK_THE_PROCESSOR
#define cpu cpu_asked
#include "base/cpu.cpp"

namespace cce::cpu_asked {
Features hidden_features() { return 0; }
}  // namespace cce::cpu_asked

uint64_t features_asked() { return cce::cpu_asked::of_processor(); }
