// The machine under the measurement: its processor, and the core that all libraries take turns on.
#pragma once

#include <optional>
#include <string>

namespace cce::bench {

// "AMD EPYC 9354 32-Core Processor", or what else the system tells of its processor.
std::string cpu_model();

// Keeps this thread on one core; a text that says why not, or nothing.
std::string keep_on(int cpu);

struct Pinned {
  int cpu;             // the core this thread runs on from now on
  std::string failed;  // why it is not pinned there; empty when it is

  // A core for a second thread, of those that this thread might have used: one that does not share its execution units
  // with `cpu` as far as the system tells, otherwise any. None: there is no other.
  std::optional<int> second;
};

// Keeps this thread on one core: the one given, or the one it is on.
Pinned pin(std::optional<int> cpu);

}  // namespace cce::bench
