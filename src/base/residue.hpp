// What a kernel leaves behind: the compiler keeps what does not fit into registers on the stack, where no Secret
// reaches.
#pragma once

#include <cstddef>
#include <cstdint>

namespace cce {

// Zeroes the n bytes of stack below the caller's frame, where the functions that it called had theirs. n is what those
// need in every build, generously; the tests look for what is missed. Without a stack protector, whose canary would
// keep the uppermost bytes out of reach; and with a frame pointer, whose place is at the very top: without it the compiler
// would leave a gap there to align what is below.
template <size_t n>
__attribute__((noinline, no_stack_protector)) void wipe_stack() {
  typedef uint64_t Vector __attribute__((vector_size(16)));
  struct Chunk {
    Vector parts[4];
  };
  static_assert(n % sizeof(Chunk) == 0);
  Chunk chunks[n / sizeof(Chunk)];
  __asm__ volatile("" : : "r"(__builtin_frame_address(0)));
  // Stores of registers, one by one: a call of memset costs more than the GHASH of a short message; and where code is to be
  // small, compilers make one instruction of a whole chunk, which takes ten times as long as its stores.
  const auto zero = [](Vector& part) {
    part = Vector{};
    __asm__ volatile("" : "+m"(part));
  };
  for (Chunk& chunk : chunks) zero(chunk.parts[0]), zero(chunk.parts[1]), zero(chunk.parts[2]), zero(chunk.parts[3]);
}

}  // namespace cce
