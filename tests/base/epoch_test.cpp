#include "base/epoch.hpp"

#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <memory>
#include <set>
#include <thread>
#include <vector>

#include "base/lock.hpp"
#include "fake_memory_os.hpp"
#include "support/catch.hpp"

namespace {

using namespace cce;
using namespace cce::base_test;

// What a child answers, which fork_like makes.
template <class Fork, class Body>
bool in_child(Fork fork_like, Body body) {
  const pid_t child = fork_like();
  if (child == 0) _exit(body() ? 0 : 1);
  int status = -1;
  return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

pid_t bare_fork() { return static_cast<pid_t>(syscall(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, nullptr)); }

}  // namespace

TEST_CASE("an epoch lasts until it is advanced") {
  reset();
  Epoch epoch(faulty_memory);
  const uint64_t first = epoch.current();
  CHECK(first != 0);
  CHECK(epoch.current() == first);
  epoch.advance();
  const uint64_t second = epoch.current();
  CHECK(second != first);
  CHECK(Epoch::process_of(second) == Epoch::process_of(first));
  CHECK(Epoch::advances_of(second) == Epoch::advances_of(first) + 1);
}

TEST_CASE("a child of fork has another epoch, however it was made, and the parent keeps its own") {
  for (const int failing_call : {0, 1}) {  // 1: no page is to be had, and the process id takes its place
    reset(failing_call);
    static std::unique_ptr<Epoch> epoch;
    epoch = std::make_unique<Epoch>(faulty_memory);
    epoch->advance();
    const uint64_t parents = epoch->current();
    for (const auto make_child : {+[] { return fork(); }, +[] { return bare_fork(); }}) {
      CHECK(in_child(make_child, [&] {
        const uint64_t childs = epoch->current();
        const bool grandchild_differs = in_child(make_child, [&] {
          return epoch->current() != childs && epoch->current() != parents &&
                 Epoch::advances_of(epoch->current()) == Epoch::advances_of(parents);
        });
        return childs != 0 && childs != parents && childs == epoch->current() && grandchild_differs &&
               Epoch::process_of(childs) != Epoch::process_of(parents) &&
               Epoch::advances_of(childs) == Epoch::advances_of(parents);
      }));
      CHECK(epoch->current() == parents);
    }
  }
}

TEST_CASE("a system that grants every advice is not believed") {
  reset();
  grants_all_advice = true;
  process = 1000;
  Epoch epoch(faulty_memory);
  const uint64_t first = epoch.current();
  CHECK(epoch.current() == first);
  process = 1001;
  CHECK(epoch.current() != first);
  epoch.advance();
  CHECK(Epoch::advances_of(epoch.current()) == 1);
}

TEST_CASE("whatever call fails, there is an epoch, and forks and advances end it") {
  for (int n = 1; n <= 4; ++n) {
    INFO("call " << n);
    reset(n);
    static std::unique_ptr<Epoch> epoch;
    epoch = std::make_unique<Epoch>(faulty_memory);
    const uint64_t first = epoch->current();
    CHECK(first != 0);
    CHECK(epoch->current() == first);
    CHECK(in_child([] { return fork(); }, [&] { return epoch->current() != first; }));
    epoch->advance();
    CHECK(epoch->current() != first);
  }
}

TEST_CASE("threads that ask at once are told the same") {
  reset();
  for (int round = 0; round < 50; ++round) {
    Epoch epoch(linux_memory);
    std::vector<uint64_t> seen(8);
    std::vector<std::thread> threads;
    for (uint64_t& s : seen) threads.emplace_back([&] { s = epoch.current(); });
    for (std::thread& t : threads) t.join();
    CHECK(std::set<uint64_t>(seen.begin(), seen.end()).size() == 1);
  }
}

TEST_CASE("a lock keeps other threads out, and refuses its holder") {
  Lock lock;
  long counter = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 20'000; ++i) {
        const Hold hold(lock);
        if (hold) ++counter;
        if (const Hold again(lock); again) counter += 1'000'000;
      }
    });
  for (std::thread& t : threads) t.join();
  CHECK(counter == 80'000);
}

TEST_CASE("a child of fork does not find a lock held by a thread that it does not have") {
  for (const auto make_child : {+[] { return fork(); }, +[] { return bare_fork(); }}) {
    static Lock lock;
    std::atomic<bool> is_held{false}, may_end{false};
    std::thread holder([&] {
      const Hold hold(lock);
      is_held = true;
      while (!may_end) std::this_thread::yield();
    });
    while (!is_held) std::this_thread::yield();
    CHECK(in_child(make_child, [] {
      const Hold hold(lock);
      return static_cast<bool>(hold);
    }));
    may_end = true;
    holder.join();
    CHECK(lock.acquire());
    lock.release();
  }
}
