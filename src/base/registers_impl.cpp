// The clearing of registers: the implementations of this build, best first. The last one serves every processor of the
// architecture.
#include "base/registers.hpp"

namespace cce::registers {
namespace {

constexpr Implementation table[] = {
#if defined(__x86_64__)
    {"avx512", cpu::avx512, clear_avx512},
    {"avx", cpu::avx2, clear_avx},
    {"sse", 0, clear_sse},
#elif defined(__aarch64__)
    {"armv8", 0, clear_armv8},
#else
    {"none", 0, [] {}},
#endif
};

}  // namespace

#if !defined(__x86_64__) && !defined(__aarch64__)
void clear_general() {}
#endif

std::span<const Implementation> implementations_table() { return table; }

}  // namespace cce::registers
