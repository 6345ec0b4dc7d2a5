// What a terminal may be shown beyond plain text.
#pragma once

#include <string>
#include <string_view>

namespace cce::cli {

// A terminal that understands cursor movement.
bool can_draw(int fd);

enum class Colour { none, good, attention, bad, heading };

// Colours text on standard output when it is a terminal and the user has not set NO_COLOR (no-color.org).
class Palette {
 public:
  Palette();
  std::string paint(Colour colour, std::string_view text) const;

 private:
  const bool coloured_;
};

}  // namespace cce::cli
