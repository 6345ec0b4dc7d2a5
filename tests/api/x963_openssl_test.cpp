// The key derivation function of X9.63 beside a second implementation: OpenSSL's X963KDF.
#include <cce/cce.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <memory>

#include "aes/random_bytes.hpp"
#include "support/catch.hpp"

namespace {

using Octets = std::vector<uint8_t>;

struct Hash {
  cce_hash id;
  const char* name;
};
constexpr Hash hashes[] = {{CCE_SHA224, "SHA2-224"}, {CCE_SHA256, "SHA2-256"}, {CCE_SHA384, "SHA2-384"},
                           {CCE_SHA512, "SHA2-512"}, {CCE_SHA512_256, "SHA2-512/256"}};

Octets openssl(const char* hash, Octets z, Octets info, size_t n) {
  const std::unique_ptr<EVP_KDF, decltype(&EVP_KDF_free)> kdf(EVP_KDF_fetch(nullptr, "X963KDF", nullptr), EVP_KDF_free);
  REQUIRE(kdf);
  const std::unique_ptr<EVP_KDF_CTX, decltype(&EVP_KDF_CTX_free)> context(EVP_KDF_CTX_new(kdf.get()), EVP_KDF_CTX_free);
  const OSSL_PARAM params[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, const_cast<char*>(hash), 0),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, z.data(), z.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info.data(), info.size()), OSSL_PARAM_construct_end()};
  Octets out(n);
  REQUIRE(EVP_KDF_derive(context.get(), out.data(), n, params) == 1);
  return out;
}

}  // namespace

TEST_CASE("X9.63, as OpenSSL derives") {
  RandomBytes random(83);
  for (const Hash& hash : hashes)
    for (int i = 0; i < 300; ++i) {
      const Octets z = random.bytes(14 + random.below(200)), info = random.bytes(1 + random.below(300));
      const size_t n = 1 + random.below(500);
      INFO(hash.name << ", " << z.size() << ", " << info.size() << ", " << n);
      Octets out(n);
      REQUIRE(cce_x963_kdf(hash.id, z.data(), z.size(), info.data(), info.size(), out.data(), n) >= CCE_OK);
      REQUIRE(out == openssl(hash.name, z, info, n));
    }
}
