// GHASH in plain C++, by integer multiplications of numbers with holes; the representation is that of gcm_kernel.hpp.
//
// A carry-less product is an integer product without its carries. Spread over every fourth bit, with 15 or fewer ones
// in one factor, two numbers have a product whose columns sum up to at most 15: each column's carries stay in the three
// bits above it, and its lowest bit is the carry-less result. Four such parts of either factor make 16 multiplications
// of 64 by 64 bits. Thomas Pornin, BearSSL, "Constant-time Mul" and ghash_ctmul64, has the idea; here the whole 128
// bits of each product are used, so no bit-reversed second half is needed.
//
// Constant-time where the integer multiplication is, which holds for the 64-bit processors that CCE is built for.
#pragma once

#include <algorithm>
#include <cstdint>

#include "aes/gcm_kernel.hpp"
#include "base/bytes.hpp"
#include "base/endian.hpp"
#include "base/secret.hpp"
#include "base/wide.hpp"

namespace cce::gcm::portable {

// A field element; also a power of H.
using Element = Power;

// x·y without carries.
inline Uint128 multiply_halves(uint64_t x, uint64_t y) {
  constexpr uint64_t column = 0x1111111111111111;
  constexpr Uint128 columns = static_cast<Uint128>(column) << 64 | column;
  Uint128 product = 0;
  for (int k = 0; k < 4; ++k) {  // the columns 4j + k of the product
    Uint128 sum = 0;
    for (int i = 0; i < 4; ++i) {
      const uint64_t part_x = x & (column << i);
      const uint64_t part_y = y & ((column >> 4) << ((k - i) & 3));  // bits 0 to 59: at most 15 ones
      sum ^= static_cast<Uint128>(part_x) * part_y;
    }
    product ^= sum & (columns << k);
  }
  for (int i = 60; i < 64; ++i) {  // the four bits of y that were left out
    product ^= static_cast<Uint128>(x & (0 - (y >> i & 1))) << i;
  }
  return product;
}

// x·h·y^-128 mod m: three multiplications of halves (Karatsuba), then the two steps of Montgomery's reduction.
inline Element multiply(Element x, Element h) {
  const Uint128 low = multiply_halves(x.low, h.low), high = multiply_halves(x.high, h.high);
  const Uint128 mid = multiply_halves(x.low ^ x.high, h.low ^ h.high) ^ low ^ high;
  uint64_t p[4] = {static_cast<uint64_t>(low), static_cast<uint64_t>(low >> 64) ^ static_cast<uint64_t>(mid),
                   static_cast<uint64_t>(high) ^ static_cast<uint64_t>(mid >> 64), static_cast<uint64_t>(high >> 64)};
  for (int i = 0; i < 2; ++i) {
    const uint64_t L = p[i];
    p[i + 1] ^= L << 63 ^ L << 62 ^ L << 57;
    p[i + 2] ^= L ^ L >> 1 ^ L >> 2 ^ L >> 7;
  }
  return {p[2], p[3]};
}

// x·y mod m.
inline Element times_y(Element x) {
  const uint64_t out = 0 - (x.high >> 63);
  return {x.low << 1 ^ (out & 1), (x.high << 1 | x.low >> 63) ^ (out & 0xc200000000000000)};
}

inline Element load_element(const uint8_t* block) { return {load_be<uint64_t>(block + 8), load_be<uint64_t>(block)}; }

inline void store_element(uint8_t* block, Element e) {
  store_be(block, e.high);
  store_be(block + 8, e.low);
}

inline void hash_block(Element& Y, Element h, const uint8_t* block) {
  const Element X = load_element(block);
  Y = multiply({Y.low ^ X.low, Y.high ^ X.high}, h);
}

// Y <- GHASH from Y over X, filled up to whole blocks; h is H as the kernels keep it.
inline void hash(Element& Y, Element h, Bytes X) {
  for (; X.size() >= 16; X = X.subspan(16)) hash_block(Y, h, X.data());
  if (X.empty()) return;
  Secret<aes::Block> last;
  last->fill(0);
  std::copy(X.begin(), X.end(), last->begin());
  hash_block(Y, h, last->data());
}

}  // namespace cce::gcm::portable
