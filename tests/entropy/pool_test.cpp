// Seeds: from which sources, under which tests, and what a failure of any of them does.
#include "entropy/pool.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <set>
#include <thread>
#include <vector>

#include "fake_machine.hpp"
#include "support/catch.hpp"

namespace {

using namespace cce;
using namespace cce::entropy;
using namespace cce::entropy_test;
using Octets = std::vector<uint8_t>;

constexpr unsigned by_default = use_kernel | use_processor_or_jitter;

bool is_wiped(const Seed& seed) {
  return seed.size == 0 && std::all_of(seed.bytes.begin(), seed.bytes.end(), [](uint8_t b) { return b == 0; });
}

bool gives(Pool& pool, size_t size) {
  Seed seed;
  return pool.seed(seed) == Status::ok && seed.size == size &&
         seed.entropy_input().size() + seed.nonce().size() == size;
}

bool fails(Pool& pool) {
  Seed seed;
  seed.bytes.fill(0x5a);
  return pool.seed(seed) == Status::entropy && is_wiped(seed);
}

}  // namespace

TEST_CASE("which sources a choice means") {
  struct Row {
    unsigned choice;
    bool has_instruction, kernel, processor, jitter;
    size_t size;
  };
  constexpr Row rows[] = {
      {by_default, true, true, true, false, 96 + 768},
      {by_default, false, true, false, true, 96 + 768},
      {use_kernel, true, true, false, false, 96},
      {use_processor, true, false, true, false, 768},
      {use_jitter, true, false, false, true, 768},
      {use_kernel | use_processor | use_jitter, true, true, true, true, 96 + 768 + 768},
      {use_jitter | use_processor_or_jitter, true, false, true, true, 768 + 768},
      {use_jitter | use_processor_or_jitter, false, false, false, true, 768},
  };
  for (const Row& row : rows) {
    INFO("choice " << row.choice << ", instruction " << row.has_instruction);
    reset();
    Pool pool(row.has_instruction ? fake_machine : without_instruction, row.choice);
    CHECK(pool.uses(kernel) == row.kernel);
    CHECK(pool.uses(processor) == row.processor);
    CHECK(pool.uses(jitter) == row.jitter);
    CHECK(gives(pool, row.size));
  }
  // The processor alone, where it has nothing, and no source at all.
  reset();
  Pool impossible(without_instruction, use_processor), nothing(fake_machine, 0);
  CHECK(fails(impossible));
  CHECK(fails(nothing));
}

TEST_CASE("the first seed comes after 1024 samples of each source that nobody gets, the next ones do not") {
  reset();
  size_t bytes = 0, words = 0;
  Octets handed_out;
  script.getrandom = [&](uint8_t* out, size_t n, unsigned) {
    bytes += n;
    const long filled = script.fill(out, n);
    handed_out.insert(handed_out.end(), out, out + n);
    return filled;
  };
  script.entropy_word = [&](uint64_t& word) { return word = script.noise.next(), ++words != 0; };
  Pool pool(fake_machine, by_default);
  Seed seed;
  REQUIRE(pool.seed(seed) == Status::ok);
  CHECK(bytes == 1024 + 96);
  CHECK(words == (1 + 1024 / 64) + (1 + 768 / 64));
  CHECK(std::equal(handed_out.begin() + 1024, handed_out.end(), seed.bytes.begin()));
  REQUIRE(pool.seed(seed) == Status::ok);
  CHECK(bytes == 1024 + 2 * 96);
  const char* failed = nullptr;
  REQUIRE(pool.start_up(failed) == Status::ok);
  CHECK(failed == nullptr);
  CHECK(bytes == 2 * 1024 + 2 * 96);
}

TEST_CASE("one source that fails is a failure, whatever the others give, and over when it is well again") {
  struct Fault {
    const char* name;
    std::function<void()> begin;
  };
  const Fault faults[] = {
      {"kernel gives errors", [] { script.getrandom = [](uint8_t*, size_t, unsigned) { return long{-EIO}; }; }},
      {"kernel is stuck",
       [] {
         script.getrandom = [](uint8_t* out, size_t n, unsigned) {
           return std::memset(out, 7, n), static_cast<long>(n);
         };
       }},
      {"kernel is biased",
       [] {
         script.getrandom = [](uint8_t* out, size_t n, unsigned) {
           script.fill(out, n);
           for (size_t i = 0; i < n; ++i)
             if (out[i] % 3 == 0) out[i] = 0;
           return static_cast<long>(n);
         };
       }},
      {"instruction gives nothing", [] { script.entropy_word = [](uint64_t&) { return false; }; }},
      {"instruction is stuck", [] { script.entropy_word = [](uint64_t& w) { return w = ~uint64_t{0}, true; }; }},
      {"instruction is biased",
       [] {
         script.entropy_word = [](uint64_t& w) {
           return w = script.noise.next() & script.noise.next() & script.noise.next(), true;
         };
       }},
  };
  for (const bool has_started : {false, true})
    for (const Fault& fault : faults) {
      INFO(fault.name << (has_started ? ", in operation" : ", from the start"));
      reset();
      Pool pool(fake_machine, by_default);
      if (has_started) REQUIRE(gives(pool, 864));
      fault.begin();
      // A bias is seen by the windows that begin with the favoured value.
      const auto in_forty = [](auto is_seen) {
        for (int i = 0; i < 40; ++i)
          if (is_seen()) return true;
        return false;
      };
      CHECK(in_forty([&] { return fails(pool); }));
      const char* failed = nullptr;
      CHECK(in_forty([&] { return pool.start_up(failed) == Status::entropy; }));
      CHECK(std::string(failed) == (std::string(fault.name).substr(0, 6) == "kernel" ? "kernel" : "processor"));
      const Noise noise = script.noise;
      reset();
      script.noise = noise;
      CHECK(gives(pool, 864));
    }
}

TEST_CASE("whichever call fails, the seed is wiped, and the next one is sound") {
  for (const unsigned choice : {by_default, unsigned{use_kernel | use_jitter}})
    for (int n = 1; n < 120; n += n < 20 ? 1 : 7) {
      INFO("call " << n);
      reset();
      Pool pool(fake_machine, choice);
      script.failing = n;
      Seed seed;
      const Status s = pool.seed(seed);
      // The first five are the kernel's. An instruction without a word is asked again: that is no failure.
      CHECK((s == Status::ok || (s == Status::entropy && is_wiped(seed))));
      CHECK((s == Status::entropy) == (n <= 5));
      script.failing = 0;
      CHECK(pool.seed(seed) == Status::ok);
    }
}

TEST_CASE("a source that asks for a seed itself, as a signal handler might, gets one of its own") {
  reset();
  static Pool pool(fake_machine, by_default);
  static bool is_nested = false;
  static Status nested_answer = Status::argument;
  script.getrandom = [](uint8_t* out, size_t n, unsigned) {
    if (!is_nested) {
      is_nested = true;
      Seed own;
      nested_answer = pool.seed(own);
    }
    return script.fill(out, n);
  };
  CHECK(gives(pool, 864));
  CHECK(nested_answer == Status::ok);
}

TEST_CASE("sources whose samples are to be forgotten start up again, at once or when whoever draws has done") {
  reset();
  static size_t bytes;
  static Pool pool(fake_machine, by_default);
  static bool forgets_within;
  bytes = 0;
  forgets_within = false;
  script.getrandom = [](uint8_t* out, size_t n, unsigned) {
    bytes += n;
    // Another thread, which must not have to wait for this one.
    if (forgets_within) std::thread([] { pool.forget(); }).join();
    forgets_within = false;
    return script.fill(out, n);
  };
  REQUIRE(gives(pool, 864));
  CHECK(bytes == 1024 + 96);
  pool.forget();
  REQUIRE(gives(pool, 864));
  CHECK(bytes == 2 * (1024 + 96));
  forgets_within = true;
  REQUIRE(gives(pool, 864));
  CHECK(bytes == 2 * (1024 + 96) + 96);
  REQUIRE(gives(pool, 864));
  CHECK(bytes == 3 * (1024 + 96) + 96);
  REQUIRE(gives(pool, 864));
  CHECK(bytes == 3 * (1024 + 96) + 2 * 96);
}

TEST_CASE("a child of a process in which another thread drew begins with the start-up tests") {
  reset();
  static std::atomic<bool> is_inside{false}, may_go_on{false};
  static size_t bytes = 0;
  script.getrandom = [](uint8_t* out, size_t n, unsigned) {
    is_inside = true;
    while (!may_go_on) std::this_thread::yield();
    bytes += n;
    return script.fill(out, n);
  };
  static Pool pool(fake_machine, use_kernel);
  std::thread drawing([] { CHECK(gives(pool, 96)); });
  while (!is_inside) std::this_thread::yield();
  const pid_t child = fork();
  if (child == 0) {
    bytes = 0;
    may_go_on = true;
    _exit(gives(pool, 96) && bytes == 1024 + 96 && gives(pool, 96) && bytes == 1024 + 2 * 96 ? 0 : 1);
  }
  may_go_on = true;
  drawing.join();
  int status = -1;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(status == 0);
}

TEST_CASE("threads draw seeds at once") {
  select(cpu::detect());
  std::vector<Seed> seeds(400);
  std::vector<std::thread> threads;
  std::atomic<size_t> well{0};
  for (size_t t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (size_t i = 0; i < 100; ++i)
        if (seed(seeds[100 * t + i]) == Status::ok) ++well;
    });
  for (std::thread& t : threads) t.join();
  CHECK(well == 400);
  std::set<Octets> different;
  for (const Seed& s : seeds) different.insert(Octets(s.view().begin(), s.view().end()));
  CHECK(different.size() == 400);
}

TEST_CASE("the product's start-up test, seed and freshness") {
  select(cpu::detect());
  Evidence evidence;
  CHECK(start_up_test.run(evidence));
  CHECK(evidence.where == nullptr);
  uint64_t a = 0, b = 0;
  CHECK(fresh(a));
  CHECK(fresh(b));
  CHECK(a != b);
  select(0);  // as on a processor without the instructions
  const uint64_t before = b;
  CHECK(fresh(b));
  CHECK(b != before);
  select(cpu::detect());
}
