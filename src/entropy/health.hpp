// The continuous health tests of SP 800-90B, section 4.4, on raw samples, and where their cut-offs come from.
#pragma once

#include <cstddef>
#include <cstdint>

namespace cce::entropy {

// How often a sound source may fail a test at one sample by chance: alpha = 2^-40, the low end of what section 4.4 allows.
// A start-up test of 1024 samples then fails by chance in one process start of 2^30.
constexpr int log2_alpha = -40;
// W of section 4.4.2.
consteval unsigned window_of(unsigned sample_bits) { return sample_bits == 1 ? 1024 : 512; }
// Section 4.3, requirement 4: at least 1024 consecutive samples before the first use.
constexpr size_t start_up_samples = 1024;

// What is claimed of a source's samples, and what follows from it.
struct Claim {
  unsigned sample_bits;  // of the 8 that a sample is handed over in
  unsigned half_bits;    // H, the min-entropy of a sample, in halves of a bit
  unsigned window;       // W of the adaptive proportion test
  unsigned repetition_cutoff, proportion_cutoff;
};

// C = 1 + ceil(-log2(alpha) / H), section 4.4.1.
consteval unsigned repetition_cutoff(unsigned half_bits) {
  const unsigned numerator = 2u * static_cast<unsigned>(-log2_alpha);
  return 1 + (numerator + half_bits - 1) / half_bits;
}

// C = 1 + CRITBINOM(W, p, 1 - alpha) with p = 2^-H, section 4.4.2: CRITBINOM is the least k for which more than k of W
// samples equal the first with a probability of at most alpha. Summed up from the far end of the distribution, where
//   P(X = k - 1) = P(X = k) * k / (W - k + 1) * (1 - p) / p.
consteval unsigned proportion_cutoff(unsigned half_bits, unsigned window) {
  constexpr long double square_root_of_half = 0.70710678118654752440084436210484903928L;
  long double p = 1, alpha = 1;
  for (unsigned i = 0; i < half_bits; ++i) p *= square_root_of_half;
  for (int i = 0; i > log2_alpha; --i) alpha /= 2;

  long double at_k = 1, above_k = 0;  // P(X = k) and P(X > k), from k = W down
  for (unsigned i = 0; i < window; ++i) at_k *= p;
  unsigned k = window;
  while (above_k + at_k <= alpha) {
    above_k += at_k;
    at_k *= static_cast<long double>(k) / static_cast<long double>(window - k + 1) * (1 - p) / p;
    --k;
  }
  return 1 + k;
}

consteval Claim claim(unsigned sample_bits, unsigned half_bits) {
  const unsigned window = window_of(sample_bits);
  return {sample_bits, half_bits, window, repetition_cutoff(half_bits), proportion_cutoff(half_bits, window)};
}

// Samples that carry at least `bits` of min-entropy together, by the claim.
constexpr size_t samples_for(size_t bits, const Claim& c) { return (2 * bits + c.half_bits - 1) / c.half_bits; }

// Both tests over a stream of samples. Holds the last samples' values: a secret. In line, as each load runs them over thousands of
// samples: the calls would take twice the time of the tests.
class HealthTests {
 public:
  // False: the source fails, at this sample. Failing does not end the tests: what to do is the owner's to say.
  [[gnu::always_inline]] bool accepts(uint8_t sample, const Claim& c) {
    const bool is_varied = repetition(sample, c), is_spread = proportion(sample, c);  // each sees every sample
    return is_varied && is_spread;
  }

 private:
  // Section 4.4.1.
  [[gnu::always_inline]] bool repetition(uint8_t sample, const Claim& c) {
    if (times_ != 0 && sample == repeated_) return ++times_ < c.repetition_cutoff;
    repeated_ = sample;
    times_ = 1;
    return true;
  }

  // Section 4.4.2.
  [[gnu::always_inline]] bool proportion(uint8_t sample, const Claim& c) {
    if (seen_ == 0) {
      first_ = sample;
      equal_ = 1;
    } else if (sample == first_) {
      ++equal_;
    }
    const bool holds = equal_ < c.proportion_cutoff;
    if (++seen_ == c.window) seen_ = 0;
    return holds;
  }

  // Section 4.4.1: A, and B, how often it has come running; 0 before the first sample.
  uint8_t repeated_ = 0;
  unsigned times_ = 0;
  // Section 4.4.2: A, the first of the window; how many samples of the window have come, and B, how many were A.
  uint8_t first_ = 0;
  unsigned seen_ = 0, equal_ = 0;
};

}  // namespace cce::entropy
