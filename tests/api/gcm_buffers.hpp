// Outputs at every distance from inputs, for the tests of GCM.
#pragma once

#include <cce/cce.h>

#include <cstdint>
#include <vector>

#include "support/catch.hpp"

namespace gcm_test {

// At distances about `in` bytes at place 100 of an arena; where it is refused the arena is as it was.
template <class F>
void every_distance(size_t out, size_t in, bool in_place_allowed, cce_result good, F f) {
  for (size_t at = 100 - out - 1; at <= 100 + in + 1; ++at) {
    std::vector<uint8_t> arena(300, 0x33);
    const std::vector<uint8_t> before = arena;
    const bool allowed = at + out <= 100 || 100 + in <= at || (in_place_allowed && at == 100);
    const cce_result result = f(arena.data() + at, arena.data() + 100);
    INFO(at);
    REQUIRE(result == (allowed ? good : CCE_ERR_ARGUMENT));
    if (!allowed) REQUIRE(arena == before);
  }
}

}  // namespace gcm_test
