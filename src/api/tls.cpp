#include "api/arguments.hpp"
#include "module/serve.hpp"
#include "tls/tls12.hpp"
#include "tls/tls13.hpp"

using namespace cce;
using namespace cce::api;
using module::Call;
using module::serve;
using module::Service;
using sha2::Hash;

cce_result cce_tls13_extract(cce_hash hash, const void* previous, size_t previous_len, const void* ikm, size_t ikm_len,
                             void* secret) {
  return serve(Service::tls13, [&](Call& call) {
    const size_t size = cce_digest_size(hash);
    if (size == 0 || secret == nullptr || !is_range(previous, previous_len) || !is_range(ikm, ikm_len) ||
        !is_apart_or_in_place(secret, size, previous, previous_len) || !is_apart_or_in_place(secret, size, ikm, ikm_len))
      return Status::argument;
    // What is absent is a constant of the schedule and no short key.
    call.approved_if(tls13::is_approved(static_cast<Hash>(hash)));
    call.approved_if(previous_len == 0 || previous_len >= hmac::min_key_bytes);
    call.approved_if(ikm_len == 0 || ikm_len >= hmac::min_key_bytes);
    return tls13::extract(static_cast<Hash>(hash), bytes(previous, previous_len), bytes(ikm, ikm_len),
                          bytes(secret, size));
  });
}

cce_result cce_tls13_expand_label(cce_hash hash, const void* secret, size_t secret_len, const void* label,
                                  size_t label_len, const void* context, size_t context_len, void* okm, size_t okm_len) {
  return serve(Service::tls13, [&](Call& call) {
    if (cce_digest_size(hash) == 0 || okm_len == 0 || !is_range(okm, okm_len) || !is_range(secret, secret_len) ||
        !is_range(label, label_len) || !is_range(context, context_len) ||
        !is_apart_or_in_place(okm, okm_len, secret, secret_len) || !is_apart(okm, okm_len, label, label_len) ||
        !is_apart(okm, okm_len, context, context_len))
      return Status::argument;
    call.approved_if(tls13::is_approved(static_cast<Hash>(hash)) && secret_len >= hmac::min_key_bytes);
    return tls13::expand_label(static_cast<Hash>(hash), bytes(secret, secret_len), bytes(label, label_len),
                               bytes(context, context_len), bytes(okm, okm_len));
  });
}

cce_result cce_tls12_prf(cce_hash hash, const void* secret, size_t secret_len, const void* label, size_t label_len,
                         const void* seed, size_t seed_len, void* out, size_t out_len) {
  return serve(Service::tls12, [&](Call& call) {
    if (cce_digest_size(hash) == 0 || out_len == 0 || !is_range(out, out_len) || !is_range(secret, secret_len) ||
        !is_range(label, label_len) || !is_range(seed, seed_len) ||
        !is_apart_or_in_place(out, out_len, secret, secret_len) || !is_apart(out, out_len, label, label_len) ||
        !is_apart(out, out_len, seed, seed_len))
      return Status::argument;
    call.approved_if(tls12::is_approved(static_cast<Hash>(hash)) && secret_len >= hmac::min_key_bytes &&
                     !tls12::is_plain_master_secret(bytes(label, label_len), bytes(seed, seed_len)));
    return tls12::prf(static_cast<Hash>(hash), bytes(secret, secret_len), bytes(label, label_len), bytes(seed, seed_len),
                      bytes(out, out_len));
  });
}
