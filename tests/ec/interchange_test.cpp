// Keys, signatures and agreements handed over to OpenSSL and back: all curves and hashes, both directions, through the two
// public faces. CCE_ROUNDS says how many keys of each curve.
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>

#include "aes/random_bytes.hpp"
#include "api/ec_handles.hpp"

using namespace ec_handles;

namespace {

template <auto free>
struct Free {
  template <class T>
  void operator()(T* p) const {
    free(p);
  }
};
using Pkey = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using Context = std::unique_ptr<EVP_PKEY_CTX, Free<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;
using Bio = std::unique_ptr<BIO, Free<BIO_free>>;

const char* name(cce_curve c) { return c == CCE_P256 ? "P-256" : c == CCE_P384 ? "P-384" : "P-521"; }
const EVP_MD* md(cce_hash h) {
  return h == CCE_SHA224   ? EVP_sha224()
         : h == CCE_SHA256 ? EVP_sha256()
         : h == CCE_SHA384 ? EVP_sha384()
         : h == CCE_SHA512 ? EVP_sha512()
                           : EVP_sha512_256();
}

Pkey new_pkey(cce_curve c) {
  Pkey key(EVP_EC_gen(name(c)));
  REQUIRE(key);
  return key;
}

// i2d of OpenSSL.
template <class Write, class T>
Buffer written(Write write, T* object) {
  uint8_t* bytes = nullptr;
  const int n = write(object, &bytes);
  REQUIRE(n > 0);
  Buffer out(bytes, bytes + n);
  OPENSSL_free(bytes);
  return out;
}
Buffer pkcs8(EVP_PKEY* key) {
  const std::unique_ptr<PKCS8_PRIV_KEY_INFO, Free<PKCS8_PRIV_KEY_INFO_free>> info(EVP_PKEY2PKCS8(key));
  REQUIRE(info);
  return written(i2d_PKCS8_PRIV_KEY_INFO, info.get());
}
Buffer sec1(EVP_PKEY* key) { return written(i2d_PrivateKey, key); }
Buffer spki(EVP_PKEY* key) { return written(i2d_PUBKEY, key); }

template <class Write>
Buffer written_pem(Write write) {
  const Bio bio(BIO_new(BIO_s_mem()));
  REQUIRE(write(bio.get()) == 1);
  char* text = nullptr;
  const long n = BIO_get_mem_data(bio.get(), &text);
  return Buffer(text, text + n);
}

Pkey read_private(const Buffer& der) {
  const uint8_t* p = der.data();
  return Pkey(d2i_AutoPrivateKey(nullptr, &p, static_cast<long>(der.size())));
}
Pkey read_public(const Buffer& der) {
  const uint8_t* p = der.data();
  return Pkey(d2i_PUBKEY(nullptr, &p, static_cast<long>(der.size())));
}
Pkey read_private_pem(const Buffer& pem) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  return Pkey(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
}

Buffer openssl_sign(EVP_PKEY* key, cce_hash hash, const Buffer& msg) {
  const DigestContext context(EVP_MD_CTX_new());
  REQUIRE(EVP_DigestSignInit(context.get(), nullptr, md(hash), nullptr, key) == 1);
  size_t n = 0;
  REQUIRE(EVP_DigestSign(context.get(), nullptr, &n, msg.data(), msg.size()) == 1);
  Buffer sig(n);
  REQUIRE(EVP_DigestSign(context.get(), sig.data(), &n, msg.data(), msg.size()) == 1);
  sig.resize(n);
  return sig;
}
bool openssl_verifies(EVP_PKEY* key, cce_hash hash, const Buffer& msg, const Buffer& sig) {
  const DigestContext context(EVP_MD_CTX_new());
  REQUIRE(EVP_DigestVerifyInit(context.get(), nullptr, md(hash), nullptr, key) == 1);
  return EVP_DigestVerify(context.get(), sig.data(), sig.size(), msg.data(), msg.size()) == 1;
}
Buffer openssl_agree(EVP_PKEY* own, EVP_PKEY* peer) {
  const Context context(EVP_PKEY_CTX_new(own, nullptr));
  size_t n = 0;
  REQUIRE(EVP_PKEY_derive_init(context.get()) == 1);
  REQUIRE(EVP_PKEY_derive_set_peer(context.get(), peer) == 1);
  REQUIRE(EVP_PKEY_derive(context.get(), nullptr, &n) == 1);
  Buffer z(n);
  REQUIRE(EVP_PKEY_derive(context.get(), z.data(), &n) == 1);
  return z;
}

Key import_der(const Buffer& bytes) {
  Key key;
  REQUIRE(cce_ec_key_import_der(bytes.data(), bytes.size(), &key.key) == CCE_OK);
  return key;
}
Key import_pem(const Buffer& bytes) {
  Key key;
  REQUIRE(cce_ec_key_import_pem(bytes.data(), bytes.size(), &key.key) == CCE_OK);
  return key;
}

// One key of ours and one of OpenSSL's, each seen from both sides.
struct Pair {
  explicit Pair(cce_curve c)
      : ours(c),
        theirs(new_pkey(c)),
        ours_there(read_private(der(ours))),
        theirs_here(import_der(pkcs8(theirs.get()))) {
    REQUIRE(ours_there);
  }
  Key ours;
  Pkey theirs, ours_there;
  Key theirs_here;
};

void check_files(const Pair& pair) {
  // Byte for byte what OpenSSL writes, and read by it.
  EVP_PKEY* const ours = pair.ours_there.get();
  REQUIRE(der(pair.ours) == pkcs8(ours));
  REQUIRE(der(pair.ours.pub()) == spki(ours));
  REQUIRE(pem(pair.ours) == written_pem([&](BIO* b) {
            return PEM_write_bio_PKCS8PrivateKey(b, ours, nullptr, nullptr, 0, nullptr, nullptr);
          }));
  REQUIRE(pem(pair.ours.pub()) == written_pem([&](BIO* b) { return PEM_write_bio_PUBKEY(b, ours); }));
  REQUIRE(EVP_PKEY_eq(read_private_pem(pem(pair.ours)).get(), ours) == 1);
  REQUIRE(EVP_PKEY_eq(read_public(der(pair.ours.pub())).get(), ours) == 1);
  // Its own files, in each form that it writes.
  EVP_PKEY* const theirs = pair.theirs.get();
  const Buffer d = scalar(pair.theirs_here);
  REQUIRE(scalar(import_der(sec1(theirs))) == d);
  REQUIRE(scalar(import_pem(written_pem([&](BIO* b) {
            return PEM_write_bio_PKCS8PrivateKey(b, theirs, nullptr, nullptr, 0, nullptr, nullptr);
          }))) == d);
  REQUIRE(scalar(import_pem(written_pem([&](BIO* b) {
            return PEM_write_bio_PrivateKey_traditional(b, theirs, nullptr, nullptr, 0, nullptr, nullptr);
          }))) == d);
  REQUIRE(der(pair.theirs_here.pub()) == spki(theirs));
}

void check_signatures(const Pair& pair, cce_hash hash, RandomBytes& random) {
  const Buffer msg = random.bytes(random.below(300));
  Buffer sig = sign(pair.ours, hash, msg, CCE_SIG_DER);
  REQUIRE(openssl_verifies(pair.ours_there.get(), hash, msg, sig));
  REQUIRE_FALSE(openssl_verifies(pair.theirs.get(), hash, msg, sig));
  sig = sized([&](void* out, size_t* n) {
    return cce_ecdsa_sign_deterministic(pair.theirs_here, hash, msg.data(), msg.size(), CCE_SIG_DER, out, n);
  });
  REQUIRE(openssl_verifies(pair.theirs.get(), hash, msg, sig));
  sig = openssl_sign(pair.theirs.get(), hash, msg);
  const Public pub = pair.theirs_here.pub();
  REQUIRE(verify(pub, hash, msg, CCE_SIG_DER, sig) == CCE_OK);
  sig[random.below(sig.size())] ^= static_cast<uint8_t>(1 << random.below(8));
  const bool there = openssl_verifies(pair.theirs.get(), hash, msg, sig);
  REQUIRE(verify(pub, hash, msg, CCE_SIG_DER, sig) == (there ? CCE_OK : CCE_ERR_AUTH));
}

void check_agreement(const Pair& pair) {
  auto agree = [](const Key& own, const Public& peer) {
    return sized([&](void* out, size_t* n) { return cce_ecdh(own, peer, out, n); });
  };
  const Buffer z = openssl_agree(pair.theirs.get(), pair.ours_there.get());
  REQUIRE(agree(pair.ours, pair.theirs_here.pub()) == z);
  REQUIRE(agree(pair.theirs_here, pair.ours.pub()) == z);
}

}  // namespace

TEST_CASE("keys, signatures and agreements, with OpenSSL on the other side") {
  RandomBytes random(90);
  for (const cce_curve c : curves)
    for (int i = 0; i < CCE_ROUNDS; ++i) {
      INFO(name(c) << ", round " << i);
      const Pair pair(c);
      check_files(pair);
      check_agreement(pair);
      for (const cce_hash hash : hashes) check_signatures(pair, hash, random);
    }
}
