#include "drbg/rand_thread.hpp"

#include <pthread.h>

#include <atomic>

#include "base/locked_memory.hpp"

namespace cce::rand {
namespace {

// The key whose destructor libc runs at a thread's end, plus 1, so that 0 says that there is none yet.
constinit std::atomic<uint64_t> exit_key{0};

// Another destructor of the same thread may ask for random bytes after this one: it gets a new slot, and this is run
// again (PTHREAD_DESTRUCTOR_ITERATIONS).
void on_thread_exit(void* slot) {
  slot_of_thread = nullptr;
  locked::generators.give_back(slot);
}

// False when the process has used up its keys.
bool find_exit_key(pthread_key_t& key) {
  uint64_t known = exit_key.load(std::memory_order_acquire);
  if (known == 0) {
    if (pthread_key_create(&key, on_thread_exit) != 0) return false;
    if (exit_key.compare_exchange_strong(known, uint64_t{key} + 1, std::memory_order_acq_rel)) return true;
    pthread_key_delete(key);  // another thread was first
  }
  key = static_cast<pthread_key_t>(known - 1);
  return true;
}

}  // namespace

constinit thread_local Slot* slot_of_thread = nullptr;

Slot* adopt_slot() {
  pthread_key_t key;
  if (!find_exit_key(key)) return nullptr;
  Slot* const slot = locked::generators.make<Slot>([](Slot& s) { s.state.reseed_counter = 0; });
  if (slot == nullptr) return nullptr;
  // Without its destructor the slot would outlive the thread.
  if (pthread_setspecific(key, slot) != 0) {
    locked::generators.give_back(slot);
    return nullptr;
  }
  slot_of_thread = slot;
  return slot;
}

}  // namespace cce::rand
