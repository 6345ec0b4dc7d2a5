#include "io/terminal.hpp"

#include <unistd.h>

#include <cstdlib>

namespace cce::cli {
namespace {

bool is_set(const char* variable) {
  const char* const value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

const char* escape_of(Colour colour) {
  switch (colour) {
    case Colour::good:
      return "\033[32m";
    case Colour::attention:
      return "\033[33m";
    case Colour::bad:
      return "\033[1;31m";
    case Colour::heading:
      return "\033[1m";
    case Colour::none:
      break;
  }
  return "";
}

}  // namespace

bool can_draw(int fd) {
  const char* const terminal = std::getenv("TERM");
  return isatty(fd) == 1 && (terminal == nullptr || std::string_view(terminal) != "dumb");
}

Palette::Palette() : coloured_(can_draw(STDOUT_FILENO) && !is_set("NO_COLOR")) {}

std::string Palette::paint(Colour colour, std::string_view text) const {
  std::string painted(text);
  if (!coloured_ || colour == Colour::none || text.empty()) return painted;
  return escape_of(colour) + painted + "\033[0m";
}

}  // namespace cce::cli
