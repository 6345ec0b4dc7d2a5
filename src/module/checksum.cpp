#include "module/checksum.hpp"

#include <bit>
#include <cstring>

namespace cce::module {

uint64_t checksum(Bytes bytes) {
  constexpr uint64_t m = 0x9e3779b97f4a7c15;  // 2^64 divided by the golden ratio, odd: spreads low bits upwards
  // Four chains, because a multiplication waits for the one before it. The last, short group is filled up with zeros;
  // the length in the beginning tells it from a longer one.
  uint64_t h0 = bytes.size(), h1 = 1, h2 = 2, h3 = 3;
  constexpr size_t group = 4 * sizeof(uint64_t);
  // In line: out of line, the chains would go through memory, and take twice the time.
  const auto absorb = [&](const uint8_t* from) __attribute__((always_inline)) {
    uint64_t w[4];
    std::memcpy(&w[0], from, 8);
    std::memcpy(&w[1], from + 8, 8);
    std::memcpy(&w[2], from + 16, 8);
    std::memcpy(&w[3], from + 24, 8);
    h0 = (h0 ^ w[0]) * m;
    h1 = (h1 ^ w[1]) * m;
    h2 = (h2 ^ w[2]) * m;
    h3 = (h3 ^ w[3]) * m;
  };
  const uint8_t* p = bytes.data();
  size_t left = bytes.size();
  for (; left >= group; left -= group, p += group) absorb(p);
  if (left != 0) {
    uint8_t last[group] = {};
    std::memcpy(last, p, left);
    absorb(last);
  }
  return h0 ^ std::rotl(h1, 16) ^ std::rotl(h2, 32) ^ std::rotl(h3, 48);
}

}  // namespace cce::module
