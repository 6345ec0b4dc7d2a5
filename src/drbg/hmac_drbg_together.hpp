// HMAC_DRBG with SHA-256 of several states at once: eight take the time of two or three.
#pragma once

#include "drbg/hmac_drbg.hpp"
#include "hmac/in_step.hpp"

namespace cce::hmac_drbg {

// For each state what instantiate_unchecked does, and steps 3 to 5 of generate for a first request of 32 bytes: what that returns
// is the V that is left. Holds secrets.
class Together {
 public:
  static constexpr size_t max = hmac::InStep::max;

  // Where the seed material of a state is to be put: 384 bits of entropy input and nonce, 512 of personalisation string.
  static constexpr size_t seed_size = 48 + 64;
  uint8_t* seed_material(size_t i) { return text_[i].data() + V_size + 1; }
  // For count <= max states.
  void instantiate_and_generate_unchecked(size_t count);
  // The working state that came of it.
  void get(size_t i, State& state) const;

 private:
  static constexpr size_t V_size = hmac::InStep::mac_size, text_size = V_size + 1 + seed_size;

  hmac::InStep macs_;
  // V || separator || seed_material, with its end.
  std::array<uint8_t, 64 * hmac::text_blocks(text_size)> text_[max];

  void turn(uint8_t separator);
};

}  // namespace cce::hmac_drbg
