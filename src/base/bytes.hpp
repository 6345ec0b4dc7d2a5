// Byte ranges: every buffer below the API is a span, so a length never travels apart from its pointer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace cce {

using Bytes = std::span<const uint8_t>;
using MutableBytes = std::span<uint8_t>;

}  // namespace cce
