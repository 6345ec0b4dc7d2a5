// Base64 (RFC 4648 section 4), for what may be secret: no table is indexed by it.
#pragma once

#include "secret_bytes.hpp"

namespace cce::cli {

// The letters, padded with '=', in a buffer that is wiped. Parts whose lengths are multiples of 3 may be joined.
SecretBytes to_base64(std::span<const uint8_t> bytes);

}  // namespace cce::cli
