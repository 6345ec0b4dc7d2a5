// What the module says of its processor and its choice of implementations, as text.
#pragma once

#include "base/cpu.hpp"

namespace cce::module {

// Writes both texts. Once: readers hold them.
void describe_processor(cpu::Features have);

// "ssse3 sse4.1 aes ..." and "sha256=shani sha512=avx2"; empty before the power-up.
const char* processor_features();
const char* implementations();

}  // namespace cce::module
