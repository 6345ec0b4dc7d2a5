#include "drbg/generator.hpp"

#include <new>

#include "base/epoch.hpp"
#include "base/secret.hpp"

namespace cce::drbg {
namespace {

sha2::Hash hash_of(Kind kind) {
  return kind == Kind::hmac_sha256   ? sha2::Hash::sha256
         : kind == Kind::hmac_sha384 ? sha2::Hash::sha384
                                     : sha2::Hash::sha512;
}

}  // namespace

// Whoever forks keeps the right to use the generator, whoever zeroises does not.
bool Generator::is_usable(uint64_t epoch) const {
  return epoch_ != 0 && Epoch::advances_of(epoch_) == Epoch::advances_of(epoch);
}

// Section 9.1.
Status Generator::instantiate(SeedSource* source, Kind kind, Bytes personalization) {
  if (!is_known(kind)) return Status::argument;
  if (personalization.size() > max_input) return Status::limit;
  const Hold hold(lock_);
  if (!hold) return Status::argument;
  const uint64_t epoch = the_epoch.current();
  Secret<Seed> seed;
  if (const Status s = source(*seed); s != Status::ok) return s;
  is_ctr_ = kind == Kind::ctr_aes256;
  Status s;
  if (is_ctr_)
    s = ctr_drbg::instantiate(*new (&ctr_) ctr_drbg::State, seed->entropy_input(), seed->nonce(), personalization);
  else
    s = hmac_drbg::instantiate(*new (&hmac_) hmac_drbg::State, hash_of(kind), seed->entropy_input(), seed->nonce(),
                               personalization);
  epoch_ = s == Status::ok ? epoch : 0;
  return s;
}

void Generator::take_over(const Generator& from) {
  epoch_ = from.epoch_;
  is_ctr_ = from.is_ctr_;
  if (is_ctr_)
    new (&ctr_) ctr_drbg::State(from.ctr_);
  else
    new (&hmac_) hmac_drbg::State(from.hmac_);
}

// Section 9.2.
Status Generator::reseed_held(SeedSource* source, Bytes additional_input, uint64_t epoch) {
  Secret<Seed> seed;
  if (const Status s = source(*seed); s != Status::ok) return s;
  const Status s = is_ctr_ ? ctr_drbg::reseed(ctr_, seed->view(), additional_input)
                           : hmac_drbg::reseed(hmac_, seed->view(), additional_input);
  if (s == Status::ok) epoch_ = epoch;
  return s;
}

Status Generator::reseed(SeedSource* source, Bytes additional_input) {
  if (additional_input.size() > max_input) return Status::limit;
  const Hold hold(lock_);
  const uint64_t epoch = the_epoch.current();
  if (!hold || !is_usable(epoch)) return Status::argument;
  return reseed_held(source, additional_input, epoch);
}

// Section 9.3.1, steps 7 to 9.
Status Generator::generate_once(SeedSource* source, bool prediction_resistance, Bytes additional_input,
                                MutableBytes out, uint64_t epoch) {
  if (prediction_resistance || epoch_ != epoch || reseed_counter() > reseed_interval) {
    if (const Status s = reseed_held(source, additional_input, epoch); s != Status::ok) return s;
    additional_input = {};  // step 7.4: it has gone into the seed
  }
  return is_ctr_ ? ctr_drbg::generate(ctr_, additional_input, out) : hmac_drbg::generate(hmac_, additional_input, out);
}

Status Generator::generate(SeedSource* source, bool prediction_resistance, Bytes additional_input, MutableBytes out) {
  if (out.size() > max_request || additional_input.size() > max_input) return Status::limit;
  const Hold hold(lock_);
  if (!hold) return Status::argument;
  for (;;) {
    const uint64_t epoch = the_epoch.current();
    if (!is_usable(epoch)) return Status::argument;
    const Status s = generate_once(source, prediction_resistance, additional_input, out, epoch);
    // A signal handler may have forked in the midst of it: what came out here comes out in the other process as well.
    if (the_epoch.is_still(epoch)) return s;
    if (!out.empty()) wipe(out.data(), out.size());
  }
}

}  // namespace cce::drbg
