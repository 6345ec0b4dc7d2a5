// One thread's generator, as it lies in protected memory. All of it is zeros in a child of fork and before the first use.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "drbg/ctr_drbg.hpp"
#include "drbg/rand.hpp"

namespace cce::rand {

struct Slot {
  // Taken for the length of a call. It is contended only from within the thread: by a signal handler, by a clone() that
  // shares the thread's memory; and by a zeroise.
  std::atomic<bool> is_busy;
  // These two are atomic for the zeroise that wipes a slot in use.
  std::atomic<uint32_t> available;  // the last so many bytes of block are yet to be handed out, the others are zeros
  std::atomic<uint64_t> epoch;      // of the seeding; 0: none
  // How often a zeroise has wiped the slot under a call, not having got hold of it; in the low half how many are at it. What
  // such a call gives may come of zeros and not of a seed, so a call looks at this when it begins and before it answers.
  std::atomic<uint64_t> wipings;
  ctr_drbg::State state;
  alignas(64) std::array<uint8_t, block_size> block;
};

}  // namespace cce::rand
