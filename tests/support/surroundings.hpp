// What sanitizers and emulators cannot do, and tests have to do without where they run in one.
#pragma once

namespace cce::support {

// A child of a process with threads. AddressSanitizer does not keep its allocator's lock out of a fork: the child may find
// it held for ever, and the start of a thread allocates. ThreadSanitizer takes the threads of child and parent for the
// same, and qemu-user (7.2) ends in an assertion of its own.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(CCE_TESTS_EMULATED)
constexpr bool child_may_start_threads = false;
#else
constexpr bool child_may_start_threads = true;
#endif

}  // namespace cce::support
