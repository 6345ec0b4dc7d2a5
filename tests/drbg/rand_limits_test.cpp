// The generators of threads when the process has used up what they need. Each case is a child, which is thrown away.
#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include <thread>

#include "base/locked_memory.hpp"
#include "draws.hpp"
#include "drbg/rand_thread.hpp"
#include "rand_set_up.hpp"
#include "support/catch.hpp"

namespace {

using namespace cce;
using drbg_test::Draw;
using drbg_test::ended_well;

template <class Body>
bool in_child(Body body) {
  drbg_test::use_real_noise();
  const pid_t child = fork();
  if (child == 0) _exit(body() ? 0 : 1);
  return ended_well(child);
}

bool is_refused_with(Status expected) {
  Draw d;
  d.fill(0x5a);
  return rand::random(d) == expected && d == Draw{} && rand::slot_of_thread == nullptr;
}

bool is_served() {
  Draw d{};
  return rand::random(d) == Status::ok && d != Draw{};
}

}  // namespace

// First of all: the key of the thread's end is made once a process.
TEST_CASE("all keys of thread-specific data used up") {
  REQUIRE(rand::slot_of_thread == nullptr);
  CHECK(in_child([] {
    std::vector<pthread_key_t> keys;
    for (pthread_key_t k; pthread_key_create(&k, nullptr) == 0;) keys.push_back(k);
    if (!is_refused_with(Status::memory) || !is_refused_with(Status::memory)) return false;
    pthread_key_delete(keys.back());
    return is_served();
  }));
}

TEST_CASE("no memory for a slot, and then memory") {
  CHECK(in_child([] {
    const rlimit nothing = {0, RLIM_INFINITY}, everything = {RLIM_INFINITY, RLIM_INFINITY};
    if (setrlimit(RLIMIT_AS, &nothing) != 0) return false;
    // What the arena has mapped already is taken away first.
    constexpr int more_than_mapped = 100'000;
    for (int taken = 0; locked::generators.take(sizeof(rand::Slot)) != nullptr; ++taken)
      if (taken == more_than_mapped) return false;  // a system that keeps no limit
    if (!is_refused_with(Status::memory)) return false;
    return setrlimit(RLIMIT_AS, &everything) == 0 && is_served();
  }));
}

TEST_CASE("no memory may be locked") {
  CHECK(in_child([] {
    const rlimit nothing = {0, 0};
    if (setrlimit(RLIMIT_MEMLOCK, &nothing) != 0 || setresuid(65534, 65534, 65534) != 0) return false;
    // The sanitizers' mlock does nothing and succeeds.
    alignas(4096) static uint8_t page[4096];
    const bool is_locked = mlock(page, sizeof page) == 0;
    return is_served() &&
           locked::generators.weakest() == (is_locked ? locked::Protection::locked : locked::Protection::no_dump);
  }));
}

TEST_CASE("no file may be opened") {
  CHECK(in_child([] {
    const rlimit nothing = {0, 0};
    return setrlimit(RLIMIT_NOFILE, &nothing) == 0 && is_served();
  }));
}
