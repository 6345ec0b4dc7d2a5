// ACVP's KAS-ECC-SSC Sp800-56Ar3: the shared secret of the schemes that are made of Diffie-Hellman (SP 800-56A Rev. 3
// section 6). In AFT the secret is another implementation's, and is computed again where the file has one of the private
// keys; in VAL the module says of secrets, some of them wrong, whether they are right.
#include <algorithm>

#include "curve_name.hpp"
#include "ec_call.hpp"
#include "ecdh.hpp"
#include "hash_name.hpp"

namespace cce::kat::ecdh {
namespace {

// The private key of one side and the public key of the other, by the names of their fields.
struct Pair {
  std::string own, peer;  // ephemeral or static
};

std::string first_of(const TestVector& vector, const std::string& end) {
  return vector.has("ephemeral" + end) ? "ephemeral" : "static";
}

// One agreement or two, in the order in which their secrets are joined: Ze, then Zs.
std::vector<Pair> pairs_of(const TestVector& vector, const std::string& me, const std::string& other) {
  const std::string& scheme = vector.need("scheme").value;
  const Pair ephemeral{"ephemeral", "ephemeral"}, fixed{"static", "static"};
  const Pair mixed{first_of(vector, "Private" + me), first_of(vector, "Public" + other + "X")};
  if (same_ignoring_case(scheme, "ephemeralUnified")) return {ephemeral};
  if (same_ignoring_case(scheme, "staticUnified")) return {fixed};
  if (same_ignoring_case(scheme, "onePassDh")) return {mixed};
  if (same_ignoring_case(scheme, "fullUnified")) return {ephemeral, fixed};
  if (same_ignoring_case(scheme, "onePassUnified")) return {mixed, fixed};
  throw Skipped{scheme + " is not made of Diffie-Hellman alone"};
}

ec::Point point_of(const TestVector& vector, const std::string& name) {
  return {integer_of(vector.need(name + "X")), integer_of(vector.need(name + "Y"))};
}

// Nothing when a key is refused, or the own one is no pair.
std::optional<Bytes> secret_of(const TestVector& vector, cce_curve curve, const std::string& me,
                               const std::string& other) {
  Bytes secret;
  for (const auto& [own, theirs] : pairs_of(vector, me, other)) {
    const ec::Key key = ec::import_private(curve, number_of_size(vector, own + "Private" + me, field_size(curve)));
    if (const std::string name = own + "Public" + me; vector.has(name + "X")) {
      if (point_of(vector, name) != ec::point_of(ec::public_of(key))) return std::nullopt;
    }
    ec::Public peer;
    if (ec::try_public(curve, point_of(vector, theirs + "Public" + other), peer) != CCE_OK) return std::nullopt;
    const Bytes part = ec::agree(curve, key, peer);
    secret.insert(secret.end(), part.begin(), part.end());
  }
  return secret;
}

bool has_private_key(const TestVector& vector, const char* whose) {
  return vector.has(std::string("ephemeralPrivate") + whose) || vector.has(std::string("staticPrivate") + whose);
}

// As the file gives it: itself, or hashed.
Bytes as_answered(const TestVector& vector, const Bytes& secret) {
  const std::string hash = vector.has("hashFunctionZ") ? vector.need("hashFunctionZ").value : "";
  if (hash.empty() || same_ignoring_case(hash, "none")) return secret;
  const cce_hash named = need_hash(hash);
  Bytes digest(cce_digest_size(named));
  expect_result("cce_digest", CCE_OK, cce_digest(named, secret.data(), secret.size(), digest.data()));
  return digest;
}

}  // namespace

void run_acvp(const TestVector& vector) {
  const std::string& type = vector.need("testType").value;
  if (type != "AFT" && type != "VAL") throw Skipped{"test type " + type + " is not known"};
  const cce_curve curve = need_curve(vector.need("domainParameterGenerationMode").value);
  const bool is_right = type == "AFT" || vector.truth("testPassed");
  const Bytes expected = vector.bytes(vector.has("hashZ") ? "hashZ" : "z");
  const bool is_own = has_private_key(vector, "Iut");
  if (!is_own && !has_private_key(vector, "Server"))
    throw Skipped{"the file has no private key, so that the secret cannot be computed again"};
  const auto secret = is_own ? secret_of(vector, curve, "Iut", "Server") : secret_of(vector, curve, "Server", "Iut");
  if (is_right && !secret.has_value()) throw Mismatch{"the keys", "valid", "refused"};
  if (is_right) return expect_equal("Z", expected, as_answered(vector, *secret));
  if (secret.has_value() && as_answered(vector, *secret) == expected)
    throw Mismatch{"testPassed", "false: the file's secret is wrong", "the very secret"};
}

}  // namespace cce::kat::ecdh
