#include "base/fork_mark.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <new>

namespace cce {

std::atomic<uint8_t>* ForkMark::page() {
  if (auto* known = page_.load(std::memory_order_acquire)) return known;
  const size_t size = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  void* p = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (p == MAP_FAILED) return nullptr;
  if (madvise(p, size, MADV_WIPEONFORK) != 0) {
    munmap(p, size);
    return nullptr;
  }
  auto* mark = new (p) std::atomic<uint8_t>(0);
  std::atomic<uint8_t>* expected = nullptr;
  if (page_.compare_exchange_strong(expected, mark, std::memory_order_acq_rel)) return mark;
  munmap(p, size);  // another thread was first
  return expected;
}

void ForkMark::arm() {
  if (auto* mark = page())
    mark->store(1, std::memory_order_release);
  else
    pid_.store(getpid(), std::memory_order_release);
}

bool ForkMark::lost() const {
  if (const auto* mark = page_.load(std::memory_order_acquire)) return mark->load(std::memory_order_acquire) == 0;
  const pid_t pid = pid_.load(std::memory_order_acquire);
  return pid != 0 && pid != getpid();
}

bool ForkMark::claim() {
  if (auto* mark = page_.load(std::memory_order_acquire)) {
    uint8_t wiped = 0;
    return mark->compare_exchange_strong(wiped, 1, std::memory_order_acq_rel);
  }
  pid_t pid = pid_.load(std::memory_order_acquire);
  return pid != getpid() && pid_.compare_exchange_strong(pid, getpid(), std::memory_order_acq_rel);
}

}  // namespace cce
