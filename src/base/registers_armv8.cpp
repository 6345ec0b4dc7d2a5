// Clearing of registers on ARMv8 (x18 may be the platform's: Procedure Call Standard for the Arm 64-bit Architecture, section
// 6.1.1).
#include "base/registers_armv8.hpp"
#include "base/registers.hpp"

namespace cce::registers {

void clear_general() {
  __asm__ volatile(
      "mov x0, #0\n\tmov x1, #0\n\tmov x2, #0\n\t"
      "mov x3, #0\n\tmov x4, #0\n\tmov x5, #0\n\t"
      "mov x6, #0\n\tmov x7, #0\n\tmov x8, #0\n\t"
      "mov x9, #0\n\tmov x10, #0\n\tmov x11, #0\n\t"
      "mov x12, #0\n\tmov x13, #0\n\tmov x14, #0\n\t"
      "mov x15, #0\n\tmov x16, #0\n\tmov x17, #0\n\t"
      :
      :
      : "x0", "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13", "x14", "x15", "x16",
        "x17");
}

void clear_armv8() {
  armv8::clear_vectors();
  clear_general();
}

}  // namespace cce::registers
