#include "test_vector.hpp"

#include <algorithm>
#include <charconv>

namespace cce::kat {
namespace {

// Longer values are shown around the first byte that differs.
constexpr std::size_t max_shown = 128;
constexpr std::size_t shown_around = 32;

std::string excerpt(const Bytes& bytes, std::size_t first_difference) {
  if (bytes.size() <= max_shown) return bytes.empty() ? "(nothing)" : to_hex(bytes);
  const std::size_t begin = std::min(first_difference / shown_around * shown_around, bytes.size());
  const std::size_t count = std::min(shown_around, bytes.size() - begin);
  return "... " + to_hex(bytes.data() + begin, count) + " ... (" + std::to_string(bytes.size()) + " bytes, from byte " +
         std::to_string(begin) + " on)";
}

}  // namespace

Bytes bytes_of(const Field& field) {
  if (field.value == "?") throw Skipped{field.key + " = ?: the file gives no answer"};
  auto bytes = from_hex(field.value);
  if (bytes.has_value()) return std::move(*bytes);
  const bool odd = field.value.size() % 2 != 0;
  throw Malformed{field.place, field.key + " is not hexadecimal: " +
                                   (odd ? "an odd number of digits" : "a character that is not a digit")};
}

std::uint64_t number_of(const Field& field) {
  std::uint64_t value = 0;
  const char* const end = field.value.data() + field.value.size();
  const auto [stop, error] = std::from_chars(field.value.data(), end, value);
  if (error != std::errc() || stop != end || field.value.empty())
    throw Malformed{field.place, field.key + " is not a number"};
  return value;
}

const Field* TestVector::find(std::string_view key) const {
  const Field* const field = own.fields.find(key);
  return field != nullptr ? field : group.fields.find(key);
}

const Field& TestVector::need(std::string_view key) const {
  const auto fields = own.fields.every(key);
  if (fields.size() > 1) malformed(*fields[1], fields[1]->key + " stands twice in one case");
  const Field* const field = find(key);
  if (field == nullptr) throw Malformed{own.place, own.id + " has no " + std::string(key)};
  return *field;
}

Bytes TestVector::bytes(std::string_view key) const { return bytes_of(need(key)); }
std::uint64_t TestVector::number(std::string_view key) const { return number_of(need(key)); }

bool TestVector::truth(std::string_view key) const {
  const Field& field = need(key);
  if (field.value != "true" && field.value != "false") malformed(field, field.key + " is neither true nor false");
  return field.value == "true";
}

std::uint64_t TestVector::bits_as_bytes(std::string_view key) const {
  const std::uint64_t bits = number(key);
  if (bits % 8 != 0) throw Skipped{std::string(key) + " is not a whole number of bytes"};
  return bits / 8;
}

Bytes TestVector::bytes_of_length(std::string_view key, std::uint64_t length) const {
  Bytes value = bytes(key);
  if (value.size() != length)
    malformed(need(key), need(key).key + " has " + std::to_string(value.size()) + " bytes where there must be " +
                             std::to_string(length));
  return value;
}

void TestVector::malformed(const Field& field, const std::string& message) const {
  throw Malformed{field.place, message};
}

void expect_equal(const std::string& what, const Bytes& expected, const Bytes& got) {
  if (expected == got) return;
  const auto length = std::min(expected.size(), got.size());
  const auto end = expected.begin() + static_cast<std::ptrdiff_t>(length);
  const auto at = static_cast<std::size_t>(std::mismatch(expected.begin(), end, got.begin()).first - expected.begin());
  throw Mismatch{what, excerpt(expected, at), excerpt(got, at)};
}

void expect_result(const std::string& call, cce_result expected, cce_result got) {
  if (expected != got) throw Mismatch{"result of " + call, cce_result_text(expected), cce_result_text(got)};
}

}  // namespace cce::kat
