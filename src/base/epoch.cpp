#include "base/epoch.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <new>

namespace cce {
namespace {

// Emulators and sandboxes exist that grant every advice and do nothing. Who grants one that does not exist is one.
bool wipes_on_fork(const MemoryOs& os, void* page, size_t size) {
  constexpr int no_such_advice = -1;
  return os.advise(page, size, no_such_advice) != 0 && os.advise(page, size, MADV_WIPEONFORK) == 0;
}

}  // namespace

Epoch::Cell* Epoch::cell() {
  if (auto* known = cell_.load(std::memory_order_acquire)) return known;
  if (has_no_page_.load(std::memory_order_acquire)) return nullptr;
  const auto size = static_cast<size_t>(getpagesize());
  void* page = os_.map(size);
  if (page != nullptr && !wipes_on_fork(os_, page, size)) {
    os_.unmap(page, size);
    page = nullptr;
  }
  // One way or the other for good: numbers of both kinds side by side could meet.
  if (page == nullptr) {
    has_no_page_.store(true, std::memory_order_release);
    return cell_.load(std::memory_order_acquire);
  }
  auto* fresh = new (page) Cell(0);
  Cell* first = nullptr;
  if (cell_.compare_exchange_strong(first, fresh, std::memory_order_acq_rel)) return fresh;
  os_.unmap(page, size);  // another thread was first
  return first;
}

uint64_t Epoch::current_slowly() {
  Cell* const shared = cell();
  if (shared == nullptr) return current_by_process_id();
  uint64_t epoch = shared->load(std::memory_order_acquire);
  if (epoch == 0) {
    const uint64_t begun = next();
    if (shared->compare_exchange_strong(epoch, begun, std::memory_order_acq_rel)) return begun;
  }
  return epoch;
}

// The id and its count change together: of threads that find a new id at once, one counts it.
uint64_t Epoch::current_by_process_id() {
  const auto id = static_cast<uint32_t>(os_.process());
  uint64_t known = counted_id_.load(std::memory_order_acquire);
  while (static_cast<uint32_t>(known >> 32) != id) {
    const uint64_t counted = uint64_t{id} << 32 | (static_cast<uint32_t>(known) + 1);
    if (counted_id_.compare_exchange_weak(known, counted, std::memory_order_acq_rel)) known = counted;
  }
  return known << 32 | advances_.load(std::memory_order_acquire);
}

void Epoch::advance() {
  current();
  advances_.fetch_add(1, std::memory_order_acq_rel);
  if (Cell* const shared = cell_.load(std::memory_order_acquire)) shared->fetch_add(1, std::memory_order_acq_rel);
  std::atomic_thread_fence(std::memory_order_release);
}

constinit Epoch the_epoch(linux_memory);

}  // namespace cce
