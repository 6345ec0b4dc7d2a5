// Known-answer tests of ECDSA and ECDH, for the chosen implementation of each curve (IG 10.3.A): a signature with a known k,
// which is that of RFC 6979; its verification, and that a forged one is refused; a shared secret.
#include <utility>

#include "base/secret.hpp"
#include "ec/base_tables.hpp"
#include "ec/ecdh.hpp"
#include "ec/ecdsa.hpp"
#include "ec/self_test_answers.hpp"

namespace cce::ec {
namespace {

bool matches(const KnownAnswer& kat, const Number& want, const Number& have, const char* what, Evidence& evidence) {
  evidence.where = what;
  return evidence.matches(Bytes(want).first(size(kat.curve)), Bytes(have).first(size(kat.curve)));
}

Bytes digest(const KnownAnswer& kat) { return Bytes(kat.digest).first(kat.digest_size); }

// The same signature in every lane, where the implementation has lanes.
bool test_sign_lanes(const KnownAnswer& kat, const Number& e, Evidence& evidence) {
  if (operations(kat.curve).sign_lanes == nullptr) return true;
  Signature signatures[max_lanes];
  SignLane lanes[max_lanes];
  for (size_t l = 0; l < max_lanes; ++l)
    lanes[l] = {kat.k.data(), kat.d.data(), e.data(), signatures[l].r.data(), signatures[l].s.data(), 1};
  operations(kat.curve).sign_lanes(lanes, max_lanes);
  bool all = true;
  for (size_t l = 0; l < max_lanes && all; ++l)
    all = matches(kat, kat.r, signatures[l].r, "r of a lane", evidence) &&
          matches(kat, kat.s, signatures[l].s, "s of a lane", evidence) &&
          declassify(ct::Choice::is_zero(lanes[l].refused));
  return all;
}

// The known signature in every lane but the last, which has it for another digest.
bool test_verify_lanes(const KnownAnswer& kat, Evidence& evidence) {
  if (operations(kat.curve).verify_lanes_vartime == nullptr) return true;
  Number e, another;
  digest_to_number(kat.curve, Bytes(kat.verify_digest).first(kat.digest_size), e);
  another = e;
  another[size(kat.curve) - 1] ^= 1;
  VerifyLane lanes[max_lanes];
  for (VerifyLane& lane : lanes)
    lane = {kat.x.data(), kat.y.data(), e.data(), kat.verify_r.data(), kat.verify_s.data(), false};
  lanes[max_lanes - 1].e = another.data();
  operations(kat.curve).verify_lanes_vartime(lanes, max_lanes);
  evidence.where = "signatures in lanes";
  bool all = !lanes[max_lanes - 1].verifies;
  for (size_t l = 0; l + 1 < max_lanes; ++l) all = all && lanes[l].verifies;
  return all;
}

bool test_sign(const KnownAnswer& kat, Evidence& evidence) {
  Number e, k;
  Signature signature;
  digest_to_number(kat.curve, digest(kat), e);
  Secret<Nonces> nonces;
  nonces->deterministic(kat.curve, kat.hash, kat.d, e);
  evidence.where = "k is out of range";
  if (!declassify(nonces->next(k))) return false;
  if (!matches(kat, kat.k, k, "k", evidence)) return false;
  const auto made =
      operations(kat.curve).sign(kat.k.data(), kat.d.data(), e.data(), signature.r.data(), signature.s.data());
  return matches(kat, kat.r, signature.r, "r", evidence) && matches(kat, kat.s, signature.s, "s", evidence) &&
         declassify(made) && test_sign_lanes(kat, e, evidence);
}

// As a table of the key G, of its first row alone.
const void* base_table(Curve c) {
  if (c == Curve::p256) return P256BaseTable::rows;
  return c == Curve::p384 ? static_cast<const void*>(P384BaseTable::rows) : P521BaseTable::rows;
}

// What is refused is r = s = 1 for a digest of zeros, of which verification makes R = 0 * G + 1 * Q, with the table of a key: it
// ends in the comparison of x(R) with r, as any does, and costs next to nothing. The key is G: v = 1 is found in the first row of
// a table.
bool test_verify(const KnownAnswer& kat, Evidence& evidence) {
  const PublicKey key = {kat.curve, kat.x, kat.y};
  evidence.where = "a signature";
  if (!verify_vartime(key, Bytes(kat.verify_digest).first(kat.digest_size), {kat.verify_r, kat.verify_s})) return false;
  evidence.where = "a forged signature";
  const Number none = {};
  Number one = {};
  one[size(kat.curve) - 1] = 1;
  return !operations(kat.curve).verify_with_table_vartime(base_table(kat.curve), none.data(), one.data(), one.data()) &&
         test_verify_lanes(kat, evidence);
}

constexpr size_t own_d_bits = 24;

bool test_agree(const KnownAnswer& kat, Evidence& evidence) {
  Number Z = {};
  operations(kat.curve).multiply(kat.own_d.data(), own_d_bits, kat.peer_x.data(), kat.peer_y.data(), Z.data());
  return matches(kat, kat.Z, Z, "Z", evidence);
}

constexpr char sign_detail[] = "RFC 6979 appendix A.2, \"sample\": k and the signature";
constexpr char verify_detail[] = "a signature with u1 of 64 and u2 of 24 bits, and a forged one";
constexpr char agree_detail[] = "Z of a private key of 24 bits";
constexpr char sign_name[] = "DetECDSA-SigGen-FIPS186-5", verify_name[] = "ECDSA-SigVer-FIPS186-5",
               agree_name[] = "KAS-ECC-SSC-Sp800-56Ar3";

constexpr TestKind kind = TestKind::known_answer;

}  // namespace

// clang-format off
constinit const SelfTest p256_sign_test = {"ecdsa-p256-sign", sign_name, sign_detail, Algorithm::p256, kind,
                                           [](Evidence& e) { return test_sign(p256_answer, e); }};
constinit const SelfTest p384_sign_test = {"ecdsa-p384-sign", sign_name, sign_detail, Algorithm::p384, kind,
                                           [](Evidence& e) { return test_sign(p384_answer, e); }};
constinit const SelfTest p521_sign_test = {"ecdsa-p521-sign", sign_name, sign_detail, Algorithm::p521, kind,
                                           [](Evidence& e) { return test_sign(p521_answer, e); }};
constinit const SelfTest p256_verify_test = {"ecdsa-p256-verify", verify_name, verify_detail, Algorithm::p256, kind,
                                             [](Evidence& e) { return test_verify(p256_answer, e); }};
constinit const SelfTest p384_verify_test = {"ecdsa-p384-verify", verify_name, verify_detail, Algorithm::p384, kind,
                                             [](Evidence& e) { return test_verify(p384_answer, e); }};
constinit const SelfTest p521_verify_test = {"ecdsa-p521-verify", verify_name, verify_detail, Algorithm::p521, kind,
                                             [](Evidence& e) { return test_verify(p521_answer, e); }};
constinit const SelfTest p256_agree_test = {"ecdh-p256", agree_name, agree_detail, Algorithm::p256, kind,
                                            [](Evidence& e) { return test_agree(p256_answer, e); }};
constinit const SelfTest p384_agree_test = {"ecdh-p384", agree_name, agree_detail, Algorithm::p384, kind,
                                            [](Evidence& e) { return test_agree(p384_answer, e); }};
constinit const SelfTest p521_agree_test = {"ecdh-p521", agree_name, agree_detail, Algorithm::p521, kind,
                                            [](Evidence& e) { return test_agree(p521_answer, e); }};
// clang-format on

}  // namespace cce::ec
