// The object identifiers of keys, as the contents of their DER: RFC 5480 section 2.1.1.
#pragma once

#include <array>
#include <optional>

#include "ec/curve.hpp"
#include "ec/der.hpp"

namespace cce::ec {

// id-ecPublicKey: 1.2.840.10045.2.1
inline constexpr std::array<uint8_t, 7> ec_public_key = {0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01};
// secp256r1: 1.2.840.10045.3.1.7; secp384r1: 1.3.132.0.34; secp521r1: 1.3.132.0.35
inline constexpr std::array<uint8_t, 8> secp256r1 = {0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07};
inline constexpr std::array<uint8_t, 5> secp384r1 = {0x2b, 0x81, 0x04, 0x00, 0x22};
inline constexpr std::array<uint8_t, 5> secp521r1 = {0x2b, 0x81, 0x04, 0x00, 0x23};

inline Bytes name_of(Curve c) {
  if (c == Curve::p256) return secp256r1;
  if (c == Curve::p384) return secp384r1;
  return secp521r1;
}

inline std::optional<Curve> curve_named(Bytes oid) {
  for (const Curve c : {Curve::p256, Curve::p384, Curve::p521})
    if (der::is_same(oid, name_of(c))) return c;
  return std::nullopt;
}

}  // namespace cce::ec
