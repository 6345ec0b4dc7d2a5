#include "module/module.hpp"

#include <time.h>

#include "base/clock.hpp"

namespace cce::module {
namespace {

// Set while this thread runs the tests, so that a signal handler that interrupts it is refused, not made to wait for
// the very thread it stands on. One byte of static TLS.
[[gnu::tls_model("initial-exec")]] constinit thread_local bool runs_tests_here = false;

constexpr timespec poll_interval = {0, 20'000};

// Another number in a child of fork; the same in a vfork child, which shares its parent's memory.
uint32_t this_process() { return Epoch::process_of(the_epoch.current()); }

}  // namespace

// Carries out one row of the table. A quarantine adds up while the state lasts and ends with the next tests.
bool Module::post(Event event, Algorithms newly_quarantined) {
  uint32_t word = word_.load(std::memory_order_acquire);
  for (;;) {
    const auto row = transition(state_of(word), event);
    if (!row) return false;
    const bool keeps = row->action == Action::quarantine && row->from != State::self_test;
    const Algorithms before = keeps ? quarantined_in(word) : 0;
    const uint32_t next = pack(row->to, row->action == Action::quarantine ? before | newly_quarantined : 0);
    // What contexts and handles hold is unusable from here on.
    if (row->action == Action::wipe) epoch_.fetch_add(1, std::memory_order_relaxed);
    if (word_.compare_exchange_weak(word, next, std::memory_order_acq_rel, std::memory_order_acquire)) return true;
  }
}

// True: this thread is the one that runs the tests now.
bool Module::begin_tests(Event event) {
  // Noted before the state says that tests run: a fork in between must not leave a child waiting for nobody.
  if (state_of(word_.load(std::memory_order_acquire)) != State::self_test)
    testing_process_.store(this_process(), std::memory_order_release);
  runs_tests_here = true;
  const bool begun = post(event);
  if (!begun) runs_tests_here = false;
  return begun;
}

void Module::run_tests(const char* phase) {
  for (TestRecord& record : parts_.records) {
    record.outcome.store(Outcome::not_run, std::memory_order_relaxed);
    record.ns.store(0, std::memory_order_relaxed);
    record.failure.store(nullptr, std::memory_order_relaxed);
  }
  Algorithms failed = 0;
  for (size_t i = 0; i < parts_.tests.size() && (failed & critical) == 0; ++i) {
    if (i == 1) parts_.prepare();
    const SelfTest& test = *parts_.tests[i];
    Evidence evidence;
    const uint64_t begin = monotonic_ns();
    const bool passed = test.run(evidence);
    parts_.records[i].ns.store(monotonic_ns() - begin, std::memory_order_relaxed);
    if (!passed) {
      failed |= only(test.algorithm);
      parts_.records[i].failure.store(parts_.failures.add(phase, test, evidence), std::memory_order_release);
    }
    parts_.records[i].outcome.store(passed ? Outcome::passed : Outcome::failed, std::memory_order_release);
  }
  settle((failed & critical) != 0 ? Event::critical_failed
         : failed != 0            ? Event::algorithm_failed
                                  : Event::tests_passed,
         failed);
}

// Leaves the self-test state. The integrity test's outcome is looked at again before the services are let through, and
// once more after (confirm): this very code may be what was changed, and one changed byte must not open the module.
void Module::settle(Event event, Algorithms failed) {
  if (parts_.difference() != 0) event = Event::critical_failed;
  if (!post(event, failed) && state_of(word_.load(std::memory_order_acquire)) == State::self_test)
    word_.store(pack(State::error, 0), std::memory_order_release);
  runs_tests_here = false;
}

// The last look, wherever the way here led: services are let through only with the digest that the build stamped.
void Module::confirm() {
  if (is_serving(word_.load(std::memory_order_acquire)) && parts_.difference() != 0) {
    parts_.failures.add("power-up", "integrity: the digest of the code is not the one stamped into the library");
    word_.store(pack(State::error, 0), std::memory_order_release);
  }
}

// True, for one of the threads that wait: the thread that ran the tests was left behind by a fork.
bool Module::take_over_from_parent() {
  uint32_t testing = testing_process_.load(std::memory_order_acquire);
  const uint32_t here = this_process();
  return testing != here && testing_process_.compare_exchange_strong(testing, here, std::memory_order_acq_rel);
}

// False: this thread runs the tests itself, further down its stack.
bool Module::wait_for_tests() {
  while (state_of(word_.load(std::memory_order_acquire)) == State::self_test) {
    if (runs_tests_here) return false;
    if (take_over_from_parent()) {
      if (begin_tests(Event::owner_lost)) run_tests("self-test after fork");
      continue;
    }
    nanosleep(&poll_interval, nullptr);
  }
  return true;
}

void Module::power_up() {
  const uint64_t begin = monotonic_ns();
  parts_.map_ahead();
  if (begin_tests(Event::load)) power_up_tests(begin);
  confirm();
}

void Module::power_up_tests(uint64_t begin) {
  parts_.failures.clear();
  run_tests("power-up");
  power_up_ns_.store(monotonic_ns() - begin, std::memory_order_relaxed);
}

// Until the module is in a state that lasts; in a thread that runs the tests itself, at once.
void Module::settle_down() {
  if (state_of(word_.load(std::memory_order_acquire)) == State::power_off) power_up();
  (void)wait_for_tests();
}

State Module::state() {
  if (state_of(word_.load(std::memory_order_acquire)) == State::power_off) power_up();
  return state_of(word_.load(std::memory_order_acquire));
}

Answer Module::verdict() const {
  return word_.load(std::memory_order_acquire) == operational_word ? Answer::done : Answer::test_failed;
}

// Of an event that was refused a moment ago. That may have been for tests of another thread's, which have ended by now: so not
// the state alone is looked at, but also whether the event is one of it.
bool Module::may_come_later(Event event) const {
  const State now = state_of(word_.load(std::memory_order_acquire));
  return now == State::self_test || transition(now, event).has_value();
}

// Tests that another thread has begun do not count for this caller: they may have passed what changed since.
Answer Module::test_again(Event event) {
  if (state() == State::power_off) return Answer::refused;
  for (;;) {
    if (!wait_for_tests()) return Answer::refused;
    const uint64_t begin = monotonic_ns();
    if (begin_tests(event)) {
      if (event == Event::restart)
        power_up_tests(begin);
      else
        run_tests("self-test on demand");
      confirm();
      return verdict();
    }
    if (!may_come_later(event)) return Answer::refused;
  }
}

Answer Module::self_test() { return test_again(Event::self_test); }
Answer Module::restart() { return test_again(Event::restart); }

Answer Module::zeroize() {
  if (state() == State::power_off) return Answer::refused;
  while (wait_for_tests())
    if (post(Event::zeroize)) {
      // Once more: a call that read the epoch after post() had advanced it may still have found the module serving.
      epoch_.fetch_add(1, std::memory_order_acq_rel);
      std::atomic_thread_fence(std::memory_order_release);  // who reads what is wiped then sees the epoch first
      parts_.wipe_secrets();
      return Answer::done;
    }
  return Answer::refused;
}

void Module::fatal(const char* what) {
  parts_.failures.add("service", what);
  post_after_tests(Event::fatal, 0);
}

void Module::quarantine(Algorithm algorithm, const char* what) {
  parts_.failures.add("service", what);
  post_after_tests(Event::algorithm_failed, only(algorithm));
}

void Module::post_after_tests(Event event, Algorithms newly_quarantined) {
  while (wait_for_tests())
    if (post(event, newly_quarantined) || !may_come_later(event)) return;
}

}  // namespace cce::module
