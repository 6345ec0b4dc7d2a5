// Keys of the curves: FIPS 186-5 (2023) appendix A.2, SP 800-56A Rev. 3 section 5.6, SEC 1 v2.0 section 2.3.
#pragma once

#include <cstddef>

#include "base/bytes.hpp"
#include "base/status.hpp"
#include "ec/curve.hpp"
#include "ec/nonce.hpp"

namespace cce::ec {

// Q = (x, y), a point of its curve that is not the identity: as import_public, or multiplying the base point, left it.
struct PublicKey {
  Curve curve;
  Number x, y;
};

// d in [1, n - 1] and Q = d * G. A secret.
struct PrivateKey {
  PublicKey Q;
  Number d;
};

// A point's encodings (SEC 1 section 2.3.3).
constexpr size_t compressed_size(Curve c) { return 1 + size(c); }
constexpr size_t uncompressed_size(Curve c) { return 1 + 2 * size(c); }
constexpr size_t max_point_size = 1 + 2 * max_size;

// A new key (FIPS 186-5 section A.2.2, by rejection sampling). It has not been through the pairwise consistency test yet.
// On a failure nothing of it is left.
Status generate(PrivateKey& key);  // of key.Q.curve

// The pairwise consistency test (IG 10.3.A; SP 800-56A Rev. 3 section 5.6.2.1.4): a signature by d verifies under Q.
// Status::fatal when it does not.
Status test_pairwise(const PrivateKey& key);

// The key with this d. d.size() == size(curve). Status::key when d is not in [1, n - 1].
Status import_private(Curve curve, Bytes d, PrivateKey& key);

// The key at this point, with the full validation of SP 800-56A Rev. 3 section 5.6.2.3.3; its step 4, n * Q = 0, is implied by
// a cofactor of 1. Takes the compressed and the uncompressed encoding. Status::argument for a length that no encoding has;
// Status::key for anything else that is not a public key.
Status import_public_vartime(Curve curve, Bytes point, PublicKey& key);

// The length of the encoding, which is what is written. point.size() >= that.
size_t encode(const PublicKey& key, bool compressed, MutableBytes point);

}  // namespace cce::ec
