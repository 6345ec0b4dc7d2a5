// Runs every case of a file and keeps what came of it.
#pragma once

#include <string>
#include <vector>

#include "reader.hpp"

namespace cce::kat {

struct Failure {
  std::string where, what, expected, got;
};

struct FileResult {
  std::string path, format, algorithm;  // the last two empty for what is not a vector file
  std::size_t passed = 0, failed = 0, skipped = 0;
  std::vector<Failure> failures;
  std::vector<std::string> errors;                         // "path:line: what is wrong with the file"
  std::vector<std::pair<std::string, std::string>> skips;  // the case, the reason
  std::string note;                                        // why the file as a whole was not run
};

// `named`: the user named the file, so it must be a vector file.
FileResult run_file(const std::string& path, bool named);

}  // namespace cce::kat
