// GHASH with PMULL, one block a register; gcm_kernel.hpp explains the representation. Part of the ARMv8 kernel.
#pragma once

#include "aes/armv8.hpp"
#include "aes/gcm_kernel.hpp"
#include "aes/partial.hpp"

namespace cce::gcm::armv8 {
namespace {

using aes::rounds;

// A block to a number, and back.
[[CCE_ARMV8]] inline uint64x2_t to_number(uint8x16_t block) {
  const uint64x2_t halves = vreinterpretq_u64_u8(vrev64q_u8(block));
  return vextq_u64(halves, halves, 1);
}

[[CCE_ARMV8]] inline uint8x16_t to_block(uint64x2_t x) { return vrev64q_u8(vreinterpretq_u8_u64(vextq_u64(x, x, 1))); }

[[CCE_ARMV8]] inline uint64x2_t multiply_low(uint64x2_t a, uint64x2_t b) {
  return vreinterpretq_u64_p128(
      vmull_p64(static_cast<poly64_t>(vgetq_lane_u64(a, 0)), static_cast<poly64_t>(vgetq_lane_u64(b, 0))));
}

[[CCE_ARMV8]] inline uint64x2_t multiply_high(uint64x2_t a, uint64x2_t b) {
  return vreinterpretq_u64_p128(vmull_high_p64(vreinterpretq_p64_u64(a), vreinterpretq_p64_u64(b)));
}

// A product that is not yet reduced: low + mid·y^64 + high·y^128. Sums of products share one reduction.
struct Product {
  uint64x2_t low, mid, high;
};

[[CCE_ARMV8]] inline Product no_product() { return {vdupq_n_u64(0), vdupq_n_u64(0), vdupq_n_u64(0)}; }

// p += x·h, by four multiplications of halves.
[[CCE_ARMV8]] inline void multiply_add(Product& p, uint64x2_t x, uint64x2_t h) {
  const uint64x2_t swapped = vextq_u64(x, x, 1);
  p.low = veorq_u64(p.low, multiply_low(x, h));
  p.mid = veorq_u64(p.mid, veorq_u64(multiply_low(swapped, h), multiply_high(swapped, h)));
  p.high = veorq_u64(p.high, multiply_high(x, h));
  // As in ghash_x86.hpp.
  __asm__("" : "+w"(p.low), "+w"(p.mid), "+w"(p.high));
}

// p·y^-128 mod m, in two steps of 64 bits as in ghash_x86.hpp.
[[CCE_ARMV8]] inline uint64x2_t reduce(const Product& p) {
  const uint64x2_t m = vdupq_n_u64(0xc200000000000000);
  const uint64x2_t mid = veorq_u64(veorq_u64(p.mid, vextq_u64(p.low, p.low, 1)), multiply_low(p.low, m));
  return veorq_u64(veorq_u64(p.high, vextq_u64(mid, mid, 1)), multiply_low(mid, m));
}

[[CCE_ARMV8]] inline uint64x2_t multiply(uint64x2_t x, uint64x2_t h) {
  Product p = no_product();
  multiply_add(p, x, h);
  return reduce(p);
}

// x·y mod m.
[[CCE_ARMV8]] inline uint64x2_t times_y(uint64x2_t x) {
  const uint64_t low = vgetq_lane_u64(x, 0), high = vgetq_lane_u64(x, 1), out = 0 - (high >> 63);
  return vcombine_u64(vcreate_u64(low << 1 ^ (out & 1)),
                      vcreate_u64((high << 1 | low >> 63) ^ (out & 0xc200000000000000)));
}

// H^i as the kernels keep it.
[[CCE_ARMV8]] inline uint64x2_t load_power(const Key& key, size_t i) {
  return vld1q_u64(&key.powers[max_power - i].low);
}

[[CCE_ARMV8]] inline void store_power(Key& key, size_t i, uint64x2_t h) {
  vst1q_u64(&key.powers[max_power - i].low, h);
}

// H .. H^count from H as AES made it: each from the two powers of half its exponent, so that the chain is short.
template <size_t count>
[[CCE_ARMV8]] inline void store_powers(Key& key, uint8x16_t H) {
  store_power(key, 1, times_y(to_number(H)));
  for (size_t i = 2; i <= count; ++i) {
    store_power(key, i, multiply(load_power(key, i - i / 2), load_power(key, i / 2)));
  }
}

[[CCE_ARMV8]] inline uint8x16_t load_partial(const uint8_t* p, size_t n) {
  const aes::Halves x = aes::load_partial(p, n);
  return vreinterpretq_u8_u64(vcombine_u64(vcreate_u64(x.low), vcreate_u64(x.high)));
}

[[CCE_ARMV8]] inline void store_partial(uint8_t* p, size_t n, uint8x16_t x) {
  const uint64x2_t halves = vreinterpretq_u64_u8(x);
  aes::store_partial(p, n, {vgetq_lane_u64(halves, 0), vgetq_lane_u64(halves, 1)});
}

// The first n bytes of x, 0 < n < 16, and zeros.
[[CCE_ARMV8]] inline uint8x16_t keep(uint8x16_t x, size_t n) {
  const uint8x16_t position = vcombine_u8(vcreate_u8(0x0706050403020100), vcreate_u8(0x0f0e0d0c0b0a0908));
  return vandq_u8(x, vcltq_u8(position, vdupq_n_u8(static_cast<uint8_t>(n))));
}

// GHASH of n > 0 bytes from Y. Up to four blocks share a reduction.
[[CCE_ARMV8]] inline uint64x2_t hash(const Key& key, uint64x2_t Y, const uint8_t* X, size_t n) {
  for (; n >= 64; n -= 64, X += 64) {
    Product p = no_product();
    multiply_add(p, veorq_u64(Y, to_number(vld1q_u8(X))), load_power(key, 4));
    multiply_add(p, to_number(vld1q_u8(X + 16)), load_power(key, 3));
    multiply_add(p, to_number(vld1q_u8(X + 32)), load_power(key, 2));
    multiply_add(p, to_number(vld1q_u8(X + 48)), load_power(key, 1));
    Y = reduce(p);
  }
  for (; n >= 16; n -= 16, X += 16) Y = multiply(veorq_u64(Y, to_number(vld1q_u8(X))), load_power(key, 1));
  if (n != 0) Y = multiply(veorq_u64(Y, to_number(load_partial(X, n))), load_power(key, 1));
  return Y;
}

}  // namespace
}  // namespace cce::gcm::armv8
