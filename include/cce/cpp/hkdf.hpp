// SPDX-License-Identifier: Apache-2.0
//
// HKDF. A part of cce.hpp, which is the header to include.
#ifndef CCE_CPP_HKDF_HPP
#define CCE_CPP_HKDF_HPP

#include <cce/cce.h>
#include <cce/cpp/bytes.hpp>
#include <cce/cpp/hash.hpp>
#include <cce/cpp/result.hpp>

#include <cstdint>
#include <span>

namespace cce {

// The inputs have names at the call, or salt and key could be swapped unseen:
//     cce::hkdf(cce::Hash::sha256, {.salt = salt, .ikm = shared_secret, .info = cce::bytes("my protocol")}, key)
// What is derived goes to the caller's storage alone, which the caller wipes.
struct HkdfInput {
  Bytes salt = {}, ikm = {}, info = {};
};
struct HkdfExtractInput {
  Bytes salt = {}, ikm = {};
};
struct HkdfExpandInput {
  Bytes prk = {}, info = {};
};

// okm = HKDF(salt, ikm, info). CCE_OK_UNAPPROVED for an ikm shorter than 14 bytes.
inline Result hkdf(Hash hash, const HkdfInput& in, std::span<uint8_t> okm) noexcept {
  return cce_hkdf(detail::id(hash), in.salt.data(), in.salt.size(), in.ikm.data(), in.ikm.size(), in.info.data(),
                  in.info.size(), okm.data(), okm.size());
}

// prk = HKDF-Extract(salt, ikm). prk takes at least digest_size(hash) bytes, or it is CCE_ERR_BUFFER.
inline Result hkdf_extract(Hash hash, const HkdfExtractInput& in, std::span<uint8_t> prk) noexcept {
  return detail::with_room(prk, digest_size(hash), [&](uint8_t* to) {
    return cce_hkdf_extract(detail::id(hash), in.salt.data(), in.salt.size(), in.ikm.data(), in.ikm.size(), to);
  });
}

template <Hash hash>
Result hkdf_extract(const HkdfExtractInput& in, DigestSpan<hash> prk) noexcept {
  return hkdf_extract(hash, in, prk);
}

// okm = HKDF-Expand(prk, info).
inline Result hkdf_expand(Hash hash, const HkdfExpandInput& in, std::span<uint8_t> okm) noexcept {
  return cce_hkdf_expand(detail::id(hash), in.prk.data(), in.prk.size(), in.info.data(), in.info.size(), okm.data(),
                         okm.size());
}

}  // namespace cce

#endif  // CCE_CPP_HKDF_HPP
