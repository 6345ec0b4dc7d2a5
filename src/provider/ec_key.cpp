#include "provider/ec_key.hpp"

#include <cstring>

namespace cce::provider {
namespace {

constexpr Curve table[] = {
    {CCE_P256, "prime256v1:P-256:secp256r1:1.2.840.10045.3.1.7", "prime256v1", 32, 256, 128, 72, "SHA256"},
    {CCE_P384, "secp384r1:P-384:1.3.132.0.34", "secp384r1", 48, 384, 192, 104, "SHA384"},
    {CCE_P521, "secp521r1:P-521:1.3.132.0.35", "secp521r1", 66, 521, 256, 139, "SHA512"},
};

}  // namespace

std::span<const Curve> curves() { return table; }

const Curve* curve_named(std::string_view name) {
  for (const Curve& curve : table)
    if (is_among(name, curve.names)) return &curve;
  return nullptr;
}

Scalar::~Scalar() { explicit_bzero(bytes.data(), bytes.size()); }

bool export_point(const EcKey& key, Point& point) {
  if (key.public_key == nullptr) return refuse(*key.provider, Reason::no_key);
  point.size = point.bytes.size();
  return is_done(*key.provider, cce_ec_public_export(key.public_key, 0, point.bytes.data(), &point.size));
}

bool set_public_key(EcKey& key, Bytes point) {
  if (key.curve == nullptr || key.private_key != nullptr) return refuse(*key.provider, Reason::wrong_order);
  cce_ec_public* made = nullptr;
  if (!is_done(*key.provider, cce_ec_public_import(key.curve->id, point.data(), point.size(), &made))) return false;
  cce_ec_public_free(key.public_key);
  key.public_key = made;
  return true;
}

bool export_scalar(const EcKey& key, Scalar& scalar) {
  if (key.private_key == nullptr) return refuse(*key.provider, Reason::no_key);
  scalar.size = scalar.bytes.size();
  return is_done(*key.provider, cce_ec_key_export(key.private_key, scalar.bytes.data(), &scalar.size));
}

bool set_private_key(EcKey& key, Bytes scalar) {
  cce_ec_key* made = nullptr;
  cce_ec_public* its_public = nullptr;
  if (!is_done(*key.provider, cce_ec_key_import(key.curve->id, scalar.data(), scalar.size(), &made)) ||
      !is_done(*key.provider, cce_ec_key_public(made, &its_public))) {
    cce_ec_key_free(made);
    return false;
  }
  cce_ec_key_free(key.private_key);
  cce_ec_public_free(key.public_key);
  key.private_key = made;
  key.public_key = its_public;
  return true;
}

}  // namespace cce::provider
