#include <algorithm>
#include <memory>
#include <stdexcept>

#include "owned.hpp"
#include "row.hpp"

namespace cce::bench {
namespace {

using EcKey = Owned<cce_ec_key, cce_ec_key_free>;
using EcPublic = Owned<cce_ec_public, cce_ec_public_free>;

void must(cce_result result, const char* what) {
  if (result != CCE_OK) throw std::runtime_error(std::string(what) + ": " + cce_result_text(result));
}

// What all libraries work on: two keys, and a digest with a signature. CCE computes what is computed of it, once, when
// the first library is made ready; a library that cannot use it fails its row.
struct EcInputs {
  EcKeyPair own, peer;
  Bytes digest;
  std::vector<uint8_t> signature;  // DER, by `own`
};

// A scalar below n: of 8k bits of P-256 and P-384 n's first byte is 0xff; of P-521 it is 1, so that of the key is 0.
std::vector<uint8_t> scalar(size_t size, size_t offset) {
  const Bytes bytes = pattern(offset + size).last(size);
  std::vector<uint8_t> d(bytes.begin(), bytes.end());
  d.front() = 0;
  return d;
}

EcKey import_key(const EcKeyPair& pair) {
  cce_ec_key* key = nullptr;
  must(cce_ec_key_import(pair.curve, pair.private_key.data(), pair.private_key.size(), &key), "cce_ec_key_import");
  return EcKey(key);
}

EcKeyPair key_pair(cce_curve curve, size_t size, size_t offset) {
  EcKeyPair pair{.curve = curve, .private_key = scalar(size, offset), .public_key = std::vector<uint8_t>(1 + 2 * size)};
  cce_ec_public* handle = nullptr;
  must(cce_ec_key_public(import_key(pair).get(), &handle), "cce_ec_key_public");
  const EcPublic point(handle);
  size_t written = pair.public_key.size();
  must(cce_ec_public_export(point.get(), 0, pair.public_key.data(), &written), "cce_ec_public_export");
  if (written != pair.public_key.size()) throw std::runtime_error("cce_ec_public_export: not an uncompressed point");
  return pair;
}

EcInputs make_inputs(cce_curve curve, size_t size, Bytes digest) {
  EcInputs in{.own = key_pair(curve, size, 0), .peer = key_pair(curve, size, 100), .digest = digest, .signature = {}};
  in.signature.resize(max_signature(in.own));
  size_t written = in.signature.size();
  must(cce_ecdsa_sign_digest(import_key(in.own).get(), digest.data(), digest.size(), CCE_SIG_DER, in.signature.data(),
                             &written),
       "cce_ecdsa_sign_digest");
  in.signature.resize(written);
  return in;
}

// Signatures differ, since their nonces are random. What is alike is that they verify: CCE does, whoever signed.
std::vector<uint8_t> verified(const EcInputs& in, Bytes signature) {
  const EcKey key = import_key(in.own);
  cce_ec_public* handle = nullptr;
  must(cce_ec_key_public(key.get(), &handle), "cce_ec_key_public");
  const EcPublic point(handle);
  // The buffer is longer than the signature, whose first bytes tell its length: 0x30, then one byte, or 0x81 and one.
  const size_t size = signature[1] == 0x81 ? size_t{3} + signature[2] : size_t{2} + signature[1];
  must(cce_ecdsa_verify_digest(point.get(), in.digest.data(), in.digest.size(), CCE_SIG_DER, signature.data(),
                               std::min(size, signature.size())),
       "what was signed is not verified by CCE");
  return {};
}

std::vector<uint8_t> nothing(Bytes) { return {}; }

struct Curve {
  cce_curve curve;
  size_t size, digest_size;  // bytes: of a scalar; of the SHA-2 that goes with it
  const char *id, *title;
};

std::vector<Row> curve_rows(const Curve& c) {
  // Made when first wanted, and kept as long as the rows.
  const auto made = std::make_shared<std::unique_ptr<EcInputs>>();
  const auto inputs = [=]() -> const EcInputs& {
    if (!*made) *made = std::make_unique<EcInputs>(make_inputs(c.curve, c.size, pattern(c.digest_size)));
    return **made;
  };
  const std::string id = c.id, title = c.title;
  const auto row = [&](const char* what, const char* words, std::function<MaybeOperation(Peer&)> prepare) {
    return Row{.id = id + "-" + what,
               .title = title + " " + words,
               .bytes = 0,
               .unit = Unit::microseconds,
               .shown = Shown::always,
               .prepare = std::move(prepare)};
  };
  std::vector<Row> rows = {
      row("sign", "sign", [=](Peer& peer) { return peer.ecdsa_sign(inputs().own, inputs().digest); }),
      row("verify", "verify",
          [=](Peer& peer) { return peer.ecdsa_verify(inputs().own, inputs().digest, inputs().signature); }),
      row("verify-new-key", "verify, a new public key",
          [=](Peer& peer) { return peer.ecdsa_verify_new_key(inputs().own, inputs().digest, inputs().signature); }),
      row("ecdh", "ECDH, peer's key validated",
          [=](Peer& peer) { return peer.ecdh(inputs().own, inputs().peer.public_key); }),
      row("keygen", "key generation, pairwise test", [=](Peer& peer) { return peer.ec_generate_tested(c.curve); }),
      row("keygen-untested", "key generation, no pairwise test", [=](Peer& peer) { return peer.ec_generate(c.curve); }),
  };
  if (c.curve == CCE_P256) {
    rows.push_back(row("sign-batch", "sign, 8 in one call",
                       [=](Peer& peer) { return peer.ecdsa_sign_batch(inputs().own, inputs().digest, 8); }));
    rows.push_back(row("verify-batch", "verify, 8 in one call",
                       [=](Peer& peer) { return peer.ecdsa_verify_batch(inputs().own, inputs().digest, 8); }));
  }
  for (Row& r : rows) {
    if (r.id == id + "-sign") r.comparable = [=](Bytes signature) { return verified(inputs(), signature); };
    if (r.id.ends_with("-new-key") && c.curve != CCE_P256) r.shown = Shown::by_filter;
    // New keys; and signatures that no other library makes in one call.
    if (r.id.find("keygen") != std::string::npos || r.id.ends_with("-batch")) r.comparable = nothing;
  }
  return rows;
}

}  // namespace

std::vector<Row> ec_rows() {
  constexpr Curve curves[] = {
      {CCE_P256, 32, 32, "p256", "P-256"}, {CCE_P384, 48, 48, "p384", "P-384"}, {CCE_P521, 66, 64, "p521", "P-521"}};
  std::vector<Row> rows;
  for (const Curve& c : curves)
    for (Row& row : curve_rows(c)) rows.push_back(std::move(row));
  return rows;
}

}  // namespace cce::bench
