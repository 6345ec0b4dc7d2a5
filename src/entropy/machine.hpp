// What noise sources ask of the machine, as a table: the kernel's calls and the processor's instructions. The product has
// one such table; a test hands the sources another, and lets any of it fail.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/cpu.hpp"

namespace cce::entropy {

// The kernel's calls answer as the kernel does: negative is -errno.
struct Kernel {
  long (*getrandom)(void* out, size_t n, unsigned flags);
  int (*open_readable)(const char* path);
  bool (*is_device)(int file, unsigned major, unsigned minor);
  int (*wait_readable)(int file, int milliseconds);  // poll: how many files are ready; negative waits for ever
  long (*read)(int file, void* out, size_t n);
  void (*close)(int file);
};

// The processor's instructions; null where it has none, but for the clock.
struct Processor {
  bool (*entropy_word)(uint64_t& word);  // RDSEED, RNDRRS: from a conditioned noise source; false: nothing there yet
  bool (*random_word)(uint64_t& word);   // RDRAND, RNDR: from a generator of the processor's own; false likewise
  uint64_t (*ticks)();                   // the finest clock, read when all loads before it have ended
  void (*evict)(const void* line);       // out of every cache: the next access goes to the memory
};

struct Machine {
  const Kernel* kernel;
  Processor processor;
  bool may_wait;  // for a kernel that has just booted and has no entropy yet; it is there within seconds
};

extern const Kernel linux_kernel;

// The instructions that a processor with these features has.
Processor processor_with(cpu::Features have);

}  // namespace cce::entropy
