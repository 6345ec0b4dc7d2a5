// Hides processor features in the tests' build of the library: CCE_CPU_MASK="sha,avx512" makes it run as on a processor
// without them. In the place of src/base/cpu_mask.cpp.
#include <cstdlib>
#include <cstring>

#include "base/cpu.hpp"

namespace cce::cpu {

Features hidden_features() {
  const char* list = std::getenv("CCE_CPU_MASK");
  Features hidden = 0;
  while (list != nullptr && *list != 0) {
    const size_t length = std::strcspn(list, ",");
    for (const Name& name : names())
      if (std::strlen(name.text) == length && std::strncmp(name.text, list, length) == 0) hidden |= name.bit;
    list += length + (list[length] == ',');
  }
  return hidden;
}

}  // namespace cce::cpu
