#include "ec/signature.hpp"

#include <algorithm>
#include <cstring>

#include "ec/der.hpp"

namespace cce::ec {
namespace {

// An INTEGER of at most size bytes, which is not negative, as a number of size bytes.
bool take_number(der::Reader& reader, size_t size, Number& number) {
  Bytes contents;
  if (!reader.take(der::integer, contents) || contents.empty() || (contents[0] & 0x80) != 0) return false;
  if (contents[0] == 0 && contents.size() > 1) {
    contents = contents.subspan(1);
    if ((contents[0] & 0x80) == 0) return false;  // X.690 section 8.3.2: the zero was not needed
  }
  if (contents.size() > size) return false;
  number = {};
  std::memcpy(number.data() + size - contents.size(), contents.data(), contents.size());
  return true;
}

size_t encode_der(size_t n, const Signature& signature, MutableBytes out) {
  std::array<uint8_t, max_signature> buffer;
  der::Writer writer(buffer);
  writer.put_integer(Bytes(signature.s).first(n));
  writer.put_integer(Bytes(signature.r).first(n));
  writer.close(der::sequence);
  std::copy(writer.result().begin(), writer.result().end(), out.begin());
  return writer.written();
}

}  // namespace

size_t encode(Curve curve, Format format, const Signature& signature, MutableBytes out) {
  const size_t n = size(curve);
  if (format == Format::der) return encode_der(n, signature, out);
  std::memcpy(out.data(), signature.r.data(), n);
  std::memcpy(out.data() + n, signature.s.data(), n);
  return 2 * n;
}

bool decode(Curve curve, Format format, Bytes in, Signature& signature) {
  const size_t n = size(curve);
  if (format == Format::der) {
    der::Reader whole(in);
    Bytes contents;
    if (!whole.take(der::sequence, contents) || !whole.is_at_end()) return false;
    der::Reader reader(contents);
    return take_number(reader, n, signature.r) && take_number(reader, n, signature.s) && reader.is_at_end();
  }
  if (in.size() != 2 * n) return false;
  signature = {};
  std::memcpy(signature.r.data(), in.data(), n);
  std::memcpy(signature.s.data(), in.data() + n, n);
  return true;
}

}  // namespace cce::ec
