// What a fuzz target is: libFuzzer's entry, and a check that ends the program.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace fuzz {

inline void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace fuzz
