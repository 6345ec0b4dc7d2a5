// The key derivations of TLS, and deterministic signatures of digests, beside a second implementation: OpenSSL's TLS13-KDF and
// TLS1-PRF, and the module's own signature of the whole message.
#include <cce/cce.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <memory>
#include <string>

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

// Parameters refer to these.
const std::string prefix = "tls13 ", derived = "derived";

struct Params {
  std::vector<OSSL_PARAM> list;

  Params& text(const char* name, const char* value) {
    list.push_back(OSSL_PARAM_construct_utf8_string(name, const_cast<char*>(value), 0));
    return *this;
  }
  template <class Range>
  Params& octets(const char* name, const Range& value) {
    static char none;
    void* const data = value.empty() ? static_cast<void*>(&none) : const_cast<typename Range::value_type*>(value.data());
    list.push_back(OSSL_PARAM_construct_octet_string(name, data, value.size()));
    return *this;
  }
};

Octets derive(const char* kdf, Params params, size_t n) {
  params.list.push_back(OSSL_PARAM_construct_end());
  const std::unique_ptr<EVP_KDF, decltype(&EVP_KDF_free)> algorithm(EVP_KDF_fetch(nullptr, kdf, nullptr), EVP_KDF_free);
  REQUIRE(algorithm);
  const std::unique_ptr<EVP_KDF_CTX, decltype(&EVP_KDF_CTX_free)> context(EVP_KDF_CTX_new(algorithm.get()),
                                                                          EVP_KDF_CTX_free);
  Octets out(n);
  REQUIRE(EVP_KDF_derive(context.get(), out.data(), n, params.list.data()) == 1);
  return out;
}

}  // namespace

TEST_CASE("TLS 1.3, as OpenSSL derives") {
  RandomBytes random(80);
  for (const Hash& hash : {hashes[1], hashes[2]}) {  // OpenSSL's FIPS provider has no others
    for (int i = 0; i < 200; ++i) {
      const size_t digest = cce_digest_size(hash.id);
      const Octets secret = random.bytes(digest), context = random.bytes(random.below(100));
      const std::string label = "label " + std::to_string(random.word());
      const size_t n = 1 + random.below(200);
      Octets out(n);
      REQUIRE(cce_tls13_expand_label(hash.id, secret.data(), secret.size(), label.data(), label.size(), context.data(),
                                     context.size(), out.data(), n) == CCE_OK);
      const Params params = Params()
                                .text(OSSL_KDF_PARAM_DIGEST, hash.name)
                                .text(OSSL_KDF_PARAM_MODE, "EXPAND_ONLY")
                                .octets(OSSL_KDF_PARAM_KEY, secret)
                                .octets(OSSL_KDF_PARAM_PREFIX, prefix)
                                .octets(OSSL_KDF_PARAM_LABEL, label)
                                .octets(OSSL_KDF_PARAM_DATA, context);
      REQUIRE(out == derive("TLS13-KDF", params, n));

      const Octets ikm = random.bytes(random.below(80));
      const bool is_first = i % 3 == 0;
      out.resize(digest);
      REQUIRE(cce_tls13_extract(hash.id, secret.data(), is_first ? 0 : digest, ikm.data(), ikm.size(), out.data()) >= 0);
      Params extract = Params()
                           .text(OSSL_KDF_PARAM_DIGEST, hash.name)
                           .text(OSSL_KDF_PARAM_MODE, "EXTRACT_ONLY")
                           .octets(OSSL_KDF_PARAM_PREFIX, prefix)
                           .octets(OSSL_KDF_PARAM_LABEL, derived);
      if (!ikm.empty()) extract.octets(OSSL_KDF_PARAM_KEY, ikm);
      if (!is_first) extract.octets(OSSL_KDF_PARAM_SALT, secret);
      REQUIRE(out == derive("TLS13-KDF", extract, digest));
    }
  }
}

TEST_CASE("TLS 1.2, as OpenSSL derives") {
  RandomBytes random(81);
  for (const Hash& hash : {hashes[1], hashes[2], hashes[3]}) {
    for (int i = 0; i < 200; ++i) {
      const Octets secret = random.bytes(14 + random.below(200)), seed = random.bytes(1 + random.below(200));
      const std::string label = "label " + std::to_string(random.word());
      const size_t n = 1 + random.below(300);
      Octets out(n);
      REQUIRE(cce_tls12_prf(hash.id, secret.data(), secret.size(), label.data(), label.size(), seed.data(), seed.size(),
                            out.data(), n) == CCE_OK);
      REQUIRE(out == derive("TLS1-PRF",
                            Params()
                                .text(OSSL_KDF_PARAM_DIGEST, hash.name)
                                .octets(OSSL_KDF_PARAM_SECRET, secret)
                                .octets(OSSL_KDF_PARAM_SEED, label)
                                .octets(OSSL_KDF_PARAM_SEED, seed),
                            n));
    }
  }
}

TEST_CASE("the deterministic signature of a digest is that of its message") {
  RandomBytes random(82);
  for (const cce_curve curve : {CCE_P256, CCE_P384, CCE_P521}) {
    cce_ec_key* key = nullptr;
    REQUIRE(cce_ec_key_generate(curve, &key) == CCE_OK);
    for (const Hash& hash : hashes) {
      INFO(hash.name);
      const Octets message = random.bytes(100);
      Octets digest(cce_digest_size(hash.id)), whole(CCE_MAX_SIGNATURE_SIZE), of_digest = whole;
      size_t whole_len = whole.size(), len = of_digest.size();
      REQUIRE(cce_digest(hash.id, message.data(), message.size(), digest.data()) == CCE_OK);
      REQUIRE(cce_ecdsa_sign_deterministic(key, hash.id, message.data(), message.size(), CCE_SIG_DER, whole.data(),
                                           &whole_len) == CCE_OK);
      REQUIRE(cce_ecdsa_sign_digest_deterministic(key, hash.id, digest.data(), digest.size(), CCE_SIG_DER,
                                                  of_digest.data(), &len) == CCE_OK);
      REQUIRE(len == whole_len);
      REQUIRE(of_digest == whole);
      len = of_digest.size();
      REQUIRE(cce_ecdsa_sign_digest_deterministic(key, hash.id, digest.data(), digest.size() - 1, CCE_SIG_DER,
                                                  of_digest.data(), &len) == CCE_ERR_ARGUMENT);
    }
    cce_ec_key_free(key);
  }
}
