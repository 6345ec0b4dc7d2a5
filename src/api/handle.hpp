// Objects in protected memory behind the opaque pointers of the C ABI.
#pragma once

#include <atomic>
#include <cstdint>

#include "base/locked_memory.hpp"
#include "module/serve.hpp"

namespace cce::api {

// The head of such an object. The mark goes with the module's epoch: an object from before a zeroise, and one that was
// wiped when it was freed, does not have it.
template <uint64_t magic>
struct Handle {
  std::atomic<uint64_t> mark;

  static uint64_t mark_of(uint32_t epoch) { return magic ^ epoch; }
  bool is_usable() const { return mark.load(std::memory_order_acquire) == mark_of(module::the_module.epoch()); }
};

// Whether an object is usable yet, seen after all reading of it: what was read then is not what a zeroise has wiped.
template <class Object>
bool is_still_usable(const Object& object) {
  std::atomic_thread_fence(std::memory_order_acquire);
  return object.is_usable();
}

// *out <- an object in protected memory, or null. init(T&) fills everything but the mark.
//   memory: none could be had. quarantined: the module was zeroised since the call was let in; what would be made now would
//   outlive that, since it was not there yet when all that was there was wiped.
template <class T, class Init>
Status make_handle(const module::MakingCall& call, locked::Arena& arena, T** out, Init&& init) {
  *out = nullptr;
  T* const made = arena.make<T>([&](T& object) {
    init(object);
    object.mark.store(T::mark_of(call.epoch()), std::memory_order_release);
  });
  if (made == nullptr) return Status::memory;
  if (call.epoch() != module::the_module.epoch()) {
    arena.give_back(made);
    return Status::quarantined;
  }
  *out = made;
  return Status::ok;
}

}  // namespace cce::api
