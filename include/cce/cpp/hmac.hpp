// SPDX-License-Identifier: Apache-2.0
//
// HMAC in one call, and its verification. A part of cce.hpp, which is the header to include.
#ifndef CCE_CPP_HMAC_HPP
#define CCE_CPP_HMAC_HPP

#include <cce/cce.h>
#include <cce/cpp/bytes.hpp>
#include <cce/cpp/hash.hpp>
#include <cce/cpp/result.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace cce {

// out = HMAC(key, msg). CCE_OK_UNAPPROVED for a key shorter than 14 bytes. out as for digest.
inline Result hmac(Hash hash, Bytes key, Bytes msg, std::span<uint8_t> out) noexcept {
  return detail::with_room(out, digest_size(hash), [&](uint8_t* to) {
    return cce_hmac(detail::id(hash), key.data(), key.size(), msg.data(), msg.size(), to);
  });
}

template <Hash hash>
Result hmac(Bytes key, Bytes msg, DigestSpan<hash> out) noexcept {
  return hmac(hash, key, msg, out);
}

template <Hash hash>
Outcome<DigestArray<hash>> hmac(Bytes key, Bytes msg) noexcept {
  return detail::with_array<digest_size(hash)>([&](auto out) { return hmac<hash>(key, msg, out); });
}

// Whether mac is HMAC(key, msg) cut to mac_size bytes, in time that does not depend on where they differ. mac_size (4 to
// digest_size) is a constant of your protocol, and not mac.size(): a MAC of another length is CCE_ERR_AUTH, so that a
// sender cannot choose how little to forge.
inline Result hmac_verify_truncated(Hash hash, Bytes key, Bytes msg, Bytes mac, size_t mac_size) noexcept {
  if (mac.size() != mac_size) return CCE_ERR_AUTH;
  return cce_hmac_verify(detail::id(hash), key.data(), key.size(), msg.data(), msg.size(), mac.data(), mac_size);
}

// Whether mac is the whole of HMAC(key, msg). Never compare MACs by ==: the time it takes tells where they differ.
inline Result hmac_verify(Hash hash, Bytes key, Bytes msg, Bytes mac) noexcept {
  return hmac_verify_truncated(hash, key, msg, mac, digest_size(hash));
}

template <Hash hash>
Result hmac_verify(Bytes key, Bytes msg, std::span<const uint8_t, digest_size(hash)> mac) noexcept {
  return hmac_verify(hash, key, msg, mac);
}

}  // namespace cce

#endif  // CCE_CPP_HMAC_HPP
