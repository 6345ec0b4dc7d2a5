#include "io/line_reader.hpp"

#include <algorithm>

namespace cce::cli {

LineReader::LineReader(const std::string& name) : file_(name), buffer_(max_line) {}

bool LineReader::refill() {
  begin_ = 0;
  end_ = file_.read(buffer_);
  return end_ != 0;
}

std::optional<std::string> LineReader::next() {
  std::string line;
  bool any = false, too_long = false;
  while (begin_ != end_ || refill()) {
    any = true;
    const auto first = buffer_.begin() + static_cast<std::ptrdiff_t>(begin_);
    const auto last = buffer_.begin() + static_cast<std::ptrdiff_t>(end_);
    const auto newline = std::find(first, last, '\n');
    too_long = too_long || line.size() + static_cast<size_t>(newline - first) > max_line;
    if (!too_long) line.append(first, newline);
    begin_ = static_cast<size_t>(newline - buffer_.begin()) + (newline == last ? 0 : 1);
    if (newline != last) break;
  }
  if (!any) return std::nullopt;
  return too_long ? std::string(1, '\0') : line;
}

}  // namespace cce::cli
