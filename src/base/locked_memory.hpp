// Memory for secrets: pages that are not swapped out and not part of a core dump, between pages that nobody can touch,
// shared out in slots. What is given back is wiped.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <new>
#include <type_traits>

#include "base/epoch.hpp"
#include "base/lock.hpp"
#include "base/memory_os.hpp"
#include "base/secret.hpp"

namespace cce::locked {

// How well the kernel protects a slot, worst first. Where the limit on locked memory (RLIMIT_MEMLOCK) is used up, slots
// are still given out: a module that stops for want of a locked page would be worse.
enum class Protection : uint8_t {
  none,     // ordinary memory
  no_dump,  // kept out of core dumps, but may be swapped out
  locked,   // and not swapped out
  secret,   // and mapped nowhere else, the kernel's own map of memory included (memfd_secret, Linux 5.14)
};

// What a child of fork sees of a slot.
enum class Inheritance : uint8_t {
  copied,  // a copy of its own, as of any memory: for keys
  wiped,   // zeros, by the kernel's own doing (MADV_WIPEONFORK): for generators, which must not go on in two processes
};

constexpr std::array<size_t, 3> slot_sizes = {512, 1024, 4096};
constexpr size_t slot_alignment = 64;

// What runs around each fork() of the process: the three functions of the arena that are named after it.
struct ForkHandlers {
  void (*before)();
  void (*after_in_parent)();
  void (*after_in_child)();
};

struct Region;

class Arena {
 public:
  constexpr Arena(const MemoryOs& os, Inheritance inheritance, ForkHandlers handlers)
      : os_(os), inheritance_(inheritance), handlers_(handlers) {}

  // n zeroed bytes, n <= 4096; null when memory cannot be had, or on a thread that is inside this arena already (a
  // signal handler's).
  void* take(size_t n);
  // Wipes the slot. Null is allowed.
  void give_back(void* slot);

  // A T, filled by init(T&) before any fork can copy it: what a child inherits is whole. init must not block.
  template <class T, class Init>
  T* make(Init&& init) {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= slot_alignment);
    static_assert(sizeof(T) <= slot_sizes.back());
    Hold hold(lock_);
    void* const slot = hold ? take_held(sizeof(T)) : nullptr;
    if (slot == nullptr) return nullptr;
    T* const made = new (slot) T;
    init(*made);
    return made;
  }

  // Runs change() with the arena locked: but for signal handlers of this very thread, nobody takes or wipes a slot meanwhile,
  // and no fork copies one. Does not wait. False: change() did not run, because the arena is locked, or because p is not in a
  // slot of this process's own.
  template <class Change>
  bool change(const void* p, Change&& change) {
    if (!lock_.try_acquire()) return false;
    const bool is_own = owns_held(p);
    if (is_own) change();
    lock_.release();
    return is_own;
  }

  // visit(slot) for every slot that is taken.
  template <class Visit>
  void for_each(Visit&& visit) {
    const Hold hold(lock_);
    for_each_held([](void* context, void* slot) { (*static_cast<Visit*>(context))(slot); }, &visit);
  }

  // Wipes every slot that is taken, and leaves it taken: its owner finds zeros.
  void wipe_all();

  // The worst that any slot has had; `secret` while there are none. After a fork by the bare system call, which runs no
  // handlers, the child's pages are not locked and this does not know it.
  Protection weakest() const { return weakest_.load(std::memory_order_relaxed); }

  // Around a fork, on the thread that forks.
  void before_fork();
  void after_fork_in_parent();
  void after_fork_in_child();

 private:
  void* take_held(size_t n);
  bool owns_held(const void* p);
  void for_each_held(void (*visit)(void* context, void* slot), void* context);
  Region* grow(size_t slot_size);
  bool hears_of_forks();
  Protection map_slots(Region& region);
  Protection protect(void* slots, size_t size);
  // To be called first wherever the arena is locked.
  void disown_what_is_shared() {
    const uint32_t now = Epoch::process_of(the_epoch.current());
    if (process_ != now) [[unlikely]]
      disown_what_is_shared_since(now);
  }
  void disown_what_is_shared_since(uint32_t now);
  void note(Protection p) {
    if (p < weakest()) weakest_.store(p, std::memory_order_relaxed);
  }

  const MemoryOs& os_;
  const Inheritance inheritance_;
  const ForkHandlers handlers_;
  Lock lock_;
  Region* regions_ = nullptr;  // newest first
  uint32_t process_ = 0;       // whose the regions are
  bool hears_of_forks_ = false;
  bool holds_for_fork_ = false;
  std::atomic<Protection> weakest_{Protection::secret};
};

// Keys, and whatever a child must be able to go on using.
extern Arena keys;
// Generators.
extern Arena generators;

}  // namespace cce::locked
