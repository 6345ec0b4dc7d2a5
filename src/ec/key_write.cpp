#include "base/secret.hpp"
#include "ec/key_file.hpp"
#include "ec/key_names.hpp"

namespace cce::ec {
namespace {

using der::Writer;

// BIT STRING: the point, uncompressed.
void put_point(Writer& writer, const PublicKey& key) {
  const size_t mark = writer.written();
  std::array<uint8_t, max_point_size> point;
  writer.put(Bytes(point).first(encode(key, false, point)));
  writer.put(uint8_t{0});  // no unused bits
  writer.close(der::bit_string, mark);
}

void put_algorithm(Writer& writer, Curve curve) {
  const size_t mark = writer.written();
  writer.put(name_of(curve));
  writer.close(der::object_identifier, mark);
  const size_t inner = writer.written();
  writer.put(ec_public_key);
  writer.close(der::object_identifier, inner);
  writer.close(der::sequence, mark);
}

void put_version(Writer& writer, uint8_t version) { writer.put_integer({&version, 1}); }

}  // namespace

// The lengths that follow from the structure below; the tests write each and compare.
size_t private_der_size(Curve c) { return c == Curve::p256 ? 138 : c == Curve::p384 ? 185 : max_private_der; }
size_t public_der_size(Curve c) { return c == Curve::p256 ? 91 : c == Curve::p384 ? 120 : max_public_der; }

// Exactly as long as that, so that what is written backwards begins where the caller's bytes begin.
void write_private(const PrivateKey& key, MutableBytes der) {
  const Curve curve = key.Q.curve;
  Writer writer(der.first(private_der_size(curve)));
  put_point(writer, key.Q);
  writer.close(der::context_1);
  const size_t mark = writer.written();
  writer.put(Bytes(key.d).first(size(curve)));
  writer.close(der::octet_string, mark);
  put_version(writer, 1);
  writer.close(der::sequence);
  writer.close(der::octet_string);
  put_algorithm(writer, curve);
  put_version(writer, 0);
  writer.close(der::sequence);
}

void write_public(const PublicKey& key, MutableBytes der) {
  Writer writer(der.first(public_der_size(key.curve)));
  put_point(writer, key);
  put_algorithm(writer, key.curve);
  writer.close(der::sequence);
}

}  // namespace cce::ec
