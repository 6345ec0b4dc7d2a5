// Key pairs and public keys (FIPS 186-5 appendix A.2, SP 800-56A Rev. 3 section 5.6): CAVP's KeyPair and PKV, ACVP's keyGen
// and keyVer.
#include "../algorithms.hpp"
#include "curve_name.hpp"
#include "ec_call.hpp"
#include "result.hpp"
#include "section.hpp"

namespace cce::kat::ec_key {
namespace {

ec::Point point_of(const TestVector& vector) { return {integer_of(vector.need("Qx")), integer_of(vector.need("Qy"))}; }

void check_pair(const TestVector& vector, cce_curve curve) {
  const Bytes d = number_of_size(vector, "d", field_size(curve));
  const ec::Key key = ec::import_private(curve, d);
  ec::expect_pair(key, point_of(vector));
  Bytes again(d.size());
  std::size_t size = again.size();
  expect_result("cce_ec_key_export", CCE_OK, cce_ec_key_export(key.get(), again.data(), &size));
  expect_equal("d", d, again);
  static_cast<void>(ec::import_public(curve, point_of(vector)));
}

void check_public(const TestVector& vector, cce_curve curve, bool is_right) {
  const ec::Point point = point_of(vector);
  const std::size_t size = field_size(curve);
  // A coordinate that is too long to be encoded is no key in any encoding.
  const bool is_too_long = point.x.size() > size || point.y.size() > size;
  ec::Public key;
  const cce_result refusal = is_too_long ? CCE_ERR_ARGUMENT : CCE_ERR_KEY;
  expect_result("cce_ec_public_import", is_right ? CCE_OK : refusal, ec::try_public(curve, point, key));
}

// "N = 10" in a section's head: how many follow.
void check_count(const TestVector& vector) {
  if (vector.group.fields.find("N") == nullptr) return;
  const Field& count = vector.need("N");
  if (number_of(count) != vector.group.cases.size())
    vector.malformed(count, "N is " + count.value + ", but there are " + std::to_string(vector.group.cases.size()));
}

void run_cavp(const TestVector& vector) {
  const cce_curve curve = need_curve(section_of(vector).curve);
  check_count(vector);
  vector.has("Result") ? check_public(vector, curve, is_pass(vector)) : check_pair(vector, curve);
}

void run_acvp(const TestVector& vector) {
  const std::string& type = vector.need("testType").value;
  if (type != "AFT") throw Skipped{"test type " + type + " is not known"};
  const cce_curve curve = need_curve(vector.need("curve").value);
  const bool is_verification = same_ignoring_case(vector.file.fields.value("mode"), "keyVer");
  is_verification ? check_public(vector, curve, vector.truth("testPassed")) : check_pair(vector, curve);
}

}  // namespace

bool claims(const VectorFile& file) {
  if (file.format == Format::acvp) {
    const std::string_view mode = file.fields.value("mode");
    return same_ignoring_case(file.fields.value("algorithm"), "ECDSA") &&
           (same_ignoring_case(mode, "keyGen") || same_ignoring_case(mode, "keyVer"));
  }
  if (file.format != Format::cavp || !has_curve_sections(file)) return false;
  for (const Group& group : file.groups)
    for (const Case& test : group.cases)
      if (test.fields.find("Qx") != nullptr && test.fields.find("Msg") == nullptr) return true;
  return false;
}

void run(const TestVector& vector, Bytes&) { vector.file.format == Format::acvp ? run_acvp(vector) : run_cavp(vector); }

}  // namespace cce::kat::ec_key
