// The kernel's memory calls, with any of them made to fail.
#pragma once

#include <errno.h>

#include "base/memory_os.hpp"

namespace cce::base_test {

// While a test runs: the how manieth call is to fail (counted from 1 over all calls of the table; 0: none), and whether
// it is the only one. `calls` counts them.
inline int calls = 0, failing = 0;
inline bool only_one = true;
inline pid_t process = 0;  // not 0: what getpid says
inline bool grants_all_advice = false;

// Who grants this one, as some emulators do, grants every advice and does nothing.
inline constexpr int no_such_advice = -1;

inline bool fails() {
  ++calls;
  const bool now = failing != 0 && (only_one ? calls == failing : calls >= failing);
  if (now) errno = ENOMEM;
  return now;
}

inline void reset(int which = 0, bool only = true) {
  calls = 0;
  failing = which;
  only_one = only;
  process = 0;
  grants_all_advice = false;
}

inline constexpr MemoryOs faulty_memory = {
    [](size_t n) { return fails() ? nullptr : linux_memory.map(n); },
    [](size_t n, int file) { return fails() ? nullptr : linux_memory.map_file(n, file); },
    [](void* p, size_t n) { return linux_memory.unmap(p, n); },
    [](void* p, size_t n) { return fails() ? -1 : linux_memory.forbid(p, n); },
    [](void* p, size_t n, int what) {
      if (grants_all_advice) return 0;
      if (what == no_such_advice) return linux_memory.advise(p, n, what);  // it fails by itself; a failure says nothing
      return fails() ? -1 : linux_memory.advise(p, n, what);
    },
    [](void* p, size_t n) { return fails() ? -1 : linux_memory.lock(p, n); },
    [](void* from, void* to, size_t n) { return fails() ? -1 : linux_memory.move(from, to, n); },
    [](size_t n) { return fails() ? -1 : linux_memory.secret_file(n); },
    [](int file) { return linux_memory.close(file); },
    // The handlers of a test's arena are called by the test.
    [](void (*)(), void (*)(), void (*)()) { return fails() ? -1 : 0; },
    [] { return process != 0 ? process : linux_memory.process(); },
};

}  // namespace cce::base_test
