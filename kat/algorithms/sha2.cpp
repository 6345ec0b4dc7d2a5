// SHA-2 (FIPS 180-4): the Secure Hash Algorithm Validation System's short, long and Monte Carlo messages, and ACVP's
// functional (AFT), Monte Carlo (MCT) and large data (LDT) tests.
#include <algorithm>

#include "../algorithms.hpp"
#include "hash_name.hpp"
#include "sha2_long.hpp"

namespace cce::kat::sha2 {
namespace {

constexpr std::size_t monte_carlo_results = 100;

// A CAVP title says "SHA-256 ShortMsg" in quotes: nothing when it does not.
std::string_view titled_hash(const VectorFile& file) {
  const std::string_view title = file.title;
  const auto open = title.find('"');
  if (open == std::string_view::npos) return {};
  const auto name = title.substr(open + 1, title.find('"', open + 1) - open - 1);
  for (const std::string_view kind : {" ShortMsg", " LongMsg", " Monte"})
    if (name.ends_with(kind)) return name.substr(0, name.size() - kind.size());
  return {};
}

// In a file without CAVS's title: the [L = 32] of its sections, in bytes.
std::optional<cce_hash> hash_by_length(std::string_view length) {
  if (length == "28") return CCE_SHA224;
  if (length == "32") return CCE_SHA256;
  if (length == "48") return CCE_SHA384;
  if (length == "64") return CCE_SHA512;
  return std::nullopt;
}

bool is_message_file_without_title(const VectorFile& file) {
  if (file.title.find('"') != std::string::npos || file.groups.empty()) return false;
  const Group& group = file.groups.front();
  if (!hash_by_length(group.fields.value("L")).has_value() || group.cases.empty()) return false;
  const Fields& fields = group.cases.front().fields;
  return fields.find("Len") != nullptr && fields.find("Msg") != nullptr && fields.find("Key") == nullptr;
}

cce_hash hash_of(const TestVector& vector) {
  if (vector.file.format == Format::acvp) return need_hash(vector.file.fields.value("algorithm"));
  const std::string_view name = titled_hash(vector.file);
  const Field* const length = vector.find("L");
  if (name.empty()) {
    const auto hash = length == nullptr ? std::nullopt : hash_by_length(length->value);
    if (!hash.has_value()) throw Skipped{"its section names no SHA-2"};
    return *hash;
  }
  const cce_hash hash = need_hash(name);
  if (length != nullptr && number_of(*length) != cce_digest_size(hash))
    vector.malformed(*length, "L is " + length->value + ", but the title says " + std::string(name));
  return hash;
}

Bytes digest(cce_hash hash, const Bytes& message) {
  Bytes out(cce_digest_size(hash));
  expect_result("cce_digest", CCE_OK, cce_digest(hash, message.data(), message.size(), out.data()));
  return out;
}

// In pieces of 1, 3, 7, 15, ... bytes: some within a block, some across several.
Bytes streamed(cce_hash hash, const Bytes& message) {
  Bytes out(cce_digest_size(hash));
  cce_digest_ctx ctx;
  expect_result("cce_digest_init", CCE_OK, cce_digest_init(&ctx, hash));
  std::size_t piece = 1;
  for (std::size_t done = 0; done < message.size(); piece = 2 * piece + 1) {
    const std::size_t count = std::min(piece, message.size() - done);
    expect_result("cce_digest_update", CCE_OK, cce_digest_update(&ctx, message.data() + done, count));
    done += count;
  }
  expect_result("cce_digest_final", CCE_OK, cce_digest_final(&ctx, out.data()));
  return out;
}

void run_message(const TestVector& vector, cce_hash hash) {
  const std::uint64_t length = vector.bits_as_bytes("Len");
  // CAVS writes the empty message as 00.
  const bool empty = length == 0 && vector.need("Msg").value == "00";
  const Bytes message = empty ? Bytes() : vector.bytes_of_length("Msg", length);
  const Bytes md = vector.bytes_of_length("MD", cce_digest_size(hash));
  expect_equal("MD", md, digest(hash, message));
  expect_equal("MD of the message in pieces", md, streamed(hash, message));
}

// SHAVS section 6.4: one of the hundred results; the carry is the one before.
void run_cavp_monte(const TestVector& vector, cce_hash hash, Bytes& carry) {
  const std::size_t size = cce_digest_size(hash);
  if (carry.empty()) carry = vector.bytes_of_length("Seed", size);
  const auto index = static_cast<std::size_t>(&vector.own - vector.group.cases.data());
  const auto [last, early] = monte_carlo(hash, carry, 0);
  carry = last;
  if (vector.number("COUNT") != index)
    vector.malformed(vector.need("COUNT"),
                     "COUNT is " + vector.need("COUNT").value + " where " + std::to_string(index) + " must follow");
  // A file that ends early is broken however well its last results match.
  const bool at_end = index + 1 == vector.group.cases.size();
  if (at_end && index + 1 != monte_carlo_results)
    throw Malformed{vector.own.place, "the Monte Carlo test ends after " + std::to_string(index + 1) + " results of " +
                                          std::to_string(monte_carlo_results)};
  // The intermediate files also show the first few inner steps.
  const auto shown = vector.own.fields.every("MDi");
  for (std::size_t i = 0; i < std::min(shown.size(), early.size()); ++i)
    expect_equal("MDi of i = " + std::to_string(i + 3), bytes_of(*shown[i]), early[i]);
  expect_equal("MD", vector.bytes_of_length("MD", size), last);
}

void run_acvp_monte(const TestVector& vector, cce_hash hash) {
  const std::uint64_t length = vector.bits_as_bytes("len");
  Bytes seed = vector.bytes_of_length("msg", length);
  const Field* const given = vector.find("mctVersion");
  const std::string_view version = given == nullptr ? std::string_view("standard") : given->value;
  if (version != "standard" && version != "alternate")
    throw Skipped{"mctVersion " + std::string(version) + " is not known"};
  const auto results = vector.own.fields.every("resultsArray.md");
  if (results.size() != monte_carlo_results)
    throw Malformed{vector.own.place, vector.own.id + " has " + std::to_string(results.size()) + " results of " +
                                          std::to_string(monte_carlo_results)};
  for (std::size_t j = 0; j < results.size(); ++j) {
    seed = monte_carlo(hash, seed, version == "alternate" ? length : 0).last;
    expect_equal("md " + std::to_string(j) + " of resultsArray", bytes_of(*results[j]), seed);
  }
}

void run_acvp_large(const TestVector& vector, cce_hash hash) {
  if (vector.need("largeMsg.expansionTechnique").value != "repeating")
    throw Skipped{"expansionTechnique " + vector.need("largeMsg.expansionTechnique").value + " is not known"};
  const Bytes content = vector.bytes_of_length("largeMsg.content", vector.bits_as_bytes("largeMsg.contentLength"));
  if (content.empty()) vector.malformed(vector.need("largeMsg.content"), "the content to repeat is empty");
  const Bytes md = vector.bytes_of_length("md", cce_digest_size(hash));
  expect_equal("md", md, digest_of_repeated(hash, content, vector.bits_as_bytes("largeMsg.fullLength")));
}

}  // namespace

bool claims(const VectorFile& file) {
  switch (file.format) {
    case Format::cavp:
      return hash_named(titled_hash(file)).has_value() || is_message_file_without_title(file);
    case Format::acvp:
      return hash_named(file.fields.value("algorithm")).has_value();
    case Format::wycheproof:
      return false;
  }
  return false;
}

void run(const TestVector& vector, Bytes& carry) {
  const cce_hash hash = hash_of(vector);
  if (vector.file.format == Format::cavp)
    return vector.group.fields.find("Seed") != nullptr || vector.own.fields.find("COUNT") != nullptr
               ? run_cavp_monte(vector, hash, carry)
               : run_message(vector, hash);
  const std::string& type = vector.need("testType").value;
  if (type == "AFT") return run_message(vector, hash);
  if (type == "MCT") return run_acvp_monte(vector, hash);
  if (type == "LDT") return run_acvp_large(vector, hash);
  throw Skipped{"test type " + type + " is not known"};
}

}  // namespace cce::kat::sha2
