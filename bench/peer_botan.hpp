// Botan 2 or 3, through its C++ interface, with objects that live on. It reports a failure by an exception.
#pragma once

#include <botan/version.h>

#include "peer.hpp"
#include "size.hpp"

namespace cce::bench {

class BotanPeer final : public Peer {
 public:
  std::string name() const override { return "Botan"; }
  std::string version() const override { return "Botan " + Botan::short_version_string(); }
  std::vector<std::string> files() const override {
    return {file_of(reinterpret_cast<const void*>(Botan::short_version_cstr))};
  }

  MaybeOperation digest(cce_hash hash, Bytes message) override;
  MaybeOperation hmac_one_call(cce_hash hash, Bytes key, Bytes message) override;
  MaybeOperation hmac_new_key(cce_hash hash, Bytes key, Bytes message) override;
  MaybeOperation hmac_keyed(cce_hash hash, Bytes key, Bytes message) override;
  MaybeOperation hkdf(cce_hash hash, Bytes salt, Bytes ikm, Bytes info, size_t okm_size) override;

  MaybeOperation gcm_seal(Bytes key, Bytes iv, Bytes plaintext) override;
  MaybeOperation gcm_seal_random_iv(Bytes key, Bytes plaintext) override;
  MaybeOperation gcm_seal_new_key(Bytes key, Bytes iv, Bytes plaintext) override;
  MaybeOperation gcm_open(Bytes key, Bytes iv, Bytes sealed) override;

  MaybeOperation random(size_t size) override;

  MaybeOperation ecdsa_sign(const EcKeyPair& pair, Bytes digest) override;
  MaybeOperation ecdsa_verify(const EcKeyPair& pair, Bytes digest, Bytes signature) override;
  MaybeOperation ecdsa_verify_new_key(const EcKeyPair& pair, Bytes digest, Bytes signature) override;
  MaybeOperation ecdh(const EcKeyPair& pair, Bytes peer_public) override;
  MaybeOperation ec_generate(cce_curve curve) override;
};

}  // namespace cce::bench
