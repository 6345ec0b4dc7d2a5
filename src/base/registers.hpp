// What is left in registers after secrets were in them. When the dynamic linker looks up a function of the caller's, it
// stores the vector registers and those of arguments on the stack, and nobody wipes that.
#pragma once

#include <span>

#include "base/cpu.hpp"

namespace cce::registers {

// Zeroes all that a function may leave behind: the vector registers, and the general ones that are not kept for the
// caller. Kernels that know which ones they used clear those themselves.
void clear();

// The general registers alone, where no others were used: some nanoseconds less.
void clear_general();

using Clear = void();
using Implementation = cpu::Implementation<Clear*>;

// Every implementation of this build, best first.
std::span<const Implementation> implementations_table();

// Chooses by what registers there are; before it, those that every processor of the architecture has are cleared.
void select(cpu::Features have);

// By instruction set. Those of another architecture are declared and never linked.
Clear clear_sse, clear_avx, clear_avx512, clear_armv8;

}  // namespace cce::registers
