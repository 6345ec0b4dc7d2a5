#include <array>

#include "base/ct.hpp"
#include "base/secret.hpp"
#include "ec/key_file.hpp"
#include "ec/key_names.hpp"

namespace cce::ec {
namespace {

using der::Reader;

constexpr std::array<uint8_t, 1> one = {1};

// What a file says of a private key. The views are into the file.
struct Parts {
  std::optional<Curve> curve;
  Bytes d;
  std::array<Bytes, 2> points;  // of the public key, where there is one
};

// ECParameters, of which the choice namedCurve is taken (RFC 5480 section 2.1.1). curve: what is known already.
Status take_curve(Reader& reader, std::optional<Curve>& curve) {
  if (reader.is_next(der::sequence)) return Status::unsupported;
  Bytes oid;
  if (!reader.take(der::object_identifier, oid)) return Status::key;
  ct::declassify(oid);
  const auto named = curve_named(oid);
  if (!named) return Status::unsupported;
  if (curve && *curve != *named) return Status::key;
  curve = named;
  return Status::ok;
}

// AlgorithmIdentifier (RFC 5480 section 2.1.1): unrestricted elliptic curve keys.
Status take_algorithm(Reader& reader, std::optional<Curve>& curve) {
  Bytes contents, oid;
  if (!reader.take(der::sequence, contents)) return Status::key;
  Reader inner(contents);
  if (!inner.take(der::object_identifier, oid)) return Status::key;
  ct::declassify(oid);
  if (!der::is_same(oid, ec_public_key)) return Status::unsupported;
  const Status s = take_curve(inner, curve);
  return s == Status::ok && !inner.is_at_end() ? Status::key : s;
}

// What follows the version in ECPrivateKey (RFC 5915 section 3).
Status read_ec_private_key(Reader& reader, Parts& parts) {
  if (!reader.take(der::octet_string, parts.d)) return Status::key;
  Bytes contents;
  if (reader.is_next(der::context_0)) {
    if (!reader.take(der::context_0, contents)) return Status::key;
    Reader inner(contents);
    if (const Status s = take_curve(inner, parts.curve); s != Status::ok) return s;
    if (!inner.is_at_end()) return Status::key;
  }
  if (reader.is_next(der::context_1)) {
    if (!reader.take(der::context_1, contents)) return Status::key;
    Reader inner(contents);
    if (!inner.take_bits(der::bit_string, parts.points[0]) || !inner.is_at_end()) return Status::key;
  }
  return reader.is_at_end() ? Status::ok : Status::key;
}

// What follows the version in OneAsymmetricKey (RFC 5958 section 2). Attributes are taken and not looked at; version 2
// is version 1 with a public key.
Status read_pkcs8(Reader& reader, bool is_version_2, Parts& parts) {
  if (const Status s = take_algorithm(reader, parts.curve); s != Status::ok) return s;
  Bytes wrapped, contents;
  if (!reader.take(der::octet_string, wrapped)) return Status::key;
  if (reader.is_next(der::context_0) && !reader.take(der::context_0, contents)) return Status::key;
  if (is_version_2 && !reader.take_bits(der::context_1_primitive, parts.points[1])) return Status::key;
  Reader whole(wrapped);
  if (!reader.is_at_end() || !whole.take(der::sequence, contents) || !whole.is_at_end()) return Status::key;
  Reader inner(contents);
  return inner.take_exactly(der::integer, one) ? read_ec_private_key(inner, parts) : Status::key;
}

// Both structures are a SEQUENCE that starts with a version; a PKCS#8 of version 2 and an ECPrivateKey have the same, and
// differ in what comes then.
Status read_parts(Bytes file, Parts& parts) {
  Reader whole(file);
  Bytes contents;
  if (!whole.take(der::sequence, contents) || !whole.is_at_end()) return Status::key;
  Reader reader(contents);
  if (reader.is_next(der::sequence)) return Status::unsupported;  // EncryptedPrivateKeyInfo (RFC 5958 section 3)
  Bytes version;
  if (!reader.take(der::integer, version) || version.size() != 1) return Status::key;
  ct::declassify(version);
  if (version[0] > 1) return Status::key;
  if (version[0] == 1 && reader.is_next(der::octet_string)) return read_ec_private_key(reader, parts);
  return read_pkcs8(reader, version[0] == 1, parts);
}

bool is_public_key_of(const PrivateKey& key, Bytes point) {
  PublicKey stated;
  return import_public_vartime(key.Q.curve, point, stated) == Status::ok && stated.x == key.Q.x && stated.y == key.Q.y;
}

}  // namespace

Status read_private(Bytes der, PrivateKey& key) {
  Parts parts;
  if (const Status s = read_parts(der, parts); s != Status::ok) return s;
  if (!parts.curve || parts.d.size() != size(*parts.curve)) return Status::key;
  if (const Status s = import_private(*parts.curve, parts.d, key); s != Status::ok) return s;
  for (const Bytes point : parts.points) {
    if (point.empty() || is_public_key_of(key, point)) continue;
    wipe(&key, sizeof key);
    return Status::key;
  }
  return Status::ok;
}

Status read_public_vartime(Bytes der, PublicKey& key) {
  Reader whole(der);
  Bytes contents, point;
  if (!whole.take(der::sequence, contents) || !whole.is_at_end()) return Status::key;
  Reader reader(contents);
  std::optional<Curve> curve;
  if (const Status s = take_algorithm(reader, curve); s != Status::ok) return s;
  if (!reader.take_bits(der::bit_string, point) || !reader.is_at_end()) return Status::key;
  return import_public_vartime(*curve, point, key) == Status::ok ? Status::ok : Status::key;
}

}  // namespace cce::ec
