#include "text/human.hpp"

#include <cstdio>
#include <iterator>

namespace cce::cli {
namespace {

// Columns that the character beginning with this byte of UTF-8 may take: East Asian characters, which take two, are
// among those of three bytes and more. A byte 10xxxxxx continues the character before it.
size_t columns_of(char c) {
  const auto byte = static_cast<unsigned char>(c);
  if ((byte & 0xC0) == 0x80) return 0;
  return byte >= 0xE0 ? 2 : 1;
}

}  // namespace

std::string human_bytes(uint64_t bytes) {
  static constexpr const char* units[] = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  auto value = static_cast<double>(bytes);
  size_t unit = 0;
  while (value >= 1000 && unit + 1 < std::size(units)) {
    value /= 1024;
    ++unit;
  }
  char text[32];
  // Three digits tell enough and keep the width steady.
  const int decimals = unit == 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  std::snprintf(text, sizeof text, "%.*f %s", decimals, value, units[unit]);
  return text;
}

std::string human_microseconds(uint64_t ns) {
  char text[32];
  // As wide as the column of a report that has to fit a terminal: ten milliseconds need no tenth of a microsecond.
  std::snprintf(text, sizeof text, "%.*f us", ns < 10'000'000 ? 1 : 0, static_cast<double>(ns) / 1e3);
  return text;
}

std::string shorten(const std::string& text, size_t columns) {
  size_t width = 0;
  for (const char c : text) width += columns_of(c);
  if (width <= columns) return text;
  // Characters leave at the front until the rest fits behind the dots.
  size_t start = 0;
  while (start < text.size() && (width + 3 > columns || columns_of(text[start]) == 0)) {
    width -= columns_of(text[start]);
    ++start;
  }
  return "..." + text.substr(start);
}

}  // namespace cce::cli
