// What sanitizers cannot do, and tests have to leave out where they are built with one.
#pragma once

namespace cce::support {

// A child of a process with threads. AddressSanitizer does not keep its allocator's lock out of a fork: the child may find
// it held for ever, and the start of a thread allocates. ThreadSanitizer takes the threads of child and parent for the same.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool child_may_start_threads = false;
#else
constexpr bool child_may_start_threads = true;
#endif

}  // namespace cce::support
