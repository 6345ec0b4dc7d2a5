// How the provider behaves: what it says of itself, several contexts, threads, forks, and objects that outlive it.
#include <cce/cce.h>

#include <cstring>
#include <thread>

#include "contexts.hpp"
#include "support/child.hpp"

using namespace provider_test;

namespace {

bool sign_and_verify(OSSL_LIB_CTX* of, EVP_PKEY* key) {
  const uint8_t message[] = "message";
  const MdContext signing(EVP_MD_CTX_new()), verifying(EVP_MD_CTX_new());
  uint8_t signature[200];
  size_t n = sizeof signature;
  return EVP_DigestSignInit_ex(signing.get(), nullptr, "SHA256", of, nullptr, key, nullptr) == 1 &&
         EVP_DigestSign(signing.get(), signature, &n, message, sizeof message) == 1 &&
         EVP_DigestVerifyInit_ex(verifying.get(), nullptr, "SHA256", of, nullptr, key, nullptr) == 1 &&
         EVP_DigestVerify(verifying.get(), signature, n, message, sizeof message) == 1;
}

std::string text_param(OSSL_PROVIDER* provider, const char* name) {
  char* value = nullptr;
  OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_ptr(name, &value, 0), OSSL_PARAM_construct_end()};
  REQUIRE(OSSL_PROVIDER_get_params(provider, params) == 1);
  REQUIRE(value != nullptr);
  return value;
}

int status(OSSL_PROVIDER* provider) {
  int value = -1;
  OSSL_PARAM params[] = {OSSL_PARAM_construct_int(OSSL_PROV_PARAM_STATUS, &value), OSSL_PARAM_construct_end()};
  REQUIRE(OSSL_PROVIDER_get_params(provider, params) == 1);
  return value;
}

}  // namespace

TEST_CASE("what it says of itself") {
  OSSL_PROVIDER* const provider = cce().provider(0);
  CHECK(text_param(provider, OSSL_PROV_PARAM_NAME).find("CCE") == 0);
  CHECK(text_param(provider, OSSL_PROV_PARAM_NAME).find("not validated") != std::string::npos);
  CHECK(text_param(provider, OSSL_PROV_PARAM_VERSION) == cce_version());
  CHECK(text_param(provider, OSSL_PROV_PARAM_BUILDINFO).find("gcm=") != std::string::npos);
  CHECK(status(provider) == 1);
  CHECK(OSSL_PROVIDER_self_test(provider) == 1);
}

TEST_CASE("all of it, and nothing else, is fips=yes and provider=cce") {
  for (const char* query : {"fips=yes", "provider=cce", "provider=cce,fips=yes"}) {
    INFO(query);
    CHECK(Md(EVP_MD_fetch(cce(), "SHA256", query)));
    CHECK(Mac(EVP_MAC_fetch(cce(), "HMAC", query)));
    for (const char* name : {"HKDF", "TLS13-KDF", "TLS1-PRF"}) CHECK(Kdf(EVP_KDF_fetch(cce(), name, query)));
    CHECK(Cipher(EVP_CIPHER_fetch(cce(), "AES-256-GCM", query)));
    for (const char* name : {"CTR-DRBG", "HMAC-DRBG"}) CHECK(Rand(EVP_RAND_fetch(cce(), name, query)));
    for (const char* name : {"EC", "HMAC", "HKDF", "TLS1-PRF"})
      CHECK(Owned<EVP_KEYMGMT, EVP_KEYMGMT_free>(EVP_KEYMGMT_fetch(cce(), name, query)));
    for (const char* name : {"ECDSA", "HMAC"})
      CHECK(Owned<EVP_SIGNATURE, EVP_SIGNATURE_free>(EVP_SIGNATURE_fetch(cce(), name, query)));
    for (const char* name : {"ECDH", "HKDF", "TLS1-PRF"})
      CHECK(Owned<EVP_KEYEXCH, EVP_KEYEXCH_free>(EVP_KEYEXCH_fetch(cce(), name, query)));
  }
  CHECK(EVP_MD_fetch(cce(), "SHA256", "fips=no") == nullptr);
}

TEST_CASE("preferred beside the default provider, it gives all that it has, and the rest comes from there") {
  const Context both({"cce", "base", "default"});
  REQUIRE(EVP_set_default_properties(both, "?provider=cce") == 1);
  const OSSL_PROVIDER *const ours = both.provider(0), *const theirs = both.provider(2);
  for (const char* name : hash_names) CHECK(EVP_MD_get0_provider(Md(EVP_MD_fetch(both, name, nullptr)).get()) == ours);
  CHECK(EVP_CIPHER_get0_provider(Cipher(EVP_CIPHER_fetch(both, "AES-256-GCM", nullptr)).get()) == ours);
  CHECK(EVP_MAC_get0_provider(Mac(EVP_MAC_fetch(both, "HMAC", nullptr)).get()) == ours);
  for (const char* name : {"HKDF", "TLS13-KDF", "TLS1-PRF"})
    CHECK(EVP_KDF_get0_provider(Kdf(EVP_KDF_fetch(both, name, nullptr)).get()) == ours);
  CHECK(EVP_RAND_get0_provider(EVP_RAND_CTX_get0_rand(RAND_get0_public(both))) == ours);
  const Key key = generate(both, "P-256");
  CHECK(EVP_PKEY_get0_provider(key.get()) == ours);
  CHECK(sign_and_verify(both, key.get()));
  CHECK(EVP_MD_get0_provider(Md(EVP_MD_fetch(both, "SHA1", nullptr)).get()) == theirs);
  CHECK(EVP_CIPHER_get0_provider(Cipher(EVP_CIPHER_fetch(both, "AES-256-CBC", nullptr)).get()) == theirs);
}

TEST_CASE("two contexts at a time, one goes") {
  const Key kept = generate(cce(), "P-256");
  for (int i = 0; i < 5; ++i) {
    const Context another({"cce", "base"});
    const Key key = generate(another, "P-384");
    CHECK(sign_and_verify(another, key.get()));
    CHECK(sign_and_verify(cce(), kept.get()));
  }
  CHECK(sign_and_verify(cce(), kept.get()));
}

TEST_CASE("objects that outlive the unloading of their provider") {
  Context context({"cce", "base"});
  Key key = generate(context, "P-521");
  const Md md(EVP_MD_fetch(context, "SHA256", nullptr));
  MdContext digest(EVP_MD_CTX_new());
  REQUIRE(EVP_DigestInit_ex2(digest.get(), md.get(), nullptr) == 1);
  context.unload();
  uint8_t out[32];
  CHECK(EVP_DigestFinal_ex(digest.get(), out, nullptr) == 1);
  key.reset();
  digest.reset();
}

TEST_CASE("threads share a key") {
  const Key key = generate(cce(), "P-256");
  std::atomic<int> good{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int n = 0; n < 50; ++n)
        if (sign_and_verify(cce(), key.get())) ++good;
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(good == 200);
}

TEST_CASE("a child of fork goes on with keys, and not with a message that is being sealed") {
  const Key key = generate(cce(), "P-384");
  REQUIRE(sign_and_verify(cce(), key.get()));
  const Cipher cipher(EVP_CIPHER_fetch(cce(), "AES-256-GCM", nullptr));
  const CipherContext context(EVP_CIPHER_CTX_new());
  const uint8_t secret[32] = {1}, iv[12] = {2};
  uint8_t out[16];
  int n = 0;
  REQUIRE(EVP_EncryptInit_ex2(context.get(), cipher.get(), secret, iv, nullptr) == 1);
  REQUIRE(EVP_EncryptUpdate(context.get(), out, &n, secret, 5) == 1);
  const auto said = support::in_child([&](std::vector<uint8_t>& answers) {
    answers.push_back(sign_and_verify(cce(), key.get()));
    answers.push_back(EVP_EncryptUpdate(context.get(), out, &n, secret, 5) == 1);
    answers.push_back(EVP_EncryptInit_ex2(context.get(), nullptr, nullptr, iv, nullptr) == 1 &&
                      EVP_EncryptUpdate(context.get(), out, &n, secret, 5) == 1);
  });
  CHECK(said == std::vector<uint8_t>{1, 0, 1});
  CHECK(EVP_EncryptUpdate(context.get(), out, &n, secret, 5) == 1);
}

TEST_CASE("a module that was zeroised gives nothing, says so, and comes back") {
  const Key key = generate(cce(), "P-256");
  REQUIRE(cce_module_zeroize() == CCE_OK);
  CHECK(status(cce().provider(0)) == 0);
  CHECK(OSSL_PROVIDER_self_test(cce().provider(0)) == 0);
  CHECK_FALSE(sign_and_verify(cce(), key.get()));
  ERR_clear_error();
  uint8_t out[32];
  const Md md(EVP_MD_fetch(cce(), "SHA256", nullptr));
  if (md) CHECK(EVP_Digest("x", 1, out, nullptr, md.get(), nullptr) == 0);
  OSSL_LIB_CTX* const fresh = OSSL_LIB_CTX_new();
  OSSL_PROVIDER_set_default_search_path(fresh, CCE_PROVIDER_DIRECTORY);
  CHECK(OSSL_PROVIDER_load(fresh, "cce") == nullptr);
  OSSL_LIB_CTX_free(fresh);

  REQUIRE(cce_module_restart() == CCE_OK);
  CHECK(status(cce().provider(0)) == 1);
  CHECK_FALSE(sign_and_verify(cce(), key.get()));  // the key is gone for good
  const Context again({"cce", "base"});
  CHECK(sign_and_verify(again, generate(again, "P-256").get()));
}
