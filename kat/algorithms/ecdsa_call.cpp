#include "ecdsa_call.hpp"

#include <algorithm>

#include "base/cpu.hpp"
#include "curve_name.hpp"
#include "ec/curve.hpp"

namespace cce::kat::ecdsa {
namespace {

constexpr std::pair<cce_sig_format, const char*> formats[] = {{CCE_SIG_RAW, " of r || s"}, {CCE_SIG_DER, " of DER"}};

Bytes in_format(const Signature& signature, cce_sig_format format, cce_curve curve) {
  return format == CCE_SIG_RAW ? signature.raw(curve) : signature.der();
}

// A header of X.690 section 8.1.3, and the contents.
Bytes der_value(std::uint8_t tag, const Bytes& contents) {
  Bytes value;
  value.push_back(tag);
  const std::size_t size = contents.size();
  if (size > 0x7f) value.push_back(size > 0xff ? 0x82 : 0x81);
  if (size > 0xff) value.push_back(static_cast<std::uint8_t>(size >> 8));
  value.push_back(static_cast<std::uint8_t>(size));
  value.insert(value.end(), contents.begin(), contents.end());
  return value;
}

Bytes der_integer(Bytes integer) {
  if (integer.empty() || integer.front() >= 0x80) integer.insert(integer.begin(), 0);
  return der_value(2, integer);
}

Bytes digest_of(const Signed& what) {
  if (what.is_digest) return what.text;
  Bytes digest(cce_digest_size(what.hash));
  expect_result("cce_digest", CCE_OK, cce_digest(what.hash, what.text.data(), what.text.size(), digest.data()));
  return digest;
}

void expect_refused(const ec::Public& key, const Signed& what, const Signature& signature, const std::string& why) {
  for (const auto& [format, named] : formats)
    expect_result("cce_ecdsa_verify" + std::string(named) + why, CCE_ERR_AUTH,
                  verify(key, what, format, in_format(signature, format, what.curve)));
}

// With the hash of the text, when it is a message.
using Sign = decltype(cce_ecdsa_sign);

Bytes signed_by(Sign* sign, const char* name, const ec::Key& key, const Signed& what, cce_sig_format format) {
  Bytes signature(CCE_MAX_SIGNATURE_SIZE);
  std::size_t size = signature.size();
  expect_result(name, CCE_OK,
                sign(key.get(), what.hash, what.text.data(), what.text.size(), format, signature.data(), &size));
  signature.resize(size);
  return signature;
}

Bytes signed_digest(const ec::Key& key, const Bytes& digest, cce_sig_format format) {
  Bytes signature(CCE_MAX_SIGNATURE_SIZE);
  std::size_t size = signature.size();
  expect_result("cce_ecdsa_sign_digest", CCE_OK,
                cce_ecdsa_sign_digest(key.get(), digest.data(), digest.size(), format, signature.data(), &size));
  signature.resize(size);
  return signature;
}

}  // namespace

Bytes Signature::raw(cce_curve curve) const {
  const std::size_t size = std::max({field_size(curve), r.size(), s.size()});
  Bytes both = padded(r, size);
  const Bytes second = padded(s, size);
  both.insert(both.end(), second.begin(), second.end());
  return both;
}

Bytes Signature::der() const {
  Bytes both = der_integer(r);
  const Bytes second = der_integer(s);
  both.insert(both.end(), second.begin(), second.end());
  return der_value(0x30, both);
}

cce_result verify(const ec::Public& key, const Signed& what, cce_sig_format format, const Bytes& signature) {
  const Bytes digest = digest_of(what);
  const cce_result result =
      cce_ecdsa_verify_digest(key.get(), digest.data(), digest.size(), format, signature.data(), signature.size());
  if (!what.is_digest)
    expect_result("cce_ecdsa_verify, against that of the digest", result,
                  cce_ecdsa_verify(key.get(), what.hash, what.text.data(), what.text.size(), format, signature.data(),
                                   signature.size()));
  return result;
}

void check_right(const ec::Public& key, const Signed& what, const Signature& signature) {
  for (const auto& [format, named] : formats)
    expect_result("cce_ecdsa_verify" + std::string(named), CCE_OK,
                  verify(key, what, format, in_format(signature, format, what.curve)));
  Signature changed = signature;
  changed.s.back() ^= 1;
  expect_refused(key, what, changed, " with a bit of s changed");
  Signed other = what;
  if (other.text.empty())
    other.text.push_back(0);
  else
    other.text.front() ^= 0x80;
  expect_refused(key, other, signature, " with a bit of the message changed");
}

void check_wrong(const ec::Public& key, const Signed& what, const Signature& signature) {
  expect_refused(key, what, signature, "");
}

void check_with_k(const Bytes& k, const Bytes& d, const Signed& what, const Signature& signature) {
  const auto curve = static_cast<cce::ec::Curve>(what.curve);
  const std::size_t size = field_size(what.curve);
  // The leftmost bits of the digest (FIPS 186-5 section 6.4.1, step 2): whole bytes, for these curves and hashes.
  Bytes e = digest_of(what);
  if (e.size() > size) e.resize(size);
  e = padded(e, size);
  const Bytes K = padded(k, size), D = padded(d, size);
  for (const auto& row : cce::ec::implementations(curve)) {
    if ((row.needs & ~cpu::detect()) != 0) continue;
    cce::ec::use(curve, row);
    if (!declassify(row.operations.is_scalar(K.data())) || !declassify(row.operations.is_scalar(D.data())))
      throw Mismatch{"k and d", "in [1, n - 1]", "out of range"};
    Bytes r(size), s(size);
    static_cast<void>(row.operations.sign(K.data(), D.data(), e.data(), r.data(), s.data()));
    expect_equal(std::string("R by ") + row.name, padded(signature.r, size), r);
    expect_equal(std::string("S by ") + row.name, padded(signature.s, size), s);
  }
}

void check_deterministic(const ec::Key& key, const Signed& what, const Signature& signature) {
  if (what.is_digest) throw Skipped{"a deterministic signature is of a message, not of a digest"};
  for (const auto& [format, named] : formats)
    expect_equal("signature" + std::string(named), in_format(signature, format, what.curve),
                 signed_by(cce_ecdsa_sign_deterministic, "cce_ecdsa_sign_deterministic", key, what, format));
}

void check_own(const ec::Key& key, const Signed& what) {
  const ec::Public own = ec::public_of(key);
  const Bytes digest = digest_of(what);
  for (const auto& [format, named] : formats) {
    std::vector<Bytes> all = {signed_digest(key, digest, format)};
    if (!what.is_digest) {
      all.push_back(signed_by(cce_ecdsa_sign, "cce_ecdsa_sign", key, what, format));
      all.push_back(signed_by(cce_ecdsa_sign_deterministic, "cce_ecdsa_sign_deterministic", key, what, format));
    }
    for (const Bytes& signature : all)
      expect_result("cce_ecdsa_verify of what the module signed" + std::string(named), CCE_OK,
                    verify(own, what, format, signature));
  }
}

}  // namespace cce::kat::ecdsa
