// The generators of threads: what they give, when they seed, and what they leave behind.
#include <atomic>
#include <cstring>
#include <thread>

#include "base/epoch.hpp"
#include "base/locked_memory.hpp"
#include "draws.hpp"
#include "drbg/rand_thread.hpp"
#include "entropy/pool.hpp"
#include "mechanism.hpp"
#include "rand_set_up.hpp"
#include "support/catch.hpp"

namespace {

using namespace cce;
using drbg_test::counting;
using drbg_test::Draw;
using Octets = std::vector<uint8_t>;

std::atomic<int> seeds{0};
std::atomic<uint8_t> seed_answer{0};  // a Status, which an assignment may not leave unlooked at

void set_answer(Status s) { seed_answer = static_cast<uint8_t>(s); }

// The first byte says the how manieth seed it is.
Status counted_seed(Seed& seed) {
  const auto answer = static_cast<Status>(seed_answer.load());
  seed.size = 96;
  const Octets bytes = counting(96, static_cast<uint8_t>(++seeds));
  std::copy(bytes.begin(), bytes.end(), seed.bytes.begin());
  return answer;
}

// Runs on a thread of its own, whose generator nobody has seeded, with counted_seed as source and nothing fresh.
template <class Body>
void on_new_thread(Body body) {
  seeds = 0;
  set_answer(Status::ok);
  rand::use(counted_seed, nullptr);
  std::thread(body).join();
  drbg_test::use_real_noise();
}

// The generator that counted_seed's n-th seed makes.
ctr_drbg::State reference(uint8_t n) {
  ctr_drbg::State state;
  const Octets seed = counting(96, n);
  REQUIRE(ctr_drbg::instantiate(state, Bytes(seed).first(64), Bytes(seed).last(32), {}) == Status::ok);
  return state;
}

bool is_zero(Bytes bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](uint8_t b) { return b == 0; });
}

}  // namespace

TEST_CASE("small requests are a block of one generate call, large ones have their own") {
  on_new_thread([] {
    ctr_drbg::State state = reference(1);
    Octets block(rand::block_size);
    REQUIRE(ctr_drbg::generate(state, {}, block) == Status::ok);
    size_t at = 0;
    for (const size_t n : {16u, 32u, 1u, 128u, 12u, 100u, 128u}) {
      Octets out(n);
      REQUIRE(rand::random(out) == Status::ok);
      CHECK(std::equal(out.begin(), out.end(), block.begin() + static_cast<ptrdiff_t>(at)));
      at += n;
    }
    // 95 bytes are left, and are not enough.
    Octets out(96);
    REQUIRE(rand::random(out) == Status::ok);
    REQUIRE(ctr_drbg::generate(state, {}, block) == Status::ok);
    CHECK(std::equal(out.begin(), out.end(), block.begin()));

    // A request of more than the standard's largest is several.
    Octets large(2 * drbg::max_request + 5), expected(large.size());
    REQUIRE(rand::random(large) == Status::ok);
    for (size_t done = 0; done < expected.size(); done += drbg::max_request)
      REQUIRE(ctr_drbg::generate(state, {},
                                 MutableBytes(expected).subspan(
                                     done, std::min(drbg::max_request, expected.size() - done))) == Status::ok);
    CHECK(large == expected);
    CHECK(seeds == 1);
    CHECK(rand::random({}) == Status::ok);
  });
}

TEST_CASE("what is handed out is erased") {
  on_new_thread([] {
    Octets out(48);
    REQUIRE(rand::random(out) == Status::ok);
    const rand::Slot& slot = *rand::slot_of_thread;
    CHECK(is_zero(Bytes(slot.block).first(48)));
    CHECK_FALSE(is_zero(Bytes(slot.block).subspan(48, 16)));
    CHECK(slot.available == rand::block_size - 48);
    const auto* const whole = reinterpret_cast<const uint8_t*>(&slot);
    CHECK(std::search(whole, whole + sizeof slot, out.begin(), out.begin() + 8) == whole + sizeof slot);
  });
}

TEST_CASE("freshness goes into every generate call as additional input") {
  on_new_thread([] {
    static std::atomic<int> asked{0};
    rand::use(counted_seed, [](uint64_t& word) {
      word = static_cast<uint64_t>(++asked);
      return true;
    });
    ctr_drbg::State state = reference(1);
    for (uint64_t n = 1; n <= 3; ++n) {
      Octets out(200), expected(200);
      REQUIRE(rand::random(out) == Status::ok);
      REQUIRE(ctr_drbg::generate(state, {reinterpret_cast<const uint8_t*>(&n), 8}, expected) == Status::ok);
      CHECK(out == expected);
    }
    // None to be had: the generator goes on without.
    rand::use(counted_seed, [](uint64_t&) { return false; });
    Octets out(200), expected(200);
    REQUIRE(rand::random(out) == Status::ok);
    REQUIRE(ctr_drbg::generate(state, {}, expected) == Status::ok);
    CHECK(out == expected);
  });
}

TEST_CASE("a failing source is a failure, with the output wiped, and no more when the source is well again") {
  for (const Status failure : {Status::entropy, Status::memory}) {
    on_new_thread([failure] {
      for (const size_t n : {16u, 128u, 129u, 70000u}) {
        Octets out(n, 0x5a);
        set_answer(failure);
        CHECK(rand::random(out) == failure);
        CHECK(is_zero(out));
        CHECK(rand::slot_of_thread->epoch == 0);
      }
      set_answer(Status::ok);
      Octets out(16);
      CHECK(rand::random(out) == Status::ok);
      CHECK_FALSE(is_zero(out));
      CHECK(seeds == 5);
    });
  }
}

TEST_CASE("without a source there is nothing") {
  on_new_thread([] {
    rand::use(nullptr, nullptr);
    Octets out(16, 0x5a);
    CHECK(rand::random(out) == Status::entropy);
    CHECK(is_zero(out));
  });
}

TEST_CASE("it reseeds after so many generate calls, and not without entropy") {
  on_new_thread([] {
    Octets out(200);
    for (uint64_t i = 0; i < rand::generates_a_seed; ++i) REQUIRE(rand::random(out) == Status::ok);
    CHECK(seeds == 1);
    const Octets last = out;
    set_answer(Status::entropy);
    CHECK(rand::random(out) == Status::entropy);
    CHECK(is_zero(out));
    set_answer(Status::ok);
    CHECK(rand::random(out) == Status::ok);
    CHECK(seeds == 3);
    CHECK(rand::slot_of_thread->state.reseed_counter == 2);
    CHECK(out != last);
    CHECK(rand::random(out) == Status::ok);
    CHECK(seeds == 3);
  });
}

TEST_CASE("a thread's generator is wiped when the thread ends, and its slot is used again") {
  rand::Slot* slot = nullptr;
  Octets key;
  on_new_thread([&] {
    Draw d;
    REQUIRE(rand::random(d) == Status::ok);
    slot = rand::slot_of_thread;
    key.assign(slot->state.Key.w[0].begin(), slot->state.Key.w[0].end());
  });
  CHECK_FALSE(is_zero(key));
  CHECK(is_zero({reinterpret_cast<const uint8_t*>(slot), sizeof *slot}));
  on_new_thread([&] {
    Draw d;
    REQUIRE(rand::random(d) == Status::ok);
    CHECK(rand::slot_of_thread == slot);
  });
}

TEST_CASE("invalidate_all wipes the generators of other threads, which then seed anew") {
  on_new_thread([] {
    Draw before, after;
    REQUIRE(rand::random(before) == Status::ok);
    const rand::Slot& slot = *rand::slot_of_thread;
    std::thread([] { rand::invalidate_all(); }).join();
    CHECK(is_zero(slot.block));
    CHECK(is_zero({reinterpret_cast<const uint8_t*>(&slot.state), sizeof slot.state}));
    CHECK(slot.epoch == 0);
    REQUIRE(rand::random(after) == Status::ok);
    CHECK(seeds == 2);
    CHECK(before != after);
  });
}

TEST_CASE("a generator that its thread drops is wiped, and seeds anew") {
  on_new_thread([] {
    rand::drop();  // there is none yet
    Draw before, after;
    REQUIRE(rand::random(before) == Status::ok);
    const rand::Slot& slot = *rand::slot_of_thread;
    rand::drop();
    CHECK(is_zero(slot.block));
    CHECK(is_zero({reinterpret_cast<const uint8_t*>(&slot.state), sizeof slot.state}));
    CHECK(slot.epoch == 0);
    CHECK_FALSE(slot.is_busy);
    REQUIRE(rand::random(after) == Status::ok);
    CHECK(seeds == 2);
    CHECK(before != after);
  });
}

namespace {

// Two calls held up while the module is zeroised: one in its seeding, which the zeroise waits for in vain, and one in its
// generate call, begun meanwhile, that is to say in the epoch that the zeroise has begun.
thread_local bool is_held_seeding = false, is_held_generating = false;
std::atomic<bool> is_seeding{false}, is_zeroised{false};

void wait_for(const std::atomic<bool>& flag) {
  while (!flag) std::this_thread::yield();
}

Status held_seed(Seed& seed) {
  if (is_held_seeding) {
    is_seeding = true;
    wait_for(is_zeroised);
  }
  return counted_seed(seed);
}

bool held_freshness(uint64_t&) {
  if (is_held_generating) wait_for(is_zeroised);
  return false;
}

// True when the zeroise did wipe the second call's slot from under it: it may come too late for that.
bool is_right_when_wiped_in_its_own_epoch() {
  seeds = 0;
  is_seeding = is_zeroised = false;
  std::thread held([] {
    Draw d;
    REQUIRE(rand::random(d) == Status::ok);
    rand::drop();
    is_held_seeding = true;
    (void)rand::random(d);
  });
  wait_for(is_seeding);
  bool was_wiped = false;
  std::atomic<bool> has_slot{false};
  std::thread caller([&] {
    Draw d;
    REQUIRE(rand::random(d) == Status::ok);
    rand::Slot& slot = *rand::slot_of_thread;
    const uint64_t epoch = the_epoch.current();
    has_slot = true;
    while (the_epoch.current() == epoch) std::this_thread::yield();
    is_held_generating = true;
    const Status s = rand::random(d);
    is_held_generating = false;
    was_wiped = slot.wipings != 0;
    CHECK(s == Status::ok);
    if (was_wiped) CHECK(slot.epoch == the_epoch.current());  // else it may have been served beside the slot
    // It is the seed that counts: of the calls, this one has drawn the last or the held one has.
    bool is_of_a_seed = false;
    for (int n = 1; n <= seeds; ++n) {
      ctr_drbg::State state = reference(static_cast<uint8_t>(n));
      Octets block(rand::block_size);
      REQUIRE(ctr_drbg::generate(state, {}, block) == Status::ok);
      is_of_a_seed = is_of_a_seed || std::equal(d.begin(), d.end(), block.begin());
    }
    CHECK(is_of_a_seed);
  });
  wait_for(has_slot);
  rand::invalidate_all();
  is_zeroised = true;
  caller.join();
  held.join();
  return was_wiped;
}

}  // namespace

TEST_CASE("a call that a zeroise wipes under it, in the epoch that it began, answers from a seed and not from zeros") {
  set_answer(Status::ok);
  rand::use(held_seed, held_freshness);
  bool was_wiped = false;
  for (int i = 0; i < 100 && !was_wiped; ++i) was_wiped = is_right_when_wiped_in_its_own_epoch();
  CHECK(was_wiped);
  drbg_test::use_real_noise();
}

TEST_CASE("sixteen threads and a million draws, and none comes twice, while the generators are invalidated") {
  drbg_test::use_real_noise();
  constexpr size_t threads = 16, each = 62'500;
  std::vector<Draw> draws(threads * each);
  std::atomic<size_t> well{0};
  std::vector<std::thread> running;
  for (size_t t = 0; t < threads; ++t)
    running.emplace_back([&, t] {
      if (drbg_test::draw_into(std::span(draws).subspan(t * each, each))) ++well;
    });
  for (int i = 0; i < 50; ++i) rand::invalidate_all();
  for (std::thread& t : running) t.join();
  CHECK(well == threads);
  CHECK(drbg_test::repetitions(draws) == 0);
}

TEST_CASE("repetitions are seen") {
  drbg_test::use_real_noise();
  std::vector<Draw> draws(1000);
  REQUIRE(drbg_test::draw_into(draws));
  CHECK(drbg_test::repetitions(draws) == 0);
  draws[7] = draws[900];
  CHECK(drbg_test::repetitions(draws) == 1);
}
