// CCE through its public C ABI, state check and service gate included.
#pragma once

#include "peer.hpp"
#include "size.hpp"

namespace cce::bench {

class CcePeer final : public Peer {
 public:
  std::string name() const override { return "CCE"; }
  std::string version() const override { return cce_version(); }
  std::vector<std::string> files() const override { return {file_of(reinterpret_cast<const void*>(cce_version))}; }

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
  MaybeOperation ecdsa_sign_batch(const EcKeyPair& pair, Bytes message, size_t count) override;
  MaybeOperation ecdsa_verify_batch(const EcKeyPair& pair, Bytes message, size_t count) override;
  MaybeOperation ecdsa_verify_new_key(const EcKeyPair& pair, Bytes digest, Bytes signature) override;
  MaybeOperation ecdh(const EcKeyPair& pair, Bytes peer_public) override;
  MaybeOperation ec_generate_tested(cce_curve curve) override;
};

}  // namespace cce::bench
