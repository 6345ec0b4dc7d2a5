// Raw samples of the module's noise sources, for their assessment (SP 800-90B, section 3.1.1).
#pragma once

#include <cstdint>
#include <string>

namespace cce::kat {

// "kernel, processor, jitter": for --help.
std::string noise_source_names();

enum class NoiseResult { done, no_such_source, not_on_this_machine, source_failed, not_written };

// Writes `count` samples, one a byte, to the file, or to standard output when there is no name. No health test has seen
// them. A file that cannot be filled is removed; nobody takes what is there for a whole one.
NoiseResult write_noise(const std::string& source, std::uint64_t count, const std::string& file);

}  // namespace cce::kat
