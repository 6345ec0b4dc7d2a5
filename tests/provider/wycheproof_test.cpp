// Wycheproof's ECDSA, ECDH and AES-GCM through EVP: the answers are Wycheproof's, and those of the C ABI.
#include <cce/cce.h>
#include <openssl/decoder.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "contexts.hpp"

using namespace provider_test;
using nlohmann::json;

namespace {

Octets hex(const json& text) {
  Octets out;
  const std::string digits = text;
  for (size_t i = 0; i + 1 < digits.size(); i += 2)
    out.push_back(static_cast<uint8_t>(std::stoi(digits.substr(i, 2), nullptr, 16)));
  return out;
}

// f(group, test) for each test of the file; how many there were.
template <class F>
int each(const std::string& name, F f) {
  std::ifstream file(std::string(CCE_KAT_VECTORS) + name);
  REQUIRE(file);
  int count = 0;
  const json all = json::parse(file);
  for (const json& group : all["testGroups"])
    for (const json& test : group["tests"]) {
      INFO(name << ", test " << test["tcId"]);
      f(group, test);
      ++count;
    }
  return count;
}

Key read_public_key(const Octets& der) {
  EVP_PKEY* key = nullptr;
  const Owned<OSSL_DECODER_CTX, OSSL_DECODER_CTX_free> context(OSSL_DECODER_CTX_new_for_pkey(
      &key, "DER", "SubjectPublicKeyInfo", "EC", EVP_PKEY_PUBLIC_KEY, cce(), nullptr));
  const uint8_t* data = der.data();
  size_t n = der.size();
  if (OSSL_DECODER_from_data(context.get(), &data, &n) != 1) return nullptr;
  return Key(key);
}

Key make_key(const char* curve, const Octets& point, const Octets& scalar) {
  const KeyContext context(EVP_PKEY_CTX_new_from_name(cce(), "EC", nullptr));
  REQUIRE(EVP_PKEY_fromdata_init(context.get()) == 1);
  Octets number(scalar.rbegin(), scalar.rend());  // as parameters are on this machine
  std::vector<OSSL_PARAM> params = {OSSL_PARAM_construct_utf8_string("group", const_cast<char*>(curve), 0)};
  if (!point.empty())
    params.push_back(OSSL_PARAM_construct_octet_string("pub", const_cast<uint8_t*>(point.data()), point.size()));
  if (!number.empty()) params.push_back(OSSL_PARAM_construct_BN("priv", number.data(), number.size()));
  params.push_back(OSSL_PARAM_construct_end());
  EVP_PKEY* key = nullptr;
  const int selection = number.empty() ? EVP_PKEY_PUBLIC_KEY : EVP_PKEY_KEYPAIR;
  if (EVP_PKEY_fromdata(context.get(), &key, selection, params.data()) != 1) return nullptr;
  return Key(key);
}

Octets agree(const Key& own, const Key& peer) {
  const KeyContext context(EVP_PKEY_CTX_new_from_pkey(cce(), own.get(), nullptr));
  size_t n = 100;
  Octets secret(n);
  if (!peer || EVP_PKEY_derive_init(context.get()) != 1 || EVP_PKEY_derive_set_peer(context.get(), peer.get()) != 1 ||
      EVP_PKEY_derive(context.get(), secret.data(), &n) != 1)
    return {};
  secret.resize(n);
  return secret;
}

}  // namespace

TEST_CASE("Wycheproof's signatures") {
  int count = 0;
  for (const char* name : {"secp256r1_sha256", "secp256r1_sha512", "secp384r1_sha384", "secp384r1_sha512", "secp521r1_sha512"})
    count += each("/ec/wycheproof/ecdsa_" + std::string(name) + "_test.json", [](const json& group, const json& test) {
      const Octets der = hex(group["keyDer"]), message = hex(test["msg"]), signature = hex(test["sig"]);
      const std::string hash = group["sha"];
      const Key key = read_public_key(der);
      REQUIRE(key);
      const MdContext context(EVP_MD_CTX_new());
      REQUIRE(EVP_DigestVerifyInit_ex(context.get(), nullptr, hash.c_str(), cce(), nullptr, key.get(), nullptr) == 1);
      const bool verifies =
          EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) == 1;
      cce_ec_public* same = nullptr;
      REQUIRE(cce_ec_public_import_der(der.data(), der.size(), &same) == CCE_OK);
      const cce_hash id = hash == "SHA-256" ? CCE_SHA256 : hash == "SHA-384" ? CCE_SHA384 : CCE_SHA512;
      const cce_result result = cce_ecdsa_verify(same, id, message.data(), message.size(), CCE_SIG_DER, signature.data(),
                                                 signature.size());
      cce_ec_public_free(same);
      REQUIRE(verifies == (result == CCE_OK));
      if (test["result"] != "acceptable") REQUIRE(verifies == (test["result"] == "valid"));
    });
  CHECK(count > 1500);
}

TEST_CASE("Wycheproof's key agreements") {
  int count = 0;
  for (const char* curve : {"secp256r1", "secp384r1", "secp521r1"}) {
    const size_t size = std::string(curve) == "secp256r1" ? 32 : std::string(curve) == "secp384r1" ? 48 : 66;
    const cce_curve id = size == 32 ? CCE_P256 : size == 48 ? CCE_P384 : CCE_P521;
    for (const bool as_point : {true, false})
      count += each("/ec/wycheproof/ecdh_" + std::string(curve) + (as_point ? "_ecpoint" : "") + "_test.json",
                    [&](const json&, const json& test) {
                      const Octets peer_bytes = hex(test["public"]), shared = hex(test["shared"]);
                      // Numbers as DER has them, perhaps with a zero in front, or shorter.
                      Octets scalar = hex(test["private"]);
                      if (scalar.size() > size) scalar.erase(scalar.begin(), scalar.end() - static_cast<long>(size));
                      scalar.insert(scalar.begin(), size - scalar.size(), 0);
                      const Key own = make_key(curve, {}, scalar);
                      REQUIRE(own);
                      const Key peer = as_point && !peer_bytes.empty() ? make_key(curve, peer_bytes, {})
                                       : as_point                      ? nullptr
                                                                       : read_public_key(peer_bytes);
                      const Octets got = agree(own, peer);
                      if (test["result"] == "valid") REQUIRE(got == shared);
                      if (test["result"] == "invalid") REQUIRE(got.empty());
                      if (!got.empty()) REQUIRE(got == shared);
                      // What the module takes, OpenSSL takes; its decoders take more encodings of the same keys.
                      cce_ec_public* same = nullptr;
                      const cce_result imported =
                          as_point ? cce_ec_public_import(id, peer_bytes.data(), peer_bytes.size(), &same)
                                   : cce_ec_public_import_der(peer_bytes.data(), peer_bytes.size(), &same);
                      cce_curve of = id;
                      if (imported == CCE_OK) REQUIRE(cce_ec_public_curve(same, &of) == CCE_OK);
                      if (imported == CCE_OK && of == id) REQUIRE(got == shared);
                      if (as_point) REQUIRE((imported == CCE_OK) == !got.empty());
                      cce_ec_public_free(same);
                    });
  }
  CHECK(count > 1000);
}

TEST_CASE("Wycheproof's AES-256-GCM") {
  const Cipher cipher(EVP_CIPHER_fetch(cce(), "AES-256-GCM", nullptr));
  int ran = 0;
  each("/gcm/aes_gcm_test.json", [&](const json& group, const json& test) {
    if (group["keySize"] != 256) return;
    const Octets key = hex(test["key"]), iv = hex(test["iv"]), aad = hex(test["aad"]), ct = hex(test["ct"]),
                 msg = hex(test["msg"]);
    Octets tag = hex(test["tag"]), opened(ct.size());
    ++ran;
    const CipherContext context(EVP_CIPHER_CTX_new());
    int n = 0;
    REQUIRE(EVP_DecryptInit_ex2(context.get(), cipher.get(), nullptr, nullptr, nullptr) == 1);
    const bool has_iv = EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_IVLEN, static_cast<int>(iv.size()), nullptr) == 1;
    REQUIRE((has_iv || iv.empty() || iv.size() > 128));
    const bool opens =
        has_iv && EVP_DecryptInit_ex2(context.get(), nullptr, key.data(), iv.data(), nullptr) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag.size()), tag.data()) == 1 &&
        (aad.empty() || EVP_DecryptUpdate(context.get(), nullptr, &n, aad.data(), static_cast<int>(aad.size())) == 1) &&
        (ct.empty() || EVP_DecryptUpdate(context.get(), opened.data(), &n, ct.data(), static_cast<int>(ct.size())) == 1) &&
        EVP_DecryptFinal_ex(context.get(), nullptr, &n) == 1;
    if (opens) REQUIRE(opened == msg);
    if (has_iv && test["result"] != "acceptable") REQUIRE(opens == (test["result"] == "valid"));
    cce_gcm_key* same = nullptr;
    REQUIRE(cce_gcm_key_import(key.data(), key.size(), &same) == CCE_OK);
    const cce_result result = cce_gcm_open(same, iv.data(), iv.size(), aad.data(), aad.size(), ct.data(), ct.size(),
                                           tag.data(), tag.size(), opened.data());
    cce_gcm_key_free(same);
    if (has_iv) REQUIRE(opens == (result == CCE_OK));
  });
  CHECK(ran > 50);
}
