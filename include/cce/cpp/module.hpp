// SPDX-License-Identifier: Apache-2.0
//
// The module: version, state, self-tests. A part of cce.hpp, which is the header to include.
#ifndef CCE_CPP_MODULE_HPP
#define CCE_CPP_MODULE_HPP

#include <cce/cce.h>
#include <cce/cpp/result.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

namespace cce {

// The module's version, semantic versioning. Answers in every state.
[[nodiscard]] inline std::string_view version() noexcept { return cce_version(); }

// The module as a whole: its state, what it says of itself, and its self-tests.
namespace module {

enum class State {
  power_off = CCE_STATE_POWER_OFF,
  self_test = CCE_STATE_SELF_TEST,
  operational = CCE_STATE_OPERATIONAL,
  degraded = CCE_STATE_DEGRADED,
  error = CCE_STATE_ERROR,
  zeroized = CCE_STATE_ZEROIZED
};

enum class TestKind { integrity = CCE_TEST_INTEGRITY, known_answer = CCE_TEST_KNOWN_ANSWER, health = CCE_TEST_HEALTH };

enum class TestOutcome { not_run = CCE_TEST_NOT_RUN, passed = CCE_TEST_PASSED, failed = CCE_TEST_FAILED };

// As cce_module_info.
struct Info {
  std::string_view name, version;
  State state;
  std::array<uint8_t, 32> integrity_expected, integrity_computed;
  std::string_view cpu_features, implementations;
  uint64_t power_up_ns;
  std::string_view failure;  // empty when there is none
};

// As cce_self_test.
struct SelfTest {
  std::string_view name, algorithm;
  TestKind kind;
  TestOutcome outcome;
  uint64_t ns;
  std::string_view detail;
};

[[nodiscard]] inline State state() noexcept { return static_cast<State>(cce_module_state()); }

// "operational", for example; "unknown" for a value that is no state.
[[nodiscard]] inline std::string_view name(State state) noexcept {
  return cce_state_name(static_cast<cce_state>(state));
}

// Runs every self-test again, on demand.
inline Result self_test() noexcept { return cce_module_self_test(); }
// From error, degraded or zeroized: the full power-up again.
inline Result restart() noexcept { return cce_module_restart(); }
// Wipes every secret of the module, and makes it refuse until a restart.
inline Result zeroize() noexcept { return cce_module_zeroize(); }

[[nodiscard]] inline Info info() noexcept {
  cce_module_info c{};
  c.size = sizeof c;
  // Refused only for a size that is out of range, which this one is not in any version of the library. Every member
  // would still have a defined value then.
  const Result filled = cce_module_get_info(&c);
  const auto text = [](const char* s) { return s != nullptr ? std::string_view(s) : std::string_view(); };
  return {text(c.name),
          text(c.version),
          static_cast<State>(filled.done() ? c.state : cce_module_state()),
          std::to_array(c.integrity_expected),
          std::to_array(c.integrity_computed),
          text(c.cpu_features),
          text(c.implementations),
          c.power_up_ns,
          text(c.failure)};
}

// Every self-test with its latest outcome, in the order of power-up; each is read when the iterator is dereferenced:
//     for (const cce::module::SelfTest& test : cce::module::self_tests()) ...
class SelfTests {
 public:
  class Iterator {
   public:
    using difference_type = std::ptrdiff_t;
    using value_type = SelfTest;

    constexpr Iterator() noexcept = default;
    constexpr explicit Iterator(size_t index) noexcept : index_(index) {}

    SelfTest operator*() const noexcept {
      cce_self_test c{};
      c.size = sizeof c;
      if (!Result(cce_self_test_get(index_, &c)).done())
        return {"", "", TestKind::known_answer, TestOutcome::not_run, 0, "there is no such self-test"};
      return {c.name, c.algorithm, static_cast<TestKind>(c.kind), static_cast<TestOutcome>(c.outcome), c.ns, c.detail};
    }
    constexpr Iterator& operator++() noexcept { return ++index_, *this; }
    constexpr Iterator operator++(int) noexcept { return Iterator(index_++); }
    friend constexpr bool operator==(const Iterator&, const Iterator&) noexcept = default;

   private:
    size_t index_ = 0;
  };

  [[nodiscard]] Iterator begin() const noexcept { return Iterator(0); }
  [[nodiscard]] Iterator end() const noexcept { return Iterator(size()); }
  [[nodiscard]] size_t size() const noexcept { return cce_self_test_count(); }
};

[[nodiscard]] inline SelfTests self_tests() noexcept { return {}; }

}  // namespace module
}  // namespace cce

#endif  // CCE_CPP_MODULE_HPP
