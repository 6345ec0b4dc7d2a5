// AES-256-GCM (SP 800-38D): CAVP's gcmEncryptExtIV, gcmEncryptIntIV and gcmDecrypt files, Wycheproof's AeadTest and
// ACVP's ACVP-AES-GCM 1.0. Every case is tried in both directions, for as much of it as the file gives.
#include <algorithm>

#include "../algorithms.hpp"
#include "gcm_call.hpp"

namespace cce::kat::gcm {
namespace {

constexpr std::uint64_t key_bits = 256;

bool says(const std::string& title, std::string_view words) { return title.find(words) != std::string::npos; }

bool is_cavp_gcm(const VectorFile& file) {
  // A GCM of another cipher, or XPN, which has a Salt beside its IV, says so; NIST's files for AES do not name it.
  if (says(file.title, "SM4") || says(file.title, "SIV") || says(file.title, "XPN") || says(file.title, "ARIA"))
    return false;
  if (says(file.title, "GCM Encrypt with keysize") || says(file.title, "GCM Decrypt with keysize")) return true;
  if (file.groups.empty()) return false;
  const Fields& section = file.groups.front().fields;
  return section.find("Keylen") != nullptr && section.find("IVlen") != nullptr && section.find("Taglen") != nullptr &&
         section.find("Saltlen") == nullptr;
}

[[noreturn]] void skip_key(std::uint64_t bits) {
  throw Skipped{"the key has " + std::to_string(bits) + " bits; CCE has 256-bit keys only"};
}

// bytes(key); of the length that the section or group gives under `length`, if it gives one.
Bytes sized(const TestVector& vector, std::string_view key, std::string_view length) {
  return vector.has(length) ? vector.bytes_of_length(key, vector.bits_as_bytes(length)) : vector.bytes(key);
}

// Skips what the module does not offer, before anything of the case is looked at.
void check_offered(const TestVector& vector, std::string_view key_length, std::string_view tag_length) {
  if (vector.has(key_length) && vector.number(key_length) != key_bits) skip_key(vector.number(key_length));
  if (vector.has(tag_length)) check_tag_size(vector.bits_as_bytes(tag_length));
}

Message without_texts(const TestVector& vector, std::string_view key_length, std::string_view iv_length,
                      std::string_view aad_length, std::string_view tag_length) {
  Message m;
  m.key = sized(vector, "key", key_length);
  if (m.key.size() == 16 || m.key.size() == 24) skip_key(8 * m.key.size());
  if (8 * m.key.size() != key_bits) vector.malformed(vector.need("key"), "the key is not an AES key");
  m.iv = sized(vector, "iv", iv_length);
  m.aad = sized(vector, "aad", aad_length);
  m.tag = sized(vector, "tag", tag_length);
  check_tag_size(m.tag.size());
  return m;
}

void run_cavp(const TestVector& vector) {
  check_offered(vector, "Keylen", "Taglen");
  Message m = without_texts(vector, "Keylen", "IVlen", "AADlen", "Taglen");
  if (m.iv.empty()) vector.malformed(vector.need("IV"), "the IV is empty");
  m.ct = sized(vector, "CT", "PTlen");
  if (!vector.has("FAIL")) {
    m.pt = sized(vector, "PT", "PTlen");
    if (m.pt.size() != m.ct.size()) vector.malformed(vector.need("CT"), "CT is not as long as PT");
    return check_right(m);
  }
  if (vector.has("PT")) vector.malformed(vector.need("PT"), "the case has both PT and FAIL");
  check_wrong(m);
}

void run_wycheproof(const TestVector& vector) {
  const std::string& type = vector.need("type").value;
  if (type != "AeadTest") throw Skipped{"test type " + type + " is not known"};
  check_offered(vector, "keySize", "tagSize");
  const std::string& result = vector.need("result").value;
  if (result != "valid" && result != "acceptable" && result != "invalid")
    vector.malformed(vector.need("result"), "result is none of valid, acceptable, invalid");
  const bool is_right = result == "valid";
  Message m = without_texts(vector, "keySize", "ivSize", "", is_right ? "tagSize" : "");
  m.pt = vector.bytes("msg");
  m.ct = vector.bytes("ct");
  if (m.pt.size() != m.ct.size()) {
    if (is_right) vector.malformed(vector.need("ct"), "ct is not as long as msg");
    return check_wrong(m);
  }
  // What is acceptable may be refused; the module refuses no IV of one byte or more.
  is_right || (result == "acceptable" && !m.iv.empty()) ? check_right(m) : check_wrong(m);
}

bool encrypts(const TestVector& vector) {
  const Field& direction = vector.need("direction");
  if (direction.value != "encrypt" && direction.value != "decrypt")
    vector.malformed(direction, "direction is neither encrypt nor decrypt");
  return direction.value == "encrypt";
}

void run_acvp(const TestVector& vector) {
  const std::string& type = vector.need("testType").value;
  if (type != "AFT") throw Skipped{"test type " + type + " is not known"};
  check_offered(vector, "keyLen", "tagLen");
  const bool is_encryption = encrypts(vector);
  Message m = without_texts(vector, "keyLen", "ivLen", "aadLen", "tagLen");
  m.ct = sized(vector, "ct", "payloadLen");
  if (vector.has("testPassed") && !vector.truth("testPassed")) {
    if (is_encryption) vector.malformed(vector.need("testPassed"), "an encryption does not fail");
    return check_wrong(m);
  }
  m.pt = sized(vector, "pt", "payloadLen");
  if (m.pt.size() != m.ct.size()) vector.malformed(vector.need("ct"), "ct is not as long as pt");
  check_right(m);
  // The IV of the file is another implementation's. The module's own cannot be foretold, but what it seals must open.
  if (is_encryption && vector.has("ivGen") && vector.need("ivGen").value == "internal") check_own_iv(m);
}

}  // namespace

bool claims(const VectorFile& file) {
  switch (file.format) {
    case Format::cavp:
      return is_cavp_gcm(file);
    case Format::acvp:
      return same_ignoring_case(file.fields.value("algorithm"), "ACVP-AES-GCM");
    case Format::wycheproof:
      return file.fields.value("algorithm") == "AES-GCM";
  }
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

}  // namespace cce::kat::gcm
