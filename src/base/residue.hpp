// What a kernel leaves behind: the compiler keeps what does not fit into registers on the stack, where no Secret
// reaches.
#pragma once

#include <cstddef>
#include <cstdint>

namespace cce {

// Zeroes the n bytes of stack below the caller's frame, where the functions that it called had theirs. n is what those
// need in every build, generously; the tests look for what is missed. Without a stack protector, whose canary would
// keep the uppermost bytes out of reach; for the same reason the size is odd, as the return address makes the stack's.
template <size_t n>
__attribute__((noinline, no_stack_protector)) void wipe_stack() {
  struct Chunk {
    uint64_t words[8];
  };
  struct {
    Chunk chunks[n / sizeof(Chunk)];
    uint64_t top;
  } frames;
  // Stores of registers: a call of memset costs more than the GHASH of a short message.
  for (Chunk& chunk : frames.chunks) {
    chunk = {};
    __asm__ volatile("" : "+m"(chunk));
  }
  frames.top = 0;
  __asm__ volatile("" : "+m"(frames.top));
}

}  // namespace cce
