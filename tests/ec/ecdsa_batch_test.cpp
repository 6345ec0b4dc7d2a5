// sign_together over lanes that refuse: what is tried again is the one that was refused, with a k of its own, and nothing else.
// No input makes that happen, so the lanes here are the test's: this program has a copy of the batch that asks
// `lanes_of_the_test` for its implementation.
#include <cstring>
#include <thread>
#include <vector>

#include "aes/random_bytes.hpp"
#include "drbg/rand.hpp"
#include "ec/ecdsa.hpp"
#include "support/catch.hpp"

namespace cce::ec {
const Operations& lanes_of_the_test(Curve);
}
#define operations lanes_of_the_test
#include "ec/ecdsa_batch.cpp"
#undef operations

using namespace cce;
using ec::Curve;

namespace {

uint32_t refused_lanes;  // a bit a lane
size_t calls;
std::vector<ec::Number> nonces;  // of each lane

void sign_lanes(ec::SignLane* lanes, size_t count) {
  ++calls;
  nonces.assign(count, {});
  for (size_t l = 0; l < count; ++l) {
    std::memcpy(nonces[l].data(), lanes[l].k, 32);
    const auto made = ec::implementations(Curve::p256)
                          .back()
                          .operations.sign(lanes[l].k, lanes[l].d, lanes[l].e, lanes[l].r, lanes[l].s);
    REQUIRE(declassify(made));
    lanes[l].refused = refused_lanes >> l & 1;
    if (lanes[l].refused != 0) std::memset(lanes[l].s, 0, 32);
  }
}

Status seed(Seed& s) {
  s.bytes.fill(7);
  s.size = 600;
  return Status::ok;
}
Status no_seed(Seed&) { return Status::entropy; }

struct Requests {
  std::vector<ec::PrivateKey> keys;
  std::vector<std::array<uint8_t, 32>> digests;
  std::vector<ec::SignRequest> all;

  explicit Requests(size_t count) : keys(count), digests(count) {
    RandomBytes random(440 + count);
    for (size_t i = 0; i < count; ++i) {
      std::array<uint8_t, 32> d = random.array<std::array<uint8_t, 32>>();
      d[0] = 0;
      REQUIRE(ec::import_private(Curve::p256, d, keys[i]) == Status::ok);
      random.fill(digests[i]);
    }
    for (size_t i = 0; i < count; ++i) all.push_back({&keys[i], digests[i], {}, Status::fatal});
  }
};

}  // namespace

const ec::Operations& cce::ec::lanes_of_the_test(Curve) {
  static Operations o = implementations(Curve::p256).back().operations;
  o.sign_lanes = sign_lanes;
  return o;
}

TEST_CASE("what a lane refuses is signed again by itself") {
  rand::use(seed, nullptr);
  for (size_t count = 3; count <= ec::max_lanes; ++count)
    for (uint32_t refuse : {0u, 1u, 2u, 1u << (count - 1), 5u, (1u << count) - 1}) {
      refused_lanes = refuse;
      calls = 0;
      Requests requests(count);
      ec::sign_together(requests.all);
      REQUIRE(calls == 1);
      REQUIRE(nonces.size() == count);
      for (size_t i = 0; i < count; ++i) {
        REQUIRE(requests.all[i].status == Status::ok);
        REQUIRE(ec::verify_vartime(requests.keys[i].Q, requests.digests[i], requests.all[i].signature));
        for (size_t j = 0; j < i; ++j) REQUIRE(nonces[i] != nonces[j]);
        // Signed with the lane's k, unless that was refused.
        ec::Number x{}, y{};
        ec::implementations(Curve::p256).back().operations.multiply_base(nonces[i].data(), x.data(), y.data());
        REQUIRE((x == requests.all[i].signature.r) == ((refuse >> i & 1) == 0));
      }
    }
}

// The randomness that a batch will be given is known: it is what this thread's generator gives before it is seeded the same way
// again. Of each lane comes the k, and after a refusal the next one, that one signature by itself has with it.
TEST_CASE("k is that of a signature alone") {
  rand::use(seed, nullptr);
  RandomBytes random(441);
  for (int round = 0; round < 300; ++round) {
    Requests requests(3 + random.below(ec::max_lanes - 2));
    const size_t count = requests.all.size();
    std::vector<std::vector<uint8_t>> digests(count);
    for (size_t i = 0; i < count; ++i) {
      digests[i] = random.bytes(std::array{28, 32, 48, 64}[random.below(4)]);
      requests.all[i].digest = digests[i];
      requests.all[i].key = &requests.keys[random.below(count)];
    }
    std::vector<ec::Randomness> randomness(count);
    rand::drop();
    REQUIRE(rand::random({randomness[0].data(), count * sizeof(ec::Randomness)}) == Status::ok);
    rand::drop();
    refused_lanes = round % 3 == 0 ? static_cast<uint32_t>(random.below(256)) : 0;
    ec::sign_together(requests.all);
    for (size_t i = 0; i < count; ++i) {
      ec::Number e, k, x{}, y{};
      ec::digest_to_number(Curve::p256, digests[i], e);
      ec::Nonces alone;
      alone.hedged(Curve::p256, randomness[i], requests.all[i].key->d, e);
      REQUIRE(declassify(alone.next(k)));
      REQUIRE(std::equal(k.begin(), k.begin() + 32, nonces[i].begin()));
      if ((refused_lanes >> i & 1) != 0) REQUIRE(declassify(alone.next(k)));
      ec::implementations(Curve::p256).back().operations.multiply_base(k.data(), x.data(), y.data());
      REQUIRE(requests.all[i].status == Status::ok);
      REQUIRE(x == requests.all[i].signature.r);
      REQUIRE(ec::verify_vartime(requests.all[i].key->Q, digests[i], requests.all[i].signature));
    }
  }
}

TEST_CASE("k depends on the generator, the key and the digest") {
  rand::use(seed, nullptr);
  refused_lanes = 0;
  Requests requests(4);
  requests.keys[1] = requests.keys[0];
  requests.digests[1] = requests.digests[0];  // one key signs one digest twice
  ec::sign_together(requests.all);
  REQUIRE(requests.all[0].signature.r != requests.all[1].signature.r);
}

TEST_CASE("without entropy nothing is signed") {
  std::thread([] {
    rand::use(no_seed, nullptr);
    calls = 0;
    Requests requests(5);
    for (auto& r : requests.all) r.signature.r.fill(1);
    ec::sign_together(requests.all);
    REQUIRE(calls == 0);
    for (const auto& r : requests.all) {
      REQUIRE(r.status == Status::entropy);
      REQUIRE(r.signature.r == ec::Number{});
      REQUIRE(r.signature.s == ec::Number{});
    }
    rand::use(seed, nullptr);
  }).join();
}

TEST_CASE("few are signed one by one") {
  rand::use(seed, nullptr);
  for (size_t count : {1, 2}) {
    calls = 0;
    Requests requests(count);
    ec::sign_together(requests.all);
    REQUIRE(calls == 0);
    for (size_t i = 0; i < count; ++i)
      REQUIRE(ec::verify_vartime(requests.keys[i].Q, requests.digests[i], requests.all[i].signature));
  }
}
