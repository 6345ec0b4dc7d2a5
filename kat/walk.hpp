// From the command line's arguments to the files to look at.
#pragma once

#include <string>
#include <vector>

namespace cce::kat {

struct Input {
  std::string path;
  bool named;         // given by name, not found in a directory: it must be a vector file
  std::string error;  // why it cannot be looked at, if it cannot
};

// Directories are walked with all that is below them, in the order of names; symbolic links to directories are not
// followed. Each file occurs once, and answers (expectedResults.json) only as part of their prompt.
std::vector<Input> inputs(const std::vector<std::string>& arguments);

}  // namespace cce::kat
