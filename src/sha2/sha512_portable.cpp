#include "sha2/kernel.hpp"
#include "sha2/portable.hpp"

namespace cce::sha2::sha512_portable {

void compress(uint64_t* H, const uint8_t* blocks, size_t n) {
  portable::compress<uint64_t, 80, sha512_distances>(H, K512.data(), blocks, n);
}

}  // namespace cce::sha2::sha512_portable
