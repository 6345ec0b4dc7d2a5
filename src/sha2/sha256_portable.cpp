#include "sha2/kernel.hpp"
#include "sha2/portable.hpp"

namespace cce::sha2::sha256_portable {

void compress(uint32_t* H, const uint8_t* blocks, size_t n) {
  portable::compress<uint32_t, 64, sha256_distances>(H, K256.data(), blocks, n);
}

}  // namespace cce::sha2::sha256_portable
