#include "ec_call.hpp"

#include <algorithm>

#include "curve_name.hpp"

namespace cce::kat::ec {
namespace {

Point point_in(const Bytes& encoded) {
  const auto half = static_cast<std::ptrdiff_t>((encoded.size() - 1) / 2);
  const auto strip = [](auto begin, auto end) {
    while (begin != end && *begin == 0) ++begin;
    return Bytes(begin, end);
  };
  return {strip(encoded.begin() + 1, encoded.begin() + 1 + half), strip(encoded.begin() + 1 + half, encoded.end())};
}

Bytes exported(const Public& key, int compressed) {
  Bytes encoded(CCE_MAX_POINT_SIZE);
  std::size_t size = encoded.size();
  expect_result("cce_ec_public_export", CCE_OK, cce_ec_public_export(key.get(), compressed, encoded.data(), &size));
  encoded.resize(size);
  return encoded;
}

cce_result import(cce_curve curve, const Bytes& encoded, Public& key) {
  cce_ec_public* handle = nullptr;
  const cce_result result = cce_ec_public_import(curve, encoded.data(), encoded.size(), &handle);
  key.reset(handle);
  return result;
}

}  // namespace

cce_result try_private(cce_curve curve, const Bytes& d, Key& key) {
  cce_ec_key* handle = nullptr;
  const Bytes number = padded(d, field_size(curve));
  const cce_result result = cce_ec_key_import(curve, number.data(), number.size(), &handle);
  key.reset(handle);
  return result;
}

Key import_private(cce_curve curve, const Bytes& d) {
  Key key;
  expect_result("cce_ec_key_import", CCE_OK, try_private(curve, d, key));
  return key;
}

Public import_public(cce_curve curve, const Point& point) {
  Public key;
  expect_result("cce_ec_public_import", CCE_OK, try_public(curve, point, key));
  return key;
}

Public public_of(const Key& key) {
  cce_ec_public* handle = nullptr;
  expect_result("cce_ec_key_public", CCE_OK, cce_ec_key_public(key.get(), &handle));
  return Public(handle);
}

Point point_of(const Public& key) { return point_in(exported(key, 0)); }

Bytes uncompressed(cce_curve curve, const Point& point) {
  const std::size_t size = std::max({field_size(curve), point.x.size(), point.y.size()});
  Bytes encoded{4};
  for (const Bytes& coordinate : {padded(point.x, size), padded(point.y, size)})
    encoded.insert(encoded.end(), coordinate.begin(), coordinate.end());
  return encoded;
}

cce_result try_public(cce_curve curve, const Point& point, Public& key) {
  const Bytes encoded = uncompressed(curve, point);
  const cce_result result = import(curve, encoded, key);
  if (result != CCE_OK) return result;
  expect_equal("the point that was imported", encoded, exported(key, 0));
  Public again;
  expect_result("cce_ec_public_import, compressed", CCE_OK, import(curve, exported(key, 1), again));
  expect_equal("the point from its compressed form", encoded, exported(again, 0));
  return result;
}

void expect_pair(const Key& key, const Point& point) {
  const Point got = point_of(public_of(key));
  expect_equal("x of d * G", point.x, got.x);
  expect_equal("y of d * G", point.y, got.y);
}

Bytes agree(cce_curve curve, const Key& key, const Public& peer) {
  Bytes z(field_size(curve));
  std::size_t size = z.size();
  expect_result("cce_ecdh", CCE_OK, cce_ecdh(key.get(), peer.get(), z.data(), &size));
  if (size != z.size()) throw Mismatch{"length of Z", std::to_string(z.size()), std::to_string(size)};
  return z;
}

}  // namespace cce::kat::ec
