// The hash that a caller names.
#pragma once

#include <cce/cce.h>

#include "sha2/sha2.hpp"

namespace cce::api {

// Whatever integer the caller put into the enum.
inline bool is_known(cce_hash hash) { return hash >= CCE_SHA224 && hash <= CCE_SHA512_256; }
// cce_digest_size, where the call would be felt.
inline size_t digest_size(cce_hash hash) {
  return is_known(hash) ? sha2::digest_size(static_cast<sha2::Hash>(hash)) : 0;
}

}  // namespace cce::api
