// Clearing of registers on ARMv8 (Procedure Call Standard for the Arm 64-bit Architecture, section 6.1: of v8 to v15 the
// lower halves are kept for the caller; x18 may be the platform's).
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
  __asm__ volatile(
      "movi v0.2d, #0\n\tmovi v1.2d, #0\n\tmovi v2.2d, #0\n\t"
      "movi v3.2d, #0\n\tmovi v4.2d, #0\n\tmovi v5.2d, #0\n\t"
      "movi v6.2d, #0\n\tmovi v7.2d, #0\n\tmovi v16.2d, #0\n\t"
      "movi v17.2d, #0\n\tmovi v18.2d, #0\n\tmovi v19.2d, #0\n\t"
      "movi v20.2d, #0\n\tmovi v21.2d, #0\n\tmovi v22.2d, #0\n\t"
      "movi v23.2d, #0\n\tmovi v24.2d, #0\n\tmovi v25.2d, #0\n\t"
      "movi v26.2d, #0\n\tmovi v27.2d, #0\n\tmovi v28.2d, #0\n\t"
      "movi v29.2d, #0\n\tmovi v30.2d, #0\n\tmovi v31.2d, #0\n\t"
      :
      :
      : "v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7", "v16", "v17", "v18", "v19", "v20", "v21", "v22", "v23", "v24",
        "v25", "v26", "v27", "v28", "v29", "v30", "v31");
  // A write of the lower half zeroes the upper one.
  __asm__ volatile(
      "mov v8.8b, v8.8b\n\tmov v9.8b, v9.8b\n\tmov v10.8b, v10.8b\n\t"
      "mov v11.8b, v11.8b\n\tmov v12.8b, v12.8b\n\tmov v13.8b, v13.8b\n\t"
      "mov v14.8b, v14.8b\n\tmov v15.8b, v15.8b\n\t"
      :
      :
      :);
  clear_general();
}

}  // namespace cce::registers
