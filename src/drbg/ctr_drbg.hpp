// CTR_DRBG with AES-256 and the derivation function: SP 800-90A Rev. 1, section 10.2.1. Security strength 256 bits.
#pragma once

#include <cstdint>

#include "aes/block.hpp"
#include "base/bytes.hpp"
#include "base/self_test.hpp"
#include "base/status.hpp"
#include "drbg/limits.hpp"

namespace cce::ctr_drbg {

// The working state (section 10.2.1.1). Key is kept expanded, which is the form in which it is used; nothing can be
// learned from one form and not from the other. A secret: the owner keeps it where secrets are kept.
struct State {
  aes::RoundKeys Key;
  aes::Block V;
  uint64_t reseed_counter = 0;  // 0: not instantiated, and refused
};

// Sections 10.2.1.3.2, 10.2.1.4.2 and 10.2.1.5.2. Nothing is written on a failure.
//   argument: entropy_input or nonce shorter than the limits ask, or a state that is not instantiated;
//   limit:    an input or a request that is too long; for generate also: a reseed is due.
Status instantiate(State& state, Bytes entropy_input, Bytes nonce, Bytes personalization);
Status reseed(State& state, Bytes entropy_input, Bytes additional_input);
// out overlaps no input.
Status generate(State& state, Bytes additional_input, MutableBytes out);

// Section 9.4: wipes the state.
void uninstantiate(State& state);

extern const SelfTest aes256_test;

}  // namespace cce::ctr_drbg
