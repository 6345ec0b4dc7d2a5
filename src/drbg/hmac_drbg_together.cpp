// SP 800-90A Rev. 1, section 10.1.2, as in hmac_drbg.cpp.
#include "drbg/hmac_drbg_together.hpp"

#include <cstring>

namespace cce::hmac_drbg {

// Key <- HMAC(Key, V || separator || seed_material);  V <- HMAC(Key, V)
void Together::turn(uint8_t separator) {
  for (size_t i = 0; i < macs_.count; ++i) text_[i][V_size] = separator;
  macs_.mac(text_[0].data(), sizeof text_[0], hmac::text_blocks(text_size));
  macs_.take_keys();
  for (size_t i = 0; i < macs_.count; ++i) std::memcpy(macs_.blocks[i].data(), text_[i].data(), V_size);
  macs_.mac_again();
  for (size_t i = 0; i < macs_.count; ++i) std::memcpy(text_[i].data(), macs_.blocks[i].data(), V_size);
}

void Together::instantiate_and_generate_unchecked(size_t count) {
  constexpr std::array<uint8_t, V_size> zeros = {};
  hmac::Key Key;
  Key.init(Hash::sha256, zeros);  // instantiate's step 2
  macs_.init(count, Key);
  for (size_t i = 0; i < count; ++i) {
    std::memset(text_[i].data(), 0x01, V_size);  // step 3
    hmac::end_text(text_[i].data(), text_size);
  }
  turn(0x00);  // step 4
  turn(0x01);
  macs_.mac_again();  // generate's step 4
}

void Together::get(size_t i, State& state) const {
  state.Key.inner.w32 = macs_.inner[i];
  state.Key.outer.w32 = macs_.outer[i];
  state.Key.hash = Hash::sha256;
  std::memcpy(state.V.data(), macs_.blocks[i].data(), V_size);
  state.reseed_counter = 1;  // step 5
}

}  // namespace cce::hmac_drbg
