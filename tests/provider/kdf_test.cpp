// Key derivations through EVP, as the default provider makes them.
#include "contexts.hpp"

using namespace provider_test;

namespace {

KdfContext new_kdf(OSSL_LIB_CTX* of, const char* name) {
  const Kdf kdf(EVP_KDF_fetch(of, name, nullptr));
  REQUIRE(kdf);
  return KdfContext(EVP_KDF_CTX_new(kdf.get()));
}

Octets derive(OSSL_LIB_CTX* of, const char* name, Params params, size_t n) {
  const KdfContext context = new_kdf(of, name);
  Octets out(n), copied(n);
  REQUIRE(EVP_KDF_CTX_set_params(context.get(), params.end()) == 1);
  const KdfContext copy(EVP_KDF_CTX_dup(context.get()));
  REQUIRE(EVP_KDF_derive(context.get(), out.data(), n, nullptr) == 1);
  if (copy) {  // OpenSSL 3.0's own cannot be copied
    REQUIRE(EVP_KDF_derive(copy.get(), copied.data(), n, nullptr) == 1);
    REQUIRE(copied == out);
  } else {
    REQUIRE(of != static_cast<OSSL_LIB_CTX*>(cce()));
  }
  EVP_KDF_CTX_reset(context.get());
  REQUIRE(EVP_KDF_derive(context.get(), copied.data(), n, nullptr) <= 0);
  return out;
}

int indicator(EVP_KDF_CTX* context) {
  int approved = -1;
  Params ask;
  REQUIRE(EVP_KDF_CTX_get_params(context, ask.number("fips-indicator", approved).end()) == 1);
  return approved;
}

}  // namespace

TEST_CASE("HKDF in each of its modes") {
  RandomBytes random(100);
  for (const char* hash : hash_names)
    for (int mode = 0; mode < 3; ++mode)
      for (int i = 0; i < 30; ++i) {
        INFO(hash << ", mode " << mode);
        const Octets key = random.bytes(14 + random.below(60)), salt = random.bytes(1 + random.below(60)),
                     info = random.bytes(random.below(60)), more = random.bytes(random.below(20));
        const Md md(EVP_MD_fetch(other(), hash, nullptr));
        const size_t n = mode == 1 ? static_cast<size_t>(EVP_MD_get_size(md.get())) : 1 + random.below(200);
        Params params;
        params.text(OSSL_KDF_PARAM_DIGEST, hash).number(OSSL_KDF_PARAM_MODE, mode).octets(OSSL_KDF_PARAM_KEY, key);
        params.octets(OSSL_KDF_PARAM_SALT, salt).octets(OSSL_KDF_PARAM_INFO, info).octets(OSSL_KDF_PARAM_INFO, more);
        REQUIRE(derive(cce(), "HKDF", params, n) == derive(other(), "HKDF", params, n));
      }
}

TEST_CASE("the sizes and the indicator of HKDF") {
  const KdfContext context = new_kdf(cce(), "HKDF");
  CHECK(EVP_KDF_CTX_get_kdf_size(context.get()) == SIZE_MAX);
  Params params;
  params.text(OSSL_KDF_PARAM_DIGEST, "SHA384").text(OSSL_KDF_PARAM_MODE, "EXTRACT_ONLY");
  REQUIRE(EVP_KDF_CTX_set_params(context.get(), params.end()) == 1);
  CHECK(EVP_KDF_CTX_get_kdf_size(context.get()) == 48);
  for (const size_t size : {13, 14}) {
    const Octets key(size, 1);
    Params with_key;
    Octets out(48);
    REQUIRE(EVP_KDF_derive(context.get(), out.data(), 48, with_key.octets(OSSL_KDF_PARAM_KEY, key).end()) == 1);
    CHECK(indicator(context.get()) == (size == 14 ? 1 : 0));
    CHECK(EVP_KDF_derive(context.get(), out.data(), 47, nullptr) <= 0);
  }
  Params wrong;
  CHECK(EVP_KDF_CTX_set_params(context.get(), wrong.text(OSSL_KDF_PARAM_MODE, "SIDEWAYS").end()) == 0);
}

TEST_CASE("TLS 1.3") {
  RandomBytes random(101);
  const Octets prefix = octets("tls13 "), derived = octets("derived"), another = octets("dtls13");
  for (const char* hash : {"SHA2-256", "SHA2-384"})
    for (int i = 0; i < 50; ++i) {
      const size_t digest = std::string(hash) == "SHA2-256" ? 32 : 48;
      const Octets secret = random.bytes(digest), label = random.bytes(1 + random.below(20)),
                   data = random.bytes(random.below(60));
      Params expand, extract;
      expand.text(OSSL_KDF_PARAM_DIGEST, hash).text(OSSL_KDF_PARAM_MODE, "EXPAND_ONLY").octets(OSSL_KDF_PARAM_KEY, secret);
      expand.octets(OSSL_KDF_PARAM_PREFIX, prefix).octets(OSSL_KDF_PARAM_LABEL, label).octets(OSSL_KDF_PARAM_DATA, data);
      const size_t n = 1 + random.below(100);
      REQUIRE(derive(cce(), "TLS13-KDF", expand, n) == derive(other(), "TLS13-KDF", expand, n));
      extract.text(OSSL_KDF_PARAM_DIGEST, hash).text(OSSL_KDF_PARAM_MODE, "EXTRACT_ONLY");
      extract.octets(OSSL_KDF_PARAM_PREFIX, prefix).octets(OSSL_KDF_PARAM_LABEL, derived);
      if (i % 2 == 0) extract.octets(OSSL_KDF_PARAM_SALT, secret);
      if (i % 3 != 0) extract.octets(OSSL_KDF_PARAM_KEY, data.empty() ? secret : data);
      REQUIRE(derive(cce(), "TLS13-KDF", extract, digest) == derive(other(), "TLS13-KDF", extract, digest));
    }
  const KdfContext context = new_kdf(cce(), "TLS13-KDF");
  const Octets secret(32, 1);
  Params refused;
  refused.text(OSSL_KDF_PARAM_DIGEST, "SHA256").text(OSSL_KDF_PARAM_MODE, "EXPAND_ONLY").octets(OSSL_KDF_PARAM_KEY, secret);
  refused.octets(OSSL_KDF_PARAM_PREFIX, another).octets(OSSL_KDF_PARAM_LABEL, derived);
  Octets out(32);
  CHECK(EVP_KDF_derive(context.get(), out.data(), 32, refused.end()) <= 0);
  Params sideways;
  CHECK(EVP_KDF_CTX_set_params(context.get(), sideways.text(OSSL_KDF_PARAM_MODE, "EXTRACT_AND_EXPAND").end()) == 0);
}

TEST_CASE("TLS 1.2, and its indicator") {
  RandomBytes random(102);
  const Octets extended = octets("extended master secret"), plain = octets("master secret");
  for (const char* hash : {"SHA2-256", "SHA2-384", "SHA2-512"})
    for (int i = 0; i < 30; ++i) {
      const Octets secret = random.bytes(14 + random.below(60)), seed = random.bytes(1 + random.below(60));
      Params params;
      params.text(OSSL_KDF_PARAM_DIGEST, hash).octets(OSSL_KDF_PARAM_SECRET, secret);
      params.octets(OSSL_KDF_PARAM_SEED, i % 2 == 0 ? extended : plain).octets(OSSL_KDF_PARAM_SEED, seed);
      const size_t n = 1 + random.below(150);
      REQUIRE(derive(cce(), "TLS1-PRF", params, n) == derive(other(), "TLS1-PRF", params, n));
      const KdfContext context = new_kdf(cce(), "TLS1-PRF");
      Octets out(n);
      REQUIRE(EVP_KDF_derive(context.get(), out.data(), n, params.end()) == 1);
      CHECK(indicator(context.get()) == (i % 2 == 0 ? 1 : 0));
    }
  const KdfContext context = new_kdf(cce(), "TLS1-PRF");
  Params old;
  CHECK(EVP_KDF_CTX_set_params(context.get(), old.text(OSSL_KDF_PARAM_DIGEST, "MD5-SHA1").end()) == 0);
}
