// Every (state, event) pair: what the table says against a table of this test's own, and what the module does.
#include <cstring>
#include <functional>
#include <map>
#include <string>

#include "fake_module.hpp"
#include "support/catch.hpp"

using namespace cce;
using namespace cce::module;
using fake::answers;
using fake::Fake;

namespace {

// Rows are states, columns events, in the order of their enumerations; '-' is refused, else the next state's letter:
// P power-off, S self-test, O operational, D degraded, E error, Z zeroized.
//                      load passed alg-failed crit-failed owner-lost fatal self-test restart zeroize
constexpr const char* expected[] = {
    /* power-off   */ "S--------",
    /* self-test   */ "-ODES----",
    /* operational */ "--D--ES-Z",
    /* degraded    */ "--D--ESSZ",
    /* error       */ "-------SZ",
    /* zeroized    */ "-------SZ",
};
constexpr char letters[] = "PSODEZ";

std::string text(State s) { return name(s); }

// A module brought into the state.
void bring(Module& m, State to) {
  switch (to) {
    case State::operational:
      m.power_up();
      break;
    case State::degraded:
      answers.first = false;
      m.power_up();
      break;
    case State::error:
      answers.critical = false;
      m.power_up();
      break;
    case State::zeroized:
      m.power_up();
      REQUIRE(m.zeroize() == Answer::done);
      break;
    default:
      FAIL("not a state to rest in");
  }
  fake::reset();
  REQUIRE(text(m.state()) == text(to));
}

}  // namespace

TEST_CASE("the table is the one that the documents promise") {
  int rows = 0;
  for (size_t s = 0; s < static_cast<size_t>(State::count); ++s) {
    for (size_t e = 0; e < static_cast<size_t>(Event::count); ++e) {
      const State state = static_cast<State>(s);
      const auto found = transition(state, static_cast<Event>(e));
      const char want = expected[s][e];
      INFO(name(state) << " with " << name(static_cast<Event>(e)));
      if (want == '-') {
        CHECK_FALSE(found);
      } else {
        REQUIRE(found);
        CHECK(letters[static_cast<size_t>(found->to)] == want);
        ++rows;
      }
    }
  }
  // No row is there twice: the second would never be found.
  CHECK(rows == static_cast<int>(std::size(transitions)));
}

TEST_CASE("every control, in every state that lasts") {
  struct Control {
    Event event;
    std::function<Answer(Module&)> call;
  };
  const Control controls[] = {
      {Event::load, [](Module& m) { return m.power_up(), Answer::done; }},
      {Event::self_test, [](Module& m) { return m.self_test(); }},
      {Event::restart, [](Module& m) { return m.restart(); }},
      {Event::zeroize, [](Module& m) { return m.zeroize(); }},
      {Event::fatal, [](Module& m) { return m.fatal("test"), Answer::done; }},
      {Event::algorithm_failed, [](Module& m) { return m.quarantine(fake::first_algorithm, "test"), Answer::done; }},
  };
  for (const State from : {State::operational, State::degraded, State::error, State::zeroized}) {
    for (const Control& control : controls) {
      fake::reset();
      Fake fake;
      bring(fake.module, from);
      INFO(name(from) << " with " << name(control.event));
      const Answer answer = control.call(fake.module);
      const auto row = transition(from, control.event);
      if (!row) {
        CHECK(fake.module.state() == from);
        CHECK(answers.runs == 0);
        if (control.event == Event::self_test || control.event == Event::restart || control.event == Event::zeroize)
          CHECK(answer == Answer::refused);
      } else if (row->action == Action::run_tests) {
        CHECK(answers.runs == 1);
        CHECK(answer == Answer::done);
        CHECK(text(fake.module.state()) == "operational");
      } else {
        CHECK(answer == Answer::done);
        CHECK(text(fake.module.state()) == text(row->to));
      }
    }
  }
}

TEST_CASE("what is admitted in each state") {
  const Algorithms first = only(fake::first_algorithm), sha2 = only(Algorithm::sha2);
  struct Row {
    State state;
    bool first, sha2;
  };
  for (const Row& row : {Row{State::operational, true, true}, Row{State::degraded, false, true},
                         Row{State::error, false, false}, Row{State::zeroized, false, false}}) {
    fake::reset();
    Fake fake;
    bring(fake.module, row.state);
    INFO(name(row.state));
    CHECK(fake.module.admits(first) == row.first);
    CHECK(fake.module.admits(sha2) == row.sha2);
  }
}

TEST_CASE("the first service powers the module up") {
  fake::reset();
  Fake fake;
  CHECK(fake.module.admits(only(Algorithm::sha2)));
  CHECK(answers.runs == 1);
  fake.module.power_up();  // the constructor that comes later finds it done
  CHECK(answers.runs == 1);
  CHECK(fake.module.power_up_ns() > 0);
}

TEST_CASE("a failed test is recorded in full, and what follows it") {
  fake::reset();
  Fake fake;
  SECTION("critical: the rest does not run") {
    answers.critical = false;
    fake.module.power_up();
    CHECK(text(fake.module.state()) == "error");
    CHECK(std::string(fake.module.first_failure()) == "power-up: base failed: expected 1234, got 1235");
    CHECK(fake.records[0].outcome == Outcome::failed);
    CHECK(fake.records[1].outcome == Outcome::not_run);
    CHECK(fake.records[2].outcome == Outcome::not_run);
    CHECK(fake.module.restart() == Answer::test_failed);
    CHECK(text(fake.module.state()) == "error");
  }
  SECTION("others: quarantined, both, and the first is the one that is told") {
    answers.first = answers.second = false;
    fake.module.power_up();
    CHECK(text(fake.module.state()) == "degraded");
    CHECK(fake.module.quarantined() == (only(fake::first_algorithm) | only(Algorithm::count)));
    CHECK(std::string(fake.module.first_failure()) == "power-up: first failed");
    CHECK(fake.records[1].failure.load() == fake.module.first_failure());
    CHECK(fake.records[2].outcome == Outcome::failed);
  }
  SECTION("an algorithm that passes again serves again, the others stay out") {
    answers.first = answers.second = false;
    fake.module.power_up();
    answers.second = true;
    CHECK(fake.module.self_test() == Answer::test_failed);
    CHECK(fake.module.quarantined() == only(fake::first_algorithm));
    answers.first = true;
    CHECK(fake.module.self_test() == Answer::done);
    CHECK(text(fake.module.state()) == "operational");
    CHECK(fake.module.first_failure() != nullptr);  // stays readable
  }
  SECTION("a restart begins a new record") {
    answers.first = false;
    fake.module.power_up();
    answers.first = true;
    CHECK(fake.module.restart() == Answer::done);
    CHECK(fake.module.first_failure() == nullptr);
  }
}

TEST_CASE("quarantines add up until the next passed self-test") {
  fake::reset();
  Fake fake;
  fake.module.power_up();
  fake.module.quarantine(fake::first_algorithm, "pairwise test failed");
  fake.module.quarantine(Algorithm::count, "pairwise test failed");
  CHECK(text(fake.module.state()) == "degraded");
  CHECK(fake.module.quarantined() == (only(fake::first_algorithm) | only(Algorithm::count)));
  CHECK(std::string(fake.module.first_failure()) == "service: pairwise test failed");
  CHECK(fake.module.self_test() == Answer::done);
  CHECK(fake.module.quarantined() == 0);
}

TEST_CASE("a digest that differs at the second look never opens the module") {
  fake::reset();
  Fake fake;
  answers.difference = 1;  // while every test answers that it passed
  SECTION("at power-up") {
    fake.module.power_up();
    CHECK(text(fake.module.state()) == "error");
  }
  SECTION("on demand") {
    answers.difference = 0;
    fake.module.power_up();
    answers.difference = 1;
    CHECK(fake.module.self_test() == Answer::test_failed);
    CHECK(text(fake.module.state()) == "error");
  }
}

TEST_CASE("zeroise begins a new epoch") {
  fake::reset();
  Fake fake;
  fake.module.power_up();
  const uint32_t before = fake.module.epoch();
  CHECK(answers.wipes == 0);
  CHECK(fake.module.zeroize() == Answer::done);
  CHECK(answers.wipes == 1);
  CHECK(fake.module.epoch() != before);
  CHECK(fake.module.restart() == Answer::done);
  CHECK(fake.module.epoch() != before);
}
