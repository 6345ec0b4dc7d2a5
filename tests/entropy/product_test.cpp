// The product's pool as one value of the build option CCE_NOISE makes it. Compiled once for each, with the product's own
// file, and with what must come of it in EXPECTED_WITH and EXPECTED_WITHOUT: sources in use where the processor has an
// instruction, and where it has none.
#include <string>

#include "entropy/pool.hpp"
#include "support/catch.hpp"

namespace {

using namespace cce;
using namespace cce::entropy;

std::string described() {
  char buffer[64];
  Text text(buffer);
  describe(text);
  return buffer;
}

// By each source's own claim, 384 bits: the sizes are worked out in health_test.cpp.
size_t seed_size(const std::string& sources) {
  size_t size = 0;
  if (sources.find("kernel") != std::string::npos) size += 96;
  if (sources.find("processor") != std::string::npos) size += 768;
  if (sources.find("jitter") != std::string::npos) size += 768;
  return size;
}

// Whatever this machine's sources are like: a seed has all of what was chosen, or there is none.
void check_seed(const std::string& expected, bool must_be_there) {
  CHECK(described() == expected);
  Seed made;
  const Status s = seed(made);
  if (must_be_there) REQUIRE(s == Status::ok);
  CHECK(made.size == (s == Status::ok ? seed_size(expected) : 0));
  for (const Source* source : sources())
    CHECK(is_in_use(*source) == (expected.find(source->name) != std::string::npos));
}

bool needs(const std::string& sources, const char* name) { return sources.find(name) != std::string::npos; }

// An emulator's clock may be too coarse for the jitter: then there is no seed, which is as it should be.
#ifdef CCE_TESTS_EMULATED
constexpr bool has_jitter = false;
#else
constexpr bool has_jitter = true;
#endif

}  // namespace

TEST_CASE("sources and seed where the processor has no instruction") {
  select(0);
  CHECK_FALSE(is_present(processor));
  const std::string expected = EXPECTED_WITHOUT;
  check_seed(expected, !needs(expected, "processor") && (has_jitter || !needs(expected, "jitter")));
  if (!needs(expected, "processor")) return;
  Seed none;
  CHECK(seed(none) == Status::entropy);
  Evidence evidence;
  CHECK_FALSE(start_up_test.run(evidence));
  CHECK(std::string(evidence.where) == "processor");
}

TEST_CASE("sources and seed on this processor") {
  select(cpu::detect());
  const std::string expected = is_present(processor) ? EXPECTED_WITH : EXPECTED_WITHOUT;
  check_seed(expected,
             (is_present(processor) || !needs(expected, "processor")) && (has_jitter || !needs(expected, "jitter")));
}
