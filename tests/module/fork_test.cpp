// fork while another thread runs the tests: in the child nobody would ever end them.
#include <sys/wait.h>
#include <unistd.h>

#include <thread>
#include <vector>

#include "fake_module.hpp"
#include "support/catch.hpp"
#include "support/surroundings.hpp"

using namespace cce;
using namespace cce::module;
using fake::answers;
using fake::Fake;

namespace {

std::atomic<bool> began{false}, go_on{false};

// The child's verdict, as the exit code of a process that must not run Catch2's own ending.
template <class F>
int in_child(F f) {
  const pid_t pid = fork();
  if (pid == 0) {
    alarm(20);  // a child that waits for ever is a failure, not a hang of the tests
    _exit(f());
  }
  int status = 0;
  REQUIRE(waitpid(pid, &status, 0) == pid);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

TEST_CASE("a child forked during the tests runs them itself") {
  fake::reset();
  began = go_on = false;
  answers.during = [] {
    began = true;
    while (!go_on) std::this_thread::yield();
  };
  Fake fake;
  std::thread owner([&] { fake.module.power_up(); });
  while (!began) std::this_thread::yield();
  const int code = in_child([&] {
    answers.during = nullptr;
    if (fake.module.state() != State::self_test) return 1;
    // Two threads, of which one takes the tests over and both are served.
    std::atomic<int> admitted{0};
    const auto ask = [&] { admitted += fake.module.admits(only(Algorithm::sha2)); };
    std::vector<std::thread> threads;
    for (int i = 0; i < 2; ++i)
      if (support::child_may_start_threads)
        threads.emplace_back(ask);
      else
        ask();
    for (auto& thread : threads) thread.join();
    if (admitted != 2) return 2;
    return fake.module.state() == State::operational ? 0 : 3;
  });
  go_on = true;
  owner.join();
  CHECK(code == 0);
  CHECK(fake.module.state() == State::operational);
}

TEST_CASE("a child forked afterwards is served, and tests itself on demand") {
  fake::reset();
  Fake fake;
  fake.module.power_up();
  CHECK(in_child([&] {
          if (!fake.module.admits(only(Algorithm::sha2))) return 1;
          if (fake.module.self_test() != Answer::done) return 2;
          return in_child([&] { return fake.module.self_test() == Answer::done ? 0 : 1; });
        }) == 0);
}
