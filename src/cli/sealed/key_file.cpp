#include "sealed/key_file.hpp"

#include <string_view>

#include "failure.hpp"
#include "io/file.hpp"
#include "sealed/format.hpp"
#include "secret_input.hpp"
#include "text/hex.hpp"

namespace cce::cli::sealed {
namespace {

std::string_view as_text(const SecretBytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string_view without_end_of_line(std::string_view text) {
  for (const std::string_view end : {"\r\n", "\n"})
    if (text.ends_with(end)) return text.substr(0, text.size() - end.size());
  return text;
}

// Looks at every byte, so that the time does not tell where the first other byte is.
bool all_hexadecimal(std::string_view text) {
  unsigned other = 0;
  for (const char letter : text) {
    const auto c = static_cast<unsigned char>(letter);
    const unsigned digit = static_cast<unsigned>(c - '0') < 10;
    const unsigned af = static_cast<unsigned>((c | 0x20) - 'a') < 6;
    other |= 1U ^ (digit | af);
  }
  return other == 0;
}

}  // namespace

SecretBytes read_key_file(const std::string& name) {
  const File file(name);
  SecretBytes content = read_secret_file(file);
  warn_of_open_permissions(file);
  const std::string_view text = without_end_of_line(as_text(content));
  // By length alone there is no doubt which of the two it is.
  if (content.size() == key_size) {
    if (all_hexadecimal(as_text(content)))
      throw UsageError(printable(name) + ": 32 hexadecimal digits are a key of 16 bytes; AES-256 takes 32");
    return content;
  }
  if (text.size() == 2 * key_size) return secret_from_hex(text, printable(name));
  throw UsageError(printable(name) + ": not a key: " + std::to_string(content.size()) +
                   " bytes; a key is 32 bytes, or 64 hexadecimal digits");
}

}  // namespace cce::cli::sealed
