// The self-test state as other threads, and signal handlers, see it.
#include <chrono>
#include <csignal>
#include <thread>
#include <vector>

#include "fake_module.hpp"
#include "support/catch.hpp"

using namespace cce;
using namespace cce::module;
using fake::answers;
using fake::Fake;

namespace {

std::atomic<bool> tests_began{false}, let_them_end{false};

void hold_the_tests() {
  tests_began = true;
  while (!let_them_end) std::this_thread::yield();
}

void arm() {
  fake::reset();
  tests_began = let_them_end = false;
  answers.during = hold_the_tests;
}

Module* interrupted = nullptr;
std::atomic<int> answered_in_handler{-1};

}  // namespace

TEST_CASE("services that begin during the tests wait for their end; status does not") {
  arm();
  Fake fake;
  std::thread owner([&] { fake.module.power_up(); });
  while (!tests_began) std::this_thread::yield();
  CHECK(fake.module.state() == State::self_test);
  std::atomic<int> admitted{0};
  std::vector<std::thread> waiters;
  for (int i = 0; i < 8; ++i)
    waiters.emplace_back([&] { admitted += fake.module.admits(only(Algorithm::sha2)) ? 1 : 100; });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  CHECK(admitted == 0);
  let_them_end = true;
  owner.join();
  for (auto& waiter : waiters) waiter.join();
  CHECK(admitted == 8);
  CHECK(answers.runs == 1);
}

TEST_CASE("a zeroise and a fatal fault during the tests take effect at their end") {
  arm();
  Fake fake;
  std::thread owner([&] { fake.module.power_up(); });
  while (!tests_began) std::this_thread::yield();
  State next = State::count;
  std::thread other;
  SECTION("zeroise") {
    next = State::zeroized;
    other = std::thread([&] { (void)fake.module.zeroize(); });
  }
  SECTION("fatal") {
    next = State::error;
    other = std::thread([&] { fake.module.fatal("test"); });
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(5));
  CHECK(fake.module.state() == State::self_test);
  let_them_end = true;
  owner.join();
  other.join();
  CHECK(fake.module.state() == next);
}

TEST_CASE("each of many self-tests on demand runs tests of its own") {
  fake::reset();
  Fake fake;
  fake.module.power_up();
  std::vector<std::thread> threads;
  std::atomic<int> done{0};
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      for (int n = 0; n < 50; ++n) done += fake.module.self_test() == Answer::done;
    });
  for (auto& thread : threads) thread.join();
  CHECK(done == 400);
  CHECK(answers.runs == 401);
}

TEST_CASE("a fault that is told while others test is not lost") {
  for (int round = 0; round < 200; ++round) {
    fake::reset();
    Fake fake;
    fake.module.power_up();
    std::vector<std::thread> threads;
    std::atomic<bool> stop{false};
    for (int i = 0; i < 3; ++i)
      threads.emplace_back([&] {
        while (!stop && fake.module.self_test() == Answer::done) {
        }
      });
    std::this_thread::sleep_for(std::chrono::microseconds(50 * (round % 5)));
    fake.module.fatal("test");
    // From here on nothing but a restart leads out of it.
    CHECK(fake.module.state() == State::error);
    stop = true;
    for (auto& thread : threads) thread.join();
    CHECK(fake.module.state() == State::error);
  }
}

TEST_CASE("many first calls at once power up once") {
  for (int round = 0; round < 50; ++round) {
    fake::reset();
    Fake fake;
    std::atomic<int> admitted{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) threads.emplace_back([&] { admitted += fake.module.admits(only(Algorithm::sha2)); });
    for (auto& thread : threads) thread.join();
    REQUIRE(admitted == 8);
    REQUIRE(answers.runs == 1);
  }
}

TEST_CASE("a signal handler that interrupts the tests is refused, not made to wait for its own thread") {
  fake::reset();
  Fake fake;
  interrupted = &fake.module;
  answered_in_handler = -1;
  std::signal(SIGUSR1, [](int) { answered_in_handler = interrupted->admits(only(Algorithm::sha2)) ? 1 : 0; });
  answers.during = [] { std::raise(SIGUSR1); };
  fake.module.power_up();
  std::signal(SIGUSR1, SIG_DFL);
  CHECK(answered_in_handler == 0);
  CHECK(fake.module.state() == State::operational);
}
