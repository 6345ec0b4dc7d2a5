// ACVP's ECDSA and DetECDSA, sigGen and sigVer, 1.0 and FIPS186-5. A signature that another implementation drew at random
// cannot be foretold, but must verify; a deterministic one is made again where the file has the private key, as
// internalProjection.json has.
#include "curve_name.hpp"
#include "ecdsa.hpp"
#include "ecdsa_call.hpp"
#include "hash_name.hpp"

namespace cce::kat::ecdsa {
namespace {

Signed text_of(const TestVector& vector) {
  if (vector.has("conformance") && !vector.need("conformance").value.empty())
    throw Skipped{vector.need("conformance").value + " is not offered: messages are hashed as they are"};
  Signed what{need_curve(vector.need("curve").value), need_hash(vector.need("hashAlg").value), {}};
  what.is_digest = vector.has("componentTest") && vector.truth("componentTest");
  what.text = vector.bytes("message");
  if (!what.is_digest) return what;
  for (const std::size_t size : {28U, 32U, 48U, 64U})
    if (what.text.size() == size) return what;
  throw Skipped{"a digest of " + std::to_string(what.text.size()) + " bytes is none of SHA-2"};
}

void run_generation(const TestVector& vector, const Signed& what) {
  const std::size_t size = field_size(what.curve);
  static_cast<void>(number_of_size(vector, "r", size));
  static_cast<void>(number_of_size(vector, "s", size));
  const Signature signature{integer_of(vector.need("r")), integer_of(vector.need("s"))};
  const ec::Point point{integer_of(vector.need("qx")), integer_of(vector.need("qy"))};
  check_right(ec::import_public(what.curve, point), what, signature);
  if (!vector.has("d")) return;
  const ec::Key key = ec::import_private(what.curve, number_of_size(vector, "d", size));
  ec::expect_pair(key, point);
  check_own(key, what);
  if (same_ignoring_case(vector.file.fields.value("algorithm"), "DetECDSA")) check_deterministic(key, what, signature);
}

void run_verification(const TestVector& vector, const Signed& what) {
  const ec::Point point{integer_of(vector.need("qx")), integer_of(vector.need("qy"))};
  const Signature signature{integer_of(vector.need("r")), integer_of(vector.need("s"))};
  if (vector.truth("testPassed")) {
    static_cast<void>(number_of_size(vector, "r", field_size(what.curve)));
    static_cast<void>(number_of_size(vector, "s", field_size(what.curve)));
    return check_right(ec::import_public(what.curve, point), what, signature);
  }
  ec::Public key;
  if (ec::try_public(what.curve, point, key) == CCE_OK) check_wrong(key, what, signature);
}

}  // namespace

void run_acvp(const TestVector& vector) {
  const std::string& type = vector.need("testType").value;
  if (type != "AFT") throw Skipped{"test type " + type + " is not known"};
  const Signed what = text_of(vector);
  same_ignoring_case(vector.file.fields.value("mode"), "sigVer") ? run_verification(vector, what)
                                                                 : run_generation(vector, what);
}

}  // namespace cce::kat::ecdsa
