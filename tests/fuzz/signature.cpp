// Signatures in DER: each has one encoding, so what is taken is what would be written.
#include <algorithm>
#include <array>

#include "ec/signature.hpp"
#include "target.hpp"

using namespace cce;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  for (const ec::Curve c : {ec::Curve::p256, ec::Curve::p384, ec::Curve::p521}) {
    ec::Signature signature;
    if (!ec::decode(c, ec::Format::der, {data, size}, signature)) continue;
    // What signs never makes a number of more bits than n has, and encode has no room for it.
    if (c == ec::Curve::p521 && (signature.r[0] > 1 || signature.s[0] > 1)) continue;
    std::array<uint8_t, ec::max_signature> written;
    fuzz::require(ec::encode(c, ec::Format::der, signature, written) == size);
    fuzz::require(std::equal(data, data + size, written.begin()));
  }
  return 0;
}
