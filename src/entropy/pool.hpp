// Seeds from the noise sources that are in use, each under its health tests. The face of the folder.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <span>

#include "base/lock.hpp"
#include "base/seed.hpp"
#include "base/self_test.hpp"
#include "base/text.hpp"
#include "entropy/source.hpp"

namespace cce::entropy {

// Which sources a build draws from: the build option CCE_NOISE.
enum Choice : unsigned {
  use_kernel = 1,
  use_processor = 2,  // where the processor has no instruction, there is no seed
  use_jitter = 4,
  use_processor_or_jitter = 8,  // jitter where the processor has no instruction
};

// A source under its tests.
class MonitoredSource {
 public:
  constexpr explicit MonitoredSource(const Source& source) : source_(&source) {}

  // Raw samples that have passed the tests. The first call, and each after a failure, begins with the start-up test
  // (SP 800-90B, section 4.3), whose samples are dropped. On a failure samples are wiped, and the next call starts up.
  Status draw(const Machine& machine, MutableBytes samples);
  Status start_up(const Machine& machine);

  const Source& source() const { return *source_; }

 private:
  Status draw_unstarted(const Machine& machine, MutableBytes samples);

  const Source* source_;
  HealthTests tests_;
  bool has_started_ = false;
};

// All of the sources that `choice` names, so that any one of them is enough: each gives the entropy of a whole seed by its
// own claim. One that fails is a failure of all.
class Pool {
 public:
  constexpr Pool(const Machine& machine, unsigned choice) : machine_(machine), choice_(choice) {}

  Status seed(Seed& seed);
  // What the tests remember of samples is wiped, and the sources start up again before the next seed. Waits for nobody: a thread
  // that draws may wait for a source, and does this when it is done.
  void forget();
  // Every source's start-up test, whether or not it has run before. failed: the name of the source that failed it.
  Status start_up(const char*& failed);
  bool uses(const Source& source) const;

 private:
  using Sources = std::array<MonitoredSource, 3>;
  static constexpr Sources unstarted() {
    return {MonitoredSource(kernel), MonitoredSource(processor), MonitoredSource(jitter)};
  }

  // work(sources), by one thread at a time.
  template <class Work>
  Status with_sources(Work&& work);
  Status fill(Sources& sources, Seed& seed) const;
  void forget_if_asked();

  const Machine& machine_;
  unsigned choice_;
  Lock lock_;
  bool is_drawing_ = false;
  std::atomic<bool> is_to_be_forgotten_{false};
  Sources sources_ = unstarted();
};

// ---- The product's

// Before the first use of any of what follows.
void select(cpu::Features have);

// Pool::forget.
void forget();

// Status::entropy when a source fails or there is none. For drbg/rand and handles (SeedSource).
Status seed(Seed& seed);

// Something that a clone of this virtual machine will not see (rand::Freshness): a word of the processor's own generator,
// or of the kernel's. One, because some processors take most of a microsecond for it.
bool fresh(uint64_t& word);

// Raw samples of a source, untested, for its assessment; whether this machine has it; and whether this build draws from it,
// on this processor.
Status raw(const Source& source, MutableBytes samples);
bool is_present(const Source& source);
bool is_in_use(const Source& source);

// The sources in use: "kernel+processor".
void describe(Text& text);

// The tests of the tests, and the start-up tests of the sources in use.
extern const SelfTest health_test, start_up_test;

}  // namespace cce::entropy
