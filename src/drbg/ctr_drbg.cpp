#include "drbg/ctr_drbg.hpp"

#include <array>
#include <cstring>

#include "base/registers.hpp"
#include "base/secret.hpp"
#include "drbg/block_cipher_df.hpp"

namespace cce::ctr_drbg {
namespace {

// Requests up to this many bytes come out of one pass of the cipher, together with the next state.
constexpr size_t short_request = 4 * aes::block_size;

// The end of CTR_DRBG_Update (section 10.2.1.2), steps 4 to 6: temp XOR provided_data becomes Key and V.
void take_over(State& state, uint8_t* temp, const SeedMaterial& provided_data) {
  for (size_t i = 0; i < seed_size; ++i) temp[i] ^= provided_data[i];
  aes::expand(state.Key, std::span<const uint8_t, aes::key_size>(temp, aes::key_size));
  std::memcpy(state.V.data(), temp + aes::key_size, aes::block_size);
}

// CTR_DRBG_Update. Step 2 is a run of counter blocks like any other.
void update(State& state, const SeedMaterial& provided_data) {
  Secret<SeedMaterial> temp;
  aes::counter_keystream(state.Key, state.V, temp->data(), seed_size / aes::block_size);
  take_over(state, temp->data(), provided_data);
}

// Steps 3 to 6 of generate. The counter blocks of the output and of the update that follows are one run.
void generate_and_update(State& state, const SeedMaterial& additional_input, MutableBytes out) {
  const size_t longer = out.size() > short_request ? out.size() / aes::block_size : 0;
  if (longer != 0) aes::counter_keystream(state.Key, state.V, out.data(), longer);
  const MutableBytes rest = out.subspan(longer * aes::block_size);

  const size_t rest_blocks = (rest.size() + aes::block_size - 1) / aes::block_size;
  Secret<std::array<uint8_t, short_request + seed_size>> temp;
  aes::counter_keystream(state.Key, state.V, temp->data(), rest_blocks + seed_size / aes::block_size);
  if (!rest.empty()) std::memcpy(rest.data(), temp->data(), rest.size());
  take_over(state, temp->data() + rest_blocks * aes::block_size, additional_input);
}

}  // namespace

Status instantiate(State& state, Bytes entropy_input, Bytes nonce, Bytes personalization) {
  if (const Status s = drbg::check_entropy_input(entropy_input); s != Status::ok) return s;
  if (nonce.size() < drbg::min_nonce) return Status::argument;
  if (nonce.size() > drbg::max_input || personalization.size() > drbg::max_input ||
      entropy_input.size() + nonce.size() + personalization.size() > max_derivable)
    return Status::limit;

  const std::array<Bytes, 3> parts = {entropy_input, nonce, personalization};
  Secret<SeedMaterial> seed_material;
  derive(parts, *seed_material);
  constexpr std::array<uint8_t, aes::key_size> zero_key = {};
  aes::expand(state.Key, zero_key);
  state.V.fill(0);
  update(state, *seed_material);
  state.reseed_counter = 1;
  registers::clear();  // V and the seed were copied
  return Status::ok;
}

Status reseed(State& state, Bytes entropy_input, Bytes additional_input) {
  if (state.reseed_counter == 0) return Status::argument;
  if (const Status s = drbg::check_entropy_input(entropy_input); s != Status::ok) return s;
  if (additional_input.size() > drbg::max_input || entropy_input.size() + additional_input.size() > max_derivable)
    return Status::limit;

  const std::array<Bytes, 2> parts = {entropy_input, additional_input};
  Secret<SeedMaterial> seed_material;
  derive(parts, *seed_material);
  update(state, *seed_material);
  state.reseed_counter = 1;
  registers::clear();  // V and the seed were copied
  return Status::ok;
}

Status generate(State& state, Bytes additional_input, MutableBytes out) {
  if (state.reseed_counter == 0) return Status::argument;
  if (out.size() > drbg::max_request || additional_input.size() > max_derivable) return Status::limit;
  if (state.reseed_counter > drbg::reseed_interval) return Status::limit;  // step 1

  Secret<SeedMaterial> provided_data;
  provided_data->fill(0);
  if (!additional_input.empty()) {  // step 2
    derive({&additional_input, 1}, *provided_data);
    update(state, *provided_data);
  }
  generate_and_update(state, *provided_data, out);
  ++state.reseed_counter;  // step 7
  registers::clear();
  return Status::ok;
}

void uninstantiate(State& state) { wipe(&state, sizeof state); }

}  // namespace cce::ctr_drbg
