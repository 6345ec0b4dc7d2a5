#include "base/text.hpp"

namespace cce {

void Text::put(char c) {
  if (size_ + 1 >= buffer_.size()) return;
  buffer_[size_++] = c;
  buffer_[size_] = 0;
}

Text& Text::operator<<(const char* s) {
  while (*s != 0) put(*s++);
  return *this;
}

Text& Text::operator<<(Bytes bytes) {
  constexpr char digits[] = "0123456789abcdef";
  for (const uint8_t b : bytes) {
    put(digits[b >> 4]);
    put(digits[b & 15]);
  }
  return *this;
}

}  // namespace cce
