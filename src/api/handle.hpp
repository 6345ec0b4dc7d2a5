// Objects in protected memory behind the opaque pointers of the C ABI.
#pragma once

#include <atomic>
#include <cstdint>

#include "base/locked_memory.hpp"
#include "module/module.hpp"

namespace cce::api {

// The head of such an object. The mark goes with the module's epoch: an object from before a zeroise, and one that was
// wiped when it was freed, does not have it.
template <uint64_t magic>
struct Handle {
  std::atomic<uint64_t> mark;

  static uint64_t current_mark() { return magic ^ module::the_module.epoch(); }
  bool is_usable() const { return mark.load(std::memory_order_acquire) == current_mark(); }
};

// Null when no protected memory could be had. init(T&) fills everything but the mark.
template <class T, class Init>
T* make_handle(locked::Arena& arena, Init&& init) {
  return arena.make<T>([&](T& made) {
    init(made);
    made.mark.store(T::current_mark(), std::memory_order_release);
  });
}

}  // namespace cce::api
