// Lines of a checksum file, as GNU coreutils writes and reads them:
//
//   HEX  name      HEX *name      TAG (name) = HEX
//
// A backslash, newline or carriage return in a name is written \\, \n, \r, and the line then begins with a backslash.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/hash_name.hpp"

namespace cce::cli {

struct LineStyle {
  bool binary = false;  // " *" before the name
  bool tag = false;     // BSD style
  bool zero = false;    // ends in NUL, and nothing is escaped
};

// `tag` is what stands before the bracket in BSD style.
std::string checksum_line(std::span<const uint8_t> digest, std::string_view name, std::string_view tag,
                          LineStyle style);

// "name: VERDICT" and a newline, the name escaped as in a checksum line, as GNU's newer versions do: one line says one
// thing, whatever the name.
std::string verdict_line(std::string_view name, std::string_view verdict);

struct ChecksumEntry {
  std::string name;
  std::vector<uint8_t> digest;
};

// Reads the lines of one run; an object for all the checksum files of that run.
class ChecksumParser {
 public:
  explicit ChecksumParser(const HashName& hash);

  // A line without its newline; nullopt when it is not a proper line for this hash.
  std::optional<ChecksumEntry> parse(std::string_view line);

 private:
  std::optional<ChecksumEntry> parse_tagged(std::string_view rest, bool escaped) const;
  std::optional<ChecksumEntry> parse_plain(std::string_view rest, bool escaped);
  std::optional<ChecksumEntry> entry(std::string_view name, std::string_view hex, bool escaped) const;

  const HashName& hash_;
  const size_t hex_size_;
  // "HEX name" with one space, as old BSD tools wrote it, is understood only when the first plain line has that form:
  // otherwise whoever may name files could give one a leading space or star and have another file checked in its place.
  enum class Spacing { unknown, one, two } spacing_ = Spacing::unknown;
};

}  // namespace cce::cli
