// Wycheproof's EcdsaVerify (DER) and EcdsaP1363Verify (r || s), of testvectors and of testvectors_v1.
#include "curve_name.hpp"
#include "ecdsa.hpp"
#include "ecdsa_call.hpp"
#include "hash_name.hpp"
#include "result.hpp"

namespace cce::kat::ecdsa {
namespace {

cce_sig_format format_of(const TestVector& vector) {
  const std::string& type = vector.need("type").value;
  if (type == "EcdsaVerify") return CCE_SIG_DER;
  if (type == "EcdsaP1363Verify") return CCE_SIG_RAW;
  throw Skipped{"test type " + type + " is not known"};
}

// "key" of the older files is "publicKey" in the newer, and so for keyDer and keyPem.
std::string key_name(const TestVector& vector, const char* end) {
  return (vector.has("publicKey.curve") ? "publicKey" : "key") + std::string(end);
}

ec::Public import_point(const TestVector& vector, cce_curve curve) {
  const Bytes point = vector.bytes(key_name(vector, ".uncompressed"));
  cce_ec_public* key = nullptr;
  expect_result("cce_ec_public_import", CCE_OK, cce_ec_public_import(curve, point.data(), point.size(), &key));
  return ec::Public(key);
}

// The same key from its files.
std::vector<ec::Public> import_files(const TestVector& vector) {
  std::vector<ec::Public> keys;
  cce_ec_public* key = nullptr;
  if (const std::string name = key_name(vector, "Der"); vector.has(name)) {
    const Bytes der = vector.bytes(name);
    expect_result("cce_ec_public_import_der", CCE_OK, cce_ec_public_import_der(der.data(), der.size(), &key));
    keys.emplace_back(key);
  }
  if (const std::string name = key_name(vector, "Pem"); vector.has(name)) {
    const std::string& pem = vector.need(name).value;
    expect_result("cce_ec_public_import_pem", CCE_OK, cce_ec_public_import_pem(pem.data(), pem.size(), &key));
    keys.emplace_back(key);
  }
  return keys;
}

}  // namespace

void run_wycheproof(const TestVector& vector) {
  const cce_sig_format format = format_of(vector);
  const Verdict verdict = verdict_of(vector);
  const cce_curve curve = need_curve(vector.need(key_name(vector, ".curve")).value);
  Signed what{curve, need_hash(vector.need("sha").value), vector.bytes("msg")};
  const Bytes signature = vector.bytes("sig");
  const ec::Public key = import_point(vector, curve);
  for (const ec::Public& same : import_files(vector)) {
    const ec::Point point = ec::point_of(key), other = ec::point_of(same);
    expect_equal("x of the key's file", point.x, other.x);
    expect_equal("y of the key's file", point.y, other.y);
  }
  const cce_result result = verify(key, what, format, signature);
  if (verdict == Verdict::acceptable && (result == CCE_OK || result == CCE_ERR_AUTH)) return;
  expect_result("cce_ecdsa_verify", verdict == Verdict::valid ? CCE_OK : CCE_ERR_AUTH, result);
  if (result != CCE_OK) return;
  what.text.push_back(0);
  expect_result("cce_ecdsa_verify with a byte added to the message", CCE_ERR_AUTH,
                verify(key, what, format, signature));
}

}  // namespace cce::kat::ecdsa
