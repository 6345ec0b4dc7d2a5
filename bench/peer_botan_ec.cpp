// ECDSA and ECDH of Botan. The objects that sign, verify and agree are made once; a peer's key is decoded and validated
// each time.
#include <botan/auto_rng.h>
#include <botan/ecdh.h>
#include <botan/ecdsa.h>
#include <botan/pubkey.h>

#include <algorithm>
#include <stdexcept>

#include "peer_botan.hpp"

namespace cce::bench {
namespace {

std::string group_name(cce_curve curve) {
  switch (curve) {
    case CCE_P256:
      return "secp256r1";
    case CCE_P384:
      return "secp384r1";
    case CCE_P521:
      return "secp521r1";
  }
  throw std::invalid_argument("Botan has no name for this curve");
}

// Templates, so that only the installed version's spelling has to compile.
template <class Group = Botan::EC_Group>
Group group(cce_curve curve) {
  if constexpr (requires(std::string name) { Group::from_name(name); })
    return Group::from_name(group_name(curve));
  else
    return Group(group_name(curve));
}
template <class Format = Botan::Signature_Format>
constexpr Format der() {
  if constexpr (requires { Format::DerSequence; })
    return Format::DerSequence;
  else
    return Format::DER_SEQUENCE;
}

using Rng = std::unique_ptr<Botan::AutoSeeded_RNG>;
Rng new_rng() { return std::make_unique<Botan::AutoSeeded_RNG>(); }

template <class Key>
std::unique_ptr<Key> import_key(Botan::RandomNumberGenerator& rng, const EcKeyPair& pair) {
  return std::make_unique<Key>(rng, group(pair.curve), Botan::BigInt(pair.private_key.data(), pair.private_key.size()));
}

// Botan calls a digest that is signed as it is "Raw".
constexpr const char* of_digest = "Raw";

}  // namespace

// The objects below refer to parts of the key, so it lives on beside them.

MaybeOperation BotanPeer::ecdsa_sign(const EcKeyPair& pair, Bytes digest) {
  Rng rng = new_rng();
  auto key = import_key<Botan::ECDSA_PrivateKey>(*rng, pair);
  auto signer = std::make_unique<Botan::PK_Signer>(*key, *rng, of_digest, der());
  return operation(max_signature(pair),
                   [=, rng = std::move(rng), key = std::move(key), signer = std::move(signer)](uint8_t* out) {
                     const auto signature = signer->sign_message(digest.data(), digest.size(), *rng);
                     std::copy(signature.begin(), signature.end(), out);
                     return true;
                   });
}

MaybeOperation BotanPeer::ecdsa_verify(const EcKeyPair& pair, Bytes digest, Bytes signature) {
  auto key = import_key<Botan::ECDSA_PrivateKey>(*new_rng(), pair);
  auto verifier = std::make_unique<Botan::PK_Verifier>(*key, of_digest, der());
  return operation(0, [=, key = std::move(key), verifier = std::move(verifier)](uint8_t*) {
    return verifier->verify_message(digest.data(), digest.size(), signature.data(), signature.size());
  });
}

MaybeOperation BotanPeer::ecdsa_verify_new_key(const EcKeyPair& pair, Bytes digest, Bytes signature) {
  return operation(0, [=, group = group(pair.curve), encoded = Bytes(pair.public_key)](uint8_t*) {
    const Botan::ECDSA_PublicKey key(group, group.OS2ECP(encoded.data(), encoded.size()));
    Botan::PK_Verifier verifier(key, of_digest, der());
    return verifier.verify_message(digest.data(), digest.size(), signature.data(), signature.size());
  });
}

MaybeOperation BotanPeer::ecdh(const EcKeyPair& pair, Bytes peer_public) {
  const size_t size = pair.private_key.size();
  Rng rng = new_rng();
  auto key = import_key<Botan::ECDH_PrivateKey>(*rng, pair);
  auto agreement = std::make_unique<Botan::PK_Key_Agreement>(*key, *rng, "Raw");
  return operation(size,
                   [=, rng = std::move(rng), key = std::move(key), agreement = std::move(agreement)](uint8_t* out) {
                     const Botan::SymmetricKey Z = agreement->derive_key(0, peer_public.data(), peer_public.size());
                     if (Z.length() != size) return false;
                     std::copy(Z.begin(), Z.end(), out);
                     return true;
                   });
}

MaybeOperation BotanPeer::ec_generate(cce_curve curve) {
  return operation(0, [=, rng = new_rng(), group = group(curve)](uint8_t*) {
    const Botan::ECDSA_PrivateKey key(*rng, group);
    return true;
  });
}

}  // namespace cce::bench
