// The tests of the health tests: streams of samples that must fail, and must fail at the cut-off and not before.
#include "entropy/pool.hpp"

namespace cce::entropy {
namespace {

// How many samples of stream(0), stream(1), .. pass before the first that fails; W when none of so many does.
template <class Stream>
unsigned accepted(const Claim& claim, Stream stream) {
  HealthTests tests;
  for (unsigned i = 0; i < claim.window; ++i)
    if (!tests.accepts(stream(i), claim)) return i;
  return claim.window;
}

// A source that is stuck fails at its C-th sample.
bool notices_stuck(const Claim& claim) {
  return accepted(claim, [](unsigned) { return uint8_t{0x5a}; }) + 1 == claim.repetition_cutoff;
}

// Seven samples of eight alike: never C running, but C in the window. With n samples come n - n / 8 that are alike.
bool notices_biased(const Claim& claim) {
  unsigned n = 0;
  while (n - n / 8 != claim.proportion_cutoff) ++n;
  return accepted(claim, [](unsigned i) { return static_cast<uint8_t>(i % 8 == 7); }) + 1 == n;
}

bool passes_sound(const Claim& claim) {
  return accepted(claim, [](unsigned i) { return static_cast<uint8_t>(i * 167 >> i % 3); }) == claim.window;
}

bool test(Evidence& evidence) {
  for (const Source* source : sources()) {
    evidence.where = source->name;
    const Claim& c = source->claim;
    if (!notices_stuck(c) || !notices_biased(c) || !passes_sound(c)) return false;
  }
  return true;
}

}  // namespace

constinit const SelfTest health_test = {"noise-health",
                                        "ENT",
                                        "SP 800-90B repetition count and adaptive proportion tests, at their cut-offs",
                                        Algorithm::entropy,
                                        TestKind::health,
                                        test};

}  // namespace cce::entropy
