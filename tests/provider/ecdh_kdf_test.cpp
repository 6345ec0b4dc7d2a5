// The derivation of X9.63 within ECDH through EVP, beside the default provider's.
#include <openssl/ec.h>

#include "contexts.hpp"

using namespace provider_test;

namespace {

// The two ends of an agreement, as one library context holds them.
struct Ends {
  OSSL_LIB_CTX* of;
  Key own, peer;

  KeyContext begin() const {
    KeyContext context(EVP_PKEY_CTX_new_from_pkey(of, own.get(), nullptr));
    REQUIRE(EVP_PKEY_derive_init(context.get()) == 1);
    REQUIRE(EVP_PKEY_derive_set_peer(context.get(), peer.get()) == 1);
    return context;
  }
};

Ends make_ends(const char* curve) { return {cce(), generate(cce(), curve), generate(cce(), curve)}; }

Ends carried(const Ends& ends, OSSL_LIB_CTX* to) {
  return {to, carry(ends.own.get(), EVP_PKEY_KEYPAIR, to), carry(ends.peer.get(), EVP_PKEY_PUBLIC_KEY, to)};
}

int set(const KeyContext& context, Params params) { return EVP_PKEY_CTX_set_params(context.get(), params.end()); }

Params x963(const char* hash, const size_t& size, const Octets* ukm = nullptr) {
  Params params;
  params.text(OSSL_EXCHANGE_PARAM_KDF_TYPE, "X963KDF").text(OSSL_EXCHANGE_PARAM_KDF_DIGEST, hash);
  params.list.push_back(OSSL_PARAM_construct_size_t(OSSL_EXCHANGE_PARAM_KDF_OUTLEN, const_cast<size_t*>(&size)));
  if (ukm != nullptr) params.octets(OSSL_EXCHANGE_PARAM_KDF_UKM, *ukm);
  return params;
}

Octets derive(const KeyContext& context) {
  size_t n = 0;
  REQUIRE(EVP_PKEY_derive(context.get(), nullptr, &n) == 1);
  Octets out(n + 1, 0xa5);
  REQUIRE(EVP_PKEY_derive(context.get(), out.data(), &n) == 1);
  REQUIRE(n + 1 == out.size());
  REQUIRE(out.back() == 0xa5);
  out.pop_back();
  return out;
}

bool derives(const KeyContext& context, size_t room = 64) {
  Octets out(room, 0xa5);
  size_t n = room;
  const bool done = EVP_PKEY_derive(context.get(), out.data(), &n) == 1;
  if (!done) CHECK(out == Octets(room, 0xa5));
  ERR_clear_error();
  return done;
}

// What a context says of its derivation.
struct Told {
  std::string type, digest;
  size_t size = 1;
  Octets ukm;

  bool operator==(const Told&) const = default;
};

Told told_by(const KeyContext& context) {
  char type[50] = "?", digest[50] = "?";
  Told told;
  void* ukm = nullptr;
  OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_EXCHANGE_PARAM_KDF_TYPE, type, sizeof type),
                         OSSL_PARAM_construct_utf8_string(OSSL_EXCHANGE_PARAM_KDF_DIGEST, digest, sizeof digest),
                         OSSL_PARAM_construct_size_t(OSSL_EXCHANGE_PARAM_KDF_OUTLEN, &told.size),
                         OSSL_PARAM_construct_octet_ptr(OSSL_EXCHANGE_PARAM_KDF_UKM, &ukm, 0),
                         OSSL_PARAM_construct_end()};
  REQUIRE(EVP_PKEY_CTX_get_params(context.get(), params) == 1);
  told.type = type;
  told.digest = digest;
  const auto* const bytes = static_cast<const uint8_t*>(ukm);
  if (bytes != nullptr) told.ukm.assign(bytes, bytes + params[3].return_size);
  return told;
}

int indicator(const KeyContext& context) {
  int approved = -1;
  Params ask;
  REQUIRE(EVP_PKEY_CTX_get_params(context.get(), ask.number("fips-indicator", approved).end()) == 1);
  return approved;
}

}  // namespace

TEST_CASE("X9.63 within ECDH derives what the default provider's does, and so does a copy") {
  RandomBytes random(130);
  for (const char* curve : curve_names) {
    const Ends ours = make_ends(curve), theirs = carried(ours, other());
    for (const char* hash : hash_names)
      for (const size_t size : {1, 16, 32, 65, 300})
        for (const int of_ukm : {-1, 0, 1, 20, 300}) {
          INFO(curve << ", " << hash << ", " << size << ", " << of_ukm);
          const Octets ukm = random.bytes(static_cast<size_t>(std::max(of_ukm, 0)));
          const Params params = x963(hash, size, of_ukm < 0 ? nullptr : &ukm);
          const KeyContext here = ours.begin(), there = theirs.begin();
          REQUIRE(set(here, params) == 1);
          REQUIRE(set(there, params) == 1);
          const KeyContext copy(EVP_PKEY_CTX_dup(here.get()));
          REQUIRE(copy);
          const Octets derived = derive(here);
          REQUIRE(derived == derive(there));
          REQUIRE(derived.size() == size);
          REQUIRE(derived == derive(here));  // again
          REQUIRE(indicator(here) == (std::string(hash) == "SHA2-512/256" ? 0 : 1));
          REQUIRE(told_by(here) == told_by(there));
          REQUIRE(told_by(here) == Told{"X963KDF", hash, size, ukm});
          REQUIRE(told_by(copy) == told_by(here));
          REQUIRE(derived == derive(copy));
        }
  }
}

TEST_CASE("a copy has the information to itself, and outlives what it was made of") {
  const Ends ends = make_ends("P-256");
  const size_t size = 40;
  const Octets first = octets("the first"), second = octets("a second one");
  KeyContext context = ends.begin();
  REQUIRE(set(context, x963("SHA256", size, &first)) == 1);
  const Octets derived = derive(context);
  const KeyContext copy(EVP_PKEY_CTX_dup(context.get()));
  REQUIRE(set(context, Params().octets(OSSL_EXCHANGE_PARAM_KDF_UKM, second)) == 1);
  CHECK(told_by(context).ukm == second);
  CHECK(told_by(copy).ukm == first);
  CHECK(derive(context) != derived);
  context.reset();
  CHECK(told_by(copy).ukm == first);
  CHECK(derive(copy) == derived);
}

TEST_CASE("by the functions of OpenSSL's that are made for it") {
  const Ends ours = make_ends("P-384"), theirs = carried(ours, other());
  Octets derived[2];
  for (const Ends* ends : {&ours, &theirs}) {
    const KeyContext context = ends->begin();
    const Md md(EVP_MD_fetch(ends->of, "SHA384", nullptr));
    CHECK(EVP_PKEY_CTX_get_ecdh_kdf_type(context.get()) == EVP_PKEY_ECDH_KDF_NONE);
    REQUIRE(EVP_PKEY_CTX_set_ecdh_kdf_type(context.get(), EVP_PKEY_ECDH_KDF_X9_63) == 1);
    REQUIRE(EVP_PKEY_CTX_set_ecdh_kdf_md(context.get(), md.get()) == 1);
    REQUIRE(EVP_PKEY_CTX_set_ecdh_kdf_outlen(context.get(), 77) == 1);
    auto* const ukm = static_cast<unsigned char*>(OPENSSL_memdup("information", 11));  // the context's from here on
    REQUIRE(EVP_PKEY_CTX_set0_ecdh_kdf_ukm(context.get(), ukm, 11) == 1);
    CHECK(EVP_PKEY_CTX_get_ecdh_kdf_type(context.get()) == EVP_PKEY_ECDH_KDF_X9_63);
    const EVP_MD* told = nullptr;
    CHECK(EVP_PKEY_CTX_get_ecdh_kdf_md(context.get(), &told) == 1);
    CHECK(EVP_MD_is_a(told, "SHA384") == 1);
    int size = 0;
    CHECK(EVP_PKEY_CTX_get_ecdh_kdf_outlen(context.get(), &size) == 1);
    CHECK(size == 77);
    CHECK(told_by(context).ukm == octets("information"));
    derived[ends == &theirs] = derive(context);
  }
  CHECK(derived[0] == derived[1]);
  CHECK(derived[0].size() == 77);
}

TEST_CASE("turned off, and by beginning again, it is the bare secret") {
  for (const char* curve : curve_names) {
    const Ends ends = make_ends(curve);
    const size_t size = 200;
    const KeyContext context = ends.begin();
    CHECK(told_by(context) == Told{"", "", 0, {}});
    const Octets bare = derive(context);
    CHECK(indicator(context) == 1);
    REQUIRE(set(context, x963("SHA2-512/256", size)) == 1);
    CHECK(derive(context).size() == size);
    CHECK(indicator(context) == 0);
    REQUIRE(set(context, Params().text(OSSL_EXCHANGE_PARAM_KDF_TYPE, "")) == 1);
    CHECK(told_by(context) == Told{"", "SHA2-512/256", size, {}});
    CHECK(derive(context) == bare);
    CHECK(indicator(context) == 1);
    REQUIRE(set(context, Params().text(OSSL_EXCHANGE_PARAM_KDF_TYPE, "X963KDF")) == 1);
    CHECK(derive(context).size() == size);
    REQUIRE(EVP_PKEY_derive_init(context.get()) == 1);
    CHECK(told_by(context).type == "");
    REQUIRE(EVP_PKEY_derive_set_peer(context.get(), ends.peer.get()) == 1);
    CHECK(derive(context) == bare);
  }
}

TEST_CASE("what is refused, with nothing written") {
  const size_t size = 48, none = 0;
  const int number = 48;
  const Octets ukm(5, 1);
  const Ends ours = make_ends("P-256"), theirs = carried(ours, other());
  for (const Ends* ends : {&ours, &theirs}) {
    INFO((ends == &ours ? "cce" : "default"));
    const KeyContext context = ends->begin();
    for (const char* type : {"X942KDF-ASN1", "X963", "HKDF", "x963kdf ", "X963KDF2"})
      CHECK(set(context, Params().text(OSSL_EXCHANGE_PARAM_KDF_TYPE, type)) != 1);
    CHECK(set(context, Params().number(OSSL_EXCHANGE_PARAM_KDF_TYPE, number)) != 1);
    CHECK(set(context, Params().number(OSSL_EXCHANGE_PARAM_KDF_DIGEST, number)) != 1);
    CHECK(set(context, Params().text(OSSL_EXCHANGE_PARAM_KDF_DIGEST, "no digest")) != 1);
    CHECK(set(context, Params().text(OSSL_EXCHANGE_PARAM_KDF_OUTLEN, "48")) != 1);
    CHECK(set(context, Params().text(OSSL_EXCHANGE_PARAM_KDF_UKM, "text")) != 1);
    ERR_clear_error();
    CHECK(told_by(context).type == "");

    // One after the other, until nothing is missing.
    REQUIRE(set(context, Params().text(OSSL_EXCHANGE_PARAM_KDF_TYPE, "X963KDF")) == 1);
    CHECK_FALSE(derives(context));
    REQUIRE(set(context, Params().text(OSSL_EXCHANGE_PARAM_KDF_DIGEST, "SHA256")) == 1);
    CHECK_FALSE(derives(context));
    REQUIRE(set(context, x963("SHA256", size, &ukm)) == 1);
    CHECK(derives(context));
    CHECK(derives(context, 48));
    CHECK_FALSE(derives(context, 47));
    REQUIRE(set(context, x963("SHA256", none, &ukm)) == 1);
    CHECK_FALSE(derives(context));
  }
  const KeyContext context = ours.begin();
  REQUIRE(set(context, Params().text(OSSL_EXCHANGE_PARAM_KDF_TYPE, "X963KDF")) == 1);
  Params without_digest;
  without_digest.list.push_back(
      OSSL_PARAM_construct_size_t(OSSL_EXCHANGE_PARAM_KDF_OUTLEN, const_cast<size_t*>(&size)));
  REQUIRE(set(context, without_digest) == 1);
  CHECK_FALSE(derives(context));
  CHECK(set(context, Params().text(OSSL_EXCHANGE_PARAM_KDF_DIGEST, "SHA1")) != 1);
  CHECK(set(context, Params().number(OSSL_EXCHANGE_PARAM_KDF_DIGEST_PROPS, number)) != 1);
  CHECK(set(context, Params().text(OSSL_EXCHANGE_PARAM_KDF_DIGEST_PROPS, "fips=yes")) == 1);
  CHECK_FALSE(derives(context));
  uint8_t room[64];
  OSSL_PARAM copied[] = {OSSL_PARAM_construct_octet_string(OSSL_EXCHANGE_PARAM_KDF_UKM, room, sizeof room),
                         OSSL_PARAM_construct_end()};
  CHECK(EVP_PKEY_CTX_get_params(context.get(), copied) != 1);  // as OpenSSL's own: a pointer and nothing else
}

TEST_CASE("what may be set and asked for is what OpenSSL's own has") {
  const Ends ours = make_ends("P-256"), theirs = carried(ours, other());
  const KeyContext here = ours.begin(), there = theirs.begin();
  for (auto* const table : {EVP_PKEY_CTX_settable_params, EVP_PKEY_CTX_gettable_params}) {
    int kdf = 0;
    for (const OSSL_PARAM* wanted = table(there.get()); wanted->key != nullptr; ++wanted) {
      INFO(wanted->key);
      const OSSL_PARAM* const found = OSSL_PARAM_locate_const(table(here.get()), wanted->key);
      REQUIRE(found != nullptr);
      CHECK(found->data_type == wanted->data_type);
      kdf += std::string(wanted->key).starts_with("kdf-");
    }
    CHECK(kdf >= 4);
  }
}
