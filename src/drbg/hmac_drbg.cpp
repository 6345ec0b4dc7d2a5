#include "drbg/hmac_drbg.hpp"

#include <algorithm>
#include <cstring>
#include <span>

#include "base/registers.hpp"
#include "base/secret.hpp"

namespace cce::hmac_drbg {
namespace {

MutableBytes value(State& state) { return MutableBytes(state.V).first(sha2::digest_size(state.Key.hash)); }

// Key <- HMAC(Key, V || separator || provided_data);  V <- HMAC(Key, V)
void turn(State& state, uint8_t separator, std::span<const Bytes> provided_data) {
  const MutableBytes V = value(state);
  Secret<std::array<uint8_t, sha2::max_digest_size>> K;
  const MutableBytes new_key = MutableBytes(*K).first(V.size());
  Secret<hmac::Context> context;
  context->init(state.Key);
  // None can fail: what comes together here is far below the limit of any hash.
  (void)context->update(V);
  (void)context->update({&separator, 1});
  for (const Bytes part : provided_data) (void)context->update(part);
  context->finish(new_key);
  state.Key.init(state.Key.hash, new_key);
  hmac::mac(state.Key, V, V);
}

// HMAC_DRBG_Update (section 10.1.2.2); provided_data is the parts, one after the other.
void update(State& state, std::span<const Bytes> provided_data) {
  turn(state, 0x00, provided_data);  // steps 1 and 2
  const bool is_null = std::all_of(provided_data.begin(), provided_data.end(), [](Bytes b) { return b.empty(); });
  if (!is_null) turn(state, 0x01, provided_data);  // steps 3 to 5
}

}  // namespace

void instantiate_unchecked(State& state, Hash hash, std::span<const Bytes> seed_material) {
  constexpr std::array<uint8_t, sha2::max_digest_size> zeros = {};
  state.Key.init(hash, Bytes(zeros).first(sha2::digest_size(hash)));  // step 2
  state.V.fill(0x01);                                                 // step 3
  update(state, seed_material);                                       // step 4
  state.reseed_counter = 1;                                           // step 5
}

Status instantiate(State& state, Hash hash, Bytes entropy_input, Bytes nonce, Bytes personalization) {
  if (!is_offered(hash)) return Status::argument;
  if (const Status s = drbg::check_entropy_input(entropy_input); s != Status::ok) return s;
  if (nonce.size() < drbg::min_nonce) return Status::argument;
  if (nonce.size() > drbg::max_input || personalization.size() > drbg::max_input) return Status::limit;
  instantiate_unchecked(state, hash, std::array{entropy_input, nonce, personalization});
  registers::clear();  // Key and V were copied
  return Status::ok;
}

Status reseed(State& state, Bytes entropy_input, Bytes additional_input) {
  if (state.reseed_counter == 0) return Status::argument;
  if (const Status s = drbg::check_entropy_input(entropy_input); s != Status::ok) return s;
  if (additional_input.size() > drbg::max_input) return Status::limit;
  update(state, std::array{entropy_input, additional_input});
  state.reseed_counter = 1;
  registers::clear();  // Key and V were copied
  return Status::ok;
}

Status generate(State& state, Bytes additional_input, MutableBytes out) {
  if (state.reseed_counter == 0) return Status::argument;
  if (out.size() > drbg::max_request || additional_input.size() > drbg::max_input) return Status::limit;
  if (state.reseed_counter > drbg::reseed_interval) return Status::limit;  // step 1

  const std::array provided_data = {additional_input};
  if (!additional_input.empty()) update(state, provided_data);  // step 2
  if (const Status s = generate_steps_3_to_5(state, out); s != Status::ok) return s;
  update(state, provided_data);  // step 6
  ++state.reseed_counter;        // step 7
  registers::clear();
  return Status::ok;
}

Status generate_steps_3_to_5(State& state, MutableBytes out) {
  const MutableBytes V = value(state);
  // The state was wiped by a zeroise on another thread, its hash with it: without this there would be no end of it. Looked
  // at once, as it can happen at any time.
  if (V.empty()) return Status::argument;
  while (!out.empty()) {
    hmac::mac(state.Key, V, V);
    const size_t n = std::min(V.size(), out.size());
    std::memcpy(out.data(), V.data(), n);
    out = out.subspan(n);
  }
  return Status::ok;
}

void generate_steps_6_and_7(State& state) {
  update(state, {});
  ++state.reseed_counter;
}

void uninstantiate(State& state) { wipe(&state, sizeof state); }

}  // namespace cce::hmac_drbg
