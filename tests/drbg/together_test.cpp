// HMAC_DRBG of several states at once is that of each alone, with every implementation of SHA-256.
#include "together.hpp"

using namespace drbg_test;

namespace {

void check(RandomBytes& random, size_t count) {
  const auto all = seeds(random, count);
  auto together = std::make_unique<Together>();
  random.fill(std::span(reinterpret_cast<uint8_t*>(together.get()), sizeof *together));  // whatever was there
  put(*together, all);
  together->instantiate_and_generate_unchecked(count);
  for (size_t i = 0; i < count; ++i) {
    INFO("state " << i << " of " << count);
    Output want, got;
    State expected = alone(all[i], want), state;
    together->get(i, state);
    REQUIRE(std::equal(want.begin(), want.end(), state.V.begin()));
    REQUIRE(state.Key.hash == expected.Key.hash);
    REQUIRE(state.Key.inner.w32 == expected.Key.inner.w32);
    REQUIRE(state.Key.outer.w32 == expected.Key.outer.w32);
    REQUIRE(state.reseed_counter == expected.reseed_counter);
    // The request comes to its end, and others follow.
    hmac_drbg::generate_steps_6_and_7(expected);
    hmac_drbg::generate_steps_6_and_7(state);
    for (int request = 0; request < 2; ++request) {
      REQUIRE(hmac_drbg::generate(expected, {}, want) == Status::ok);
      REQUIRE(hmac_drbg::generate(state, {}, got) == Status::ok);
      REQUIRE(got == want);
    }
  }
}

}  // namespace

TEST_CASE("states together are those that are alone") {
  RandomBytes random(90);
  rows::each<uint32_t>([&](const auto&) {
    for (size_t count = 1; count <= Together::max; ++count)
      for (int round = 0; round < 60; ++round) check(random, count);
  });
}
