// Quantities and names as people read them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace cce::cli {

std::string human_bytes(uint64_t bytes);                       // "1.50 GiB"
std::string human_microseconds(uint64_t ns);                   // "78.6 us"
std::string shorten(const std::string& text, size_t columns);  // keeps the end, which tells file names apart

}  // namespace cce::cli
