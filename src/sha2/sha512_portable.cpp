#include "sha2/kernel.hpp"
#include "sha2/portable.hpp"

namespace cce::sha2::sha512_portable {
namespace {

constexpr portable::Distances distances = {{28, 34, 39}, {14, 18, 41}, {1, 8, 7}, {19, 61, 6}};

}  // namespace

void compress(uint64_t* H, const uint8_t* blocks, size_t n) {
  portable::compress<uint64_t, 80, distances>(H, K512.data(), blocks, n);
}

}  // namespace cce::sha2::sha512_portable
