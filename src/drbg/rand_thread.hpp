// Which slot is whose: from a thread's first request to its end.
#pragma once

#include "drbg/rand_slot.hpp"

namespace cce::rand {

// This thread's, or null.
[[gnu::tls_model("initial-exec")]] extern constinit thread_local Slot* slot_of_thread;

// A slot for this thread, which is wiped and given back when the thread ends; null when none can be had.
Slot* adopt_slot();

}  // namespace cce::rand
