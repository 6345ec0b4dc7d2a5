#include "text/hex.hpp"

#include "failure.hpp"

namespace cce::cli {
namespace {

constexpr char digits[] = "0123456789abcdef";

// -1 for what is not a hexadecimal digit.
int value_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

size_t first_foreign(std::string_view text) {
  size_t i = 0;
  while (i < text.size() && value_of(text[i]) >= 0) ++i;
  return i;
}

// out: two digits for each byte.
void encode(std::span<const uint8_t> bytes, uint8_t* out) {
  for (const uint8_t byte : bytes) {
    *out++ = static_cast<uint8_t>(digits[byte >> 4]);
    *out++ = static_cast<uint8_t>(digits[byte & 15]);
  }
}

// text: hexadecimal digits alone, two for each byte of out.
void decode_unchecked(std::string_view text, uint8_t* out) {
  for (size_t i = 0; i < text.size(); i += 2)
    *out++ = static_cast<uint8_t>(value_of(text[i]) << 4 | value_of(text[i + 1]));
}

}  // namespace

std::string to_hex(std::span<const uint8_t> bytes) {
  std::string text;
  text.reserve(2 * bytes.size());
  for (const uint8_t byte : bytes) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

SecretBytes to_hex_digits(std::span<const uint8_t> bytes) {
  SecretBytes text(2 * bytes.size());
  encode(bytes, text.data());
  return text;
}

SecretBytes to_hex_line(const SecretBytes& bytes) {
  SecretBytes line(2 * bytes.size() + 1);
  encode(bytes.span(), line.data());
  line.data()[2 * bytes.size()] = '\n';
  return line;
}

std::optional<std::vector<uint8_t>> from_hex(std::string_view text) {
  if (text.size() % 2 != 0 || first_foreign(text) != text.size()) return std::nullopt;
  std::vector<uint8_t> bytes(text.size() / 2);
  decode_unchecked(text, bytes.data());
  return bytes;
}

SecretBytes secret_from_hex(std::string_view text, const std::string& option) {
  const size_t foreign = first_foreign(text);
  if (foreign != text.size())
    throw UsageError(option + ": character " + std::to_string(foreign + 1) + " is not a hexadecimal digit");
  if (text.size() % 2 != 0)
    throw UsageError(option + ": an odd number of hexadecimal digits (" + std::to_string(text.size()) +
                     "); each byte takes two");
  SecretBytes bytes(text.size() / 2);
  decode_unchecked(text, bytes.data());
  return bytes;
}

}  // namespace cce::cli
