// OpenSSL 3, one library context with one provider. A second context with another provider is a second peer.
#pragma once

#include <openssl/evp.h>
#include <openssl/provider.h>

#include <memory>
#include <string>

#include "owned.hpp"
#include "peer.hpp"

namespace cce::bench {

class OpensslPeer final : public Peer {
 public:
  // Both throw when the provider cannot be loaded. Their operations must not outlive the peer.
  static std::unique_ptr<OpensslPeer> with_default();
  // The provider in the directory, as the openssl.cnf there sets it up, and nothing but it: every fetch asks for fips=yes.
  static std::unique_ptr<OpensslPeer> with_fips(const std::string& directory);

  std::string name() const override { return name_; }
  std::string version() const override;
  std::vector<std::string> files() const override;

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
  MaybeOperation ec_generate_tested(cce_curve curve) override;

 private:
  using Context = Owned<OSSL_LIB_CTX, OSSL_LIB_CTX_free>;
  using Provider = Owned<OSSL_PROVIDER, OSSL_PROVIDER_unload>;
  // The provider's file, or nothing for one that is part of libcrypto.
  OpensslPeer(std::string name, std::string fips, Context context, Provider provider);
  MaybeOperation generate(cce_curve curve);

  std::string name_;
  std::string fips_;
  Context context_;
  Provider provider_;
};

// OpenSSL's name of a hash.
const char* openssl_name(cce_hash hash);

// p, or an exception that says what failed, with OpenSSL's own reason.
void openssl_failed(const std::string& what);
template <class T>
T* openssl_need(T* p, const char* what) {
  if (p == nullptr) openssl_failed(what);
  return p;
}

}  // namespace cce::bench
