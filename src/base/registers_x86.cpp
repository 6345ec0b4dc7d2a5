// Clearing of registers on x86-64 (System V ABI, figure 3.4: no vector register is kept for the caller).
#include "base/registers_x86.hpp"
#include "base/registers.hpp"

namespace cce::registers {

void clear_general() {
  __asm__ volatile(
      "xorl %%eax, %%eax\n\txorl %%ecx, %%ecx\n\txorl %%edx, %%edx\n\t"
      "xorl %%esi, %%esi\n\txorl %%edi, %%edi\n\txorl %%r8d, %%r8d\n\t"
      "xorl %%r9d, %%r9d\n\txorl %%r10d, %%r10d\n\txorl %%r11d, %%r11d\n\t"
      :
      :
      : "rax", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "cc");
}

void clear_sse() {
  x86::clear_xmm();
  clear_general();
}

[[gnu::target("avx2")]] void clear_avx() {
  x86::clear_ymm();
  clear_general();
}

[[gnu::target("avx512f,avx512vl")]] void clear_avx512() {
  x86::clear_zmm();
  x86::clear_masks();
  clear_general();
}

}  // namespace cce::registers
