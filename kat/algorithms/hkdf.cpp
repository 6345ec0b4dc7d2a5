// HKDF (RFC 5869): vectors written down as CAVP would, Wycheproof's HkdfTest, and ACVP's KDA HKDF, which tests it as a
// key derivation of SP 800-56C Rev. 1 and Rev. 2.
#include "../algorithms.hpp"
#include "fixed_info.hpp"
#include "hash_name.hpp"

namespace cce::kat::hkdf {
namespace {

constexpr std::size_t min_approved_key = 14;  // bytes: 112 bits
constexpr std::size_t max_blocks = 255;       // RFC 5869 section 2.3
constexpr std::uint64_t max_asked = 1 << 20;  // bytes: no file asks the module for more, not even to be refused

struct Call {
  cce_hash hash;
  Bytes salt, ikm;

  cce_result done() const { return ikm.size() < min_approved_key ? CCE_OK_UNAPPROVED : CCE_OK; }
};

std::size_t checked_length(const TestVector& vector, std::string_view key, std::uint64_t bytes) {
  if (bytes == 0 || bytes > max_asked) vector.malformed(vector.need(key), std::string(key) + " is not a length");
  return static_cast<std::size_t>(bytes);
}

Bytes derive(const Call& call, const Bytes& info, std::size_t length) {
  Bytes okm(length);
  expect_result("cce_hkdf", call.done(),
                cce_hkdf(call.hash, call.salt.data(), call.salt.size(), call.ikm.data(), call.ikm.size(), info.data(),
                         info.size(), okm.data(), okm.size()));
  return okm;
}

Bytes extract(const Call& call) {
  Bytes prk(cce_digest_size(call.hash));
  expect_result(
      "cce_hkdf_extract", call.done(),
      cce_hkdf_extract(call.hash, call.salt.data(), call.salt.size(), call.ikm.data(), call.ikm.size(), prk.data()));
  return prk;
}

Bytes expand(const Call& call, const Bytes& prk, const Bytes& info, std::size_t length) {
  Bytes okm(length);
  expect_result("cce_hkdf_expand", CCE_OK,
                cce_hkdf_expand(call.hash, prk.data(), prk.size(), info.data(), info.size(), okm.data(), okm.size()));
  return okm;
}

void check_okm(const Call& call, const Bytes& info, const Bytes& okm) {
  expect_equal("OKM", okm, derive(call, info, okm.size()));
  expect_equal("OKM by extract and expand", okm, expand(call, extract(call), info, okm.size()));
}

void run_text(const TestVector& vector) {
  const Call call{need_hash(vector.need("Hash").value), vector.bytes("salt"), vector.bytes("IKM")};
  const std::size_t length = checked_length(vector, "L", vector.number("L"));
  const Bytes okm = vector.bytes_of_length("OKM", length);
  if (vector.has("PRK")) {
    const Bytes prk = vector.bytes_of_length("PRK", cce_digest_size(call.hash));
    expect_equal("PRK", prk, extract(call));
  }
  check_okm(call, vector.bytes("info"), okm);
}

void run_wycheproof(const TestVector& vector) {
  const std::string& type = vector.need("type").value;
  if (type != "HkdfTest") throw Skipped{"test type " + type + " is not known"};
  const Call call{need_hash(vector.file.fields.value("algorithm").substr(5)), vector.bytes("salt"),
                  vector.bytes("ikm")};
  const Bytes info = vector.bytes("info");
  const std::size_t length = checked_length(vector, "size", vector.number("size"));
  const std::string& result = vector.need("result").value;
  if (result == "valid" || result == "acceptable") return check_okm(call, info, vector.bytes_of_length("okm", length));
  if (result != "invalid") vector.malformed(vector.need("result"), "result is none of valid, acceptable, invalid");
  if (length > max_blocks * cce_digest_size(call.hash)) {
    Bytes okm(length);
    return expect_result("cce_hkdf", CCE_ERR_LIMIT,
                         cce_hkdf(call.hash, call.salt.data(), call.salt.size(), call.ikm.data(), call.ikm.size(),
                                  info.data(), info.size(), okm.data(), okm.size()));
  }
  if (derive(call, info, length) == vector.bytes("okm"))
    throw Mismatch{"OKM", "another than the invalid one", "the invalid one"};
}

// One derivation, or several from one shared secret; `dkms` are the file's.
struct Derivations {
  Call call;
  std::vector<Bytes> infos, dkms;
  std::vector<std::size_t> lengths;
};

Derivations read_single(const TestVector& vector) {
  const Field* const own_hash = vector.own.fields.find("kdfParameter.hmacAlg");
  const Field& hash = own_hash != nullptr ? *own_hash : vector.need("kdfConfiguration.hmacAlg");
  Derivations all{{need_hash(hash.value), vector.bytes("kdfParameter.salt"), vector.bytes("kdfParameter.z")},
                  {fixed_info(vector)},
                  {vector.bytes("dkm")},
                  {}};
  all.lengths.push_back(checked_length(vector, "kdfParameter.l", vector.bits_as_bytes("kdfParameter.l")));
  return all;
}

Derivations read_multiple(const TestVector& vector) {
  const std::string at = "kdfMultiExpansionParameter.";
  Derivations all{
      {need_hash(vector.need(at + "hmacAlg").value), vector.bytes(at + "salt"), vector.bytes(at + "z")}, {}, {}, {}};
  const auto infos = vector.own.fields.every(at + "iterationParameters.fixedInfo");
  const auto lengths = vector.own.fields.every(at + "iterationParameters.l");
  const auto dkms = vector.own.fields.every("dkms");
  if (infos.size() != lengths.size() || infos.size() != dkms.size() || infos.empty())
    throw Malformed{vector.own.place, vector.own.id + " has not as many dkms as iterationParameters"};
  for (std::size_t i = 0; i < infos.size(); ++i) {
    const std::uint64_t bits = number_of(*lengths[i]);
    if (bits % 8 != 0) throw Skipped{"l is not a whole number of bytes"};
    if (bits == 0 || bits / 8 > max_asked) vector.malformed(*lengths[i], "l is not a length");
    all.infos.push_back(bytes_of(*infos[i]));
    all.lengths.push_back(static_cast<std::size_t>(bits / 8));
    all.dkms.push_back(bytes_of(*dkms[i]));
  }
  return all;
}

// AFT: the module's keys are the file's. VAL: the module says of keys, some of them wrong, whether they are right.
void run_acvp(const TestVector& vector) {
  const std::string& type = vector.need("testType").value;
  if (type != "AFT" && type != "VAL") throw Skipped{"test type " + type + " is not known"};
  const bool multiple = vector.own.fields.find("kdfMultiExpansionParameter.z") != nullptr;
  const Derivations all = multiple ? read_multiple(vector) : read_single(vector);
  const bool right = type == "AFT" || vector.truth("testPassed");
  bool all_equal = true;
  for (std::size_t i = 0; i < all.dkms.size(); ++i) {
    if (right) {
      const Field& dkm = *vector.own.fields.every(multiple ? "dkms" : "dkm")[i];
      if (all.dkms[i].size() != all.lengths[i]) vector.malformed(dkm, dkm.key + " is not as long as l says");
      check_okm(all.call, all.infos[i], all.dkms[i]);
    }
    all_equal = all_equal && derive(all.call, all.infos[i], all.lengths[i]) == all.dkms[i];
  }
  if (all_equal != right) throw Mismatch{"testPassed", "false: the file's key is wrong", "the very key"};
}

}  // namespace

bool claims(const VectorFile& file) {
  const std::string_view algorithm = file.fields.value("algorithm");
  switch (file.format) {
    case Format::acvp:
      return (algorithm == "KDA" || algorithm == "KAS-KDF") && file.fields.value("mode") == "HKDF";
    case Format::wycheproof:
      return algorithm.starts_with("HKDF-") && hash_named(algorithm.substr(5)).has_value();
    case Format::cavp:
      break;
  }
  for (const Group& group : file.groups)
    for (const Case& test : group.cases)
      if (test.fields.find("IKM") != nullptr) return true;
  return false;
}

void run(const TestVector& vector, Bytes&) {
  switch (vector.file.format) {
    case Format::cavp:
      return run_text(vector);
    case Format::wycheproof:
      return run_wycheproof(vector);
    case Format::acvp:
      return run_acvp(vector);
  }
}

}  // namespace cce::kat::hkdf
