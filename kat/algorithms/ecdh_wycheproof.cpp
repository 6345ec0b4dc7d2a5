// Wycheproof's EcdhTest (a public key as SubjectPublicKeyInfo), EcdhEcpointTest (as a point) and EcdhPemTest.
#include "curve_name.hpp"
#include "ec_call.hpp"
#include "ecdh.hpp"
#include "result.hpp"

namespace cce::kat::ecdh {
namespace {

// What became of a key from outside.
struct Imported {
  cce_result result;
  ec::Public key;
};

Imported import_peer(const TestVector& vector, const std::string& type, cce_curve curve) {
  cce_ec_public* key = nullptr;
  cce_result result = CCE_ERR_ARGUMENT;
  if (type == "EcdhPemTest") {
    const std::string& pem = vector.need("public").value;
    result = cce_ec_public_import_pem(pem.data(), pem.size(), &key);
  } else {
    const Bytes bytes = vector.bytes("public");
    result = type == "EcdhTest" ? cce_ec_public_import_der(bytes.data(), bytes.size(), &key)
                                : cce_ec_public_import(curve, bytes.data(), bytes.size(), &key);
  }
  return {result, ec::Public(key)};
}

ec::Key import_own(const TestVector& vector, const std::string& type, cce_curve curve) {
  if (type != "EcdhPemTest") return ec::import_private(curve, number_of_size(vector, "private", field_size(curve)));
  const std::string& pem = vector.need("private").value;
  cce_ec_key* key = nullptr;
  expect_result("cce_ec_key_import_pem", CCE_OK, cce_ec_key_import_pem(pem.data(), pem.size(), &key));
  return ec::Key(key);
}

// A key that is none, is of something else, or of a length that no point has.
bool is_refusal(cce_result result) {
  return result == CCE_ERR_KEY || result == CCE_ERR_UNSUPPORTED || result == CCE_ERR_ARGUMENT;
}

}  // namespace

void run_wycheproof(const TestVector& vector) {
  const std::string& type = vector.need("type").value;
  if (type == "EcdhWebcryptoTest") throw Skipped{"the keys are JSON Web Keys, which the module does not read"};
  if (type != "EcdhTest" && type != "EcdhEcpointTest" && type != "EcdhPemTest")
    throw Skipped{"test type " + type + " is not known"};
  const cce_curve curve = need_curve(vector.need("curve").value);
  const Verdict verdict = verdict_of(vector);
  const ec::Key own = import_own(vector, type, curve);
  const Bytes shared = vector.bytes("shared");
  const Imported peer = import_peer(vector, type, curve);
  if (verdict != Verdict::valid && is_refusal(peer.result)) return;
  expect_result("import of the public key", CCE_OK, peer.result);
  if (verdict == Verdict::invalid) {
    // A good key, but of another curve.
    Bytes z(CCE_MAX_FIELD_SIZE);
    std::size_t size = z.size();
    return expect_result("cce_ecdh", CCE_ERR_ARGUMENT, cce_ecdh(own.get(), peer.key.get(), z.data(), &size));
  }
  expect_equal("shared", shared, ec::agree(curve, own, peer.key));
}

}  // namespace cce::kat::ecdh
