// The keys behind cce_ec_key and cce_ec_public, and what the services of the curves share.
#pragma once

#include <cce/cce.h>

#include "api/handle.hpp"
#include "ec/key_table.hpp"
#include "ec/keys.hpp"
#include "module/serve.hpp"

struct cce_ec_key : cce::api::Handle<0x6365'2d65'632d'6b65> {
  cce::ec::PrivateKey key;
};
struct cce_ec_public : cce::api::Handle<0x6365'2d65'632d'7075> {
  cce::ec::PublicKey key;
  mutable cce::ec::KeyTable table;
};

namespace cce::api {

// Whatever integer the caller put into the enum.
inline bool is_known(cce_curve c) { return c >= CCE_P256 && c <= CCE_P521; }

// What a failed self-test of the curve takes out of service.
constexpr Algorithm algorithm_of(ec::Curve c) {
  return c == ec::Curve::p256 ? Algorithm::p256 : c == ec::Curve::p384 ? Algorithm::p384 : Algorithm::p521;
}

inline ec::Curve curve_of(const ec::PrivateKey& key) { return key.Q.curve; }
inline ec::Curve curve_of(const ec::PublicKey& key) { return key.curve; }

// Calls body(key) with the key of a handle, if it is usable and its curve is in service. It is a copy: a zeroise in the midst
// of a service wipes the handle's, and half a key must not come to be used.
template <class Handle, class Body>
Status with_key(const Handle* handle, module::Call& call, Body&& body) {
  if (handle == nullptr) return Status::argument;
  if (!handle->is_usable()) return Status::key;
  Secret<decltype(handle->key)> key;
  *key = handle->key;
  if (!is_still_usable(*handle)) return Status::key;
  if (const Status s = call.rests_on(algorithm_of(curve_of(*key))); s != Status::ok) return s;
  return body(*key);
}

// A handle for the key.
template <class Handle, class Key>
Status hand_over(const module::MakingCall& call, const Key& key, Handle** out) {
  return make_handle(call, locked::keys, out, [&](Handle& made) { made.key = key; });
}

}  // namespace cce::api
