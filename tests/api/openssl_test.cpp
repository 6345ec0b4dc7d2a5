// Hashes, HMAC and HKDF of random messages as OpenSSL computes them, through both public faces.
#include <cce/cce.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <memory>

#include "aes/random_bytes.hpp"
#include "support/catch.hpp"

namespace {

using Buffer = std::vector<uint8_t>;

struct Hash {
  cce_hash id;
  const char* name;
};
constexpr Hash hashes[] = {{CCE_SHA224, "SHA2-224"},
                           {CCE_SHA256, "SHA2-256"},
                           {CCE_SHA384, "SHA2-384"},
                           {CCE_SHA512, "SHA2-512"},
                           {CCE_SHA512_256, "SHA2-512/256"}};

template <auto free>
struct Free {
  template <class T>
  void operator()(T* p) const {
    free(p);
  }
};

OSSL_PARAM octets(const char* name, Buffer& value) {
  // A null pointer would say that there is no such parameter.
  static uint8_t none;
  return OSSL_PARAM_construct_octet_string(name, value.empty() ? &none : value.data(), value.size());
}

Buffer digest_by_openssl(const Hash& hash, const Buffer& message) {
  const std::unique_ptr<EVP_MD, Free<EVP_MD_free>> md(EVP_MD_fetch(nullptr, hash.name, nullptr));
  REQUIRE(md);
  Buffer out(cce_digest_size(hash.id));
  REQUIRE(EVP_Digest(message.data(), message.size(), out.data(), nullptr, md.get(), nullptr) == 1);
  return out;
}

Buffer hmac_by_openssl(const Hash& hash, const Buffer& key, const Buffer& message) {
  Buffer out(cce_digest_size(hash.id));
  size_t written = 0;
  REQUIRE(EVP_Q_mac(nullptr, "HMAC", nullptr, hash.name, nullptr, key.data(), key.size(), message.data(),
                    message.size(), out.data(), out.size(), &written) != nullptr);
  REQUIRE(written == out.size());
  return out;
}

Buffer hkdf_by_openssl(const Hash& hash, Buffer salt, Buffer ikm, Buffer info, size_t size) {
  const std::unique_ptr<EVP_KDF, Free<EVP_KDF_free>> kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
  REQUIRE(kdf);
  const std::unique_ptr<EVP_KDF_CTX, Free<EVP_KDF_CTX_free>> ctx(EVP_KDF_CTX_new(kdf.get()));
  const OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, const_cast<char*>(hash.name), 0),
                               octets(OSSL_KDF_PARAM_SALT, salt), octets(OSSL_KDF_PARAM_KEY, ikm),
                               octets(OSSL_KDF_PARAM_INFO, info), OSSL_PARAM_construct_end()};
  Buffer out(size);
  REQUIRE(EVP_KDF_derive(ctx.get(), out.data(), out.size(), params) == 1);
  return out;
}

}  // namespace

TEST_CASE("digests, as OpenSSL computes them") {
  RandomBytes random(70);
  for (const Hash& hash : hashes) {
    for (size_t size = 0; size < 400; ++size) {
      INFO(hash.name << ", " << size << " bytes");
      const Buffer message = random.bytes(size < 300 ? size : random.below(20000));
      Buffer out(cce_digest_size(hash.id));
      REQUIRE(cce_digest(hash.id, message.data(), message.size(), out.data()) == CCE_OK);
      REQUIRE(out == digest_by_openssl(hash, message));
    }
  }
}

TEST_CASE("MACs, as OpenSSL computes them") {
  RandomBytes random(71);
  for (const Hash& hash : hashes) {
    for (size_t i = 0; i < 300; ++i) {
      // Around the block sizes of 64 and 128 bytes, beyond which the key is hashed first.
      const Buffer key = random.bytes(14 + i % 150), message = random.bytes(random.below(700));
      INFO(hash.name << ", key " << key.size() << ", message " << message.size());
      Buffer out(cce_digest_size(hash.id));
      REQUIRE(cce_hmac(hash.id, key.data(), key.size(), message.data(), message.size(), out.data()) == CCE_OK);
      REQUIRE(out == hmac_by_openssl(hash, key, message));
    }
  }
}

TEST_CASE("derived keys, as OpenSSL derives them") {
  RandomBytes random(72);
  for (const Hash& hash : hashes) {
    for (size_t i = 0; i < 200; ++i) {
      const Buffer salt = random.bytes(i % 5 == 0 ? 0 : random.below(150)), ikm = random.bytes(14 + random.below(100)),
                   info = random.bytes(random.below(80));
      const size_t most = 255 * cce_digest_size(hash.id), size = i == 0 ? most : 1 + random.below(300);
      INFO(hash.name << ", salt " << salt.size() << ", ikm " << ikm.size() << ", info " << info.size() << ", " << size);
      Buffer out(size);
      REQUIRE(cce_hkdf(hash.id, salt.data(), salt.size(), ikm.data(), ikm.size(), info.data(), info.size(), out.data(),
                       size) >= CCE_OK);
      REQUIRE(out == hkdf_by_openssl(hash, salt, ikm, info, size));
    }
  }
}
