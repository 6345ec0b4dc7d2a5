// The module: the state machine at work. One instance is the product (the_module); the tests make others, with lists of
// self-tests of their own.
#pragma once

#include <atomic>
#include <cstdint>
#include <span>

#include "base/ct.hpp"
#include "base/epoch.hpp"
#include "base/self_test.hpp"
#include "module/record.hpp"
#include "module/state.hpp"

namespace cce::module {

// A set of algorithms, one bit each.
using Algorithms = uint32_t;
constexpr Algorithms only(Algorithm a) { return 1u << static_cast<uint8_t>(a); }

// Everything rests on these: when one fails, nothing can be trusted, and there is nothing to degrade to.
constexpr Algorithms critical =
    only(Algorithm::integrity) | only(Algorithm::sha2) | only(Algorithm::hmac) | only(Algorithm::drbg);

// State and quarantine are one word, so that a service sees both in one load: bits 0 to 7 the state, above them a bit for
// each quarantined algorithm.
constexpr uint32_t pack(State s, Algorithms quarantined) { return static_cast<uint32_t>(s) | quarantined << 8; }
constexpr State state_of(uint32_t word) { return static_cast<State>(word & 0xff); }
constexpr bool is_serving(uint32_t word) {
  return state_of(word) == State::operational || state_of(word) == State::degraded;
}
constexpr Algorithms quarantined_in(uint32_t word) { return word >> 8; }

// What a control service answers.
enum class Answer : uint8_t { done, test_failed, refused };

class Module {
 public:
  // What a module is made of; tests and records have the same size. The log is apart as it is large and begins as zeros, of
  // which a library's file has none.
  struct Parts {
    std::span<const SelfTest* const> tests;
    std::span<TestRecord> records;
    FailureLog& failures;
    // First of all: spares the tests what would only cost them time. Nothing depends on it.
    void (*map_ahead)();
    // Between the first test, which looks whether the code is whole, and the others, which run it.
    void (*prepare)();
    // Wipes every secret that the module holds. The epoch is another one by then.
    void (*wipe_secrets)();
    // The second look at the integrity test's outcome: zero is a match.
    uint64_t (*difference)();
  };
  constexpr explicit Module(const Parts& parts) : parts_(parts) {}

  // The power-up, unless it has begun already.
  void power_up();

  // May a service that rests on these algorithms answer? Powers the module up if that has not happened yet, and waits
  // for the end of running tests. On the steady path this is one load of a line that nobody writes. The state is looked
  // at twice, and in each service rather than in code that they share: these instructions may be what was changed, and
  // one changed byte must not open a module in error.
  bool admits(Algorithms rests_on) {
    uint32_t word = word_.load(std::memory_order_acquire);
    if (word != operational_word) [[unlikely]] {
      if (state_of(word) >= State::error) return false;
      settle_down();
      word = word_.load(std::memory_order_acquire);
      if (!is_serving(word) || (quarantined_in(word) & rests_on) != 0) return false;
    }
    return is_serving(ct::value_barrier(word));
  }

  // Powers up if need be; waits for nothing.
  State state();

  Answer self_test();
  Answer restart();
  Answer zeroize();

  // A fault after which no output can be trusted; and one that takes an algorithm out until its next passed self-test.
  void fatal(const char* what);
  void quarantine(Algorithm algorithm, const char* what);

  // Grows with each zeroise: a context begun in an earlier epoch is unusable.
  uint32_t epoch() const { return epoch_.load(std::memory_order_acquire); }

  std::span<const SelfTest* const> tests() const { return parts_.tests; }
  const TestRecord& record(size_t i) const { return parts_.records[i]; }
  const char* first_failure() const { return parts_.failures.first(); }
  uint64_t power_up_ns() const { return power_up_ns_.load(std::memory_order_relaxed); }
  Algorithms quarantined() const { return quarantined_in(word_.load(std::memory_order_acquire)); }

 private:
  static constexpr uint32_t operational_word = pack(State::operational, 0);

  void settle_down();
  bool post(Event event, Algorithms newly_quarantined = 0);
  bool begin_tests(Event event);
  void run_tests(const char* phase);
  void settle(Event event, Algorithms failed);
  void power_up_tests(uint64_t begin);
  void confirm();
  void post_after_tests(Event event, Algorithms newly_quarantined);
  bool may_come_later(Event event) const;
  bool wait_for_tests();
  bool take_over_from_parent();
  Answer verdict() const;
  Answer test_again(Event event);

  Parts parts_;
  std::atomic<uint32_t> testing_process_{0};  // in the epoch's count: which process last began tests
  std::atomic<uint64_t> power_up_ns_{0};
  alignas(64) std::atomic<uint32_t> word_{pack(State::power_off, 0)};
  std::atomic<uint32_t> epoch_{0};
};

extern Module the_module;

}  // namespace cce::module
