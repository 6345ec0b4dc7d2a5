// Signatures as bytes: r || s, and the ECDSA-Sig-Value of RFC 3279 section 2.2.3 in DER.
#pragma once

#include <cstddef>

#include "base/bytes.hpp"
#include "ec/ecdsa.hpp"

namespace cce::ec {

enum class Format : uint8_t { raw = 1, der = 2 };

// 139 bytes for P-521 in DER: two INTEGERs of 66 bytes, whose highest bit is never set (521 bits), with a header of two
// each, in a SEQUENCE with a header of three. P-256: 2 + 2 * (2 + 33) = 72; P-384: 2 + 2 * (2 + 49) = 104.
constexpr size_t max_signature_size(Curve c, Format f) {
  if (f == Format::raw) return 2 * size(c);
  return c == Curve::p256 ? 72 : c == Curve::p384 ? 104 : 139;
}
constexpr size_t max_signature = 139;

// Writes the signature, r, s < n, and answers its length, at most max_signature_size. out has that much room.
size_t encode(Curve curve, Format format, const Signature& signature, MutableBytes out);

// False: not a signature in this format, for a curve of this size. DER is taken strictly: nothing negative, no byte that is
// not needed, nothing behind it.
[[nodiscard]] bool decode(Curve curve, Format format, Bytes in, Signature& signature);

}  // namespace cce::ec
