// RNDRRS, RNDR (Arm Architecture Reference Manual, FEAT_RNG) and the virtual counter. The first two are read as system
// registers, by number, for assemblers that do not know the names; the zero flag says that there is no word.
#include "entropy/processor_instructions.hpp"

namespace cce::entropy::armv8 {

bool rndrrs(uint64_t& word) {
  bool is_there;
  __asm__ volatile("mrs %0, s3_3_c2_c4_1\n\tcset %w1, ne" : "=r"(word), "=r"(is_there) : : "cc");
  return is_there;
}

bool rndr(uint64_t& word) {
  bool is_there;
  __asm__ volatile("mrs %0, s3_3_c2_c4_0\n\tcset %w1, ne" : "=r"(word), "=r"(is_there) : : "cc");
  return is_there;
}

uint64_t ticks() {
  uint64_t count;
  __asm__ volatile("mrs %0, cntvct_el0" : "=r"(count));
  return count;
}

}  // namespace cce::entropy::armv8
