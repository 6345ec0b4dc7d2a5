// Keys of the curves: made, taken in, handed out.
#include "api/arguments.hpp"
#include "api/ec.hpp"

using namespace cce;
using namespace cce::api;
using module::Call;
using module::MakingCall;
using module::serve;
using module::Service;
using module::the_module;

namespace {

ec::Curve core(cce_curve c) { return static_cast<ec::Curve>(c); }

const char* pairwise_failure(ec::Curve c) {
  return c == ec::Curve::p256   ? "pairwise consistency test of a new P-256 key failed: the curve is quarantined"
         : c == ec::Curve::p384 ? "pairwise consistency test of a new P-384 key failed: the curve is quarantined"
                                : "pairwise consistency test of a new P-521 key failed: the curve is quarantined";
}

// A key that signs what its own public key refuses: the generation fails, and the curve, which computes wrongly, is out of
// service until it has passed its self-tests.
Status test_new(const ec::PrivateKey& key) {
  const Status s = ec::test_pairwise(key);
  if (s != Status::fatal) return s;
  the_module.quarantine(algorithm_of(key.Q.curve), pairwise_failure(key.Q.curve));
  return Status::self_test;
}

}  // namespace

cce_result cce_ec_key_generate(cce_curve curve, cce_ec_key** key) {
  return serve(Service::ec_random, [&](MakingCall& call) {
    if (key == nullptr) return Status::argument;
    *key = nullptr;
    if (!is_known(curve)) return Status::argument;
    if (const Status s = call.rests_on(algorithm_of(core(curve))); s != Status::ok) return s;
    Secret<ec::PrivateKey> made;
    made->Q.curve = core(curve);
    if (const Status s = ec::generate(*made); s != Status::ok) return s;
    if (const Status s = test_new(*made); s != Status::ok) return s;
    return hand_over(call, *made, key);
  });
}

cce_result cce_ec_key_import(cce_curve curve, const void* d, size_t d_len, cce_ec_key** key) {
  return serve(Service::ec, [&](MakingCall& call) {
    if (key == nullptr) return Status::argument;
    *key = nullptr;
    if (!is_known(curve) || d_len != ec::size(core(curve)) || !is_range(d, d_len)) return Status::argument;
    if (const Status s = call.rests_on(algorithm_of(core(curve))); s != Status::ok) return s;
    Secret<ec::PrivateKey> made;
    const Status s = ec::import_private(core(curve), bytes(d, d_len), *made);
    return s == Status::ok ? hand_over(call, *made, key) : s;
  });
}

cce_result cce_ec_key_export(const cce_ec_key* key, void* d, size_t* d_len) {
  return serve(Service::ec, [&](Call& call) {
    if (d_len == nullptr) return Status::argument;
    return with_key(key, call, [&](const ec::PrivateKey& from) {
      const size_t size = ec::size(from.Q.curve);
      if (const Status s = room(d, d_len, size); s != Status::ok) return s;
      std::memcpy(d, from.d.data(), size);
      *d_len = size;
      return Status::ok;
    });
  });
}

cce_result cce_ec_key_public(const cce_ec_key* key, cce_ec_public** out) {
  return serve(Service::ec, [&](MakingCall& call) {
    if (out == nullptr) return Status::argument;
    *out = nullptr;
    return with_key(key, call, [&](const ec::PrivateKey& from) { return hand_over(call, from.Q, out); });
  });
}

void cce_ec_key_free(cce_ec_key* key) { locked::keys.give_back(key); }

cce_result cce_ec_key_curve(const cce_ec_key* key, cce_curve* curve) {
  return serve(Service::ec, [&](Call& call) {
    if (curve == nullptr) return Status::argument;
    return with_key(key, call, [&](const ec::PrivateKey& from) {
      *curve = static_cast<cce_curve>(from.Q.curve);
      return Status::ok;
    });
  });
}

cce_result cce_ec_public_import(cce_curve curve, const void* point, size_t len, cce_ec_public** key) {
  return serve(Service::ec, [&](MakingCall& call) {
    if (key == nullptr) return Status::argument;
    *key = nullptr;
    if (!is_known(curve) || !is_range(point, len)) return Status::argument;
    if (const Status s = call.rests_on(algorithm_of(core(curve))); s != Status::ok) return s;
    ec::PublicKey made;
    const Status s = ec::import_public_vartime(core(curve), bytes(point, len), made);
    return s == Status::ok ? hand_over(call, made, key) : s;
  });
}

cce_result cce_ec_public_export(const cce_ec_public* key, int compressed, void* point, size_t* len) {
  return serve(Service::ec, [&](Call& call) {
    if (len == nullptr) return Status::argument;
    return with_key(key, call, [&](const ec::PublicKey& from) {
      const size_t size = compressed != 0 ? ec::compressed_size(from.curve) : ec::uncompressed_size(from.curve);
      if (const Status s = room(point, len, size); s != Status::ok) return s;
      *len = ec::encode(from, compressed != 0, bytes(point, size));
      return Status::ok;
    });
  });
}

void cce_ec_public_free(cce_ec_public* key) {
  if (key == nullptr) return;
  ec::key_tables.release(key->table, !key->is_usable());
  locked::keys.give_back(key);
}

cce_result cce_ec_public_curve(const cce_ec_public* key, cce_curve* curve) {
  return serve(Service::ec, [&](Call& call) {
    if (curve == nullptr) return Status::argument;
    return with_key(key, call, [&](const ec::PublicKey& from) {
      *curve = static_cast<cce_curve>(from.curve);
      return Status::ok;
    });
  });
}
