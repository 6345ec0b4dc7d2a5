// What must hold of keys, signatures and shared secrets, whatever file they are from; through the C ABI, and for a k that
// is given, through the object files that libcce.so is made of: the ABI has no way to put one in.
#pragma once

#include <cce/cce.h>

#include <memory>

#include "../test_vector.hpp"

namespace cce::kat::ec {

struct Free {
  void operator()(cce_ec_key* key) const { cce_ec_key_free(key); }
  void operator()(cce_ec_public* key) const { cce_ec_public_free(key); }
};
using Key = std::unique_ptr<cce_ec_key, Free>;
using Public = std::unique_ptr<cce_ec_public, Free>;

struct Point {
  Bytes x, y;  // as they are in the file, without zeros before them: they may be out of range

  bool operator==(const Point&) const = default;
};

// These throw Mismatch when the module refuses.
Key import_private(cce_curve curve, const Bytes& d);
Public import_public(cce_curve curve, const Point& point);
Public public_of(const Key& key);
Point point_of(const Public& key);

// The module's answer, and the key when it took it.
cce_result try_private(cce_curve curve, const Bytes& d, Key& key);

// The module's answer to the uncompressed encoding, and the key when it took it: then it gives the same point back, and takes
// its compressed form too.
cce_result try_public(cce_curve curve, const Point& point, Public& key);

// 04 || x || y, longer than it may be when a coordinate is.
Bytes uncompressed(cce_curve curve, const Point& point);

// d's public key is the point. Throws Mismatch.
void expect_pair(const Key& key, const Point& point);

// Z = ECDH(key, peer).
Bytes agree(cce_curve curve, const Key& key, const Public& peer);

}  // namespace cce::kat::ec
