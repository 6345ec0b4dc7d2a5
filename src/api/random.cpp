#include "api/arguments.hpp"
#include "api/handle.hpp"
#include "drbg/generator.hpp"
#include "drbg/rand.hpp"
#include "entropy/pool.hpp"
#include "module/serve.hpp"

// The generator behind the handle. A child of fork gets a copy, which reseeds before it gives anything.
struct cce_drbg : cce::api::Handle<0x6365'2d64'7262'672d> {
  cce::drbg::Generator generator;
};

using namespace cce;
using namespace cce::api;
using module::Call;
using module::MakingCall;
using module::serve;
using module::Service;

namespace {

bool is_known(cce_drbg_kind kind) { return kind >= CCE_CTR_DRBG_AES256 && kind <= CCE_HMAC_DRBG_SHA512; }

// A generator that was zeroised meanwhile is refused as one that is not instantiated.
Status unless_zeroised(const cce_drbg& drbg, Status s) {
  return s == Status::argument && !drbg.is_usable() ? Status::key : s;
}

}  // namespace

cce_result cce_random(void* out, size_t len) {
  return serve(Service::random, [&](Call&) {
    if (!is_range(out, len)) return Status::argument;
    if (len == 0) return Status::ok;
    const Status s = rand::random(bytes(out, len));
    registers::clear_general();  // the last word was copied through one
    return s;
  });
}

cce_result cce_drbg_new(cce_drbg_kind kind, const void* personalization, size_t personalization_len, cce_drbg** drbg) {
  return serve(Service::random, [&](MakingCall& call) {
    if (drbg == nullptr) return Status::argument;
    *drbg = nullptr;
    if (!is_known(kind) || !is_range(personalization, personalization_len)) return Status::argument;
    // Made apart, and seeded when it comes into protected memory: what is there a zeroise wipes without waiting for anybody.
    Secret<drbg::Generator> fresh;
    const Status s = fresh->instantiate(entropy::seed, static_cast<drbg::Kind>(kind),
                                        bytes(personalization, personalization_len));
    if (s != Status::ok) return s;
    return make_handle(call, locked::keys, drbg, [&](cce_drbg& made) {
      made.generator.take_over(*fresh);
      registers::clear();  // the copy went through them
    });
  });
}

cce_result cce_drbg_generate(cce_drbg* drbg, int prediction_resistance, const void* additional, size_t additional_len,
                             void* out, size_t len) {
  return serve(Service::random, [&](Call&) {
    if (drbg == nullptr || !is_range(additional, additional_len) || !is_range(out, len) ||
        !is_apart(out, len, additional, additional_len))
      return Status::argument;
    if (!drbg->is_usable()) return Status::key;
    return unless_zeroised(*drbg, drbg->generator.generate(entropy::seed, prediction_resistance != 0,
                                                           bytes(additional, additional_len), bytes(out, len)));
  });
}

cce_result cce_drbg_reseed(cce_drbg* drbg, const void* additional, size_t additional_len) {
  return serve(Service::random, [&](Call&) {
    if (drbg == nullptr || !is_range(additional, additional_len)) return Status::argument;
    if (!drbg->is_usable()) return Status::key;
    return unless_zeroised(*drbg, drbg->generator.reseed(entropy::seed, bytes(additional, additional_len)));
  });
}

void cce_drbg_free(cce_drbg* drbg) { locked::keys.give_back(drbg); }
