// ECDSA: FIPS 186-5 (2023) section 6; RFC 6979. The face for digests; a message is hashed by who calls.
#pragma once

#include "base/bytes.hpp"
#include "base/self_test.hpp"
#include "base/status.hpp"
#include "ec/keys.hpp"
#include "sha2/sha2.hpp"

namespace cce::ec {

struct Signature {
  Number r, s;
};

// Any length of a digest of SHA-2. On a failure the signature is zeros.
//   entropy, memory: as rand::random answers
//   fatal:           no candidate for k would do (nonce.hpp says how likely that is)
Status sign(const PrivateKey& key, Bytes digest, Signature& signature);
// With the hash that the digest is of. The same key and digest give the same signature.
Status sign_deterministic(const PrivateKey& key, sha2::Hash hash, Bytes digest, Signature& signature);

// What both do once they have a source of candidates for k: section 6.4.1, steps 3 to 12. e is the digest as a number.
Status sign_with(Nonces& nonces, const PrivateKey& key, const Number& e, Signature& signature);

// r and s may be anything. All of it is public. With the key's table, or null: see key_table.hpp.
bool verify_vartime(const PublicKey& key, Bytes digest, const Signature& signature, const void* table = nullptr);

extern const SelfTest p256_sign_test, p256_verify_test, p384_sign_test, p384_verify_test, p521_sign_test,
    p521_verify_test;

}  // namespace cce::ec
