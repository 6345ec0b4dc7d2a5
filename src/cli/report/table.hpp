// Columns of text, each as wide as its widest cell; a cell at the end of its row may be longer.
#pragma once

#include <string>
#include <vector>

#include "io/terminal.hpp"

namespace cce::cli {

struct Cell {
  std::string text;
  Colour colour = Colour::none;
  bool right = false;  // numbers
};

// Each row on a line of its own, indented by two spaces, without trailing spaces.
std::string table(const std::vector<std::vector<Cell>>& rows, const Palette& palette);

}  // namespace cce::cli
