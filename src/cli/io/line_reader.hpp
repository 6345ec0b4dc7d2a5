// A text file by lines.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/file.hpp"

namespace cce::cli {

class LineReader {
 public:
  // Throws InputError.
  explicit LineReader(const std::string& name);

  // The next line without its newline, or nullopt at the end. A line above max_line comes as a single NUL: it is
  // not text, and to keep it whole could take all memory. Throws InputError.
  std::optional<std::string> next();

  static constexpr size_t max_line = 64 * 1024;

 private:
  bool refill();

  File file_;
  std::vector<uint8_t> buffer_;
  size_t begin_ = 0, end_ = 0;
};

}  // namespace cce::cli
