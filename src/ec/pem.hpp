// PEM (RFC 7468): keys as text.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "base/bytes.hpp"
#include "base/status.hpp"

namespace cce::ec::pem {

inline constexpr std::string_view private_key = "PRIVATE KEY", ec_private_key = "EC PRIVATE KEY",
                                  public_key = "PUBLIC KEY";

// Room for the DER of any key that is taken, with a good deal for parameters that are spelled out, which are refused later.
constexpr size_t max_der = 2048;

// Finds the one block whose label is among these, and decodes it. Text outside of blocks is explanation (section 2), and a
// block "EC PARAMETERS" is what `openssl ecparam -genkey` puts ahead of a key. Inside a block there is nothing but base64,
// in lines that end with LF or CR LF. Time depends on the text's layout only, and not on the characters of the base64.
//   unsupported: the block, or what it holds, is encrypted, or of another kind
//   key:         no block, more than one, not well-formed, or longer than der
Status read(Bytes text, std::span<const std::string_view> labels, MutableBytes der, size_t& der_size);

size_t text_size(std::string_view label, size_t der_size);
// Lines of 64 characters that end with LF. text.size() >= text_size.
void write(std::string_view label, Bytes der, MutableBytes text);

}  // namespace cce::ec::pem
