// Octet strings and their hexadecimal text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cce::kat {

using Bytes = std::vector<std::uint8_t>;

// Nothing for an odd number of digits or for a character that is not a hexadecimal digit.
std::optional<Bytes> from_hex(std::string_view digits);
std::string to_hex(const std::uint8_t* bytes, std::size_t count);
std::string to_hex(const Bytes& bytes);

}  // namespace cce::kat
