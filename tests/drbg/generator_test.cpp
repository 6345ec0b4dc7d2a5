// Generators behind handles: section 9 around each mechanism.
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "base/epoch.hpp"
#include "base/locked_memory.hpp"
#include "drbg/generator.hpp"
#include "mechanism.hpp"
#include "support/catch.hpp"

namespace {

using namespace cce;
using drbg::Generator;
using drbg::Kind;
using drbg_test::counting;
using Octets = std::vector<uint8_t>;

int seeds = 0;
bool source_fails = false;

Status counted_seed(Seed& seed) {
  if (source_fails) return Status::entropy;
  const Octets bytes = counting(96, static_cast<uint8_t>(++seeds));
  std::copy(bytes.begin(), bytes.end(), seed.bytes.begin());
  seed.size = bytes.size();
  return Status::ok;
}

constexpr Kind kinds[] = {Kind::ctr_aes256, Kind::hmac_sha256, Kind::hmac_sha384, Kind::hmac_sha512};

// The mechanism of the kind, instantiated with the n-th seed.
std::unique_ptr<drbg_test::Mechanism> reference(Kind kind, uint8_t n, Bytes personalization) {
  auto m = drbg_test::make(drbg_test::names[static_cast<size_t>(kind) - 1]);
  const Octets seed = counting(96, n);
  REQUIRE(m->instantiate(Bytes(seed).first(64), Bytes(seed).last(32), personalization) == Status::ok);
  return m;
}

struct Fresh {
  explicit Fresh(Kind kind, Bytes personalization = {}) {
    seeds = 0;
    source_fails = false;
    REQUIRE(generator.instantiate(counted_seed, kind, personalization) == Status::ok);
  }
  Generator generator;
};

bool is_zero(Bytes bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](uint8_t b) { return b == 0; });
}

template <class Body>
bool in_child(Body body) {
  const pid_t child = fork();
  if (child == 0) _exit(body() ? 0 : 1);
  int status = -1;
  return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

}  // namespace

TEST_CASE("a handle gives what its mechanism gives, with every input in its place") {
  for (const Kind kind : kinds) {
    Fresh f(kind, counting(5));
    const auto m = reference(kind, 1, counting(5));
    Octets got(100), want(100);
    REQUIRE(f.generator.generate(counted_seed, false, counting(9), got) == Status::ok);
    REQUIRE(m->generate(counting(9), want) == Status::ok);
    CHECK(got == want);

    REQUIRE(f.generator.reseed(counted_seed, counting(3)) == Status::ok);
    REQUIRE(m->reseed(counting(96, 2), counting(3)) == Status::ok);
    REQUIRE(f.generator.generate(counted_seed, false, {}, got) == Status::ok);
    REQUIRE(m->generate({}, want) == Status::ok);
    CHECK(got == want);

    // Prediction resistance: the additional input goes into the reseed and nowhere else.
    REQUIRE(f.generator.generate(counted_seed, true, counting(4), got) == Status::ok);
    REQUIRE(m->reseed(counting(96, 3), counting(4)) == Status::ok);
    REQUIRE(m->generate({}, want) == Status::ok);
    CHECK(got == want);
    CHECK(seeds == 3);
  }
}

TEST_CASE("a handle fits a slot of protected memory") {
  STATIC_REQUIRE(sizeof(Generator) <= locked::slot_sizes[0]);
  STATIC_REQUIRE(std::is_trivially_destructible_v<Generator>);
}

TEST_CASE("limits, unknown kinds and handles that are not instantiated") {
  Generator never;
  Octets out(16, 0x5a);
  CHECK(never.generate(counted_seed, false, {}, out) == Status::argument);
  CHECK(never.reseed(counted_seed, {}) == Status::argument);
  CHECK(never.instantiate(counted_seed, static_cast<Kind>(0), {}) == Status::argument);
  CHECK(never.instantiate(counted_seed, static_cast<Kind>(5), {}) == Status::argument);
  const Bytes too_long(out.data(), drbg::max_input + 1);
  CHECK(never.instantiate(counted_seed, Kind::hmac_sha256, too_long) == Status::limit);
  for (const Kind kind : kinds) {
    Fresh f(kind);
    CHECK(f.generator.reseed(counted_seed, too_long) == Status::limit);
    CHECK(f.generator.generate(counted_seed, false, too_long, out) == Status::limit);
    CHECK(f.generator.generate(counted_seed, false, {}, {out.data(), drbg::max_request + 1}) == Status::limit);
    CHECK(out == Octets(16, 0x5a));
    CHECK(seeds == 1);
  }
}

TEST_CASE("without entropy nothing is made, reseeded or predicted against, and all goes on when it is back") {
  for (const Kind kind : kinds) {
    Fresh f(kind);
    source_fails = true;
    Octets out(16, 0x5a);
    Generator another;
    CHECK(another.instantiate(counted_seed, kind, {}) == Status::entropy);
    CHECK(f.generator.reseed(counted_seed, {}) == Status::entropy);
    CHECK(f.generator.generate(counted_seed, true, {}, out) == Status::entropy);
    CHECK(out == Octets(16, 0x5a));
    CHECK(f.generator.generate(counted_seed, false, {}, out) == Status::ok);
    source_fails = false;
    CHECK(f.generator.generate(counted_seed, true, {}, out) == Status::ok);
    CHECK(another.generate(counted_seed, false, {}, out) == Status::argument);
  }
}

TEST_CASE("a child reseeds before it gives anything") {
  for (const Kind kind : kinds) {
    Fresh f(kind);
    Octets before(16), parents(16);
    REQUIRE(f.generator.generate(counted_seed, false, {}, before) == Status::ok);
    const auto m = reference(kind, 1, {});
    REQUIRE(m->generate({}, parents) == Status::ok);
    CHECK(parents == before);
    REQUIRE(m->generate({}, parents) == Status::ok);
    CHECK(in_child([&] {
      Octets childs(16);
      source_fails = true;
      if (f.generator.generate(counted_seed, false, {}, childs) != Status::entropy || !is_zero(childs)) return false;
      source_fails = false;
      return f.generator.generate(counted_seed, false, {}, childs) == Status::ok && seeds == 2 && childs != parents &&
             f.generator.generate(counted_seed, false, {}, childs) == Status::ok && seeds == 2;
    }));
    REQUIRE(f.generator.generate(counted_seed, false, {}, before) == Status::ok);
    CHECK(before == parents);
    CHECK(seeds == 1);
  }
}

TEST_CASE("after a zeroise a handle is refused for good, in a child as well") {
  for (const Kind kind : kinds) {
    Fresh f(kind);
    the_epoch.advance();
    const auto is_refused = [&] {
      Octets out(16);
      return f.generator.generate(counted_seed, false, {}, out) == Status::argument &&
             f.generator.generate(counted_seed, true, {}, out) == Status::argument &&
             f.generator.reseed(counted_seed, {}) == Status::argument && is_zero(out);
    };
    CHECK(is_refused());
    CHECK(in_child(is_refused));
    Fresh another(kind);
    Octets out(16);
    CHECK(another.generator.generate(counted_seed, false, {}, out) == Status::ok);
  }
}

TEST_CASE("threads that share a handle take turns, and none gets what another got") {
  Fresh f(Kind::ctr_aes256);
  constexpr size_t threads = 4, each = 5'000;
  std::vector<std::array<uint8_t, 16>> draws(threads * each);
  std::atomic<size_t> well{0};
  std::vector<std::thread> running;
  for (size_t t = 0; t < threads; ++t)
    running.emplace_back([&, t] {
      for (size_t i = 0; i < each; ++i)
        if (f.generator.generate(counted_seed, false, {}, draws[t * each + i]) == Status::ok) ++well;
    });
  for (std::thread& t : running) t.join();
  CHECK(well == threads * each);
  std::sort(draws.begin(), draws.end());
  CHECK(std::adjacent_find(draws.begin(), draws.end()) == draws.end());
}

TEST_CASE("a handle that is used within itself is refused") {
  static Generator* inner = nullptr;
  static Status answer = Status::ok;
  Fresh f(Kind::hmac_sha256);
  inner = &f.generator;
  Octets out(16);
  const auto reentrant = [](Seed& seed) {
    Octets nested(16);
    answer = inner->generate(counted_seed, false, {}, nested);
    return counted_seed(seed);
  };
  CHECK(f.generator.generate(reentrant, true, {}, out) == Status::ok);
  CHECK(answer == Status::argument);
}
