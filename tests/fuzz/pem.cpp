// PEM: what is taken is written as a text that gives the same bytes.
#include <algorithm>
#include <array>
#include <vector>

#include "ec/pem.hpp"
#include "target.hpp"

using namespace cce;
namespace pem = ec::pem;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view labels[] = {pem::private_key, pem::ec_private_key};
  std::array<uint8_t, pem::max_der> der, again;
  size_t der_size = 0, again_size = 0;
  const std::vector<uint8_t> text(data, data + size);  // a copy of its own: reading beyond it is seen
  if (pem::read(text, labels, der, der_size) != Status::ok) return 0;
  fuzz::require(der_size <= der.size());
  std::vector<uint8_t> written(pem::text_size(pem::private_key, der_size));
  pem::write(pem::private_key, Bytes(der).first(der_size), written);
  // Nothing to wrap, nothing to write: an empty block is read, and is no key later.
  fuzz::require(pem::read(written, labels, again, again_size) == Status::ok && again_size == der_size);
  fuzz::require(std::equal(der.begin(), der.begin() + static_cast<ptrdiff_t>(der_size), again.begin()));
  return 0;
}
