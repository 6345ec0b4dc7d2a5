// RDSEED, RDRAND, the time-stamp counter and CLFLUSH (Intel's Software Developer's Manual, volume 2). The first two set the
// carry flag when there is a word.
#include "entropy/processor_instructions.hpp"

namespace cce::entropy::x86 {

bool rdseed(uint64_t& word) {
  bool is_there;
  __asm__ volatile("rdseed %0" : "=r"(word), "=@ccc"(is_there));
  return is_there;
}

bool rdrand(uint64_t& word) {
  bool is_there;
  __asm__ volatile("rdrand %0" : "=r"(word), "=@ccc"(is_there));
  return is_there;
}

uint64_t ticks() {
  uint32_t low, high;
  __asm__ volatile("lfence\n\trdtsc" : "=a"(low), "=d"(high) : : "memory");
  return uint64_t{high} << 32 | low;
}

void evict(const void* line) { __asm__ volatile("clflush (%0)" : : "r"(line) : "memory"); }

}  // namespace cce::entropy::x86
