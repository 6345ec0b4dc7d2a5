// Health tests of the generators (SP 800-90A Rev. 1, section 11.3; IG 10.3.A): known answers through instantiate, reseed
// and generate, from NIST's CAVP file drbgtestvectors; then that each function refuses what it must (section 11.3.6) and
// that uninstantiate leaves nothing (section 11.3.5).
#include <algorithm>
#include <array>
#include <cstring>

#include "base/secret.hpp"
#include "drbg/ctr_drbg.hpp"
#include "drbg/hmac_drbg_together.hpp"
#include "drbg/self_test_answers.hpp"

namespace cce::drbg {
namespace {

// The mechanisms under one form.
struct Ctr {
  using State = ctr_drbg::State;
  static constexpr auto instantiate = ctr_drbg::instantiate;
  static constexpr auto reseed = ctr_drbg::reseed;
  static constexpr auto generate = ctr_drbg::generate;
  static constexpr auto uninstantiate = ctr_drbg::uninstantiate;
};

template <sha2::Hash hash>
struct Hmac {
  using State = hmac_drbg::State;
  static Status instantiate(State& state, Bytes entropy_input, Bytes nonce, Bytes personalization) {
    return hmac_drbg::instantiate(state, hash, entropy_input, nonce, personalization);
  }
  static constexpr auto reseed = hmac_drbg::reseed;
  static constexpr auto generate = hmac_drbg::generate;
  static constexpr auto uninstantiate = hmac_drbg::uninstantiate;
};

template <class Mechanism>
bool gives_the_answer(const KnownAnswer& kat, typename Mechanism::State& state, Evidence& evidence) {
  std::array<uint8_t, 256> buffer;
  const MutableBytes out = MutableBytes(buffer).first(kat.request);
  const auto optional = [&](const std::array<uint8_t, 32>& input) {
    return kat.inputs == Inputs::necessary ? Bytes() : Bytes(input);
  };
  const bool pr = kat.inputs == Inputs::prediction_resistance;
  if (Mechanism::instantiate(state, kat.entropy, kat.nonce, optional(kat.personalization)) != Status::ok ||
      Mechanism::reseed(state, kat.reseed_entropy, optional(kat.reseed_additional)) != Status::ok ||
      Mechanism::generate(state, pr ? Bytes() : optional(kat.second), out) != Status::ok)
    return false;
  if (pr && Mechanism::reseed(state, kat.second, kat.third) != Status::ok) return false;
  return Mechanism::generate(state, pr ? Bytes() : optional(kat.third), out) == Status::ok &&
         evidence.matches(kat.answer, out.last(kat.answer.size()));
}

bool is_all_zero(Bytes bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](uint8_t b) { return b == 0; });
}

// The state is instantiated before, and is not after.
template <class Mechanism>
bool refuses(const KnownAnswer& kat, typename Mechanism::State& state) {
  std::array<uint8_t, 32> out = {};
  // Refused by their lengths: never read, never written.
  const MutableBytes too_long(out.data(), max_request + 1);
  const Bytes long_input(out.data(), max_input + 1);
  const Bytes short_entropy = Bytes(kat.entropy).first(min_entropy_input - 1);

  if (Mechanism::generate(state, {}, too_long) != Status::limit ||
      Mechanism::generate(state, long_input, out) != Status::limit ||
      Mechanism::reseed(state, short_entropy, {}) != Status::argument)
    return false;
  state.reseed_counter = reseed_interval + 1;
  if (Mechanism::generate(state, {}, out) != Status::limit) return false;

  Mechanism::uninstantiate(state);
  return is_all_zero({reinterpret_cast<const uint8_t*>(&state), sizeof state}) &&
         Mechanism::generate(state, {}, out) == Status::argument &&
         Mechanism::reseed(state, kat.entropy, {}) == Status::argument &&
         Mechanism::instantiate(state, short_entropy, kat.nonce, {}) == Status::argument && is_all_zero(out);
}

template <class Mechanism>
bool test(const KnownAnswer& kat, Evidence& evidence) {
  Secret<typename Mechanism::State> state;
  evidence.where = "known answer";
  if (!gives_the_answer<Mechanism>(kat, *state, evidence)) return false;
  evidence.where = "refusals";
  return refuses<Mechanism>(kat, *state);
}

// The same seed material for every state, and its answer as Python's hmac gave it: that of a generator alone is CAVP's.
constexpr uint8_t together_seed = 0xcd;
constexpr std::array<uint8_t, 32> together_answer =
    hex("5bdaa384e55825bcec60bb44948b225928e3a33a1bf6c50b24258fa5c09adc3e");

bool test_together(Evidence& evidence) {
  hmac_drbg::Together together;  // of nothing that is secret
  hmac_drbg::State state;
  for (size_t i = 0; i < together.max; ++i) std::memset(together.seed_material(i), together_seed, together.seed_size);
  together.instantiate_and_generate_unchecked(together.max);
  evidence.where = "states together";
  for (size_t i = 0; i < together.max; ++i) {
    together.get(i, state);
    if (!evidence.matches(together_answer, Bytes(state.V).first(together_answer.size()))) return false;
  }
  return true;
}

constexpr char detail[] =
    "SP 800-90A Rev. 1 section 11.3: instantiate, reseed, generate (CAVP), refusals, uninstantiate";

}  // namespace
}  // namespace cce::drbg

namespace cce {

constinit const SelfTest ctr_drbg::aes256_test = {
    "ctr-drbg-aes256",      "ctrDRBG",
    drbg::detail,           Algorithm::drbg,
    TestKind::known_answer, [](Evidence& evidence) {
      return drbg::test<drbg::Ctr>(drbg::ctr_aes256, evidence); }};
constinit const SelfTest hmac_drbg::sha256_test = {
    "hmac-drbg-sha256", "hmacDRBG", drbg::detail, Algorithm::drbg, TestKind::known_answer, [](Evidence& evidence) {
      return drbg::test_together(evidence) && drbg::test<drbg::Hmac<sha2::Hash::sha256>>(drbg::hmac_sha256, evidence);
    }};
constinit const SelfTest hmac_drbg::sha384_test = {
    "hmac-drbg-sha384", "hmacDRBG", drbg::detail, Algorithm::drbg, TestKind::known_answer, [](Evidence& evidence) {
      return drbg::test<drbg::Hmac<sha2::Hash::sha384>>(drbg::hmac_sha384, evidence);
    }};
constinit const SelfTest hmac_drbg::sha512_test = {
    "hmac-drbg-sha512", "hmacDRBG", drbg::detail, Algorithm::drbg, TestKind::known_answer, [](Evidence& evidence) {
      return drbg::test<drbg::Hmac<sha2::Hash::sha512>>(drbg::hmac_sha512, evidence);
    }};

}  // namespace cce
