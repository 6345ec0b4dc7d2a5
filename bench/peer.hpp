// A library under measurement: what it is, and one function for each kind of operation.
#pragma once

#include <cce/cce.h>

#include <memory>
#include <string>
#include <vector>

#include "operation.hpp"

namespace cce::bench {

// Nothing: the library does not offer the operation, and its column stays empty.
using MaybeOperation = std::unique_ptr<Operation>;

struct EcKeyPair {
  cce_curve curve;
  std::vector<uint8_t> private_key;  // big-endian, as long as the curve's order
  std::vector<uint8_t> public_key;   // SEC 1, uncompressed
};

// Bytes: of the longest DER signature by this key. A SEQUENCE, whose length may take two bytes, of two INTEGERs, each with
// two bytes before it and perhaps a zero in front.
inline size_t max_signature(const EcKeyPair& pair) { return 3 + 2 * (3 + pair.private_key.size()); }

// The inputs that are handed over live longer than the operation. A function may throw std::exception: the row is
// then given up, with the text as the reason.
class Peer {
 public:
  virtual ~Peer() = default;

  [[nodiscard]] virtual std::string name() const = 0;                // the heading of its column
  [[nodiscard]] virtual std::string version() const = 0;             // of the library that is loaded, as it says itself
  [[nodiscard]] virtual std::vector<std::string> files() const = 0;  // the files that it was loaded from

  virtual MaybeOperation digest(cce_hash, Bytes /*message*/) { return nullptr; }

  // One call from key to MAC, where the library has such a call.
  virtual MaybeOperation hmac_one_call(cce_hash, Bytes /*key*/, Bytes /*message*/) { return nullptr; }
  // A context that lives on, and gets the key anew for each message.
  virtual MaybeOperation hmac_new_key(cce_hash, Bytes /*key*/, Bytes /*message*/) { return nullptr; }
  // A context that got its key beforehand.
  virtual MaybeOperation hmac_keyed(cce_hash, Bytes /*key*/, Bytes /*message*/) { return nullptr; }

  virtual MaybeOperation hkdf(cce_hash, Bytes /*salt*/, Bytes /*ikm*/, Bytes /*info*/, size_t /*okm_size*/) {
    return nullptr;
  }

  // AES-256-GCM without associated data. What is sealed is ciphertext and then a 16-byte tag. Each message sets its IV;
  // the key was set up beforehand, where a function does not say otherwise.
  virtual MaybeOperation gcm_seal(Bytes /*key*/, Bytes /*iv*/, Bytes /*plaintext*/) { return nullptr; }
  // Each message with a fresh IV out of the library's own generator; the IV comes first in the output.
  virtual MaybeOperation gcm_seal_random_iv(Bytes /*key*/, Bytes /*plaintext*/) { return nullptr; }
  // From the 32 bytes of the key to one sealed message.
  virtual MaybeOperation gcm_seal_new_key(Bytes /*key*/, Bytes /*iv*/, Bytes /*plaintext*/) { return nullptr; }
  virtual MaybeOperation gcm_open(Bytes /*key*/, Bytes /*iv*/, Bytes /*sealed*/) { return nullptr; }

  // Bytes of the generator that the library's users draw keys from. An operation belongs to one thread.
  virtual MaybeOperation random(size_t /*size*/) { return nullptr; }

  // ECDSA over a digest that is there already. The output of signing is DER, with anything behind it.
  virtual MaybeOperation ecdsa_sign(const EcKeyPair&, Bytes /*digest*/) { return nullptr; }
  virtual MaybeOperation ecdsa_verify(const EcKeyPair&, Bytes /*digest*/, Bytes /*signature*/) { return nullptr; }
  // So many messages in one call, SHA-256 and raw signatures included, each with the same key.
  virtual MaybeOperation ecdsa_sign_batch(const EcKeyPair&, Bytes /*message*/, size_t /*count*/) { return nullptr; }
  virtual MaybeOperation ecdsa_verify_batch(const EcKeyPair&, Bytes /*message*/, size_t /*count*/) { return nullptr; }
  // From the encoded public key, as when a certificate is seen for the first time; a library may do more for a key that it
  // keeps.
  virtual MaybeOperation ecdsa_verify_new_key(const EcKeyPair&, Bytes /*digest*/, Bytes /*signature*/) {
    return nullptr;
  }
  // From the peer's encoded public key to Z, validation included.
  virtual MaybeOperation ecdh(const EcKeyPair&, Bytes /*peer_public*/) { return nullptr; }
  // A new key pair: as it comes, or after a pairwise consistency test, as FIPS 140-3 wants it. A library has the one that
  // its users get without asking for anything.
  virtual MaybeOperation ec_generate(cce_curve) { return nullptr; }
  virtual MaybeOperation ec_generate_tested(cce_curve) { return nullptr; }
};

// A place in the comparison: the library, or why it is left out.
struct Seat {
  std::string name;
  std::unique_ptr<Peer> peer;
  std::string absent;  // the reason, when peer is null
};

// The factories; for a library that was not found by CMake, another file supplies the same function (*_absent.cpp).
Seat seat_cce();
Seat seat_openssl();
// Its provider is the one in this directory, where cmake/openssl_fips.sh puts it.
Seat seat_openssl_fips(const std::string& directory);
Seat seat_botan();

// All seats in the order of the columns, CCE first: the ratios are to the first.
std::vector<Seat> all_seats(const std::string& openssl_fips);

}  // namespace cce::bench
