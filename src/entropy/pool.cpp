#include "entropy/pool.hpp"

#include "base/secret.hpp"

namespace cce::entropy {

Status MonitoredSource::draw_unstarted(const Machine& machine, MutableBytes samples) {
  Status s = source_->is_present(machine) ? source_->read(machine, samples) : Status::entropy;
  if (s == Status::ok)
    for (const uint8_t sample : samples)
      if (!tests_.accepts(sample, source_->claim)) s = Status::entropy;
  if (s != Status::ok) {
    wipe(samples.data(), samples.size());
    wipe(&tests_, sizeof tests_);
    tests_ = {};
    has_started_ = false;
  }
  return s;
}

Status MonitoredSource::start_up(const Machine& machine) {
  tests_ = {};
  Secret<std::array<uint8_t, start_up_samples>> dropped;
  const Status s = draw_unstarted(machine, *dropped);
  has_started_ = s == Status::ok;
  return s;
}

Status MonitoredSource::draw(const Machine& machine, MutableBytes samples) {
  if (!has_started_)
    if (const Status s = start_up(machine); s != Status::ok) {
      wipe(samples.data(), samples.size());
      return s;
    }
  return draw_unstarted(machine, samples);
}

bool Pool::uses(const Source& source) const {
  const bool has_instruction = processor.is_present(machine_), either = (choice_ & use_processor_or_jitter) != 0;
  if (&source == &kernel) return (choice_ & use_kernel) != 0;
  if (&source == &processor) return (choice_ & use_processor) != 0 || (either && has_instruction);
  return (choice_ & use_jitter) != 0 || (either && !has_instruction);
}

template <class Work>
Status Pool::with_sources(Work&& work) {
  if (lock_.acquire()) {
    // Still set: this is a child of fork, and a thread of the parent was at it. What it left is in no known state.
    if (is_drawing_) sources_ = unstarted();
    is_drawing_ = true;
    const Status s = work(sources_);
    is_drawing_ = false;
    lock_.release();
    forget_if_asked();
    return s;
  }
  // A signal handler has interrupted this very function: it gets sources of its own, which start up first.
  Sources own = unstarted();
  const Status s = work(own);
  wipe(&own, sizeof own);  // the tests remember samples
  return s;
}

// One source after the other, raw.
Status Pool::fill(Sources& sources, Seed& seed) const {
  static_assert(samples_for(Seed::entropy_bits, kernel_claim) + samples_for(Seed::entropy_bits, processor_claim) +
                    samples_for(Seed::entropy_bits, jitter_claim) <=
                std::tuple_size_v<decltype(Seed::bytes)>);
  seed.size = 0;
  for (MonitoredSource& monitored : sources) {
    if (!uses(monitored.source())) continue;
    const size_t n = samples_for(Seed::entropy_bits, monitored.source().claim);
    if (const Status s = monitored.draw(machine_, MutableBytes(seed.bytes).subspan(seed.size, n)); s != Status::ok)
      return s;
    seed.size += n;
  }
  return seed.size == 0 ? Status::entropy : Status::ok;
}

Status Pool::seed(Seed& seed) {
  const Status s = with_sources([&](Sources& sources) { return fill(sources, seed); });
  if (s != Status::ok) wipe(&seed, sizeof seed);
  return s;
}

void Pool::forget() {
  is_to_be_forgotten_.store(true);
  forget_if_asked();
}

// Whoever lets the lock go looks after that, and whoever asks before it tries the lock: so one of the two does it.
void Pool::forget_if_asked() {
  std::atomic_thread_fence(std::memory_order_seq_cst);
  while (is_to_be_forgotten_.load() && lock_.try_acquire()) {
    is_to_be_forgotten_.store(false);
    wipe(&sources_, sizeof sources_);
    sources_ = unstarted();
    lock_.release();
    std::atomic_thread_fence(std::memory_order_seq_cst);
  }
}

Status Pool::start_up(const char*& failed) {
  failed = nullptr;
  return with_sources([&](Sources& sources) {
    for (MonitoredSource& monitored : sources) {
      if (!uses(monitored.source())) continue;
      if (const Status s = monitored.start_up(machine_); s != Status::ok) {
        failed = monitored.source().name;
        return s;
      }
    }
    return Status::ok;
  });
}

}  // namespace cce::entropy
