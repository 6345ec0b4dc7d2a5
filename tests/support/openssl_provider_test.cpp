// In each program that compares with OpenSSL: a comparison with another provider than its name says would prove nothing.
#include <openssl/evp.h>
#include <openssl/provider.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "support/catch.hpp"

namespace {

// Not all of these functions take pointers to const.
template <class T, class Provider, class Release>
std::string provider_of(T* fetched, Provider provider, Release release) {
  REQUIRE(fetched != nullptr);
  const std::string name = OSSL_PROVIDER_get0_name(provider(fetched));
  release(fetched);
  return name;
}

}  // namespace

TEST_CASE("the provider of OpenSSL is the one that the test is for") {
  const char* wanted = std::getenv("CCE_TEST_OPENSSL_PROVIDER");
  const std::string provider = wanted != nullptr ? wanted : "default";
  CHECK(provider_of(EVP_MD_fetch(nullptr, "SHA256", nullptr), EVP_MD_get0_provider, EVP_MD_free) == provider);
  CHECK(provider_of(EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr), EVP_CIPHER_get0_provider, EVP_CIPHER_free) ==
        provider);
  CHECK(provider_of(EVP_SIGNATURE_fetch(nullptr, "ECDSA", nullptr), EVP_SIGNATURE_get0_provider, EVP_SIGNATURE_free) ==
        provider);
  CHECK(provider_of(EVP_KEYEXCH_fetch(nullptr, "ECDH", nullptr), EVP_KEYEXCH_get0_provider, EVP_KEYEXCH_free) ==
        provider);
}
