// A number that tells one life of the module's secrets from the next: it is another one in a child of fork, and after
// the module was zeroised. A secret that must not outlive either is kept with the epoch in which it was made.
#pragma once

#include <atomic>
#include <cstdint>

#include "base/memory_os.hpp"

namespace cce {

// The number lies in a page that the kernel hands to a child of fork as zeros (MADV_WIPEONFORK, Linux 4.14), so a look
// costs one load of a line that nobody writes, and no way of forking goes unseen. A child that shares its parent's
// memory (vfork, CLONE_VM) has its parent's epoch, rightly. Where there is no such page the process id is asked for.
class alignas(64) Epoch {
 public:
  constexpr explicit Epoch(const MemoryOs& os) : os_(os) {}

  // Never 0, and never a number that was current before a fork or an advance().
  uint64_t current() {
    if (const auto* cell = cell_.load(std::memory_order_acquire)) [[likely]]
      if (const uint64_t epoch = cell->load(std::memory_order_acquire)) [[likely]]
        return epoch;
    return current_slowly();
  }

  // Whether the epoch that current() gave still is, seen after all reading of what lives in it: read later than that, it may have
  // been wiped.
  bool is_still(uint64_t epoch) {
    std::atomic_thread_fence(std::memory_order_acquire);
    return current() == epoch;
  }

  // What is current no longer is: seen before all that is wiped afterwards.
  void advance();

  // The parts of an epoch: which process, counted along the line of forks; and how often advanced.
  static constexpr uint32_t process_of(uint64_t epoch) { return static_cast<uint32_t>(epoch >> 32); }
  static constexpr uint32_t advances_of(uint64_t epoch) { return static_cast<uint32_t>(epoch); }

 private:
  using Cell = std::atomic<uint64_t>;

  uint64_t current_slowly();
  uint64_t current_by_process_id();
  Cell* cell();
  uint64_t next() {
    return (processes_.fetch_add(1, std::memory_order_acq_rel) + 1) << 32 | advances_.load(std::memory_order_acquire);
  }

  const MemoryOs& os_;
  std::atomic<Cell*> cell_{nullptr};
  std::atomic<bool> has_no_page_{false};
  // These are copied by fork, so a child counts on from what its parent had reached.
  std::atomic<uint64_t> processes_{0};
  std::atomic<uint32_t> advances_{0};
  std::atomic<uint64_t> counted_id_{
      0};  // where the process id is asked for: the id, and the count of ids in the low half
};

extern Epoch the_epoch;

}  // namespace cce
