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

  Text& operator<<(const char* s);
  Text& operator<<(Bytes bytes);  // as hexadecimal digits

  bool empty() const { return size_ == 0; }

 private:
  void put(char c);

  std::span<char> buffer_;
  size_t size_ = 0;
};

}  // namespace cce
