#include "sha2/kernel.hpp"
#include "sha2/portable.hpp"

namespace cce::sha2::sha256_portable {
namespace {

constexpr portable::Distances distances = {{2, 13, 22}, {6, 11, 25}, {7, 18, 3}, {17, 19, 10}};

}  // namespace

void compress(uint32_t* H, const uint8_t* blocks, size_t n) {
  portable::compress<uint32_t, 64, distances>(H, K256.data(), blocks, n);
}

}  // namespace cce::sha2::sha256_portable
