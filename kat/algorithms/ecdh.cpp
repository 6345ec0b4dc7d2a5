// ECDH (SP 800-56A Rev. 3 section 5.7.1.2): CAVP's ECC CDH primitive and, of its KAS validity tests, those of Z alone. The
// other formats have a file each.
#include "ecdh.hpp"

#include "../algorithms.hpp"
#include "curve_name.hpp"
#include "ec_call.hpp"
#include "hash_name.hpp"
#include "result.hpp"
#include "section.hpp"

namespace cce::kat::ecdh {
namespace {

void run_primitive(const TestVector& vector, cce_curve curve) {
  const std::size_t size = field_size(curve);
  const ec::Key own = ec::import_private(curve, number_of_size(vector, "dIUT", size));
  ec::expect_pair(own, {integer_of(vector.need("QIUTx")), integer_of(vector.need("QIUTy"))});
  const ec::Public peer =
      ec::import_public(curve, {integer_of(vector.need("QCAVSx")), integer_of(vector.need("QCAVSy"))});
  expect_equal("Z", number_of_size(vector, "ZIUT", size), ec::agree(curve, own, peer));
}

// s or e: static keys, or ephemeral ones.
std::string key_kind(const TestVector& vector) { return vector.has("QeCAVSx") ? "e" : "s"; }

// What the module finds right of the case: both public keys, the own private key, and Z.
bool is_all_right(const TestVector& vector, cce_curve curve, cce_hash hash) {
  const std::string kind = key_kind(vector);
  const auto point = [&](const std::string& whose) {
    return ec::Point{integer_of(vector.need("Q" + kind + whose + "x")),
                     integer_of(vector.need("Q" + kind + whose + "y"))};
  };
  const Bytes d = number_of_size(vector, "d" + kind + "IUT", field_size(curve));
  const Bytes expected_hash = vector.bytes_of_length("CAVSHashZZ", cce_digest_size(hash));
  ec::Public peer, own;
  if (ec::try_public(curve, point("CAVS"), peer) != CCE_OK) return false;
  if (ec::try_public(curve, point("IUT"), own) != CCE_OK) return false;
  ec::Key key;
  if (ec::try_private(curve, d, key) != CCE_OK) return false;
  if (ec::point_of(ec::public_of(key)) != ec::point_of(own)) return false;
  const Bytes Z = ec::agree(curve, key, peer);
  Bytes hashed(cce_digest_size(hash));
  expect_result("cce_digest", CCE_OK, cce_digest(hash, Z.data(), Z.size(), hashed.data()));
  return hashed == expected_hash && (!vector.has("Z") || Z == number_of_size(vector, "Z", Z.size()));
}

void run_validity(const TestVector& vector, cce_curve curve, const std::string& hash) {
  const bool is_right = is_pass(vector);
  if (is_all_right(vector, curve, need_hash(hash)) == is_right) return;
  throw Mismatch{"the keys and Z", is_right ? "all right" : "something wrong",
                 is_right ? "something wrong" : "all right"};
}

}  // namespace

void run_cavp(const TestVector& vector) {
  const Section section = section_of(vector);
  const cce_curve curve = need_curve(section.curve);
  vector.has("Result") ? run_validity(vector, curve, section.hash) : run_primitive(vector, curve);
}

bool claims(const VectorFile& file) {
  switch (file.format) {
    case Format::wycheproof:
      return file.fields.value("algorithm") == "ECDH";
    case Format::acvp:
      return same_ignoring_case(file.fields.value("algorithm"), "KAS-ECC-SSC");
    case Format::cavp:
      break;
  }
  if (!has_curve_sections(file)) return false;
  for (const Group& group : file.groups)
    for (const Case& test : group.cases)
      if (test.fields.find("ZIUT") != nullptr || test.fields.find("CAVSHashZZ") != nullptr) return true;
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

}  // namespace cce::kat::ecdh
