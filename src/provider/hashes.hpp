// The hashes, as OpenSSL names them.
#pragma once

#include <array>
#include <string_view>

#include "provider/core.hpp"
#include "provider/params.hpp"

namespace cce::provider {

struct Hash {
  cce_hash id;
  const char* names;     // as OpenSSL knows it, its own name first
  const char* name;      // the first of them
  size_t block_size;     // bytes
  Bytes ecdsa_identifier;  // AlgorithmIdentifier of ECDSA with it, DER; empty: none is registered
};

// RFC 5758 section 3.2: SEQUENCE { OBJECT IDENTIFIER ecdsa-with-SHA2 (1.2.840.10045.4.3.n) }, without parameters.
constexpr std::array<uint8_t, 12> ecdsa_with(uint8_t n) {
  return {0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, n};
}
inline constexpr auto ecdsa_sha224 = ecdsa_with(1), ecdsa_sha256 = ecdsa_with(2), ecdsa_sha384 = ecdsa_with(3),
               ecdsa_sha512 = ecdsa_with(4);

inline constexpr Hash hashes[] = {
    {CCE_SHA224, "SHA2-224:SHA-224:SHA224:2.16.840.1.101.3.4.2.4", "SHA2-224", 64, ecdsa_sha224},
    {CCE_SHA256, "SHA2-256:SHA-256:SHA256:2.16.840.1.101.3.4.2.1", "SHA2-256", 64, ecdsa_sha256},
    {CCE_SHA384, "SHA2-384:SHA-384:SHA384:2.16.840.1.101.3.4.2.2", "SHA2-384", 128, ecdsa_sha384},
    {CCE_SHA512, "SHA2-512:SHA-512:SHA512:2.16.840.1.101.3.4.2.3", "SHA2-512", 128, ecdsa_sha512},
    {CCE_SHA512_256, "SHA2-512/256:SHA-512/256:SHA512-256:2.16.840.1.101.3.4.2.6", "SHA2-512/256", 128, {}},
};

// By any of its names; null, with a reason in the error queue, when it is none of these.
const Hash* hash_named(const Provider& provider, std::string_view name);
// The hash that a parameter names. False, with a reason, when it is wrong; without the parameter, hash stays as it is.
bool read_hash(const Provider& provider, const OSSL_PARAM* params, const char* name, const Hash*& hash);

}  // namespace cce::provider
