// Figures in columns, within 120 characters a line.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace cce::bench {

std::string fixed(double value, int digits);

// Three figures that count: 0.41, 12.3, 1410.
std::string three_figures(double value);

// The first column to the left, the others to the right, each as wide as it needs to be; an empty row is an empty line, and
// one of a single cell a heading.
class TextTable {
 public:
  void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  void print(std::ostream& out) const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

// `what`, then the text at column 16, broken between words where a line would be too long.
void print_line(std::ostream& out, const std::string& what, const std::string& text);

}  // namespace cce::bench
