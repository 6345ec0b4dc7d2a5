// Which instructions the processors of this build have.
#include <time.h>

#include "entropy/machine.hpp"
#include "entropy/processor_instructions.hpp"

namespace cce::entropy {

#if defined(__x86_64__)

Processor processor_with(cpu::Features have) {
  return {(have & cpu::rdseed) != 0 ? x86::rdseed : nullptr, (have & cpu::rdrand) != 0 ? x86::rdrand : nullptr,
          x86::ticks, x86::evict};
}

#elif defined(__aarch64__)

Processor processor_with(cpu::Features have) {
  const bool has = (have & cpu::arm_rng) != 0;
  return {has ? armv8::rndrrs : nullptr, has ? armv8::rndr : nullptr, armv8::ticks, nullptr};
}

#else

Processor processor_with(cpu::Features) {
  return {nullptr, nullptr,
          [] {
            timespec t{};
            clock_gettime(CLOCK_MONOTONIC, &t);
            return static_cast<uint64_t>(t.tv_sec) * 1'000'000'000 + static_cast<uint64_t>(t.tv_nsec);
          },
          nullptr};
}

#endif

}  // namespace cce::entropy
