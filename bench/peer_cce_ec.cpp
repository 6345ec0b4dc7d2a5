// ECDSA and ECDH of CCE. Its keys come with a pairwise consistency test, always.
#include <stdexcept>

#include "owned.hpp"
#include "peer_cce.hpp"

namespace cce::bench {
namespace {

using EcKey = Owned<cce_ec_key, cce_ec_key_free>;
using EcPublic = Owned<cce_ec_public, cce_ec_public_free>;

template <class T>
T* need(cce_result result, T* handle, const char* what) {
  if (result != CCE_OK) throw std::runtime_error(std::string(what) + ": " + cce_result_text(result));
  return handle;
}

EcKey import_key(const EcKeyPair& pair) {
  cce_ec_key* key = nullptr;
  const cce_result result = cce_ec_key_import(pair.curve, pair.private_key.data(), pair.private_key.size(), &key);
  return EcKey(need(result, key, "cce_ec_key_import"));
}

EcPublic import_public(const EcKeyPair& pair) {
  cce_ec_public* point = nullptr;
  const cce_result result = cce_ec_public_import(pair.curve, pair.public_key.data(), pair.public_key.size(), &point);
  return EcPublic(need(result, point, "cce_ec_public_import"));
}

}  // namespace

MaybeOperation CcePeer::ecdsa_sign(const EcKeyPair& pair, Bytes digest) {
  const size_t most = max_signature(pair);
  return operation(most, [=, key = import_key(pair)](uint8_t* out) {
    size_t written = most;
    return cce_ecdsa_sign_digest(key.get(), digest.data(), digest.size(), CCE_SIG_DER, out, &written) == CCE_OK;
  });
}

MaybeOperation CcePeer::ecdsa_verify(const EcKeyPair& pair, Bytes digest, Bytes signature) {
  return operation(0, [=, point = import_public(pair)](uint8_t*) {
    return cce_ecdsa_verify_digest(point.get(), digest.data(), digest.size(), CCE_SIG_DER, signature.data(),
                                   signature.size()) == CCE_OK;
  });
}

MaybeOperation CcePeer::ecdsa_sign_batch(const EcKeyPair& pair, Bytes message, size_t count) {
  const size_t size = 2 * pair.private_key.size();
  EcKey key = import_key(pair);
  std::vector<cce_ecdsa_sign_item> items(
      count, {key.get(), CCE_SHA256, CCE_SIG_RAW, message.data(), message.size(), nullptr, size, CCE_ERR_STATE});
  return operation(count * size, [=, key = std::move(key)](uint8_t* out) mutable {
    for (size_t i = 0; i < items.size(); ++i) items[i].sig = out + i * size;
    return cce_ecdsa_sign_batch(items.data(), items.size()) == CCE_OK;
  });
}

MaybeOperation CcePeer::ecdsa_verify_batch(const EcKeyPair& pair, Bytes message, size_t count) {
  const EcKey key = import_key(pair);
  EcPublic point = import_public(pair);
  std::vector<uint8_t> signature(2 * pair.private_key.size());
  size_t size = signature.size();
  need(cce_ecdsa_sign(key.get(), CCE_SHA256, message.data(), message.size(), CCE_SIG_RAW, signature.data(), &size),
       &signature, "cce_ecdsa_sign");
  std::vector<cce_ecdsa_verify_item> items(
      count, {point.get(), CCE_SHA256, CCE_SIG_RAW, message.data(), message.size(), nullptr, size, CCE_ERR_STATE});
  return operation(0, [=, point = std::move(point)](uint8_t*) mutable {
    for (auto& item : items) item.sig = signature.data();
    return cce_ecdsa_verify_batch(items.data(), items.size()) == CCE_OK;
  });
}

MaybeOperation CcePeer::ecdsa_verify_new_key(const EcKeyPair& pair, Bytes digest, Bytes signature) {
  return operation(0, [=, curve = pair.curve, encoded = Bytes(pair.public_key)](uint8_t*) {
    cce_ec_public* point = nullptr;
    const bool worked = cce_ec_public_import(curve, encoded.data(), encoded.size(), &point) == CCE_OK &&
                        cce_ecdsa_verify_digest(point, digest.data(), digest.size(), CCE_SIG_DER, signature.data(),
                                                signature.size()) == CCE_OK;
    cce_ec_public_free(point);
    return worked;
  });
}

MaybeOperation CcePeer::ecdh(const EcKeyPair& pair, Bytes peer_public) {
  const size_t size = pair.private_key.size();
  return operation(size, [=, curve = pair.curve, key = import_key(pair)](uint8_t* out) {
    cce_ec_public* peer = nullptr;
    size_t written = size;
    const bool worked = cce_ec_public_import(curve, peer_public.data(), peer_public.size(), &peer) == CCE_OK &&
                        cce_ecdh(key.get(), peer, out, &written) == CCE_OK && written == size;
    cce_ec_public_free(peer);
    return worked;
  });
}

MaybeOperation CcePeer::ec_generate_tested(cce_curve curve) {
  return operation(0, [=](uint8_t*) {
    cce_ec_key* key = nullptr;
    const bool worked = cce_ec_key_generate(curve, &key) == CCE_OK;
    cce_ec_key_free(key);
    return worked;
  });
}

}  // namespace cce::bench
