// SPDX-License-Identifier: Apache-2.0
//
// The key derivations of TLS. A part of cce.hpp, which is the header to include.
#ifndef CCE_CPP_TLS_HPP
#define CCE_CPP_TLS_HPP

#include <cce/cce.h>
#include <cce/cpp/bytes.hpp>
#include <cce/cpp/hash.hpp>
#include <cce/cpp/result.hpp>

#include <cstdint>
#include <span>

namespace cce {

// The inputs have names at the call, as those of hkdf:
//     cce::tls13_expand_label(cce::Hash::sha384, {.secret = traffic, .label = cce::bytes("key")}, key)
// What is derived goes to the caller's storage alone, which the caller wipes.
struct Tls13ExtractInput {
  Bytes previous = {}, ikm = {};
};
struct Tls13LabelInput {
  Bytes secret = {}, label = {}, context = {};
};
struct Tls12PrfInput {
  Bytes secret = {}, label = {}, seed = {};
};

// The next secret of TLS 1.3's key schedule. secret takes at least digest_size(hash) bytes, or it is CCE_ERR_BUFFER.
inline Result tls13_extract(Hash hash, const Tls13ExtractInput& in, std::span<uint8_t> secret) noexcept {
  return detail::with_room(secret, digest_size(hash), [&](uint8_t* to) {
    return cce_tls13_extract(detail::id(hash), in.previous.data(), in.previous.size(), in.ikm.data(), in.ikm.size(), to);
  });
}

// okm = HKDF-Expand-Label(secret, label, context); the label without "tls13 ".
inline Result tls13_expand_label(Hash hash, const Tls13LabelInput& in, std::span<uint8_t> okm) noexcept {
  return cce_tls13_expand_label(detail::id(hash), in.secret.data(), in.secret.size(), in.label.data(), in.label.size(),
                                in.context.data(), in.context.size(), okm.data(), okm.size());
}

// out = PRF(secret, label, seed) of TLS 1.2. CCE_OK_UNAPPROVED for a "master secret" that is not the extended one.
inline Result tls12_prf(Hash hash, const Tls12PrfInput& in, std::span<uint8_t> out) noexcept {
  return cce_tls12_prf(detail::id(hash), in.secret.data(), in.secret.size(), in.label.data(), in.label.size(),
                       in.seed.data(), in.seed.size(), out.data(), out.size());
}

}  // namespace cce

#endif  // CCE_CPP_TLS_HPP
