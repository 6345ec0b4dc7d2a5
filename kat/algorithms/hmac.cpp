// HMAC (FIPS 198-1): CAVP's HMAC.rsp, the test cases of RFC 4231, Wycheproof's MacTest and ACVP's HMAC-SHA2 1.0 and 2.0.
#include <algorithm>

#include "../algorithms.hpp"
#include "hash_name.hpp"

namespace cce::kat::hmac {
namespace {

constexpr std::size_t min_approved_key = 14;  // bytes: 112 bits, SP 800-131A Rev. 2 section 10
constexpr std::size_t min_mac = 4;            // bytes: what cce_hmac_verify accepts, SP 800-107 Rev. 1 section 5.3.3

// "Test Cases for HMAC-SHA224": the name after "HMAC-", or nothing.
std::string_view titled_hash(std::string_view title) {
  constexpr std::string_view before = "HMAC-";
  const auto at = title.find(before);
  if (at == std::string_view::npos) return {};
  const auto name = title.substr(at + before.size());
  return name.substr(0, name.find_first_of(" \n\t,.;:"));
}

bool is_cavp_hmac(const VectorFile& file) {
  if (file.title.find("HMAC information") != std::string::npos) return true;
  const Fields* const first =
      file.groups.empty() || file.groups.front().cases.empty() ? nullptr : &file.groups.front().cases.front().fields;
  return first != nullptr && first->find("Klen") != nullptr && first->find("Tlen") != nullptr;
}

cce_hash hash_of(const TestVector& vector) {
  const Fields& of_file = vector.file.fields;
  switch (vector.file.format) {
    case Format::acvp:
      return need_hash(of_file.value("algorithm").substr(5));
    case Format::wycheproof:
      return need_hash(of_file.value("algorithm").substr(4));
    case Format::cavp:
      break;
  }
  if (!vector.has("L")) return need_hash(titled_hash(vector.file.title));
  for (const cce_hash hash : {CCE_SHA224, CCE_SHA256, CCE_SHA384, CCE_SHA512})
    if (vector.number("L") == cce_digest_size(hash)) return hash;
  throw Skipped{"no hash of this module has L = " + vector.need("L").value + " in an HMAC file"};
}

struct Call {
  cce_hash hash;
  Bytes key, message;

  cce_result done() const { return key.size() < min_approved_key ? CCE_OK_UNAPPROVED : CCE_OK; }
};

Bytes one_shot(const Call& call) {
  Bytes mac(cce_digest_size(call.hash));
  expect_result(
      "cce_hmac", call.done(),
      cce_hmac(call.hash, call.key.data(), call.key.size(), call.message.data(), call.message.size(), mac.data()));
  return mac;
}

// In pieces of 1, 3, 7, 15, ... bytes: some within a block, some across several.
Bytes streamed(const Call& call) {
  Bytes mac(cce_digest_size(call.hash));
  cce_hmac_ctx ctx;
  expect_result("cce_hmac_init", call.done(), cce_hmac_init(&ctx, call.hash, call.key.data(), call.key.size()));
  std::size_t piece = 1;
  for (std::size_t done = 0; done < call.message.size(); piece = 2 * piece + 1) {
    const std::size_t count = std::min(piece, call.message.size() - done);
    expect_result("cce_hmac_update", call.done(), cce_hmac_update(&ctx, call.message.data() + done, count));
    done += count;
  }
  expect_result("cce_hmac_final", call.done(), cce_hmac_final(&ctx, mac.data()));
  return mac;
}

cce_result verify(const Call& call, const Bytes& mac) {
  return cce_hmac_verify(call.hash, call.key.data(), call.key.size(), call.message.data(), call.message.size(),
                         mac.data(), mac.size());
}

Bytes truncated(Bytes mac, std::size_t length) {
  mac.resize(std::min(mac.size(), length));
  return mac;
}

void check_right_mac(const Call& call, const Bytes& mac) {
  expect_equal("MAC", mac, truncated(one_shot(call), mac.size()));
  expect_equal("MAC of the message in pieces", mac, truncated(streamed(call), mac.size()));
  if (mac.size() < min_mac) return expect_result("cce_hmac_verify", CCE_ERR_ARGUMENT, verify(call, mac));
  expect_result("cce_hmac_verify", call.done(), verify(call, mac));
  Bytes wrong = mac;
  wrong.back() ^= 1;
  expect_result("cce_hmac_verify with a bit changed", CCE_ERR_AUTH, verify(call, wrong));
}

void check_wrong_mac(const Call& call, const Bytes& mac) {
  const bool possible = mac.size() >= min_mac && mac.size() <= cce_digest_size(call.hash);
  expect_result("cce_hmac_verify", possible ? CCE_ERR_AUTH : CCE_ERR_ARGUMENT, verify(call, mac));
}

void run_wycheproof(const TestVector& vector, const Call& call) {
  const std::string& type = vector.need("type").value;
  if (type != "MacTest") throw Skipped{"test type " + type + " is not known"};
  const Bytes mac = vector.bytes("tag");
  const std::string& result = vector.need("result").value;
  const std::uint64_t length = vector.bits_as_bytes("tagSize");
  if (result != "valid" && result != "acceptable" && result != "invalid")
    vector.malformed(vector.need("result"), "result is none of valid, acceptable, invalid");
  if (mac.size() != length) {
    if (result == "valid") vector.malformed(vector.need("tag"), "tag is not as long as tagSize says");
    throw Skipped{"the tag has another length than tagSize, which is the caller's to check"};
  }
  // What is acceptable may be refused; the module refuses no tag that is right.
  const bool right = result == "valid" || (result == "acceptable" && truncated(one_shot(call), mac.size()) == mac);
  right ? check_right_mac(call, mac) : check_wrong_mac(call, mac);
}

}  // namespace

bool claims(const VectorFile& file) {
  const std::string_view algorithm = file.fields.value("algorithm");
  switch (file.format) {
    case Format::cavp:
      return hash_named(titled_hash(file.title)).has_value() || is_cavp_hmac(file);
    case Format::acvp:
      return algorithm.starts_with("HMAC-") && hash_named(algorithm.substr(5)).has_value();
    case Format::wycheproof:
      return algorithm.starts_with("HMAC") && hash_named(algorithm.substr(4)).has_value();
  }
  return false;
}

void run(const TestVector& vector, Bytes&) {
  const cce_hash hash = hash_of(vector);
  switch (vector.file.format) {
    case Format::wycheproof:
      return run_wycheproof(vector, {hash, vector.bytes("key"), vector.bytes("msg")});
    case Format::acvp: {
      const std::string& type = vector.need("testType").value;
      if (type != "AFT") throw Skipped{"test type " + type + " is not known"};
      const std::uint64_t mac_length = vector.bits_as_bytes("macLen");
      const Call call{hash, vector.bytes_of_length("key", vector.bits_as_bytes("keyLen")),
                      vector.bytes_of_length("msg", vector.bits_as_bytes("msgLen"))};
      return check_right_mac(call, vector.bytes_of_length("mac", mac_length));
    }
    case Format::cavp: {
      const bool has_lengths = vector.has("Klen") || vector.has("Tlen") || vector.has("Mac");
      if (!has_lengths) {  // as RFC 4231's test cases are written down
        const Call call{hash, vector.bytes("Key"), vector.bytes("Msg")};
        if (vector.has("Len") && vector.bits_as_bytes("Len") != call.message.size())
          vector.malformed(vector.need("Msg"), "Msg is not as long as Len says");
        return check_right_mac(call, vector.bytes_of_length("MD", cce_digest_size(hash)));
      }
      const Call call{hash, vector.bytes_of_length("Key", vector.number("Klen")), vector.bytes("Msg")};
      return check_right_mac(call, vector.bytes_of_length("Mac", vector.number("Tlen")));
    }
  }
}

}  // namespace cce::kat::hmac
