#include "base/locked_memory.hpp"

#include <setjmp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <memory>
#include <set>
#include <thread>
#include <vector>

#include "base/locked_region.hpp"
#include "fake_memory_os.hpp"
#include "support/catch.hpp"

namespace {

using namespace cce;
using namespace cce::base_test;
using namespace cce::locked;

constexpr ForkHandlers no_handlers = {[] {}, [] {}, [] {}};

bool is_zero(const void* p, size_t n) {
  const auto* const bytes = static_cast<const uint8_t*>(p);
  for (size_t i = 0; i < n; ++i)
    if (bytes[i] != 0) return false;
  return true;
}

template <class Body>
bool in_child(pid_t (*fork_like)(), Body body) {
  const pid_t child = fork_like();
  if (child == 0) _exit(body() ? 0 : 1);
  int status = -1;
  return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

pid_t bare_fork() { return static_cast<pid_t>(syscall(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, nullptr)); }

struct Key {
  uint64_t mark;
  uint8_t bytes[400];
};

Key* make_key(Arena& arena, uint64_t mark) {
  return arena.make<Key>([&](Key& k) {
    k.mark = mark;
    std::memset(k.bytes, static_cast<int>(mark), sizeof k.bytes);
  });
}

bool is_whole(const Key* k, uint64_t mark) {
  Key expected;
  std::memset(expected.bytes, static_cast<int>(mark), sizeof expected.bytes);
  return k->mark == mark && std::memcmp(k->bytes, expected.bytes, sizeof expected.bytes) == 0;
}

}  // namespace

TEST_CASE("slots are apart, aligned, zeroed, and wiped when they are given back") {
  for (const Inheritance inheritance : {Inheritance::copied, Inheritance::wiped}) {
    Arena arena(linux_memory, inheritance, no_handlers);
    for (const size_t size : {1u, 512u, 513u, 1024u, 4096u}) {
      INFO("size " << size);
      std::set<uint8_t*> slots;
      for (int i = 0; i < 300; ++i) {
        auto* const slot = static_cast<uint8_t*>(arena.take(size));
        REQUIRE(slot != nullptr);
        CHECK(reinterpret_cast<uintptr_t>(slot) % slot_alignment == 0);
        CHECK(is_zero(slot, size));
        std::memset(slot, 0xa5, size);
        const auto next = slots.lower_bound(slot);
        CHECK((next == slots.end() || slot + size <= *next));
        CHECK((next == slots.begin() || *std::prev(next) + size <= slot));
        slots.insert(slot);
      }
      size_t taken = 0;
      arena.for_each([&](void* slot) { taken += slots.count(static_cast<uint8_t*>(slot)); });
      CHECK(taken == 300);
      for (uint8_t* slot : slots) {
        arena.give_back(slot);
        CHECK(is_zero(slot, size));
      }
      CHECK(slots.count(static_cast<uint8_t*>(arena.take(size))) == 1);
    }
    arena.give_back(nullptr);
    CHECK(arena.take(4097) == nullptr);
  }
}

TEST_CASE("many slots share a page, and a hundred thousand fit") {
  Arena arena(linux_memory, Inheritance::wiped, no_handlers);
  std::set<uintptr_t> pages;
  for (int i = 0; i < 32; ++i) pages.insert(reinterpret_cast<uintptr_t>(arena.take(512)) / 4096);
  CHECK(pages.size() == 4);
  for (int i = 32; i < 100'000; ++i) REQUIRE(arena.take(512) != nullptr);
}

namespace {

sigjmp_buf after_fault;

// Writing to p is stopped by the processor.
bool is_guarded(volatile uint8_t* p) {
  struct sigaction action = {}, before_segv, before_bus;
  action.sa_handler = [](int) { siglongjmp(after_fault, 1); };
  sigaction(SIGSEGV, &action, &before_segv);
  sigaction(SIGBUS, &action, &before_bus);
  const bool faulted = sigsetjmp(after_fault, 1) != 0;
  if (!faulted) *p = 1;
  sigaction(SIGSEGV, &before_segv, nullptr);
  sigaction(SIGBUS, &before_bus, nullptr);
  return faulted;
}

}  // namespace

TEST_CASE("before the first slot and after the last one nobody can touch") {
  for (const Inheritance inheritance : {Inheritance::copied, Inheritance::wiped}) {
    Arena arena(linux_memory, inheritance, no_handlers);
    const auto page = static_cast<size_t>(getpagesize());
    for (const size_t pages : {1, 2, 4}) {  // as the arena grows
      auto *first = static_cast<uint8_t*>(arena.take(512)), *last = first;
      for (size_t i = 1; i < pages * page / 512; ++i) {
        auto* const slot = static_cast<uint8_t*>(arena.take(512));
        first = std::min(first, slot);
        last = std::max(last, slot);
      }
      CHECK(last == first + pages * page - 512);
      CHECK(is_guarded(first - 1));
      CHECK(is_guarded(last + 512));
      CHECK_FALSE(is_guarded(last + 511));
    }
  }
}

TEST_CASE("whatever call fails, and all after it, there is a slot or a clean null, and slots again afterwards") {
  for (const Inheritance inheritance : {Inheritance::copied, Inheritance::wiped})
    for (const bool only : {true, false})
      for (int n = 1; n <= 14; ++n) {
        INFO("call " << n << (only ? " alone" : " and all after it"));
        reset(n, only);
        Arena arena(faulty_memory, inheritance, no_handlers);
        auto* const slot = static_cast<uint8_t*>(arena.take(100));
        if (slot != nullptr) std::memset(slot, 1, 512);
        CHECK((slot != nullptr || calls >= n));
        reset();
        auto* const another = static_cast<uint8_t*>(arena.take(100));
        REQUIRE(another != nullptr);
        CHECK(is_zero(another, 512));
        arena.give_back(another);
        arena.give_back(slot);
      }
}

TEST_CASE("the protection that is reported is the one that was had") {
  reset();
  Arena sound(faulty_memory, Inheritance::wiped, no_handlers);
  CHECK(sound.weakest() == Protection::secret);
  REQUIRE(sound.take(1) != nullptr);
  const Protection best = sound.weakest();
  CHECK((best == Protection::locked || best == Protection::no_dump));
  const int until_locked = calls;  // the last call is the locking

  Arena of_keys(faulty_memory, Inheritance::copied, no_handlers);
  REQUIRE(of_keys.take(1) != nullptr);
  const int file = linux_memory.secret_file(4096);
  CHECK((of_keys.weakest() == Protection::secret) == (file >= 0));
  close(file);

  reset(until_locked);
  Arena unlocked(faulty_memory, Inheritance::wiped, no_handlers);
  REQUIRE(unlocked.take(1) != nullptr);
  CHECK(unlocked.weakest() == Protection::no_dump);

  reset(until_locked - 1);
  Arena in_dumps(faulty_memory, Inheritance::wiped, no_handlers);
  REQUIRE(in_dumps.take(1) != nullptr);
  CHECK(in_dumps.weakest() == Protection::none);
  reset();
}

TEST_CASE("where no memory may be locked, slots are given out unlocked, and that is reported") {
  CHECK(in_child(fork, [] {
    const rlimit nothing = {0, 0};
    // The superuser is above the limit.
    if (setrlimit(RLIMIT_MEMLOCK, &nothing) != 0 || setresuid(65534, 65534, 65534) != 0) return false;
    // The sanitizers' mlock does nothing and succeeds.
    alignas(4096) static uint8_t page[4096];
    const Protection expected = mlock(page, sizeof page) == 0 ? Protection::locked : Protection::no_dump;
    Arena arena(linux_memory, Inheritance::copied, no_handlers);
    Key* const key = make_key(arena, 7);
    const bool holds = key != nullptr && is_whole(key, 7) && arena.weakest() == expected;
    arena.give_back(key);
    return holds && is_zero(key, sizeof *key);
  }));
}

TEST_CASE("a child has keys of its own: neither process sees what the other does to them") {
  Key* const key = make_key(keys, 0x11);
  Key* const other = make_key(keys, 0x22);
  REQUIRE(key != nullptr);
  INFO("protection " << static_cast<int>(keys.weakest()));
  int to_child[2], to_parent[2];
  REQUIRE(pipe(to_child) == 0);
  REQUIRE(pipe(to_parent) == 0);
  char byte = 0;
  const pid_t child = fork();
  if (child == 0) {
    keys.give_back(other);
    bool holds = is_zero(other, sizeof *other) && write(to_parent[1], &byte, 1) == 1;
    holds = holds && read(to_child[0], &byte, 1) == 1;  // by now the parent has given back its own
    holds = holds && is_whole(key, 0x11);
    Key* const childs = make_key(keys, 0x33);
    holds = holds && childs != nullptr && childs != key && is_whole(childs, 0x33);
    // The next generation likewise.
    holds = holds && in_child(fork, [&] {
              keys.give_back(key);
              return is_whole(childs, 0x33);
            });
    _exit(holds && is_whole(key, 0x11) ? 0 : 1);
  }
  REQUIRE(child > 0);
  CHECK(read(to_parent[0], &byte, 1) == 1);
  CHECK(is_whole(other, 0x22));
  keys.give_back(key);
  CHECK(is_zero(key, sizeof *key));
  CHECK(write(to_child[1], &byte, 1) == 1);
  int status = -1;
  CHECK(waitpid(child, &status, 0) == child);
  CHECK(status == 0);
  keys.give_back(other);
}

TEST_CASE("where a fork copied nothing, the child does no harm to its parent's keys") {
  Key* const key = make_key(keys, 0x44);
  CHECK(in_child(bare_fork, [&] {
    keys.give_back(key);
    Key* const mine = make_key(keys, 0x55);
    return mine != nullptr && is_whole(mine, 0x55);  // at another place than key where that is shared, as is seen below
  }));
  CHECK(is_whole(key, 0x44));
  keys.give_back(key);

  // The same after handlers that could not do their work.
  for (int n = 1; n <= 3; ++n) {
    reset();
    Arena arena(faulty_memory, Inheritance::copied, no_handlers);
    Key* const parents = make_key(arena, 0x66);
    REQUIRE(parents != nullptr);
    reset(n, false);
    arena.before_fork();
    CHECK(in_child(bare_fork, [&] {
      arena.after_fork_in_child();
      reset();
      const bool was_whole = is_whole(parents, 0x66);
      arena.give_back(parents);
      return was_whole && make_key(arena, 0x77) != nullptr;
    }));
    arena.after_fork_in_parent();
    reset();
    CHECK(is_whole(parents, 0x66));
    arena.give_back(parents);
  }
}

TEST_CASE("a child inherits nothing of what is wiped on fork") {
  auto* const slot = static_cast<uint8_t*>(generators.take(600));
  REQUIRE(slot != nullptr);
  if (linux_memory.advise(slot, 0, no_such_advice) == 0) {
    WARN("not tested: this emulator grants every advice, MADV_WIPEONFORK included, and does nothing");
    generators.give_back(slot);
    return;
  }
  std::memset(slot, 0x5a, 600);
  for (const auto make_child : {+[] { return fork(); }, +[] { return bare_fork(); }})
    CHECK(in_child(make_child, [&] {
      const bool was_zero = is_zero(slot, 600);
      generators.give_back(slot);
      return was_zero && generators.take(600) != nullptr;
    }));
  CHECK(slot[599] == 0x5a);
  generators.give_back(slot);
}

TEST_CASE("keys are whole in every child, while other threads make and free them") {
  std::atomic<bool> may_end{false};
  std::atomic<Key*> latest{make_key(keys, 1)};
  std::vector<std::thread> threads;
  for (int t = 0; t < 2; ++t)
    threads.emplace_back([&] {
      for (uint64_t i = 1; !may_end; ++i) {
        Key* const fresh = make_key(keys, i % 200 + 1);
        keys.give_back(latest.exchange(fresh));
      }
    });
  for (int i = 0; i < 200; ++i)
    CHECK(in_child(fork, [&] {
      const Key* const k = latest.load();
      return k->mark != 0 && is_whole(k, k->mark);
    }));
  may_end = true;
  for (std::thread& t : threads) t.join();
  keys.give_back(latest);
}

TEST_CASE("a signal handler within the arena is refused, not made to wait") {
  static Arena arena(linux_memory, Inheritance::wiped, no_handlers);
  REQUIRE(arena.take(1) != nullptr);
  int visits = 0;
  arena.for_each([&](void* slot) {
    ++visits;
    CHECK(arena.take(1) == nullptr);
    std::memset(slot, 1, 512);
    arena.give_back(slot);
    CHECK(is_zero(slot, 512));
  });
  CHECK(visits == 1);
}

TEST_CASE("what lies in a slot is changed with the arena locked, and nothing else is") {
  static Arena arena(linux_memory, Inheritance::copied, no_handlers);
  auto* const slot = static_cast<uint8_t*>(arena.take(1024));
  REQUIRE(slot != nullptr);
  int changes = 0;
  const auto change = [&] {
    ++changes;
    CHECK(arena.take(1) == nullptr);
  };
  CHECK(arena.change(slot, change));
  CHECK(arena.change(slot + 1023, change));
  CHECK(changes == 2);
  uint8_t elsewhere = 0;
  for (const void* p : {static_cast<const void*>(&elsewhere), static_cast<const void*>(slot - 1),
                        static_cast<const void*>(slot + getpagesize()), static_cast<const void*>(nullptr)})
    CHECK_FALSE(arena.change(p, change));
  arena.for_each([&](void*) { CHECK_FALSE(arena.change(slot, change)); });
  CHECK(changes == 2);
  CHECK(arena.change(slot, change));  // it was unlocked each time
  arena.give_back(slot);
}
