// Keys in DER: PKCS#8 (RFC 5208, RFC 5958) around the ECPrivateKey of SEC 1 (RFC 5915), and SubjectPublicKeyInfo (RFC 5480).
// Of the domain parameters only the names of the three curves are taken: parameters that are spelled out could be anything.
#pragma once

#include "base/bytes.hpp"
#include "base/status.hpp"
#include "ec/keys.hpp"

namespace cce::ec {

// Room for any key that is written: PKCS#8 of P-521 is 241 bytes, its SubjectPublicKeyInfo 158.
constexpr size_t max_private_der = 241, max_public_der = 158;

// Reads PKCS#8, version 1 or 2, or a bare ECPrivateKey with its curve's name. A public key that is in it must be d's.
//   key:          not DER, not this structure, or not a key
//   unsupported:  of another algorithm or curve, or with parameters that are spelled out
// Constant time in d. On a failure nothing of it is left.
Status read_private(Bytes der, PrivateKey& key);
// Status as read_private.
Status read_public_vartime(Bytes der, PublicKey& key);

// As OpenSSL writes them: PKCS#8 of version 1, the public key inside; the point uncompressed. The length of what is written
// is the same for all keys of a curve. der.size() >= that.
size_t private_der_size(Curve curve);
size_t public_der_size(Curve curve);
void write_private(const PrivateKey& key, MutableBytes der);
void write_public(const PublicKey& key, MutableBytes der);

}  // namespace cce::ec
