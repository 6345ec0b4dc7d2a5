// SPDX-License-Identifier: Apache-2.0
//
// The key derivation function of X9.63, for secrets of ECDH. A part of cce.hpp, which is the header to include.
#ifndef CCE_CPP_X963_HPP
#define CCE_CPP_X963_HPP

#include <cce/cce.h>
#include <cce/cpp/bytes.hpp>
#include <cce/cpp/hash.hpp>
#include <cce/cpp/result.hpp>

#include <cstdint>
#include <span>

namespace cce {

// The inputs have names at the call, or the secret and what is public could be swapped unseen:
//     cce::x963_kdf(cce::Hash::sha256, {.z = shared_secret, .shared_info = info}, key)
struct X963Input {
  Bytes z = {}, shared_info = {};
};

// What is derived goes to the caller's storage alone, which the caller wipes. CCE_OK_UNAPPROVED for a z shorter than 14 bytes,
// and for SHA-512/256.
inline Result x963_kdf(Hash hash, const X963Input& in, std::span<uint8_t> out) noexcept {
  return cce_x963_kdf(detail::id(hash), in.z.data(), in.z.size(), in.shared_info.data(), in.shared_info.size(),
                      out.data(), out.size());
}

}  // namespace cce

#endif  // CCE_CPP_X963_HPP
