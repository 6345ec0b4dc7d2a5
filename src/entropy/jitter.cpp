// Timing jitter as a noise source: how long accesses to memory take, by the finest clock there is. What varies is the state
// of caches, translation buffers and store queues, refresh cycles of the memory, the clocks of core, memory and counter against
// each other, and what else the processor does. The idea is that of Müller's CPU Jitter RNG, the design is smaller: one
// kind of work, raw differences of the clock as samples, and all else left to the derivation function.
//
// Where a line can be put out of the caches, a sample is one access that goes to the memory itself: a tenth of a
// microsecond. Else, and where that makes no difference, as under an emulator, it is a walk through more than a first-level
// cache holds, of three times that and more. On the machines at hand the low byte of a difference has 1.7 bits of min-entropy
// (AMD, whose counters move by 21 or 26 at a time) to 4 (Intel, measured with the walk) by the most common value estimate of
// SP 800-90B, section 6.3.1. The claim is half a bit, for the machines that are not at hand; a clock too coarse to tell one
// access from another fails the tests.
#include <algorithm>
#include <array>
#include <numeric>

#include "base/secret.hpp"
#include "entropy/source.hpp"

namespace cce::entropy {
namespace {

// For walks: larger than a first-level data cache, so that some accesses miss it and some do not. One page is touched where
// lines are evicted: every further page is a fault at the start of a process.
constexpr size_t arena_size = 128 * 1024, evicted_size = 4096;
alignas(evicted_size) constinit uint8_t arena[arena_size] = {};

// With 16 of them a sample took four or five values where the counter moves by tens.
constexpr unsigned accesses_a_walk = 64;

// The first differences are taken cold. They are not used, but tell by how much the clock steps: a counter that is scaled up
// to nanoseconds moves by tens at a time, and its lowest bits say nothing. They tell, too, whether evicted lines make a
// difference: more than half of them alike, and walks are taken instead.
constexpr unsigned warm_up = 64;

struct Walk {
  uint32_t at;
  uint64_t then;
  void (*evict)(const void* line);  // null: walks

  // The ticks from the last call to this one, with accesses in between. Where they go hangs on how long the last ones took.
  uint64_t next(const Machine& machine) {
    const uint32_t size = evict != nullptr ? evicted_size : arena_size;
    for (unsigned i = 0; i < (evict != nullptr ? 1 : accesses_a_walk); ++i) {
      volatile uint8_t& cell = arena[at % size];
      const uint8_t was = cell;
      cell = static_cast<uint8_t>(was + 1);
      if (evict != nullptr) evict(const_cast<const uint8_t*>(&cell));
      at = at * 1664525 + 1013904223 + was + static_cast<uint32_t>(then);  // Knuth's and Lewis's generator, perturbed
    }
    const uint64_t now = machine.processor.ticks();
    const uint64_t difference = now - then;
    then = now;
    return difference;
  }
};

using Differences = std::array<uint64_t, warm_up>;

void take(Walk& walk, const Machine& machine, Differences& taken) {
  for (uint64_t& difference : taken) difference = walk.next(machine);
}

bool are_mostly_alike(const Differences& taken) {
  return std::any_of(taken.begin(), taken.end(), [&](uint64_t one) {
    return std::count(taken.begin(), taken.end(), one) > static_cast<ptrdiff_t>(warm_up / 2);
  });
}

Status read(const Machine& machine, MutableBytes samples) {
  Secret<Walk> walk;
  *walk = {0, machine.processor.ticks(), machine.processor.evict};
  Secret<Differences> taken;
  take(*walk, machine, *taken);
  if (walk->evict != nullptr && are_mostly_alike(*taken)) {
    walk->evict = nullptr;
    take(*walk, machine, *taken);
  }
  uint64_t step = 0;
  for (const uint64_t difference : *taken) step = std::gcd(step, difference);
  if (step == 0) return Status::entropy;  // the clock stands still
  for (uint8_t& sample : samples) sample = static_cast<uint8_t>(walk->next(machine) / step);
  return Status::ok;
}

}  // namespace

constinit const Source jitter = {"jitter",
                                 "the low byte of a difference of clock readings",
                                 jitter_claim,
                                 [](const Machine& machine) { return machine.processor.ticks != nullptr; },
                                 read};

}  // namespace cce::entropy
