#include "text/checksum_line.hpp"

#include <utility>

#include "text/hex.hpp"

namespace cce::cli {
namespace {

constexpr std::pair<char, char> escapes[] = {{'\\', '\\'}, {'\n', 'n'}, {'\r', 'r'}};

bool needs_escape(std::string_view name) { return name.find_first_of("\\\n\r") != std::string_view::npos; }

std::string escaped(std::string_view name) {
  std::string text;
  for (const char c : name) {
    char letter = '\0';
    for (const auto& [plain, replacement] : escapes)
      if (c == plain) letter = replacement;
    if (letter == '\0') {
      text += c;
    } else {
      text += {'\\', letter};
    }
  }
  return text;
}

std::optional<std::string> unescaped(std::string_view text) {
  std::string name;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      name += text[i];
      continue;
    }
    if (++i == text.size()) return std::nullopt;
    const size_t before = name.size();
    for (const auto& [plain, replacement] : escapes)
      if (text[i] == replacement) name += plain;
    if (name.size() == before) return std::nullopt;
  }
  return name;
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view without_leading_blanks(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  return text;
}

}  // namespace

std::string checksum_line(std::span<const uint8_t> digest, std::string_view name, std::string_view tag,
                          LineStyle style) {
  const bool escape = !style.zero && needs_escape(name);
  const std::string shown = escape ? escaped(name) : std::string(name);
  std::string line = escape ? "\\" : "";
  if (style.tag) {
    line.append(tag).append(" (").append(shown).append(") = ").append(to_hex(digest));
  } else {
    line.append(to_hex(digest)).append(style.binary ? " *" : "  ").append(shown);
  }
  return line += style.zero ? '\0' : '\n';
}

std::string verdict_line(std::string_view name, std::string_view verdict) {
  std::string line = needs_escape(name) ? "\\" + escaped(name) : std::string(name);
  return line.append(": ").append(verdict).append("\n");
}

ChecksumParser::ChecksumParser(const HashName& hash) : hash_(hash), hex_size_(2 * cce_digest_size(hash.hash)) {}

std::optional<ChecksumEntry> ChecksumParser::parse(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);  // from a system whose lines end so
  // No file name holds a NUL; what came after it would be lost when the file is opened.
  if (line.find('\0') != std::string_view::npos) return std::nullopt;
  line = without_leading_blanks(line);
  const bool escaped = line.starts_with('\\');
  if (escaped) line.remove_prefix(1);
  for (const std::string_view tag : {hash_.tag, hash_.tag_bsd})
    if (line.starts_with(tag)) return parse_tagged(line.substr(tag.size()), escaped);
  return parse_plain(line, escaped);
}

// rest: " (name) = HEX"; the first blank may be missing.
std::optional<ChecksumEntry> ChecksumParser::parse_tagged(std::string_view rest, bool escaped) const {
  if (rest.starts_with(' ')) rest.remove_prefix(1);
  const size_t close = rest.rfind(')');
  if (!rest.starts_with('(') || close == std::string_view::npos) return std::nullopt;
  std::string_view digest = without_leading_blanks(rest.substr(close + 1));
  if (!digest.starts_with('=')) return std::nullopt;
  digest.remove_prefix(1);
  return entry(rest.substr(1, close - 1), without_leading_blanks(digest), escaped);
}

// rest: "HEX  name", "HEX *name" or "HEX name".
std::optional<ChecksumEntry> ChecksumParser::parse_plain(std::string_view rest, bool escaped) {
  if (rest.size() < hex_size_ + 2 || !is_blank(rest[hex_size_])) return std::nullopt;
  const std::string_view hex = rest.substr(0, hex_size_);
  std::string_view name = rest.substr(hex_size_ + 1);
  if (!from_hex(hex)) return std::nullopt;
  const bool two = name.size() > 1 && (name.front() == ' ' || name.front() == '*');
  if (!two && spacing_ == Spacing::two) return std::nullopt;
  if (spacing_ == Spacing::unknown) spacing_ = two ? Spacing::two : Spacing::one;
  if (spacing_ == Spacing::two) name.remove_prefix(1);
  return entry(name, hex, escaped);
}

std::optional<ChecksumEntry> ChecksumParser::entry(std::string_view name, std::string_view hex, bool escaped) const {
  if (hex.size() != hex_size_) return std::nullopt;
  auto digest = from_hex(hex);
  auto plain = escaped ? unescaped(name) : std::string(name);
  if (!digest || !plain) return std::nullopt;
  return ChecksumEntry{std::move(*plain), std::move(*digest)};
}

}  // namespace cce::cli
