// Builds a short text in a fixed buffer, without libc's formatting, which allocates and takes locks.
#pragma once

#include <cstddef>
#include <span>

#include "base/bytes.hpp"

namespace cce {

// The text is always terminated; what does not fit is left out.
class Text {
 public:
  // buffer.size() > 0
  explicit Text(std::span<char> buffer) : buffer_(buffer) { buffer_[0] = 0; }

  Text& operator<<(const char* s) {
    while (*s != 0) put(*s++);
    return *this;
  }
  Text& operator<<(Bytes bytes) {
    constexpr char digits[] = "0123456789abcdef";
    for (const uint8_t b : bytes) {
      put(digits[b >> 4]);
      put(digits[b & 15]);
    }
    return *this;
  }

  bool empty() const { return size_ == 0; }

 private:
  void put(char c) {
    if (size_ + 1 >= buffer_.size()) return;
    buffer_[size_++] = c;
    buffer_[size_] = 0;
  }

  std::span<char> buffer_;
  size_t size_ = 0;
};

}  // namespace cce
