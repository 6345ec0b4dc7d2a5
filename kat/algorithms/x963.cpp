// The key derivation function of ANS X9.63 (SP 800-135 Rev. 1 section 5.1): CAVP's ansx963_2001 and ACVP's ansix9.63 of the
// kdf-components.
#include "../algorithms.hpp"
#include "hash_name.hpp"

namespace cce::kat::x963 {
namespace {

constexpr std::size_t min_approved_secret = 14;  // bytes: 112 bits
constexpr std::uint64_t max_asked = 1 << 20;     // bytes: no file asks the module for more

struct Call {
  cce_hash hash;
  Bytes Z, SharedInfo;

  cce_result done() const {
    return Z.size() < min_approved_secret || hash == CCE_SHA512_256 ? CCE_OK_UNAPPROVED : CCE_OK;
  }
};

Bytes derive(const Call& call, std::size_t length) {
  Bytes out(length);
  expect_result("cce_x963_kdf", call.done(),
                cce_x963_kdf(call.hash, call.Z.data(), call.Z.size(), call.SharedInfo.data(), call.SharedInfo.size(),
                             out.data(), out.size()));
  return out;
}

std::size_t length_in_bits(const TestVector& vector, std::string_view key) {
  const std::uint64_t bytes = vector.bits_as_bytes(key);
  if (bytes == 0 || bytes > max_asked) vector.malformed(vector.need(key), std::string(key) + " is not a length");
  return static_cast<std::size_t>(bytes);
}

// What is in brackets and begins so, in the latest section that has it: [SHA-256] [shared secret length = 192] ...
std::string hash_name(const TestVector& vector) {
  std::string found;
  for (const Group& group : vector.file.groups) {
    const auto begin = group.name.rfind("[SHA");
    if (begin != std::string::npos) found = group.name.substr(begin + 1, group.name.find(']', begin) - begin - 1);
    if (&group == &vector.group) break;
  }
  if (found.empty()) throw Malformed{vector.own.place, "no section says which hash the case is for"};
  return found;
}

// K1, K2, ...: the digests, of which the last is cut in key_data. A file may have none.
Bytes blocks_of(const TestVector& vector, std::size_t digest) {
  Bytes all;
  for (int i = 1; vector.has("K" + std::to_string(i)); ++i) {
    const Bytes K = vector.bytes_of_length("K" + std::to_string(i), digest);
    all.insert(all.end(), K.begin(), K.end());
  }
  return all;
}

void run_cavp(const TestVector& vector) {
  const cce_hash hash = need_hash(hash_name(vector));
  // Bytes hold the number of a field whose size is no multiple of 8.
  const Call call{hash, vector.bytes_of_length("Z", (vector.number("shared secret length") + 7) / 8),
                  vector.bytes_of_length("SharedInfo", vector.bits_as_bytes("SharedInfo length"))};
  const std::size_t length = length_in_bits(vector, "key data length");
  const Bytes blocks = blocks_of(vector, cce_digest_size(hash));
  if (!blocks.empty()) expect_equal("K1 and those behind it", blocks, derive(call, blocks.size()));
  expect_equal("key_data", vector.bytes_of_length("key_data", length), derive(call, length));
}

void run_acvp(const TestVector& vector) {
  const std::string& type = vector.need("testType").value;
  if (type != "AFT") throw Skipped{"test type " + type + " is not known"};
  const Call call{need_hash(vector.need("hashAlg").value), vector.bytes("z"),
                  vector.bytes_of_length("sharedInfo", vector.bits_as_bytes("sharedInfoLength"))};
  const std::size_t length = length_in_bits(vector, "keyDataLength");
  expect_equal("keyData", vector.bytes_of_length("keyData", length), derive(call, length));
}

}  // namespace

bool claims(const VectorFile& file) {
  if (file.format == Format::acvp)
    return same_ignoring_case(file.fields.value("algorithm"), "kdf-components") &&
           same_ignoring_case(file.fields.value("mode"), "ansix9.63");
  if (file.format != Format::cavp) return false;
  for (const Group& group : file.groups)
    for (const Case& test : group.cases)
      if (test.fields.find("SharedInfo") != nullptr && test.fields.find("key_data") != nullptr) return true;
  return false;
}

void run(const TestVector& vector, Bytes&) { vector.file.format == Format::cavp ? run_cavp(vector) : run_acvp(vector); }

}  // namespace cce::kat::x963
