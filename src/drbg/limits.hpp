// The limits of SP 800-90A Rev. 1: table 2 for HMAC_DRBG, table 3 for CTR_DRBG with AES-256 and the derivation function.
// For all that is offered here the two tables have the same numbers, given in bits there and in bytes here.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.hpp"
#include "base/status.hpp"

namespace cce::drbg {

// The security strength of every mechanism offered, and with it the least entropy (min_length) of a seed or reseed.
constexpr size_t min_entropy_input = 256 / 8;
// Section 8.6.7: a nonce has half of the security strength.
constexpr size_t min_nonce = 128 / 8;
// Entropy input, personalisation string, additional input: 2^35 bits each.
constexpr uint64_t max_input = uint64_t{1} << (35 - 3);
// max_number_of_bits_per_request: 2^19.
constexpr size_t max_request = size_t{1} << (19 - 3);
// reseed_interval: generate requests between two seedings.
constexpr uint64_t reseed_interval = uint64_t{1} << 48;

// Of what is asked of a seeding; nonce is empty for a reseed, which has none.
inline Status check_entropy_input(Bytes entropy_input) {
  if (entropy_input.size() < min_entropy_input) return Status::argument;
  return entropy_input.size() > max_input ? Status::limit : Status::ok;
}

}  // namespace cce::drbg
