// The vector registers of ARMv8, cleared in line: for kernels, as the last statement. registers.hpp says why.
#pragma once

namespace cce::registers::armv8 {

// v0 to v7 and v16 to v31, and of v8 to v15 what is not kept for the caller: their upper halves (Procedure Call Standard for the
// Arm 64-bit Architecture, section 6.1.2).
[[gnu::always_inline]] inline void clear_vectors() {
  __asm__ volatile(
      "movi v0.2d, #0\n\tmovi v1.2d, #0\n\tmovi v2.2d, #0\n\tmovi v3.2d, #0\n\tmovi v4.2d, #0\n\tmovi v5.2d, #0\n\t"
      "movi v6.2d, #0\n\tmovi v7.2d, #0\n\tmovi v16.2d, #0\n\tmovi v17.2d, #0\n\tmovi v18.2d, #0\n\t"
      "movi v19.2d, #0\n\tmovi v20.2d, #0\n\tmovi v21.2d, #0\n\tmovi v22.2d, #0\n\tmovi v23.2d, #0\n\t"
      "movi v24.2d, #0\n\tmovi v25.2d, #0\n\tmovi v26.2d, #0\n\tmovi v27.2d, #0\n\tmovi v28.2d, #0\n\t"
      "movi v29.2d, #0\n\tmovi v30.2d, #0\n\tmovi v31.2d, #0"
      :
      :
      : "v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7", "v16", "v17", "v18", "v19", "v20", "v21", "v22", "v23", "v24",
        "v25", "v26", "v27", "v28", "v29", "v30", "v31");
  // A write of the lower half zeroes the upper one.
  __asm__ volatile(
      "mov v8.8b, v8.8b\n\tmov v9.8b, v9.8b\n\tmov v10.8b, v10.8b\n\tmov v11.8b, v11.8b\n\t"
      "mov v12.8b, v12.8b\n\tmov v13.8b, v13.8b\n\tmov v14.8b, v14.8b\n\tmov v15.8b, v15.8b");
}

}  // namespace cce::registers::armv8
