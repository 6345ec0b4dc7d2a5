// SHA-2, HMAC and HKDF of CCE.
#include "peer_cce.hpp"

namespace cce::bench {

MaybeOperation CcePeer::digest(cce_hash hash, Bytes message) {
  return operation(cce_digest_size(hash),
                   [=](uint8_t* out) { return cce_digest(hash, message.data(), message.size(), out) == CCE_OK; });
}

MaybeOperation CcePeer::hmac_one_call(cce_hash hash, Bytes key, Bytes message) {
  return operation(cce_digest_size(hash), [=](uint8_t* out) {
    return cce_hmac(hash, key.data(), key.size(), message.data(), message.size(), out) == CCE_OK;
  });
}

MaybeOperation CcePeer::hmac_new_key(cce_hash hash, Bytes key, Bytes message) {
  return operation(cce_digest_size(hash), [=, ctx = cce_hmac_ctx{}](uint8_t* out) mutable {
    return cce_hmac_init(&ctx, hash, key.data(), key.size()) == CCE_OK &&
           cce_hmac_update(&ctx, message.data(), message.size()) == CCE_OK && cce_hmac_final(&ctx, out) == CCE_OK;
  });
}

MaybeOperation CcePeer::hmac_keyed(cce_hash hash, Bytes key, Bytes message) {
  cce_hmac_ctx keyed{};
  // A context that failed to start answers an error to update, which the first run reports.
  (void)cce_hmac_init(&keyed, hash, key.data(), key.size());
  return operation(cce_digest_size(hash), [=](uint8_t* out) {
    cce_hmac_ctx ctx = keyed;
    return cce_hmac_update(&ctx, message.data(), message.size()) == CCE_OK && cce_hmac_final(&ctx, out) == CCE_OK;
  });
}

MaybeOperation CcePeer::hkdf(cce_hash hash, Bytes salt, Bytes ikm, Bytes info, size_t okm_size) {
  return operation(okm_size, [=](uint8_t* out) {
    return cce_hkdf(hash, salt.data(), salt.size(), ikm.data(), ikm.size(), info.data(), info.size(), out, okm_size) ==
           CCE_OK;
  });
}

}  // namespace cce::bench
