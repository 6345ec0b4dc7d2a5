// ECDSA (FIPS 186-5 section 6): CAVP's SigGen, with k and without, and SigVer; and RFC 6979's vectors, written down as CAVP
// would, with "[Deterministic = True]". The other formats have a file each.
#include "ecdsa.hpp"

#include "../algorithms.hpp"
#include "curve_name.hpp"
#include "ecdsa_call.hpp"
#include "hash_name.hpp"
#include "result.hpp"
#include "section.hpp"

namespace cce::kat::ecdsa {
namespace {

Signed message_of(const TestVector& vector) {
  const Section section = section_of(vector);
  const cce_curve curve = need_curve(section.curve);
  // The files of FIPS 186-2 name no hash: that standard had SHA-1 alone.
  const cce_hash hash = need_hash(section.hash.empty() ? "SHA-1" : section.hash);
  return {curve, hash, vector.bytes("Msg")};
}

void run_generation(const TestVector& vector, const Signed& what) {
  const std::size_t size = field_size(what.curve);
  static_cast<void>(number_of_size(vector, "R", size));
  static_cast<void>(number_of_size(vector, "S", size));
  const Signature signature{integer_of(vector.need("R")), integer_of(vector.need("S"))};
  const bool is_deterministic =
      vector.has("Deterministic") && same_ignoring_case(vector.need("Deterministic").value, "True");
  if (is_deterministic) static_cast<void>(vector.need("d"));
  if (vector.has("k")) {
    const Bytes k = number_of_size(vector, "k", size), d = number_of_size(vector, "d", size);
    check_with_k(k, d, what, signature);
  }
  if (vector.has("Qx") || !vector.has("d")) {
    const ec::Point point{integer_of(vector.need("Qx")), integer_of(vector.need("Qy"))};
    check_right(ec::import_public(what.curve, point), what, signature);
    if (vector.has("d")) ec::expect_pair(ec::import_private(what.curve, number_of_size(vector, "d", size)), point);
  }
  if (!vector.has("d")) return;
  const ec::Key key = ec::import_private(what.curve, number_of_size(vector, "d", size));
  if (is_deterministic) check_deterministic(key, what, signature);
  check_right(ec::public_of(key), what, signature);
  check_own(key, what);
}

void run_verification(const TestVector& vector, const Signed& what) {
  const bool is_right = is_pass(vector);
  const std::size_t size = field_size(what.curve);
  const ec::Point point{integer_of(vector.need("Qx")), integer_of(vector.need("Qy"))};
  const Signature signature{integer_of(vector.need("R")), integer_of(vector.need("S"))};
  if (is_right) {
    static_cast<void>(number_of_size(vector, "R", size));
    static_cast<void>(number_of_size(vector, "S", size));
    return check_right(ec::import_public(what.curve, point), what, signature);
  }
  ec::Public key;
  if (ec::try_public(what.curve, point, key) != CCE_OK) return;  // Q changed: it is no public key any more
  check_wrong(key, what, signature);
}

}  // namespace

void run_cavp(const TestVector& vector) {
  const Signed what = message_of(vector);
  vector.has("Result") ? run_verification(vector, what) : run_generation(vector, what);
}

bool claims(const VectorFile& file) {
  const std::string_view algorithm = file.fields.value("algorithm"), mode = file.fields.value("mode");
  switch (file.format) {
    case Format::wycheproof:
      return algorithm == "ECDSA";
    case Format::acvp:
      return (same_ignoring_case(algorithm, "ECDSA") || same_ignoring_case(algorithm, "DetECDSA")) &&
             (same_ignoring_case(mode, "sigGen") || same_ignoring_case(mode, "sigVer"));
    case Format::cavp:
      break;
  }
  if (!has_curve_sections(file)) return false;
  for (const Group& group : file.groups)
    for (const Case& test : group.cases)
      if (test.fields.find("Msg") != nullptr || test.fields.find("R") != nullptr) return true;
  return false;
}

void run(const TestVector& vector, Bytes&) {
  switch (vector.file.format) {
    case Format::cavp:
      return run_cavp(vector);
    case Format::wycheproof:
      return run_wycheproof(vector);
    case Format::acvp:
      return run_acvp(vector);
  }
}

}  // namespace cce::kat::ecdsa
