// The key of a sealed file, from a file: 32 bytes as they are, or 64 hexadecimal digits and at most an end of line.
#pragma once

#include <string>

#include "secret_bytes.hpp"

namespace cce::cli::sealed {

// Throws InputError, and UsageError for what is not a key. Warns on standard error when others may read the file.
SecretBytes read_key_file(const std::string& name);

}  // namespace cce::cli::sealed
