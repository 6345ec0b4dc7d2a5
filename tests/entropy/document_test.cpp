// docs/entropy.md says what the code does: its figures are worked out here, from the same constants, line by line.
#include <cmath>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

#include "entropy/pool.hpp"
#include "support/catch.hpp"

namespace {

using namespace cce;
using namespace cce::entropy;

std::string document() {
  std::ifstream file(CCE_DOCS "/entropy.md");
  REQUIRE(file);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string decimal(double value, int digits) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

// log2 of P(X >= k) for X of W samples that equal the first with probability p.
double log2_at_least(unsigned k, unsigned W, double p) {
  double sum = 0;
  for (unsigned i = k; i <= W; ++i)
    sum += std::exp(std::lgamma(W + 1.0) - std::lgamma(i + 1.0) - std::lgamma(W - i + 1.0) + i * std::log(p) +
                    (W - i) * std::log1p(-p));
  return std::log2(sum);
}

}  // namespace

TEST_CASE("what is claimed of each source, and its cut-offs") {
  const std::string text = document();
  for (const Source* source : sources()) {
    const Claim& c = source->claim;
    const double H = c.half_bits / 2.0, p = std::exp2(-H);
    std::ostringstream claimed, repetition, proportion;
    claimed << "| " << source->name << " | " << source->sample << " | " << c.sample_bits << " | " << H << " | "
            << samples_for(Seed::entropy_bits, c) << " |";
    repetition << "| " << source->name << " | 1 + ⌈" << -log2_alpha << " / " << H << "⌉ | " << c.repetition_cutoff
               << " |";
    const unsigned C = c.proportion_cutoff;
    proportion << "| " << source->name << " | " << c.window << " | " << decimal(p, 4) << " | " << C << " | "
               << decimal(log2_at_least(C, c.window, p), 2) << " | " << decimal(log2_at_least(C - 1, c.window, p), 2) << " |";
    for (const auto& line : {claimed.str(), repetition.str(), proportion.str()}) {
      INFO("docs/entropy.md must have: " << line);
      CHECK(text.find(line) != std::string::npos);
    }
  }
}

TEST_CASE("the constants of the tests and of a seed") {
  const std::string text = document();
  std::ostringstream alpha, seed;
  alpha << "α = 2^" << log2_alpha;
  seed << Seed::entropy_bits << " bits";
  for (const auto& words : {alpha.str(), seed.str(), std::to_string(start_up_samples) + " samples"}) {
    INFO("docs/entropy.md must say: " << words);
    CHECK(text.find(words) != std::string::npos);
  }
}
