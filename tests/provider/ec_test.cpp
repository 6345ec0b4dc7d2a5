// Keys of the curves, ECDSA and ECDH through EVP, beside the default provider.
#include <openssl/decoder.h>
#include <openssl/ec.h>
#include <openssl/encoder.h>

#include "contexts.hpp"

using namespace provider_test;

namespace {

Octets sign(OSSL_LIB_CTX* of, EVP_PKEY* key, const char* hash, const Octets& message, unsigned nonce_type = 0) {
  const MdContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr;
  REQUIRE(EVP_DigestSignInit_ex(context.get(), &parameters, hash, of, nullptr, key, nullptr) == 1);
  if (nonce_type != 0) {
    Params params;
    REQUIRE(EVP_PKEY_CTX_set_params(parameters, params.number("nonce-type", nonce_type).end()) == 1);
  }
  size_t n = 0;
  REQUIRE(EVP_DigestSign(context.get(), nullptr, &n, message.data(), message.size()) == 1);
  Octets signature(n);
  REQUIRE(EVP_DigestSign(context.get(), signature.data(), &n, message.data(), message.size()) == 1);
  signature.resize(n);
  return signature;
}

int verify(OSSL_LIB_CTX* of, EVP_PKEY* key, const char* hash, const Octets& message, const Octets& signature) {
  const MdContext context(EVP_MD_CTX_new());
  REQUIRE(EVP_DigestVerifyInit_ex(context.get(), nullptr, hash, of, nullptr, key, nullptr) == 1);
  return EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size());
}

Octets agree(OSSL_LIB_CTX* of, EVP_PKEY* own, EVP_PKEY* peer, int cofactor_mode = -1) {
  const KeyContext context(EVP_PKEY_CTX_new_from_pkey(of, own, nullptr));
  REQUIRE(EVP_PKEY_derive_init(context.get()) == 1);
  if (cofactor_mode >= 0) REQUIRE(EVP_PKEY_CTX_set_ecdh_cofactor_mode(context.get(), cofactor_mode) == 1);
  REQUIRE(EVP_PKEY_derive_set_peer(context.get(), peer) == 1);
  size_t n = 0;
  REQUIRE(EVP_PKEY_derive(context.get(), nullptr, &n) == 1);
  Octets secret(n);
  REQUIRE(EVP_PKEY_derive(context.get(), secret.data(), &n) == 1);
  REQUIRE(n == secret.size());
  return secret;
}

Octets encode(const EVP_PKEY* key, int selection, const char* structure) {
  const Owned<OSSL_ENCODER_CTX, OSSL_ENCODER_CTX_free> context(
      OSSL_ENCODER_CTX_new_for_pkey(key, selection, "DER", structure, nullptr));
  uint8_t* data = nullptr;
  size_t n = 0;
  REQUIRE(OSSL_ENCODER_to_data(context.get(), &data, &n) == 1);
  const Octets out(data, data + n);
  OPENSSL_free(data);
  return out;
}

Key decode(OSSL_LIB_CTX* of, const Octets& der) {
  EVP_PKEY* key = nullptr;
  const Owned<OSSL_DECODER_CTX, OSSL_DECODER_CTX_free> context(
      OSSL_DECODER_CTX_new_for_pkey(&key, "DER", nullptr, nullptr, 0, of, nullptr));
  const uint8_t* data = der.data();
  size_t n = der.size();
  if (OSSL_DECODER_from_data(context.get(), &data, &n) != 1) return nullptr;
  return Key(key);
}

}  // namespace

TEST_CASE("each signs, and each verifies what the other signed") {
  RandomBytes random(120);
  for (const char* curve : curve_names) {
    const Key ours = generate(cce(), curve);
    const Key theirs = carry(ours.get(), EVP_PKEY_KEYPAIR, other());
    for (const char* hash : hash_names) {
      INFO(curve << ", " << hash);
      Octets message = random.bytes(100);
      const Octets by_us = sign(cce(), ours.get(), hash, message), by_them = sign(other(), theirs.get(), hash, message);
      CHECK(verify(other(), theirs.get(), hash, message, by_us) == 1);
      CHECK(verify(cce(), ours.get(), hash, message, by_them) == 1);
      message[random.below(100)] ^= 1;
      CHECK(verify(cce(), ours.get(), hash, message, by_them) == 0);
      // Asked for, a signature that is the same each time (RFC 6979), on versions that do not know of it, too.
      const Octets first = sign(cce(), ours.get(), hash, message, 1);
      CHECK(first == sign(cce(), ours.get(), hash, message, 1));
      CHECK(by_us != sign(cce(), ours.get(), hash, message));
      CHECK(verify(other(), theirs.get(), hash, message, first) == 1);
    }
  }
}

TEST_CASE("digests are signed and verified; what is no digest is refused") {
  RandomBytes random(121);
  const Key key = generate(cce(), "P-384");
  for (const size_t n : {size_t{20}, size_t{28}, size_t{32}, size_t{48}, size_t{64}, size_t{65}}) {
    INFO(n);
    Octets digest = random.bytes(n), signature(200);
    const KeyContext signing(EVP_PKEY_CTX_new_from_pkey(cce(), key.get(), nullptr));
    REQUIRE(EVP_PKEY_sign_init(signing.get()) == 1);
    size_t size = signature.size();
    const bool good = n != 20 && n != 65;
    REQUIRE((EVP_PKEY_sign(signing.get(), signature.data(), &size, digest.data(), n) == 1) == good);
    if (!good) continue;
    signature.resize(size);
    const KeyContext verifying(EVP_PKEY_CTX_new_from_pkey(cce(), key.get(), nullptr));
    REQUIRE(EVP_PKEY_verify_init(verifying.get()) == 1);
    CHECK(EVP_PKEY_verify(verifying.get(), signature.data(), size, digest.data(), n) == 1);
    digest[0] ^= 1;
    CHECK(EVP_PKEY_verify(verifying.get(), signature.data(), size, digest.data(), n) != 1);
  }
  const KeyContext context(EVP_PKEY_CTX_new_from_pkey(cce(), key.get(), nullptr));
  REQUIRE(EVP_PKEY_sign_init(context.get()) == 1);
  Params sha1, deterministic;
  CHECK(EVP_PKEY_CTX_set_params(context.get(), sha1.text(OSSL_SIGNATURE_PARAM_DIGEST, "SHA1").end()) != 1);
  // Without its hash, a digest cannot be signed by RFC 6979.
  const unsigned one = 1;
  REQUIRE(EVP_PKEY_CTX_set_params(context.get(), deterministic.number("nonce-type", one).end()) == 1);
  Octets digest(32), signature(200);
  size_t size = signature.size();
  CHECK(EVP_PKEY_sign(context.get(), signature.data(), &size, digest.data(), 32) != 1);
}

TEST_CASE("another digest in the midst of a message is not signed") {
  const Key key = generate(cce(), "P-256");
  const MdContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr;
  REQUIRE(EVP_DigestSignInit_ex(context.get(), &parameters, "SHA256", cce(), nullptr, key.get(), nullptr) == 1);
  REQUIRE(EVP_DigestSignUpdate(context.get(), "message", 7) == 1);
  Params params;
  REQUIRE(EVP_PKEY_CTX_set_params(parameters, params.text(OSSL_SIGNATURE_PARAM_DIGEST, "SHA512").end()) == 1);
  Octets signature(200);
  size_t n = signature.size();
  CHECK(EVP_DigestSignFinal(context.get(), signature.data(), &n) != 1);
}

TEST_CASE("both sides agree, whichever provider they have") {
  for (const char* curve : curve_names) {
    INFO(curve);
    const Key a = generate(cce(), curve), b = generate(other(), curve);
    const Key a_there = carry(a.get(), EVP_PKEY_PUBLIC_KEY, other()), b_here = carry(b.get(), EVP_PKEY_PUBLIC_KEY, cce());
    const Octets ours = agree(cce(), a.get(), b_here.get());
    CHECK(ours == agree(other(), b.get(), a_there.get()));
    CHECK(ours == agree(cce(), a.get(), b_here.get(), 0));
    CHECK(ours == agree(cce(), a.get(), b_here.get(), 1));
  }
  const Key p256 = generate(cce(), "P-256"), p384 = generate(cce(), "P-384");
  const KeyContext context(EVP_PKEY_CTX_new_from_pkey(cce(), p256.get(), nullptr));
  REQUIRE(EVP_PKEY_derive_init(context.get()) == 1);
  CHECK(EVP_PKEY_derive_set_peer(context.get(), p384.get()) != 1);
}

TEST_CASE("keys go through files of OpenSSL's base provider, both ways") {
  for (const char* curve : curve_names) {
    INFO(curve);
    const Key ours = generate(cce(), curve), theirs = carry(ours.get(), EVP_PKEY_KEYPAIR, other());
    for (const char* structure : {"PrivateKeyInfo", "type-specific"}) {
      const Octets der = encode(ours.get(), EVP_PKEY_KEYPAIR, structure);
      CHECK(der == encode(theirs.get(), EVP_PKEY_KEYPAIR, structure));
      const Key back = decode(cce(), der);
      REQUIRE(back);
      CHECK(EVP_PKEY_eq(back.get(), ours.get()) == 1);
      REQUIRE(EVP_PKEY_get0_provider(back.get()) == cce().provider(0));
    }
    const Octets spki = encode(ours.get(), EVP_PKEY_PUBLIC_KEY, "SubjectPublicKeyInfo");
    CHECK(spki == encode(theirs.get(), EVP_PKEY_PUBLIC_KEY, "SubjectPublicKeyInfo"));
    const Key back = decode(cce(), spki);
    REQUIRE(back);
    CHECK(EVP_PKEY_eq(back.get(), ours.get()) == 1);
    // Another key's: the private number and the public point do not belong together.
    Octets wrong = encode(ours.get(), EVP_PKEY_KEYPAIR, "PrivateKeyInfo");
    const Octets stranger = encode(generate(cce(), curve).get(), EVP_PKEY_KEYPAIR, "PrivateKeyInfo");
    std::copy(stranger.end() - 60, stranger.end(), wrong.end() - 60);
    CHECK(decode(cce(), wrong) == nullptr);
  }
  for (const char* curve : {"secp256k1", "brainpoolP256r1", "P-224"})
    CHECK(decode(cce(), encode(generate(other(), curve).get(), EVP_PKEY_KEYPAIR, "PrivateKeyInfo")) == nullptr);
}

TEST_CASE("a private key beside another's public key is not imported") {
  for (const char* curve : curve_names) {
    INFO(curve);
    const Key own = generate(other(), curve), another = generate(other(), curve);
    OSSL_PARAM *of_own = nullptr, *of_another = nullptr;
    REQUIRE(EVP_PKEY_todata(own.get(), EVP_PKEY_KEYPAIR, &of_own) == 1);
    REQUIRE(EVP_PKEY_todata(another.get(), EVP_PKEY_KEYPAIR, &of_another) == 1);
    for (const bool mixed : {false, true}) {
      if (mixed)
        std::swap(*OSSL_PARAM_locate(of_own, OSSL_PKEY_PARAM_PUB_KEY),
                  *OSSL_PARAM_locate(of_another, OSSL_PKEY_PARAM_PUB_KEY));
      const KeyContext context(EVP_PKEY_CTX_new_from_name(cce(), "EC", nullptr));
      REQUIRE(EVP_PKEY_fromdata_init(context.get()) == 1);
      EVP_PKEY* made = nullptr;
      CHECK((EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_KEYPAIR, of_own) == 1) == !mixed);
      EVP_PKEY_free(made);
    }
    OSSL_PARAM_free(of_own);
    OSSL_PARAM_free(of_another);
  }
}

TEST_CASE("what is asked of a key") {
  for (const char* curve : curve_names) {
    INFO(curve);
    const Key ours = generate(cce(), curve), theirs = carry(ours.get(), EVP_PKEY_KEYPAIR, other());
    CHECK(EVP_PKEY_get_bits(ours.get()) == EVP_PKEY_get_bits(theirs.get()));
    CHECK(EVP_PKEY_get_security_bits(ours.get()) == EVP_PKEY_get_security_bits(theirs.get()));
    CHECK(EVP_PKEY_get_size(ours.get()) == EVP_PKEY_get_size(theirs.get()));
    CHECK(EVP_PKEY_get_ec_point_conv_form(ours.get()) == EVP_PKEY_get_ec_point_conv_form(theirs.get()));
    CHECK(EVP_PKEY_get_field_type(ours.get()) == EVP_PKEY_get_field_type(theirs.get()));
    char a[80], b[80];
    size_t n = 0;
    REQUIRE(EVP_PKEY_get_group_name(ours.get(), a, sizeof a, &n) == 1);
    REQUIRE(EVP_PKEY_get_group_name(theirs.get(), b, sizeof b, &n) == 1);
    CHECK(std::string(a) == b);
    for (const char* name : {OSSL_PKEY_PARAM_PRIV_KEY, OSSL_PKEY_PARAM_EC_PUB_X, OSSL_PKEY_PARAM_EC_PUB_Y}) {
      BIGNUM *x = nullptr, *y = nullptr;
      REQUIRE(EVP_PKEY_get_bn_param(ours.get(), name, &x) == 1);
      REQUIRE(EVP_PKEY_get_bn_param(theirs.get(), name, &y) == 1);
      CHECK(BN_cmp(x, y) == 0);
      BN_free(x);
      BN_free(y);
    }
    unsigned char *ours_encoded = nullptr, *theirs_encoded = nullptr;
    const size_t size = EVP_PKEY_get1_encoded_public_key(ours.get(), &ours_encoded);
    REQUIRE(size == EVP_PKEY_get1_encoded_public_key(theirs.get(), &theirs_encoded));
    CHECK(std::equal(ours_encoded, ours_encoded + size, theirs_encoded));
    OPENSSL_free(ours_encoded);
    OPENSSL_free(theirs_encoded);
    for (auto* const check : {EVP_PKEY_check, EVP_PKEY_public_check, EVP_PKEY_private_check, EVP_PKEY_pairwise_check,
                              EVP_PKEY_param_check}) {
      const KeyContext context(EVP_PKEY_CTX_new_from_pkey(cce(), ours.get(), nullptr));
      CHECK(check(context.get()) == 1);
    }
    const Key copy(EVP_PKEY_dup(ours.get()));
    REQUIRE(copy);
    CHECK(EVP_PKEY_eq(copy.get(), ours.get()) == 1);
    CHECK(EVP_PKEY_eq(generate(cce(), curve).get(), ours.get()) == 0);
  }
}

TEST_CASE("parameters without a key, and a peer's point set on them") {
  const KeyContext generation(EVP_PKEY_CTX_new_from_name(cce(), "EC", nullptr));
  REQUIRE(EVP_PKEY_paramgen_init(generation.get()) == 1);
  REQUIRE(EVP_PKEY_CTX_set_group_name(generation.get(), "P-256") == 1);
  EVP_PKEY* made = nullptr;
  REQUIRE(EVP_PKEY_paramgen(generation.get(), &made) == 1);
  const Key params(made);
  // As libssl does: a key of one's own from parameters, and another with the peer's point.
  const KeyContext from_params(EVP_PKEY_CTX_new_from_pkey(cce(), params.get(), nullptr));
  REQUIRE(EVP_PKEY_keygen_init(from_params.get()) == 1);
  made = nullptr;
  REQUIRE(EVP_PKEY_keygen(from_params.get(), &made) == 1);
  const Key own(made), peer(EVP_PKEY_new());
  REQUIRE(EVP_PKEY_copy_parameters(peer.get(), own.get()) == 1);
  unsigned char* point = nullptr;
  const size_t size = EVP_PKEY_get1_encoded_public_key(own.get(), &point);
  REQUIRE(size == 65);
  REQUIRE(EVP_PKEY_set1_encoded_public_key(peer.get(), point, size) == 1);
  CHECK(EVP_PKEY_eq(own.get(), peer.get()) == 1);
  point[20] ^= 1;  // off the curve
  CHECK(EVP_PKEY_set1_encoded_public_key(peer.get(), point, size) != 1);
  OPENSSL_free(point);
  const KeyContext wrong(EVP_PKEY_CTX_new_from_name(cce(), "EC", nullptr));
  REQUIRE(EVP_PKEY_keygen_init(wrong.get()) == 1);
  CHECK(EVP_PKEY_CTX_set_group_name(wrong.get(), "P-224") != 1);
  CHECK(EVP_PKEY_CTX_set_ec_param_enc(wrong.get(), OPENSSL_EC_EXPLICIT_CURVE) != 1);
}
