// Reproducible input: the same on every machine, different for every seed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

class RandomBytes {
 public:
  explicit RandomBytes(uint64_t seed) : state_(seed) {}

  uint64_t word() {  // splitmix64
    uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
  }
  size_t below(size_t n) { return static_cast<size_t>(word() % n); }
  template <class Range>
  void fill(Range&& range) {
    for (auto& byte : range) byte = static_cast<uint8_t>(word());
  }
  std::vector<uint8_t> bytes(size_t n) {
    std::vector<uint8_t> v(n);
    fill(v);
    return v;
  }
  template <class Array>
  Array array() {
    Array a;
    fill(a);
    return a;
  }

 private:
  uint64_t state_;
};
