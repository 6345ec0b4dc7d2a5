// A noise source: what each supplies, and which there are.
#pragma once

#include <cstdint>
#include <span>

#include "base/bytes.hpp"
#include "base/status.hpp"
#include "entropy/health.hpp"
#include "entropy/machine.hpp"

namespace cce::entropy {

struct Source {
  const char* name;    // as the build option and `--noise` name it
  const char* sample;  // what one sample is
  Claim claim;
  bool (*is_present)(const Machine& machine);
  // Fills samples with as many raw samples, one a byte. Status::entropy when the source gives nothing, for reasons of its
  // own; what is in samples is then not to be used.
  Status (*read)(const Machine& machine, MutableBytes samples);
};

extern const Source kernel, processor, jitter;

// How many bits a sample has, and how many halves of a bit are claimed of it; each source says why.
constexpr Claim kernel_claim = claim(8, 2 * 4), processor_claim = claim(1, 1), jitter_claim = claim(8, 1);

// All of them, in use or not.
std::span<const Source* const> sources();

}  // namespace cce::entropy
