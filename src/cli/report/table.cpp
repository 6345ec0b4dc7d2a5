#include "report/table.hpp"

#include <algorithm>
#include <utility>

namespace cce::cli {
namespace {

std::vector<size_t> column_widths(const std::vector<std::vector<Cell>>& rows) {
  std::vector<size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (size_t i = 0; i < row.size(); ++i)
      if (row[i].right || i + 1 < row.size()) widths[i] = std::max(widths[i], row[i].text.size());
  }
  return widths;
}

}  // namespace

std::string table(const std::vector<std::vector<Cell>>& rows, const Palette& palette) {
  const std::vector<size_t> widths = column_widths(rows);
  std::string text;
  for (const auto& row : rows) {
    // Padding is held back until something follows it.
    size_t spaces = 2;
    for (size_t i = 0; i < row.size(); ++i) {
      const Cell& cell = row[i];
      const size_t padding = widths[i] - std::min(widths[i], cell.text.size());
      if (cell.right) spaces += padding;
      if (!cell.text.empty()) text.append(std::exchange(spaces, 0), ' ').append(palette.paint(cell.colour, cell.text));
      spaces += cell.right ? 2 : padding + 2;
    }
    text += '\n';
  }
  return text;
}

}  // namespace cce::cli
