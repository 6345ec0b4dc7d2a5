// A buffer between two pages that may not be touched: reading or writing one byte beyond either end is a fault.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <stdexcept>

class Guarded {
 public:
  explicit Guarded(size_t capacity) {
    const size_t page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
    size_ = (capacity + page - 1) / page * page;
    mapping_size_ = size_ + 2 * page;
    mapping_ = mmap(nullptr, mapping_size_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapping_ == MAP_FAILED) throw std::runtime_error("Guarded: mmap of the test's buffer failed");
    begin_ = static_cast<uint8_t*>(mapping_) + page;
    if (mprotect(begin_, size_, PROT_READ | PROT_WRITE) != 0) throw std::runtime_error("Guarded: mprotect failed");
  }
  Guarded(const Guarded&) = delete;
  Guarded& operator=(const Guarded&) = delete;
  ~Guarded() { munmap(mapping_, mapping_size_); }

  uint8_t* first(size_t) { return begin_; }               // n bytes right behind the lower guard page
  uint8_t* last(size_t n) { return begin_ + size_ - n; }  // n bytes right before the upper one

  template <class Range>
  uint8_t* place_last(const Range& bytes) {
    return std::copy(bytes.begin(), bytes.end(), last(bytes.size())) - bytes.size();
  }
  template <class Range>
  uint8_t* place_first(const Range& bytes) {
    std::copy(bytes.begin(), bytes.end(), begin_);
    return begin_;
  }

 private:
  void* mapping_;
  size_t mapping_size_, size_;
  uint8_t* begin_;
};
