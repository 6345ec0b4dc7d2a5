// The state machine, written once (ISO/IEC 19790:2012 7.11.4). The module runs from this table, the tests walk every
// pair of it, and docs/state-model.md is generated from it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

namespace cce::module {

enum class State : uint8_t { power_off, self_test, operational, degraded, error, zeroized, count };

enum class Event : uint8_t {
  load,              // the library is loaded, or called before its constructor ran
  tests_passed,      // every self-test passed
  algorithm_failed,  // an algorithm failed its test, on which nothing else rests
  critical_failed,   // integrity, or an algorithm on which everything rests, failed its test
  owner_lost,        // a fork left the tests behind: the thread that ran them is not in this process
  fatal,             // a service met a condition after which no output can be trusted
  self_test,         // self-test on demand
  restart,           // the way back
  zeroize,
  count,
};

enum class Action : uint8_t {
  run_tests,   // integrity and every algorithm's test, in the order of power-up
  serve,       // let the services through
  quarantine,  // let the services through, except those that rest on what failed
  inhibit,     // refuse every service but status, zeroise and restart
  wipe,        // wipe every secret, then as inhibit
};

struct Transition {
  State from;
  Event event;
  State to;
  Action action;
};

// A pair that has no row is refused: the state stays as it is, and the caller is told.
constexpr Transition transitions[] = {
    {State::power_off, Event::load, State::self_test, Action::run_tests},

    {State::self_test, Event::tests_passed, State::operational, Action::serve},
    {State::self_test, Event::algorithm_failed, State::degraded, Action::quarantine},
    {State::self_test, Event::critical_failed, State::error, Action::inhibit},
    {State::self_test, Event::owner_lost, State::self_test, Action::run_tests},

    {State::operational, Event::self_test, State::self_test, Action::run_tests},
    {State::operational, Event::algorithm_failed, State::degraded, Action::quarantine},
    {State::operational, Event::fatal, State::error, Action::inhibit},
    {State::operational, Event::zeroize, State::zeroized, Action::wipe},

    {State::degraded, Event::self_test, State::self_test, Action::run_tests},
    {State::degraded, Event::restart, State::self_test, Action::run_tests},
    {State::degraded, Event::algorithm_failed, State::degraded, Action::quarantine},
    {State::degraded, Event::fatal, State::error, Action::inhibit},
    {State::degraded, Event::zeroize, State::zeroized, Action::wipe},

    {State::error, Event::restart, State::self_test, Action::run_tests},
    {State::error, Event::zeroize, State::zeroized, Action::wipe},

    {State::zeroized, Event::restart, State::self_test, Action::run_tests},
    {State::zeroized, Event::zeroize, State::zeroized, Action::wipe},
};

constexpr std::optional<Transition> transition(State from, Event event) {
  for (const Transition& t : transitions)
    if (t.from == from && t.event == event) return t;
  return std::nullopt;
}

// Only the thread that runs the tests leaves the self-test state. Whoever brings another event waits for their end.
static_assert(!transition(State::self_test, Event::zeroize) && !transition(State::self_test, Event::self_test) &&
              !transition(State::self_test, Event::fatal) && !transition(State::self_test, Event::restart));

inline constexpr const char* state_names[] = {"power-off", "self-test", "operational", "degraded", "error", "zeroized"};
inline constexpr const char* event_names[] = {"load",       "tests passed", "algorithm failed", "critical test failed",
                                              "owner lost", "fatal",        "self-test",        "restart",
                                              "zeroize"};
inline constexpr const char* action_names[] = {
    "run integrity and every self-test", "let the services through", "refuse the services that rest on what failed",
    "refuse every service but status, zeroise and restart", "wipe every secret, then refuse as in error"};

constexpr const char* name(State s) { return s < State::count ? state_names[static_cast<uint8_t>(s)] : "unknown"; }
constexpr const char* name(Event e) { return e < Event::count ? event_names[static_cast<uint8_t>(e)] : "unknown"; }
constexpr const char* name(Action a) { return action_names[static_cast<uint8_t>(a)]; }

}  // namespace cce::module
