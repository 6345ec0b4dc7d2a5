// What seeds a generator: the form in which noise sources hand over to whoever knows nothing of them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/bytes.hpp"
#include "base/status.hpp"

namespace cce {

// Bytes that carry at least 384 bits of min-entropy together: 256 for a generator's entropy input and 128 for its nonce,
// drawn in one request (SP 800-90A Rev. 1, section 8.6.7). Raw, not conditioned: the generator's derivation function
// does that. A secret, the owner's to wipe.
struct Seed {
  static constexpr size_t entropy_bits = 256 + 128;

  std::array<uint8_t, 1664> bytes;
  size_t size;

  Bytes view() const { return Bytes(bytes).first(size); }
  // The same bytes, where the two are asked for apart. They are hashed as one string.
  Bytes entropy_input() const { return view().first(size / 3 * 2); }
  Bytes nonce() const { return view().subspan(size / 3 * 2); }
};

// Status::ok with the seed filled; anything else with the seed wiped, and then there is no generator.
using SeedSource = Status(Seed& seed);

}  // namespace cce
