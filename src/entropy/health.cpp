#include "entropy/health.hpp"

namespace cce::entropy {

// Section 4.4.1.
bool HealthTests::repetition(uint8_t sample, const Claim& c) {
  if (times_ != 0 && sample == repeated_) return ++times_ < c.repetition_cutoff;
  repeated_ = sample;
  times_ = 1;
  return true;
}

// Section 4.4.2.
bool HealthTests::proportion(uint8_t sample, const Claim& c) {
  if (seen_ == 0) {
    first_ = sample;
    equal_ = 1;
  } else if (sample == first_) {
    ++equal_;
  }
  const bool holds = equal_ < c.proportion_cutoff;
  seen_ = (seen_ + 1) % window;
  return holds;
}

}  // namespace cce::entropy
