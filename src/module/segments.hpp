// The parts of this library in memory that the integrity test covers.
#pragma once

#include "base/bytes.hpp"

namespace cce::module {

struct Segments {
  Bytes text;    // the executable segment
  Bytes rodata;  // the read-only segment behind it: constants, and unwind tables where they are built
};

// The loaded segments of the object that holds this function. Null when it has not exactly one of each, as GNU ld
// lays them out with -z separate-code. The segment with the ELF header is not among them: strip, objcopy and patchelf
// rewrite it and the tables of the dynamic loader, none of which is code or a constant of the module.
const Segments* own_segments();

// Has the kernel map in few steps what the self-tests are about to touch: the segments, and of the stack as much as they use
// (Linux 5.14). Every page that is met unmapped is an exception of its own, and together they would take as long as half of the
// integrity test. Nothing depends on it.
void map_ahead();

}  // namespace cce::module
