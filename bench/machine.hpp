// The machine under the measurement: its processor, and the one core that all libraries take turns on.
#pragma once

#include <optional>
#include <string>

namespace cce::bench {

// "AMD EPYC 9354 32-Core Processor", or what else the system tells of its processor.
std::string cpu_model();

struct Pinned {
  int cpu;             // the core this thread runs on from now on
  std::string failed;  // why it is not pinned there; empty when it is
};

// Keeps this thread on one core: the one given, or the one it is on.
Pinned pin(std::optional<int> cpu);

}  // namespace cce::bench
