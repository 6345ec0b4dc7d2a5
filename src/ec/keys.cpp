#include "ec/keys.hpp"

#include <cstring>

#include "base/registers.hpp"
#include "base/secret.hpp"
#include "drbg/rand.hpp"
#include "ec/ecdsa.hpp"

namespace cce::ec {
namespace {

void compute_public(PrivateKey& key) {
  key.Q.x = key.Q.y = {};
  operations(key.Q.curve).multiply_base(key.d.data(), key.Q.x.data(), key.Q.y.data());
  // A public key is public.
  ct::declassify(key.Q.x);
  ct::declassify(key.Q.y);
}

}  // namespace

Status generate(PrivateKey& key) {
  const Curve curve = key.Q.curve;
  for (int i = 0; i < max_candidates; ++i) {
    key.d = {};
    if (const Status s = rand::random(MutableBytes(key.d).first(size(curve))); s != Status::ok) return s;
    // A candidate that is refused is forgotten: that it was refused tells nothing of the key.
    if (!declassify(to_scalar(curve, key.d, true))) continue;
    compute_public(key);
    return Status::ok;
  }
  key.d = {};
  return Status::entropy;  // see max_candidates: this was no random number generator
}

Status test_pairwise(const PrivateKey& key) {
  // Any digest would do.
  constexpr std::array<uint8_t, 32> digest = {0x5a};
  Signature signature;
  const Status s = sign(key, digest, signature);
  if (s != Status::ok) return s;
  return verify_vartime(key.Q, digest, signature) ? Status::ok : Status::fatal;
}

Status import_private(Curve curve, Bytes d, PrivateKey& key) {
  key.Q.curve = curve;
  key.d = {};
  std::memcpy(key.d.data(), d.data(), size(curve));
  // Whether a key is accepted is what the caller is told.
  if (!declassify(operations(curve).is_scalar(key.d.data()))) {
    wipe(&key, sizeof key);
    return Status::key;
  }
  compute_public(key);
  registers::clear();  // d was copied
  return Status::ok;
}

Status import_public_vartime(Curve curve, Bytes point, PublicKey& key) {
  const size_t n = size(curve);
  if (point.size() == 1 && point[0] == 0x00) return Status::key;  // the identity (SEC 1 section 2.3.4, step 1)
  if (point.size() != compressed_size(curve) && point.size() != uncompressed_size(curve)) return Status::argument;
  key = {.curve = curve, .x = {}, .y = {}};
  std::memcpy(key.x.data(), point.data() + 1, n);
  const Operations& ops = operations(curve);
  const bool is_compressed = point.size() == compressed_size(curve);
  if (is_compressed && (point[0] == 0x02 || point[0] == 0x03))
    return ops.decompress_vartime(key.x.data(), point[0] == 0x03, key.y.data()) ? Status::ok : Status::key;
  // The hybrid forms 06 and 07 say the same thing twice, and nobody needs them.
  if (is_compressed || point[0] != 0x04) return Status::key;
  std::memcpy(key.y.data(), point.data() + 1 + n, n);
  return ops.is_on_curve_vartime(key.x.data(), key.y.data()) ? Status::ok : Status::key;
}

size_t encode(const PublicKey& key, bool compressed, MutableBytes point) {
  const size_t n = size(key.curve);
  std::memcpy(point.data() + 1, key.x.data(), n);
  if (compressed) {
    point[0] = static_cast<uint8_t>(0x02 | (key.y[n - 1] & 1));
    return compressed_size(key.curve);
  }
  point[0] = 0x04;
  std::memcpy(point.data() + 1 + n, key.y.data(), n);
  return uncompressed_size(key.curve);
}

}  // namespace cce::ec
