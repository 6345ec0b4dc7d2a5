// In the place of src/base/residue.hpp, for the library that leaks: the stack stays as it is.
#pragma once

#include <cstddef>
#include <cstdint>

namespace cce {

template <size_t>
void wipe_stack() {}

}  // namespace cce
