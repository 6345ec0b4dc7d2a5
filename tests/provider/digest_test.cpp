// Digests and MACs through EVP, as the default provider makes them.
#include "contexts.hpp"

using namespace provider_test;

namespace {

Octets digest(OSSL_LIB_CTX* of, const char* name, const Octets& message, size_t piece) {
  const Md md(EVP_MD_fetch(of, name, nullptr));
  REQUIRE(md);
  const MdContext context(EVP_MD_CTX_new());
  REQUIRE(EVP_DigestInit_ex2(context.get(), md.get(), nullptr) == 1);
  for (size_t at = 0; at < message.size(); at += piece)
    REQUIRE(EVP_DigestUpdate(context.get(), message.data() + at, std::min(piece, message.size() - at)) == 1);
  const MdContext copy(EVP_MD_CTX_new());
  REQUIRE(EVP_MD_CTX_copy_ex(copy.get(), context.get()) == 1);
  Octets out(static_cast<size_t>(EVP_MD_get_size(md.get()))), again = out;
  unsigned n = 0;
  REQUIRE(EVP_DigestFinal_ex(context.get(), out.data(), &n) == 1);
  REQUIRE(n == out.size());
  REQUIRE(EVP_DigestFinal_ex(copy.get(), again.data(), nullptr) == 1);
  REQUIRE(again == out);
  return out;
}

Octets mac(OSSL_LIB_CTX* of, const char* hash, const Octets& key, const Octets& message) {
  const Mac algorithm(EVP_MAC_fetch(of, "HMAC", nullptr));
  REQUIRE(algorithm);
  const MacContext context(EVP_MAC_CTX_new(algorithm.get()));
  Params params;
  params.text(OSSL_MAC_PARAM_DIGEST, hash);
  REQUIRE(EVP_MAC_init(context.get(), key.data(), key.size(), params.end()) == 1);
  REQUIRE(EVP_MAC_update(context.get(), message.data(), message.size() / 2) == 1);
  const MacContext copy(EVP_MAC_CTX_dup(context.get()));
  REQUIRE(copy);
  Octets first(EVP_MAC_CTX_get_mac_size(context.get())), second = first, third = first;
  size_t n = 0;
  for (EVP_MAC_CTX* c : {context.get(), copy.get()}) {
    REQUIRE(EVP_MAC_update(c, message.data() + message.size() / 2, message.size() - message.size() / 2) == 1);
    Octets& out = c == context.get() ? first : second;
    REQUIRE(EVP_MAC_final(c, out.data(), &n, out.size()) == 1);
    REQUIRE(n == out.size());
  }
  REQUIRE(first == second);
  // Again with the key that is there.
  REQUIRE(EVP_MAC_init(context.get(), nullptr, 0, nullptr) == 1);
  REQUIRE(EVP_MAC_update(context.get(), message.data(), message.size()) == 1);
  REQUIRE(EVP_MAC_final(context.get(), third.data(), &n, third.size()) == 1);
  REQUIRE(third == first);
  return first;
}

}  // namespace

TEST_CASE("digests") {
  RandomBytes random(90);
  for (const char* name : hash_names)
    for (size_t n = 0; n < 300; n += 7) {
      INFO(name << ", " << n);
      const Octets message = random.bytes(n);
      REQUIRE(digest(cce(), name, message, 1 + n % 50) == digest(other(), name, message, 1000));
    }
}

TEST_CASE("what a digest says of itself, by every name") {
  for (const char* name : {"SHA224", "SHA-256", "SHA2-384", "sha512", "SHA512-256", "2.16.840.1.101.3.4.2.1"}) {
    INFO(name);
    const Md ours(EVP_MD_fetch(cce(), name, nullptr)), theirs(EVP_MD_fetch(other(), name, nullptr));
    REQUIRE((ours && theirs));
    CHECK(EVP_MD_get_size(ours.get()) == EVP_MD_get_size(theirs.get()));
    CHECK(EVP_MD_get_block_size(ours.get()) == EVP_MD_get_block_size(theirs.get()));
    CHECK(EVP_MD_get_flags(ours.get()) == EVP_MD_get_flags(theirs.get()));
    CHECK(EVP_MD_get_type(ours.get()) == EVP_MD_get_type(theirs.get()));
  }
  for (const char* name : {"SHA1", "MD5", "MD5-SHA1", "SHA3-256", "SHA2-512/224"}) {
    INFO(name);
    CHECK(EVP_MD_fetch(cce(), name, nullptr) == nullptr);
  }
}

TEST_CASE("MACs") {
  RandomBytes random(91);
  for (const char* name : hash_names)
    for (size_t n = 1; n < 200; n += 9) {
      INFO(name << ", " << n);
      const Octets key = random.bytes(n), message = random.bytes(3 * n);
      REQUIRE(mac(cce(), name, key, message) == mac(other(), name, key, message));
    }
}

TEST_CASE("a MAC's parameters in any order, and its indicator") {
  const Mac algorithm(EVP_MAC_fetch(cce(), "HMAC", nullptr));
  const Octets message = octets("message");
  for (const size_t size : {13, 14}) {
    const Octets key(size, 5);
    const MacContext context(EVP_MAC_CTX_new(algorithm.get()));
    REQUIRE(EVP_MAC_init(context.get(), nullptr, 0, nullptr) == 0);  // neither hash nor key
    Params with_key, with_hash;
    REQUIRE(EVP_MAC_CTX_set_params(context.get(), with_key.octets(OSSL_MAC_PARAM_KEY, key).end()) == 1);
    REQUIRE(EVP_MAC_init(context.get(), nullptr, 0, nullptr) == 0);  // no hash
    REQUIRE(EVP_MAC_CTX_set_params(context.get(), with_hash.text(OSSL_MAC_PARAM_DIGEST, "SHA256").end()) == 1);
    REQUIRE(EVP_MAC_init(context.get(), nullptr, 0, nullptr) == 1);
    REQUIRE(EVP_MAC_update(context.get(), message.data(), message.size()) == 1);
    Octets out(32);
    size_t n = 0;
    REQUIRE(EVP_MAC_final(context.get(), out.data(), &n, 31) == 0);
    REQUIRE(EVP_MAC_final(context.get(), out.data(), &n, 32) == 1);
    CHECK(out == mac(other(), "SHA256", key, message));
    int approved = -1;
    Params ask;
    REQUIRE(EVP_MAC_CTX_get_params(context.get(), ask.number("fips-indicator", approved).end()) == 1);
    CHECK(approved == (size == 14 ? 1 : 0));
  }
  const MacContext context(EVP_MAC_CTX_new(algorithm.get()));
  Params unknown;
  CHECK(EVP_MAC_CTX_set_params(context.get(), unknown.text(OSSL_MAC_PARAM_DIGEST, "SHA1").end()) == 0);
}

TEST_CASE("another digest in the midst of a message") {
  const Octets secret(40, 3);
  const Key key(EVP_PKEY_new_raw_private_key_ex(cce(), "HMAC", nullptr, secret.data(), secret.size()));
  const MdContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr;
  REQUIRE(EVP_DigestSignInit_ex(context.get(), &parameters, "SHA512", cce(), nullptr, key.get(), nullptr) == 1);
  Params params, mac_params, broken;
  params.text(OSSL_SIGNATURE_PARAM_DIGEST, "SHA256");
  // Taken for the next message; this one stays as long as it was.
  REQUIRE(EVP_PKEY_CTX_set_params(parameters, params.end()) == 1);
  size_t n = 32;
  uint8_t out[64];
  CHECK(EVP_DigestSignFinal(context.get(), out, &n) != 1);

  const Mac algorithm(EVP_MAC_fetch(cce(), "HMAC", nullptr));
  const MacContext mac_context(EVP_MAC_CTX_new(algorithm.get()));
  REQUIRE(EVP_MAC_init(mac_context.get(), secret.data(), 40, mac_params.text(OSSL_MAC_PARAM_DIGEST, "SHA512").end()) == 1);
  broken.text(OSSL_MAC_PARAM_DIGEST, "SHA256").text(OSSL_MAC_PARAM_KEY, "not an octet string");
  REQUIRE(EVP_MAC_CTX_set_params(mac_context.get(), broken.end()) != 1);
  CHECK(EVP_MAC_final(mac_context.get(), out, &n, 32) != 1);
}

TEST_CASE("a MAC in a signature's place") {
  const Octets secret(40, 3), message = octets("message");
  Octets made[2];
  for (const bool ours : {true, false}) {
    OSSL_LIB_CTX* const of = ours ? cce() : other();
    const Key key(EVP_PKEY_new_raw_private_key_ex(of, "HMAC", nullptr, secret.data(), secret.size()));
    REQUIRE(key);
    const MdContext context(EVP_MD_CTX_new());
    REQUIRE(EVP_DigestSignInit_ex(context.get(), nullptr, "SHA384", of, nullptr, key.get(), nullptr) == 1);
    REQUIRE(EVP_DigestSignUpdate(context.get(), message.data(), message.size()) == 1);
    size_t n = 0;
    REQUIRE(EVP_DigestSignFinal(context.get(), nullptr, &n) == 1);
    made[ours].resize(n);
    REQUIRE(EVP_DigestSignFinal(context.get(), made[ours].data(), &n) == 1);
  }
  CHECK(made[0] == made[1]);
}

TEST_CASE("secrets of MACs that are equal, and that are not") {
  const auto key = [](const Octets& secret) {
    return Key(EVP_PKEY_new_raw_private_key_ex(cce(), "HMAC", nullptr, secret.data(), secret.size()));
  };
  const Octets secret(40, 3);
  const Key own = key(secret);
  CHECK(EVP_PKEY_eq(own.get(), key(secret).get()) == 1);
  for (const size_t i : {size_t{0}, size_t{20}, size_t{39}}) {
    Octets another = secret;
    another[i] ^= 0x80;
    CHECK(EVP_PKEY_eq(own.get(), key(another).get()) == 0);
  }
  CHECK(EVP_PKEY_eq(own.get(), key(Octets(39, 3)).get()) == 0);
}
