// What protected memory and the process's epoch ask of the kernel, as a table, so that a test can let any of it fail.
#pragma once

#include <sys/types.h>

#include <cstddef>

namespace cce {

// As the functions of the same purpose in libc; a failure of the pointers is null, of the others negative.
struct MemoryOs {
  void* (*map)(size_t n);                       // anonymous, private, readable and writable
  void* (*map_file)(size_t n, int file);        // shared, readable and writable
  int (*unmap)(void* p, size_t n);              // munmap
  int (*forbid)(void* p, size_t n);             // mprotect, no access
  int (*advise)(void* p, size_t n, int what);   // madvise
  int (*lock)(void* p, size_t n);               // mlock
  int (*move)(void* from, void* to, size_t n);  // mremap onto what is at `to`
  int (*secret_file)(size_t n);                 // memfd_secret, of n bytes
  int (*close)(int file);
  int (*at_fork)(void (*prepare)(), void (*parent)(), void (*child)());
  pid_t (*process)();  // getpid
};

extern const MemoryOs linux_memory;

}  // namespace cce
