// Files of any size, in pieces.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "io/progress.hpp"

namespace cce::cli {

using Sink = std::function<void(std::span<const uint8_t>)>;

// Hands the whole of a file ("-": standard input) to the sink, piece by piece, and keeps the progress bar moving; the
// bar is hidden again afterwards, whatever happened. Throws InputError, and what the sink throws.
void stream(const std::string& name, Progress& progress, const Sink& sink);

}  // namespace cce::cli
