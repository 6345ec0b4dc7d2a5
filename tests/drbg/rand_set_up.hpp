// The generators of threads as the product has them.
#pragma once

#include "aes/block.hpp"
#include "base/cpu.hpp"
#include "drbg/rand.hpp"
#include "entropy/pool.hpp"

namespace cce::drbg_test {

inline void use_real_noise() {
  const cpu::Features have = cpu::detect();
  aes::select(have);
  entropy::select(have);
  rand::use(entropy::seed, entropy::fresh);
}

}  // namespace cce::drbg_test
