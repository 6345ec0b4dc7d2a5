// SPDX-License-Identifier: Apache-2.0
//
// What every service reads. A part of cce.hpp, which is the header to include.
#ifndef CCE_CPP_BYTES_HPP
#define CCE_CPP_BYTES_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace cce {

// What every service reads. std::array, std::vector and C arrays of uint8_t convert to it.
using Bytes = std::span<const uint8_t>;

// The bytes of a text; of a string literal without the NUL that ends it.
inline Bytes bytes(std::string_view text) noexcept {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

// The bytes that std::as_bytes gives of anything.
inline Bytes bytes(std::span<const std::byte> data) noexcept {
  return {reinterpret_cast<const uint8_t*>(data.data()), data.size()};
}

}  // namespace cce

#endif  // CCE_CPP_BYTES_HPP
