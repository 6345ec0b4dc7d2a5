// The processor's instruction and timing jitter as noise sources.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <vector>

#include "entropy/pool.hpp"
#include "fake_machine.hpp"
#include "support/catch.hpp"

namespace {

using namespace cce;
using namespace cce::entropy;
using namespace cce::entropy_test;
using Octets = std::vector<uint8_t>;

}  // namespace

TEST_CASE("a word is sixty-four samples of a bit, lowest first") {
  reset();
  script.entropy_word = [n = 0](uint64_t& word) mutable {
    word = n++ == 0 ? 1 : 0xfedcba9876543210 + (n > 2 ? 1 : 0);
    return true;
  };
  Octets samples(68), want;
  for (uint8_t nibble = 0; nibble < 16; ++nibble)
    for (int bit = 0; bit < 4; ++bit) want.push_back(nibble >> bit & 1);
  for (const uint8_t bit : {1, 0, 0, 0}) want.push_back(bit);  // of the next word
  REQUIRE(processor.read(fake_machine, samples) == Status::ok);
  CHECK(samples == want);
}

TEST_CASE("an instruction that has no word yet is asked again, but not for ever") {
  reset();
  script.entropy_word = [n = 0](uint64_t& word) mutable {
    word = script.noise.next();
    return ++n % 1000 == 0;
  };
  Octets samples(96);
  CHECK(processor.read(fake_machine, samples) == Status::ok);
  reset();
  script.entropy_word = [](uint64_t&) { return false; };
  CHECK(processor.read(fake_machine, samples) == Status::entropy);
  CHECK(script.calls < 1'000'000);
  reset();
  CHECK(processor.read(fake_machine, samples) == Status::ok);
}

TEST_CASE("an instruction that repeats its word is dead, whatever the word") {
  for (const uint64_t word : {uint64_t{0}, ~uint64_t{0}, uint64_t{0x0123456789abcdef}}) {
    reset();
    script.entropy_word = [word](uint64_t& w) { return w = word, true; };
    Octets samples(768);
    CHECK(processor.read(fake_machine, samples) == Status::entropy);
    // After some sound ones.
    reset();
    script.entropy_word = [word, n = 0](uint64_t& w) mutable { return w = ++n < 9 ? script.noise.next() : word, true; };
    CHECK(processor.read(fake_machine, samples) == Status::entropy);
  }
}

TEST_CASE("the processor that is there") {
  const cpu::Features have = cpu::detect();
  const Processor real = processor_with(have);
  CHECK((real.entropy_word != nullptr) == ((have & (cpu::rdseed | cpu::arm_rng)) != 0));
  CHECK((real.random_word != nullptr) == ((have & (cpu::rdrand | cpu::arm_rng)) != 0));
  const Machine machine = {&linux_kernel, real, true};
  CHECK(processor.is_present(machine) == (real.entropy_word != nullptr));
  CHECK_FALSE(processor.is_present({&linux_kernel, processor_with(0), true}));
  if (processor.is_present(machine)) {
    Octets samples(4096);
    REQUIRE(processor.read(machine, samples) == Status::ok);
    std::map<uint8_t, size_t> count;
    for (const uint8_t s : samples) ++count[s];
    CHECK(count.size() == 2);
    CHECK(count.rbegin()->first == 1);
  }
  if (real.random_word != nullptr) {
    std::set<uint64_t> words;
    for (int i = 0; i < 1000; ++i)
      if (uint64_t w; real.random_word(w)) words.insert(w);
    CHECK(words.size() > 900);
  }
  const uint64_t before = real.ticks();
  uint64_t after = before;
  for (int i = 0; i < 1'000'000 && after == before; ++i) after = real.ticks();
  CHECK(after > before);
}

TEST_CASE("jitter: differences of the clock, by the clock's own step") {
  reset();
  // Every difference is a multiple of 40.
  uint64_t now = 0;
  script.ticks = [&] { return now += 40 * (3 + script.noise.next() % 5); };
  Octets samples(2000);
  REQUIRE(jitter.read(fake_machine, samples) == Status::ok);
  CHECK(std::set<uint8_t>(samples.begin(), samples.end()) == std::set<uint8_t>{3, 4, 5, 6, 7});
}

TEST_CASE("jitter: a clock that stands still gives nothing") {
  reset();
  script.ticks = [] { return uint64_t{77}; };
  Octets samples(10);
  CHECK(jitter.read(fake_machine, samples) == Status::entropy);
}

TEST_CASE("jitter: a clock of regular steps fails the health tests") {
  reset();
  uint64_t now = 0;
  script.ticks = [&] { return now += 40; };
  MonitoredSource source(jitter);
  Octets samples(768, 0x5a);
  CHECK(source.draw(fake_machine, samples) == Status::entropy);
  CHECK(samples == Octets(768, 0));
}

TEST_CASE("jitter: one access of an evicted line a sample where there is an instruction for it") {
  for (const bool evicts : {true, false}) {
    reset();
    int readings = 0;
    uint64_t now = 0;
    script.ticks = [&] {
      ++readings;
      return now += 300 + script.noise.next() % 64;
    };
    Octets samples(100);
    REQUIRE(jitter.read(evicts ? fake_machine : without_instruction, samples) == Status::ok);
    CHECK(script.evictions == (evicts ? readings - 1 : 0));
  }
}

TEST_CASE("jitter: walks are taken where evicted lines make no difference") {
  reset();
  int readings = 0;
  uint64_t now = 0;
  script.ticks = [&] {
    ++readings;
    return now += readings <= 65 ? 300 : 300 + script.noise.next() % 64;
  };
  Octets samples(100);
  REQUIRE(jitter.read(fake_machine, samples) == Status::ok);
  CHECK(script.evictions == 64);  // in the warm-up alone
  CHECK(std::set<uint8_t>(samples.begin(), samples.end()).size() > 8);
}

TEST_CASE("jitter of this machine passes its tests") {
  Machine machine = {&linux_kernel, processor_with(cpu::detect()), true};
  const bool walks = GENERATE(false, true);
  if (walks) machine.processor.evict = nullptr;
  MonitoredSource source(jitter);
  std::map<uint8_t, double> count;
  constexpr int draws = 20, each = 768;
  for (int i = 0; i < draws; ++i) {
    Octets samples(each);
    REQUIRE(source.draw(machine, samples) == Status::ok);
    for (const uint8_t sample : samples) ++count[sample];
  }
  // The most common value's share, without the confidence interval of SP 800-90B section 6.3.1: the claim is half a bit.
  double most = 0;
  for (const auto& [value, n] : count) most = std::max(most, n);
  INFO((walks ? "walks" : "as it is") << ", min-entropy by the most common value: "
                                      << -std::log2(most / (draws * each)));
  CHECK(most / (draws * each) < std::exp2(-0.5));
}

TEST_CASE("raw samples of every source in use can be had") {
  select(cpu::detect());
  size_t in_use = 0;
  for (const Source* source : sources()) {
    INFO(source->name);
    if (!is_in_use(*source)) continue;
    ++in_use;
    Octets samples(500);
    REQUIRE(raw(*source, samples) == Status::ok);
    CHECK(*std::max_element(samples.begin(), samples.end()) < 1u << source->claim.sample_bits);
  }
  CHECK(in_use > 0);
  CHECK(sources().size() == 3);
  // One that is not there says so, in use or not.
  select(0);
  Octets none(10);
  CHECK_FALSE(is_present(processor));
  CHECK(raw(processor, none) == Status::entropy);
  select(cpu::detect());
}
