#include "base/lock.hpp"

#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "base/epoch.hpp"

namespace cce {
namespace {

// Its address is the name of the thread.
[[gnu::tls_model("initial-exec")]] constinit thread_local char name_of_thread = 0;

// The process, which a fork changes, above the thread: user addresses have 48 bits at most.
constexpr unsigned address_bits = 48;
uint64_t process_bits() { return uint64_t{Epoch::process_of(the_epoch.current())} << address_bits; }
uint64_t this_thread(uint64_t process) {
  return process | (reinterpret_cast<uintptr_t>(&name_of_thread) & ((uint64_t{1} << address_bits) - 1));
}

// By the bare system call: libc's function is a point where a thread may be cancelled, with what it holds.
void pause_briefly() {
  constexpr timespec duration = {0, 20'000};
  syscall(SYS_nanosleep, &duration, nullptr);
}

}  // namespace

bool Lock::try_acquire() {
  uint64_t holder = 0;
  return holder_.compare_exchange_strong(holder, this_thread(process_bits()), std::memory_order_acquire);
}

bool Lock::acquire() { return try_acquire() || acquire_from_another(); }

// Apart, for what it needs on the stack.
bool Lock::acquire_from_another() {
  constexpr unsigned patience = 100;
  const uint64_t process = process_bits();
  const uint64_t me = this_thread(process);
  for (unsigned tries = 0;; ++tries) {
    uint64_t holder = 0;
    if (holder_.compare_exchange_weak(holder, me, std::memory_order_acquire, std::memory_order_relaxed)) return true;
    if (holder == me) return false;
    // Held since before a fork: whoever that was is not in this process.
    const bool is_gone = holder != 0 && (holder >> address_bits << address_bits) != process;
    if (is_gone && holder_.compare_exchange_strong(holder, me, std::memory_order_acquire)) return true;
    if (tries >= patience) pause_briefly();
  }
}

}  // namespace cce
