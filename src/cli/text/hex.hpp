// Hexadecimal, both ways.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "secret_bytes.hpp"

namespace cce::cli {

// Lower case, two digits a byte.
std::string to_hex(std::span<const uint8_t> bytes);
// The same in a buffer that is wiped.
SecretBytes to_hex_digits(std::span<const uint8_t> bytes);
// The same, with a newline at its end.
SecretBytes to_hex_line(const SecretBytes& bytes);

// Both cases of digits; nullopt unless text is hexadecimal digits alone, an even number of them.
std::optional<std::vector<uint8_t>> from_hex(std::string_view text);
// As from_hex, for what may be secret. Throws UsageError, which names `option` and the place, never the digits.
SecretBytes secret_from_hex(std::string_view text, const std::string& option);

}  // namespace cce::cli
