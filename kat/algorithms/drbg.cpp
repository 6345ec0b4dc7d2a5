// CTR_DRBG and HMAC_DRBG (SP 800-90A Rev. 1): CAVP's files without reseed, with reseed and with prediction resistance,
// and ACVP's ctrDRBG and hmacDRBG 1.0. Of each case two requests are made, and the second answer is looked at (DRBGVS,
// section 6).
#include <cctype>
#include <filesystem>

#include "../algorithms.hpp"
#include "drbg_call.hpp"

namespace cce::kat::drbg {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

bool holds(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

// The words of a section that say no value: "AES-256 use df" of "[AES-256 use df] [PredictionResistance = True]".
std::string section_words(const Group& group) {
  std::string words;
  std::string_view rest = group.name;
  while (!rest.empty()) {
    const auto end = rest.find(']');
    const std::string_view item = rest.substr(0, end);
    if (!holds(item, "=") && item.find('[') != std::string_view::npos)
      words.append(words.empty() ? "" : " ").append(item.substr(item.find('[') + 1));
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  return words;
}

// A section of NIST's Hash_DRBG.rsp looks like one of HMAC_DRBG.rsp, [SHA-256], and the two have the same title: they
// are told apart by what a file says in words, and only if it says nothing, by its name and its folder's.
bool is_hash_drbg(const VectorFile& file, const std::string& words) {
  const std::filesystem::path path(file.path);
  for (const std::string& said :
       {words, file.title, path.filename().string(), path.parent_path().filename().string()}) {
    const std::string text = lower(said);
    if (holds(text, "hmac")) return false;
    if (holds(text, "hash_drbg") || holds(text, "hash-drbg") || holds(text, "hash drbg") || holds(text, "hashdrbg"))
      return true;
  }
  return false;
}

std::string_view last_word(std::string_view text) {
  const auto space = text.find_last_of(" _");
  return space == std::string_view::npos ? text : text.substr(space + 1);
}

Kind cavp_kind(const TestVector& vector) {
  const std::string words = section_words(vector.group);
  if (words.empty()) throw Malformed{vector.own.place, "no section says which mechanism the case is for"};
  if (holds(words, "AES") || holds(words, "TDEA") || holds(words, " df")) {
    if (!holds(words, "AES-256")) throw Skipped{words + ": CTR_DRBG is offered with AES-256 only"};
    if (!holds(words, "use df")) throw Skipped{words + ": CTR_DRBG is offered with the derivation function only"};
    return Kind::ctr_aes256;
  }
  if (is_hash_drbg(vector.file, words)) throw Skipped{"Hash_DRBG is not a generator of this module"};
  return hmac_kind(last_word(words));
}

// What a section or group says of lengths, in bits, holds for each of the fields.
Bytes sized(const TestVector& vector, const Field& field, std::string_view length) {
  Bytes value = bytes_of(field);
  if (!vector.has(length)) return value;
  if (const std::uint64_t size = vector.bits_as_bytes(length); value.size() != size)
    vector.malformed(field, field.key + " has " + std::to_string(value.size()) + " bytes where there must be " +
                                std::to_string(size));
  return value;
}

void check_lengths(const TestVector& vector, std::string_view key, std::string_view length) {
  for (const Field* const field : vector.own.fields.every(key)) static_cast<void>(sized(vector, *field, length));
}

// What must come out. Nothing at all is no test.
Bytes answer(const TestVector& vector, std::string_view key) {
  Bytes bits = vector.bytes(key);
  if (bits.empty()) vector.malformed(vector.need(key), vector.need(key).key + " is empty");
  return bits;
}

// All fields of that name, of which there must be so many.
std::vector<const Field*> so_many(const TestVector& vector, std::string_view key, std::size_t count) {
  auto fields = vector.own.fields.every(key);
  if (fields.size() == count) return fields;
  throw Malformed{vector.own.place, vector.own.id + " has " + std::to_string(fields.size()) + " " + std::string(key) +
                                        " where there must be " + std::to_string(count)};
}

bool has_prediction_resistance(const TestVector& vector) {
  const bool has_entropy = vector.own.fields.find("EntropyInputPR") != nullptr;
  if (!vector.has("PredictionResistance")) return has_entropy;
  const Field& said = vector.need("PredictionResistance");
  const bool is_said = same_ignoring_case(said.value, "True");
  if (!is_said && !same_ignoring_case(said.value, "False"))
    vector.malformed(said, "PredictionResistance is neither True nor False");
  if (is_said != has_entropy)
    throw Malformed{vector.own.place, vector.own.id + (has_entropy ? " has" : " has no") +
                                          " EntropyInputPR, but PredictionResistance = " + said.value};
  return is_said;
}

void run_cavp(const TestVector& vector) {
  const Kind kind = cavp_kind(vector);
  for (const auto& [key, length] : {std::pair("EntropyInput", "EntropyInputLen"),
                                    {"EntropyInputReseed", "EntropyInputLen"},
                                    {"EntropyInputPR", "EntropyInputLen"},
                                    {"Nonce", "NonceLen"},
                                    {"PersonalizationString", "PersonalizationStringLen"},
                                    {"AdditionalInput", "AdditionalInputLen"},
                                    {"AdditionalInputReseed", "AdditionalInputLen"},
                                    {"ReturnedBits", "ReturnedBitsLen"}})
    check_lengths(vector, key, length);
  Generator generator(kind, answer(vector, "ReturnedBits"));
  generator.instantiate(vector.bytes("EntropyInput"), vector.bytes("Nonce"), vector.bytes("PersonalizationString"));
  const bool is_resistant = has_prediction_resistance(vector);
  if (vector.has("EntropyInputReseed"))
    generator.reseed(vector.bytes("EntropyInputReseed"), vector.bytes("AdditionalInputReseed"));
  const auto additional = so_many(vector, "AdditionalInput", 2);
  const auto entropy = so_many(vector, "EntropyInputPR", is_resistant ? 2 : 0);
  for (std::size_t i = 0; i < 2; ++i)
    is_resistant ? generator.generate_resistant(bytes_of(*entropy[i]), bytes_of(*additional[i]))
                 : generator.generate(bytes_of(*additional[i]));
  generator.expect_last();
}

Kind acvp_kind(const TestVector& vector) {
  const std::string& mode = vector.need("mode").value;
  if (same_ignoring_case(vector.file.fields.value("algorithm"), "hmacDRBG")) return hmac_kind(mode);
  if (mode != "AES-256") throw Skipped{mode + ": CTR_DRBG is offered with AES-256 only"};
  if (!vector.truth("derFunc")) throw Skipped{"CTR_DRBG is offered with the derivation function only"};
  return Kind::ctr_aes256;
}

void run_acvp(const TestVector& vector) {
  const std::string& type = vector.need("testType").value;
  if (type != "AFT") throw Skipped{"test type " + type + " is not known"};
  const Kind kind = acvp_kind(vector);
  for (const auto& [key, length] : {std::pair("entropyInput", "entropyInputLen"),
                                    {"nonce", "nonceLen"},
                                    {"persoString", "persoStringLen"},
                                    {"returnedBits", "returnedBitsLen"},
                                    {"otherInput.additionalInput", "additionalInputLen"}})
    check_lengths(vector, key, length);
  const bool is_resistant = vector.truth("predResistance");
  const auto uses = vector.own.fields.every("otherInput.intendedUse");
  const auto additional = so_many(vector, "otherInput.additionalInput", uses.size());
  const auto entropy = so_many(vector, "otherInput.entropyInput", uses.size());
  Generator generator(kind, answer(vector, "returnedBits"));
  generator.instantiate(vector.bytes("entropyInput"), vector.bytes("nonce"), vector.bytes("persoString"));
  for (std::size_t i = 0; i < uses.size(); ++i) {
    const bool is_reseed = same_ignoring_case(uses[i]->value, "reSeed");
    if (!is_reseed && uses[i]->value != "generate")
      vector.malformed(*uses[i], "intendedUse is neither reSeed nor generate");
    // Where none is drawn it is there, and empty.
    const Bytes fresh = is_reseed || is_resistant ? sized(vector, *entropy[i], "entropyInputLen") : Bytes();
    if (is_reseed)
      generator.reseed(fresh, bytes_of(*additional[i]));
    else if (is_resistant)
      generator.generate_resistant(fresh, bytes_of(*additional[i]));
    else
      generator.generate(bytes_of(*additional[i]));
  }
  if (!generator.has_generated()) throw Malformed{vector.own.place, vector.own.id + " generates nothing"};
  generator.expect_last();
}

}  // namespace

bool claims(const VectorFile& file) {
  const std::string_view algorithm = file.fields.value("algorithm");
  if (file.format == Format::acvp)
    return same_ignoring_case(algorithm, "ctrDRBG") || same_ignoring_case(algorithm, "hmacDRBG");
  if (file.format != Format::cavp) return false;
  for (const Group& group : file.groups)
    for (const Case& test : group.cases)
      return test.fields.find("EntropyInput") != nullptr || test.fields.find("ReturnedBits") != nullptr;
  return false;
}

void run(const TestVector& vector, Bytes&) { vector.file.format == Format::acvp ? run_acvp(vector) : run_cavp(vector); }

}  // namespace cce::kat::drbg
