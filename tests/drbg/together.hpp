// States that are instantiated together, and each of them alone.
#pragma once

#include <memory>
#include <vector>

#include "drbg/hmac_drbg_together.hpp"
#include "sha2/rows.hpp"

namespace drbg_test {

using namespace cce;
using hmac_drbg::State;
using hmac_drbg::Together;
using Output = std::array<uint8_t, 32>;

inline std::vector<std::vector<uint8_t>> seeds(RandomBytes& random, size_t count) {
  std::vector<std::vector<uint8_t>> all;
  for (size_t i = 0; i < count; ++i) all.push_back(random.bytes(Together::seed_size));
  return all;
}

inline void put(Together& together, const std::vector<std::vector<uint8_t>>& seeds) {
  for (size_t i = 0; i < seeds.size(); ++i) std::copy(seeds[i].begin(), seeds[i].end(), together.seed_material(i));
}

// What the mechanism makes of one seed material by itself.
inline State alone(Bytes seed, Output& first) {
  State state;
  hmac_drbg::instantiate_unchecked(state, hmac_drbg::Hash::sha256, std::array{seed});
  REQUIRE(hmac_drbg::generate_steps_3_to_5(state, first) == Status::ok);
  return state;
}

}  // namespace drbg_test
