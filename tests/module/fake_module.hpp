// A module of its own for a test: the product's state machine over self-tests that pass or fail as told.
#pragma once

#include <array>
#include <atomic>

#include "module/module.hpp"

namespace cce::module::fake {

// What the three fake self-tests answer: one that everything rests on, and two that nothing rests on.
struct Answers {
  std::atomic<bool> critical{true}, first{true}, second{true};
  // The second look at the integrity digest: zero is a match.
  std::atomic<uint64_t> difference{0};
  // Called inside the critical test, while the module is in the self-test state.
  std::atomic<void (*)()> during{nullptr};
  std::atomic<int> runs{0};
  // How often the secrets were wiped.
  std::atomic<int> wipes{0};
};
extern Answers answers;

// Back to all passing.
void reset();

constexpr Algorithm first_algorithm = Algorithm::hkdf;

struct Fake {
  std::array<TestRecord, 3> records;
  FailureLog failures;
  Module module;
  Fake();
};

}  // namespace cce::module::fake
