// cce digest --check.
#pragma once

#include <string>
#include <vector>

#include "exit_code.hpp"
#include "text/hash_name.hpp"

namespace cce::cli {

struct CheckOptions {
  bool ignore_missing = false;
  bool quiet = false;   // no line for a file that is OK
  bool status = false;  // no lines and no counts at all
  bool strict = false;  // an improper line fails the check
  bool warn = false;    // each improper line is named
};

// Checks all that the checksum files list. Whatever keeps a file from being verified, and a checksum file that cannot be
// read or holds no proper line, makes the answer not_verified.
ExitCode check_digests(const HashName& hash, const std::vector<std::string>& checksum_files,
                       const CheckOptions& options);

}  // namespace cce::cli
