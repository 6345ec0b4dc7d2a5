// GHASH for the x86 kernels, one block a register; gcm_kernel.hpp explains the representation. Part of those kernels:
// included by them alone.
#pragma once

#include "aes/gcm_kernel.hpp"
#include "aes/x86.hpp"

namespace cce::gcm::x86 {
namespace {

using aes::x86::reverse_bytes;

// x·y mod m: one place up, and for the bit that falls out y^127 + y^126 + y^121 + 1.
[[CCE_AESNI]] inline __m128i times_y(__m128i x) {
  const __m128i top = _mm_srli_epi64(x, 63);
  const __m128i carried = _mm_or_si128(_mm_slli_epi64(x, 1), _mm_slli_si128(top, 8));
  const __m128i out = _mm_sub_epi64(_mm_setzero_si128(), _mm_unpackhi_epi64(top, top));
  return _mm_xor_si128(carried, _mm_and_si128(out, _mm_set_epi64x(static_cast<long long>(0xc200000000000000), 1)));
}

// A product that is not yet reduced: low + mid·y^64 + high·y^128. Sums of products share one reduction.
struct Product {
  __m128i low, mid, high;
};

// p += x·h, by four multiplications of halves.
[[CCE_AESNI]] inline void multiply_add(Product& p, __m128i x, __m128i h) {
  p.low = _mm_xor_si128(p.low, _mm_clmulepi64_si128(x, h, 0x00));
  p.mid = _mm_xor_si128(p.mid, _mm_clmulepi64_si128(x, h, 0x01));
  p.mid = _mm_xor_si128(p.mid, _mm_clmulepi64_si128(x, h, 0x10));
  p.high = _mm_xor_si128(p.high, _mm_clmulepi64_si128(x, h, 0x11));
  // Added here and now: gcc would otherwise collect the products of a whole loop, and spill them, to add them at its
  // end.
  __asm__("" : "+x"(p.low), "+x"(p.mid), "+x"(p.high));
}

// p·y^-128 mod m. Each line is one step of 64 bits: the shuffle puts the lowest 64 bits, L, at L·y^128 and the next
// 64 bits where they belong, the multiplication adds L·(y^63 + y^62 + y^57)·y^64.
[[CCE_AESNI]] inline __m128i reduce(const Product& p) {
  const __m128i m = _mm_set_epi64x(0, static_cast<long long>(0xc200000000000000));
  const __m128i mid =
      _mm_xor_si128(_mm_xor_si128(p.mid, _mm_shuffle_epi32(p.low, 0x4e)), _mm_clmulepi64_si128(p.low, m, 0x00));
  return _mm_xor_si128(_mm_xor_si128(p.high, _mm_shuffle_epi32(mid, 0x4e)), _mm_clmulepi64_si128(mid, m, 0x00));
}

[[CCE_AESNI]] inline Product no_product() { return {_mm_setzero_si128(), _mm_setzero_si128(), _mm_setzero_si128()}; }

[[CCE_AESNI]] inline __m128i multiply(__m128i x, __m128i h) {
  Product p = no_product();
  multiply_add(p, x, h);
  return reduce(p);
}

// The last block of every GHASH: [len(A)]64 || [len(C)]64, in bits.
[[CCE_AESNI]] inline __m128i lengths_block(size_t aad, size_t ct) {
  return _mm_set_epi64x(static_cast<long long>(8 * aad), static_cast<long long>(8 * ct));
}

}  // namespace
}  // namespace cce::gcm::x86
