#include "fake_module.hpp"

namespace cce::module::fake {

Answers answers;

namespace {

bool run_critical(Evidence& evidence) {
  ++answers.runs;
  if (auto* during = answers.during.load()) during();
  const uint8_t want[] = {0x12, 0x34}, other[] = {0x12, 0x35};
  return evidence.matches(want, answers.critical ? want : other);
}

constexpr SelfTest critical_test = {
    "base", "BASE", "everything rests on it", Algorithm::sha2, TestKind::known_answer, run_critical};
constexpr SelfTest first_test = {
    "first", "FIRST", "nothing rests on it", first_algorithm, TestKind::known_answer, [](Evidence&) {
      return answers.first.load();
    }};
// An algorithm beyond those of the product, so that two can be quarantined apart.
constexpr SelfTest second_test = {
    "second", "SECOND", "nothing rests on it", Algorithm::count, TestKind::known_answer, [](Evidence&) {
      return answers.second.load();
    }};
constexpr const SelfTest* tests[] = {&critical_test, &first_test, &second_test};

}  // namespace

void reset() {
  answers.critical = answers.first = answers.second = true;
  answers.difference = 0;
  answers.during = nullptr;
  answers.runs = answers.wipes = 0;
}

Fake::Fake()
    : module(Module::Parts{tests, records, failures, [] {}, [] {}, [] { ++answers.wipes; },
                           [] { return answers.difference.load(); }}) {}

}  // namespace cce::module::fake
