// A lock for what is rare and short: setting up a key, drawing a seed.
#pragma once

#include <atomic>
#include <cstdint>

namespace cce {

// It differs from a mutex in two ways. A thread that holds it is refused a second time, so a signal handler that
// interrupts the holder gets an answer where it would wait for ever. And a child of fork does not find it held by a
// thread that it does not have.
class Lock {
 public:
  constexpr Lock() = default;

  // False: this very thread holds it, further up its stack.
  [[nodiscard]] bool acquire();
  // Without waiting; false also where this thread holds it.
  [[nodiscard]] bool try_acquire();
  void release() { holder_.store(0, std::memory_order_release); }

 private:
  [[gnu::noinline]] bool acquire_from_another();

  std::atomic<uint64_t> holder_{0};
};

// Holds a lock to the end of a scope.
class Hold {
 public:
  explicit Hold(Lock& lock) : lock_(lock), held_(lock.acquire()) {}
  Hold(const Hold&) = delete;
  Hold& operator=(const Hold&) = delete;
  ~Hold() {
    if (held_) lock_.release();
  }

  explicit operator bool() const { return held_; }

 private:
  Lock& lock_;
  bool held_;
};

}  // namespace cce
