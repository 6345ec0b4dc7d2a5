// HMAC_DRBG with SHA-256, SHA-384 or SHA-512: SP 800-90A Rev. 1, section 10.1.2. Security strength 256 bits.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "base/bytes.hpp"
#include "base/self_test.hpp"
#include "base/status.hpp"
#include "drbg/limits.hpp"
#include "hmac/hmac.hpp"

namespace cce::hmac_drbg {

using sha2::Hash;

constexpr bool is_offered(Hash h) { return h == Hash::sha256 || h == Hash::sha384 || h == Hash::sha512; }

// The working state (section 10.1.2.1). Key is kept as what HMAC makes of it. A secret: the owner keeps it where secrets
// are kept.
struct State {
  hmac::Key Key;
  std::array<uint8_t, sha2::max_digest_size> V;  // the first digest_size bytes
  uint64_t reseed_counter = 0;                   // 0: not instantiated, and refused
};

// Sections 10.1.2.3, 10.1.2.4 and 10.1.2.5. Nothing is written on a failure.
//   argument: entropy_input or nonce shorter than the limits ask, a hash that is not offered, or a state that is not
//             instantiated;
//   limit:    an input or a request that is too long; for generate also: a reseed is due.
Status instantiate(State& state, Hash hash, Bytes entropy_input, Bytes nonce, Bytes personalization);
Status reseed(State& state, Bytes entropy_input, Bytes additional_input);
// out overlaps no input.
Status generate(State& state, Bytes additional_input, MutableBytes out);

// generate without additional input in two halves, for who wipes the state when one output was good enough: steps 3 to 5,
// and steps 6 and 7, which come before anything else is asked of the state. Of an instantiated state, and within the limits;
// Status::argument when it was wiped meanwhile.
Status generate_steps_3_to_5(State& state, MutableBytes out);
void generate_steps_6_and_7(State& state);

// Instantiate's steps 2 to 5, on the parts of seed_material, one after the other: for RFC 6979, which has no entropy input
// and any hash of SHA-2. What goes in, and what strength comes of it, is the caller's to answer for.
void instantiate_unchecked(State& state, Hash hash, std::span<const Bytes> seed_material);

// Section 9.4: wipes the state.
void uninstantiate(State& state);

extern const SelfTest sha256_test, sha384_test, sha512_test;

}  // namespace cce::hmac_drbg
