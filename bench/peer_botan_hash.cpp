// SHA-2, HMAC and HKDF of Botan.
#include <botan/hash.h>
#include <botan/kdf.h>
#include <botan/mac.h>

#include <stdexcept>

#include "peer_botan.hpp"

namespace cce::bench {
namespace {

std::string botan_name(cce_hash hash) {
  switch (hash) {
    case CCE_SHA224:
      return "SHA-224";
    case CCE_SHA256:
      return "SHA-256";
    case CCE_SHA384:
      return "SHA-384";
    case CCE_SHA512:
      return "SHA-512";
    case CCE_SHA512_256:
      return "SHA-512-256";
  }
  throw std::invalid_argument("Botan has no name for this hash");
}

std::unique_ptr<Botan::MessageAuthenticationCode> new_hmac(cce_hash hash) {
  return Botan::MessageAuthenticationCode::create_or_throw("HMAC(" + botan_name(hash) + ")");
}

// A template, so that only the branch of the installed version has to compile: spans are newer than Botan 3.0, and
// pointers are on their way out.
template <class Kdf>
void derive(const Kdf& kdf, std::span<uint8_t> okm, Bytes ikm, Bytes salt, Bytes info) {
  if constexpr (requires { kdf.derive_key(okm, ikm, salt, info); })
    kdf.derive_key(okm, ikm, salt, info);
  else
    kdf.kdf(okm.data(), okm.size(), ikm.data(), ikm.size(), salt.data(), salt.size(), info.data(), info.size());
}

}  // namespace

MaybeOperation BotanPeer::digest(cce_hash hash, Bytes message) {
  return operation(cce_digest_size(hash),
                   [=, function = Botan::HashFunction::create_or_throw(botan_name(hash))](uint8_t* out) {
                     function->update(message.data(), message.size());
                     function->final(out);
                     return true;
                   });
}

// There is no such call; an object that lives on is what Botan's users have.
MaybeOperation BotanPeer::hmac_one_call(cce_hash hash, Bytes key, Bytes message) {
  return hmac_new_key(hash, key, message);
}

MaybeOperation BotanPeer::hmac_new_key(cce_hash hash, Bytes key, Bytes message) {
  return operation(cce_digest_size(hash), [=, mac = new_hmac(hash)](uint8_t* out) {
    mac->set_key(key.data(), key.size());
    mac->update(message.data(), message.size());
    mac->final(out);
    return true;
  });
}

MaybeOperation BotanPeer::hmac_keyed(cce_hash hash, Bytes key, Bytes message) {
  auto keyed = new_hmac(hash);
  keyed->set_key(key.data(), key.size());
  return operation(cce_digest_size(hash), [=, mac = std::move(keyed)](uint8_t* out) {
    mac->update(message.data(), message.size());
    mac->final(out);
    return true;
  });
}

MaybeOperation BotanPeer::hkdf(cce_hash hash, Bytes salt, Bytes ikm, Bytes info, size_t okm_size) {
  return operation(okm_size, [=, kdf = Botan::KDF::create_or_throw("HKDF(" + botan_name(hash) + ")")](uint8_t* out) {
    derive(*kdf, {out, okm_size}, ikm, salt, info);
    return true;
  });
}

}  // namespace cce::bench
