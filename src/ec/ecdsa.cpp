#include "ec/ecdsa.hpp"

#include "base/registers.hpp"
#include "base/secret.hpp"
#include "drbg/rand.hpp"

namespace cce::ec {
namespace {

// FIPS 186-5 section 6.4.1, steps 3 to 12.
Status try_candidates(Nonces& nonces, const PrivateKey& key, const Number& e, Signature& signature) {
  const Operations& ops = operations(key.Q.curve);
  Secret<Number> k;
  for (int i = 0; i < max_candidates; ++i) {
    // A candidate that is refused is forgotten: that it was refused tells nothing of the k that is used.
    if (!declassify(nonces.next(*k))) continue;
    signature = {};
    if (!declassify(ops.sign(k->data(), key.d.data(), e.data(), signature.r.data(), signature.s.data()))) continue;
    // A signature is public.
    ct::declassify(signature.r);
    ct::declassify(signature.s);
    return Status::ok;
  }
  signature = {};
  return Status::fatal;
}

}  // namespace

Status sign_with(Nonces& nonces, const PrivateKey& key, const Number& e, Signature& signature) {
  const Status s = try_candidates(nonces, key, e, signature);
  registers::clear();  // the C library copies k through vector registers that no kernel here knows of
  return s;
}

Status sign(const PrivateKey& key, Bytes digest, Signature& signature) {
  Secret<Number> e;
  digest_to_number(key.Q.curve, digest, *e);
  Secret<Nonces> nonces;
  Secret<Randomness> randomness;
  if (const Status s = rand::random(*randomness); s != Status::ok) {
    signature = {};
    return s;
  }
  nonces->hedged(key.Q.curve, *randomness, key.d, *e);
  return sign_with(*nonces, key, *e, signature);
}

Status sign_deterministic(const PrivateKey& key, sha2::Hash hash, Bytes digest, Signature& signature) {
  Secret<Number> e;
  digest_to_number(key.Q.curve, digest, *e);
  Secret<Nonces> nonces;
  nonces->deterministic(key.Q.curve, hash, key.d, *e);
  return sign_with(*nonces, key, *e, signature);
}

bool verify_vartime(const PublicKey& key, Bytes digest, const Signature& signature, const void* table) {
  Number e;
  digest_to_number(key.curve, digest, e);
  const Operations& ops = operations(key.curve);
  if (table != nullptr) return ops.verify_with_table_vartime(table, e.data(), signature.r.data(), signature.s.data());
  return ops.verify_vartime(key.x.data(), key.y.data(), e.data(), signature.r.data(), signature.s.data());
}

}  // namespace cce::ec
