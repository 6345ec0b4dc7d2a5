// Private keys in DER: what is taken is a key, and is written as one that is taken for the same.
#include <array>

#include "ec/key_file.hpp"
#include "target.hpp"

using namespace cce;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ec::PrivateKey key, again;
  if (ec::read_private({data, size}, key) != Status::ok) return 0;
  std::array<uint8_t, ec::max_private_der> file;
  const MutableBytes written = MutableBytes(file).first(ec::private_der_size(key.Q.curve));
  ec::write_private(key, written);
  fuzz::require(ec::read_private(written, again) == Status::ok);
  fuzz::require(again.Q.curve == key.Q.curve && again.d == key.d && again.Q.x == key.Q.x && again.Q.y == key.Q.y);
  return 0;
}
