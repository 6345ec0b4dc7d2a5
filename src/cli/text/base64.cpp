#include "text/base64.hpp"

#include <algorithm>

namespace cce::cli {
namespace {

// value < 64. A to Z, a to z, 0 to 9, + and /: the distance between value and letter changes at 26, 52, 62 and 63.
uint8_t letter(unsigned value) {
  unsigned code = value + 'A';
  code += (value >= 26) * ('a' - 26U - 'A');
  code -= (value >= 52) * ('a' - 26U - ('0' - 52U));
  code -= (value >= 62) * ('0' - 52U - ('+' - 62U));
  code += (value >= 63) * ('/' - 63U - ('+' - 62U));
  return static_cast<uint8_t>(code);
}

}  // namespace

SecretBytes to_base64(std::span<const uint8_t> bytes) {
  SecretBytes text((bytes.size() + 2) / 3 * 4);
  uint8_t* out = text.data();
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const size_t count = std::min<size_t>(3, bytes.size() - i);
    unsigned group = 0;
    for (size_t j = 0; j < 3; ++j) group = group << 8 | (j < count ? bytes[i + j] : 0U);
    for (size_t j = 0; j < 4; ++j) *out++ = j <= count ? letter(group >> (18 - 6 * j) & 63) : uint8_t{'='};
  }
  return text;
}

}  // namespace cce::cli
