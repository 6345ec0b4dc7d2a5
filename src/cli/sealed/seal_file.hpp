// A whole file into a sealed one.
#pragma once

#include <functional>

#include "io/file.hpp"
#include "io/progress.hpp"
#include "secret_bytes.hpp"

namespace cce::cli::sealed {

using Write = std::function<void(std::span<const uint8_t>)>;

// Throws InputError, Failure when the input is longer than the format holds or the module refuses, and what write throws.
void seal_file(const File& input, const SecretBytes& key, const SecretBytes& associated_data, Progress& progress,
               const Write& write);

}  // namespace cce::cli::sealed
