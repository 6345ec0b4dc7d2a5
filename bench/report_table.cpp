#include "report_table.hpp"

#include <algorithm>
#include <iomanip>
#include <ostream>
#include <sstream>

namespace cce::bench {
namespace {

constexpr size_t line_width = 120, indent = 16, gap = 2;

}  // namespace

std::string fixed(double value, int digits) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(digits) << value;
  return text.str();
}

std::string three_figures(double value) { return fixed(value, value < 9.995 ? 2 : value < 99.95 ? 1 : 0); }

void TextTable::print(std::ostream& out) const {
  std::vector<size_t> widths;
  for (const auto& row : rows_) {
    if (row.size() < 2) continue;
    widths.resize(std::max(widths.size(), row.size()));
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  for (const auto& row : rows_) {
    std::ostringstream line;
    for (size_t i = 0; i < row.size(); ++i) {
      if (i == 0)
        line << std::left << std::setw(row.size() > 1 ? static_cast<int>(widths[0]) : 0) << row[0];
      else
        line << std::right << std::setw(static_cast<int>(widths[i] + gap)) << row[i];
    }
    std::string text = line.str();
    text.erase(text.find_last_not_of(' ') + 1);
    out << text << '\n';
  }
}

void print_line(std::ostream& out, const std::string& what, const std::string& text) {
  std::istringstream words(text);
  std::string line = what + std::string(what.size() < indent ? indent - what.size() : 1, ' ');
  bool begins = true;
  for (std::string word; words >> word; begins = false) {
    if (!begins && line.size() + 1 + word.size() > line_width) {
      out << line << '\n';
      line.assign(indent, ' ');
      begins = true;
    }
    line += (begins ? "" : " ") + word;
  }
  out << line << '\n';
}

}  // namespace cce::bench
