// Public keys in DER. Of a key there are three encodings, by the point's three forms.
#include <algorithm>
#include <array>

#include "ec/key_file.hpp"
#include "target.hpp"

using namespace cce;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ec::PublicKey key, again;
  if (ec::read_public_vartime({data, size}, key) != Status::ok) return 0;
  std::array<uint8_t, ec::max_public_der> file;
  const MutableBytes written = MutableBytes(file).first(ec::public_der_size(key.curve));
  ec::write_public(key, written);
  // An uncompressed point has one encoding only.
  fuzz::require(size != written.size() || std::equal(written.begin(), written.end(), data));
  fuzz::require(ec::read_public_vartime(written, again) == Status::ok);
  fuzz::require(again.curve == key.curve && again.x == key.x && again.y == key.y);
  return 0;
}
