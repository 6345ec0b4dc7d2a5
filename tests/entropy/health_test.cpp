// The health tests of SP 800-90B, section 4.4: their cut-offs, and what passes and fails them.
#include "entropy/health.hpp"

#include <cmath>
#include <vector>

#include "entropy/pool.hpp"
#include "fake_machine.hpp"
#include "support/catch.hpp"

namespace {

using namespace cce;
using namespace cce::entropy;

// How many samples pass before the first that fails; all of them when none does.
template <class Stream>
size_t accepted(const Claim& claim, size_t n, Stream stream) {
  HealthTests tests;
  for (size_t i = 0; i < n; ++i)
    if (!tests.accepts(stream(i), claim)) return i;
  return n;
}

// log2 of P(X > k) for X of W samples that each equal the first with probability p, by log-gamma: another way to
// the numbers than the one in health.hpp.
double log2_tail(unsigned k, unsigned W, double p) {
  double sum = 0;
  const double n = W;
  for (unsigned i = k + 1; i <= W; ++i)
    sum += std::exp(std::lgamma(n + 1) - std::lgamma(i + 1.0) - std::lgamma(n - i + 1) + i * std::log(p) +
                    (n - i) * std::log1p(-p));
  return std::log2(sum);
}

const Source* const all_sources[] = {&kernel, &processor, &jitter};

}  // namespace

TEST_CASE("the cut-offs are the standard's, for what is claimed") {
  CHECK(kernel.claim.repetition_cutoff == 11);     // 1 + 40 / 4
  CHECK(processor.claim.repetition_cutoff == 81);  // 1 + 40 / 0.5
  CHECK(jitter.claim.repetition_cutoff == 81);     // 1 + 40 / 0.5
  CHECK(kernel.claim.proportion_cutoff == 78);
  CHECK(processor.claim.proportion_cutoff == 824);
  CHECK(jitter.claim.proportion_cutoff == 432);
  for (const Source* source : all_sources) {
    INFO(source->name);
    const double H = source->claim.half_bits / 2.0, p = std::exp2(-H);
    const unsigned critical = source->claim.proportion_cutoff - 1;
    const unsigned W = source->claim.window;
    CHECK(W == (source->claim.sample_bits == 1 ? 1024 : 512));
    CHECK(log2_tail(critical, W, p) <= -40);
    CHECK(log2_tail(critical - 1, W, p) > -40);
    CHECK(source->claim.repetition_cutoff - 1 == std::ceil(40 / H));
  }
}

TEST_CASE("a seed has 384 bits from each source by its own claim") {
  CHECK(samples_for(Seed::entropy_bits, kernel.claim) == 96);
  CHECK(samples_for(Seed::entropy_bits, processor.claim) == 768);
  CHECK(samples_for(Seed::entropy_bits, jitter.claim) == 768);
}

TEST_CASE("a stuck source fails at its cut-off, whenever it gets stuck") {
  for (const Source* source : all_sources)
    for (const size_t sound : {0u, 1u, 511u, 1000u}) {
      INFO(source->name << " stuck after " << sound);
      entropy_test::Noise noise;
      size_t run = 0;
      uint8_t last = 0;
      const size_t passed = accepted(source->claim, 5000, [&](size_t i) {
        const auto sample = i < sound ? static_cast<uint8_t>(noise.next() >> 40) : uint8_t{0x42};
        run = i > 0 && sample == last ? run + 1 : 1;
        last = sample;
        return sample;
      });
      CHECK(run == source->claim.repetition_cutoff);
      CHECK(passed >= sound);
      CHECK(passed < sound + source->claim.repetition_cutoff);
    }
}

TEST_CASE("one sample less than the cut-off passes") {
  for (const Source* source : all_sources) {
    INFO(source->name);
    // Runs of C - 1 alike, never the same value in two runs of a window.
    const unsigned C = source->claim.repetition_cutoff;
    const size_t passed = accepted(source->claim, 20'000, [&](size_t i) { return static_cast<uint8_t>(i / (C - 1)); });
    CHECK(passed == 20'000);
  }
}

TEST_CASE("a biased source fails within the first window that begins with the favoured value") {
  for (const Source* source : all_sources) {
    INFO(source->name);
    const size_t window = source->claim.window;
    // One value as often as the cut-off says and half as often again, as far as there is room for it, at random places.
    const double share = std::min(0.97, 1.5 * source->claim.proportion_cutoff / static_cast<double>(window));
    for (uint64_t start = 1; start <= 20; ++start) {
      entropy_test::Noise noise{start * 0x9e3779b97f4a7c15};
      const size_t other_windows = start % 3;  // these happen to begin with another value, and may see nothing
      const size_t passed = accepted(source->claim, 100 * window, [&](size_t i) {
        const uint64_t x = noise.next();
        if (i % window == 0) return i / window < other_windows ? uint8_t{8} : uint8_t{7};
        return static_cast<double>(x >> 11) * 0x1p-53 < share ? uint8_t{7} : static_cast<uint8_t>(x);
      });
      CHECK(passed < (other_windows + 1) * window);
    }
  }
}

TEST_CASE("the windows of the proportion test are apart") {
  // C - 1 alike in each window of a claim of 4 bits, never more than ten running.
  const Claim& c = kernel.claim;
  const size_t window = c.window;
  const size_t passed = accepted(c, 10 * window, [&](size_t i) {
    const size_t in_window = i % window;
    return in_window % 5 == 0 && in_window / 5 < c.proportion_cutoff - 1 ? uint8_t{1}
                                                                         : static_cast<uint8_t>(2 + i % 100);
  });
  CHECK(passed == 10 * window);
}

TEST_CASE("a sound source does not fail in ten million samples") {
  for (const Source* source : all_sources) {
    INFO(source->name);
    entropy_test::Noise noise;
    const unsigned mask = (1u << source->claim.sample_bits) - 1;
    const size_t n = 10'000'000;
    CHECK(accepted(source->claim, n, [&](size_t) { return static_cast<uint8_t>((noise.next() >> 32) & mask); }) == n);
  }
}

TEST_CASE("the self-test of the tests passes") {
  Evidence evidence;
  CHECK(health_test.run(evidence));
  CHECK(health_test.algorithm == Algorithm::entropy);
  CHECK(health_test.kind == TestKind::health);
}
