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

// As programs written for OpenSSL 1.1.1 derive.
namespace {

KeyContext begin_agreement(OSSL_LIB_CTX* of, const char* name) {
  KeyContext context(EVP_PKEY_CTX_new_from_name(of, name, nullptr));
  REQUIRE(context);
  REQUIRE(EVP_PKEY_derive_init(context.get()) == 1);
  return context;
}

}  // namespace

TEST_CASE("HKDF in the place of a key agreement") {
  RandomBytes random(103);
  for (const char* hash : hash_names)
    for (const int mode : {EVP_KDF_HKDF_MODE_EXTRACT_AND_EXPAND, EVP_KDF_HKDF_MODE_EXTRACT_ONLY, EVP_KDF_HKDF_MODE_EXPAND_ONLY}) {
      INFO(hash << ", mode " << mode);
      const Octets key = random.bytes(32), salt = random.bytes(20), info = random.bytes(30);
      Octets made[2];
      for (const bool ours : {true, false}) {
        OSSL_LIB_CTX* const of = ours ? cce() : other();
        const Md md(EVP_MD_fetch(of, hash, nullptr));
        const KeyContext context = begin_agreement(of, "HKDF");
        Octets nothing(40);
        size_t n = nothing.size();
        CHECK(EVP_PKEY_derive(context.get(), nothing.data(), &n) != 1);
        REQUIRE(EVP_PKEY_CTX_set_hkdf_mode(context.get(), mode) == 1);
        REQUIRE(EVP_PKEY_CTX_set_hkdf_md(context.get(), md.get()) == 1);
        REQUIRE(EVP_PKEY_CTX_set1_hkdf_key(context.get(), key.data(), 32) == 1);
        REQUIRE(EVP_PKEY_CTX_set1_hkdf_salt(context.get(), salt.data(), 20) == 1);
        REQUIRE(EVP_PKEY_CTX_add1_hkdf_info(context.get(), info.data(), 30) == 1);
        REQUIRE(EVP_PKEY_derive(context.get(), nullptr, &n) == 1);
        const bool is_fixed = mode == EVP_KDF_HKDF_MODE_EXTRACT_ONLY;
        const auto size = static_cast<size_t>(EVP_MD_get_size(md.get()));
        CHECK(n == (is_fixed ? size : SIZE_MAX));
        n = is_fixed ? size : 100;
        made[ours].assign(n + 1, 0xa5);
        const KeyContext copy(EVP_PKEY_CTX_dup(context.get()));
        REQUIRE(EVP_PKEY_derive(context.get(), made[ours].data(), &n) == 1);
        CHECK(n + 1 == made[ours].size());
        CHECK(made[ours].back() == 0xa5);
        if (!ours) continue;
        Octets again(n);
        REQUIRE(EVP_PKEY_derive(copy.get(), again.data(), &n) == 1);
        CHECK(std::equal(again.begin(), again.end(), made[ours].begin()));
        int approved = 0;
        Params ask;
        REQUIRE(EVP_PKEY_CTX_get_params(context.get(), ask.number("fips-indicator", approved).end()) == 1);
        CHECK(approved == 1);
        n = size - 1;
        if (is_fixed) CHECK(EVP_PKEY_derive(context.get(), again.data(), &n) != 1);
      }
      CHECK(made[0] == made[1]);
    }
}

TEST_CASE("the PRF of TLS 1.2 in the place of a key agreement") {
  RandomBytes random(104);
  for (const char* hash : {"SHA2-256", "SHA2-384", "SHA2-512"}) {
    const Octets secret = random.bytes(48), label = octets("extended master secret"), seed = random.bytes(48);
    Octets made[2];
    for (const bool ours : {true, false}) {
      OSSL_LIB_CTX* const of = ours ? cce() : other();
      const Md md(EVP_MD_fetch(of, hash, nullptr));
      const KeyContext context = begin_agreement(of, "TLS1-PRF");
      REQUIRE(EVP_PKEY_CTX_set_tls1_prf_md(context.get(), md.get()) == 1);
      REQUIRE(EVP_PKEY_CTX_set1_tls1_prf_secret(context.get(), secret.data(), 48) == 1);
      REQUIRE(EVP_PKEY_CTX_add1_tls1_prf_seed(context.get(), label.data(), static_cast<int>(label.size())) == 1);
      REQUIRE(EVP_PKEY_CTX_add1_tls1_prf_seed(context.get(), seed.data(), 48) == 1);
      size_t n = 70;
      made[ours].assign(n, 0);
      REQUIRE(EVP_PKEY_derive(context.get(), made[ours].data(), &n) == 1);
      CHECK(n == 70);
    }
    CHECK(made[0] == made[1]);
  }
}
