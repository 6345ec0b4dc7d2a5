// GHASH for the AVX-512 kernel, four blocks a register, each lane as in ghash_x86.hpp. Part of that kernel.
#pragma once

#include "aes/ghash_x86.hpp"
#include "aes/vaes512.hpp"

namespace cce::gcm::vaes512 {
namespace {

struct Product {
  __m512i low, mid, high;
};

[[CCE_AVX512]] inline Product no_product() {
  return {_mm512_setzero_si512(), _mm512_setzero_si512(), _mm512_setzero_si512()};
}

[[CCE_AVX512]] inline __m512i xor3(__m512i a, __m512i b, __m512i c) { return _mm512_ternarylogic_epi64(a, b, c, 0x96); }

[[CCE_AVX512]] inline void multiply_add(Product& p, __m512i x, __m512i h) {
  p.low = _mm512_xor_si512(p.low, _mm512_clmulepi64_epi128(x, h, 0x00));
  p.mid = xor3(p.mid, _mm512_clmulepi64_epi128(x, h, 0x01), _mm512_clmulepi64_epi128(x, h, 0x10));
  p.high = _mm512_xor_si512(p.high, _mm512_clmulepi64_epi128(x, h, 0x11));
  // As in ghash_x86.hpp.
  __asm__("" : "+v"(p.low), "+v"(p.mid), "+v"(p.high));
}

// The same of two registers, in four additions instead of six.
[[CCE_AVX512]] inline void multiply_add(Product& p, __m512i x0, __m512i h0, __m512i x1, __m512i h1) {
  p.low = xor3(p.low, _mm512_clmulepi64_epi128(x0, h0, 0x00), _mm512_clmulepi64_epi128(x1, h1, 0x00));
  p.mid = xor3(p.mid, _mm512_clmulepi64_epi128(x0, h0, 0x01), _mm512_clmulepi64_epi128(x0, h0, 0x10));
  p.mid = xor3(p.mid, _mm512_clmulepi64_epi128(x1, h1, 0x01), _mm512_clmulepi64_epi128(x1, h1, 0x10));
  p.high = xor3(p.high, _mm512_clmulepi64_epi128(x0, h0, 0x11), _mm512_clmulepi64_epi128(x1, h1, 0x11));
  __asm__("" : "+v"(p.low), "+v"(p.mid), "+v"(p.high));
}

[[CCE_AVX512]] inline __m512i reduce_lanes(const Product& p) {
  const __m512i m = _mm512_set1_epi64(static_cast<long long>(0xc200000000000000));
  const __m512i mid = xor3(p.mid, _mm512_shuffle_epi32(p.low, _MM_PERM_BADC), _mm512_clmulepi64_epi128(p.low, m, 0x00));
  return xor3(p.high, _mm512_shuffle_epi32(mid, _MM_PERM_BADC), _mm512_clmulepi64_epi128(mid, m, 0x00));
}

// The sum of the four lanes, reduced.
[[CCE_AVX512]] inline __m128i reduce(const Product& p) {
  const __m512i four = reduce_lanes(p);
  const __m256i two = _mm256_xor_si256(_mm512_castsi512_si256(four), _mm512_extracti64x4_epi64(four, 1));
  return _mm_xor_si128(_mm256_castsi256_si128(two), _mm256_extracti128_si256(two, 1));
}

[[CCE_AVX512]] inline __m512i multiply(__m512i x, __m512i h) {
  Product p = no_product();
  multiply_add(p, x, h);
  return reduce_lanes(p);
}

// H^(4j+4), H^(4j+3), H^(4j+2), H^(4j+1) in lanes 0 to 3.
[[CCE_AVX512]] inline __m512i load_powers(const Key& key, size_t j) {
  return _mm512_load_si512(&key.powers[max_power - 4 * (j + 1)]);
}

[[CCE_AVX512]] inline void store_powers_to(Key& key, size_t j, __m512i h) {
  _mm512_store_si512(&key.powers[max_power - 4 * (j + 1)], h);
}

// The products of each level are the factors of the next, so that the chain is short: three levels for what a short message
// needs, whose rounds take as long, and two for what only others do.
//
// h = H·y in the form of gcm_kernel.hpp.
[[CCE_AVX512]] inline void store_first_powers(Key& key, __m128i h) {
  const __m128i h2 = x86::multiply(h, h);
  const __m256i h2_h1 = _mm256_set_m128i(h, h2);
  const __m512i h4_h3 = multiply(_mm512_zextsi256_si512(h2_h1), _mm512_zextsi256_si512(_mm256_set_m128i(h2, h2)));
  const __m512i h4_to_h1 = _mm512_inserti64x4(h4_h3, h2_h1, 1);
  const __m512i h8_to_h5 = multiply(h4_to_h1, _mm512_shuffle_i32x4(h4_h3, h4_h3, 0));
  store_powers_to(key, 0, h4_to_h1);
  store_powers_to(key, 1, h8_to_h5);
  static_assert(first_powers == 8);
}

[[CCE_AVX512]] inline void store_other_powers(Key& key) {
  const __m512i h4_to_h1 = load_powers(key, 0), h8_to_h5 = load_powers(key, 1);
  const __m512i h8 = _mm512_shuffle_i32x4(h8_to_h5, h8_to_h5, 0);
  const __m512i h12_to_h9 = multiply(h4_to_h1, h8), h16_to_h13 = multiply(h8_to_h5, h8);
  const __m512i h16 = _mm512_shuffle_i32x4(h16_to_h13, h16_to_h13, 0);
  store_powers_to(key, 2, h12_to_h9);
  store_powers_to(key, 3, h16_to_h13);
  store_powers_to(key, 4, multiply(h4_to_h1, h16));
  store_powers_to(key, 5, multiply(h8_to_h5, h16));
  store_powers_to(key, 6, multiply(h12_to_h9, h16));
  store_powers_to(key, 7, multiply(h16_to_h13, h16));
}

// Blocks to numbers and back.
[[CCE_AVX512]] inline __m512i reversing_bytes() {
  return _mm512_broadcast_i32x4(_mm_set_epi64x(0x0001020304050607, 0x08090a0b0c0d0e0f));
}
[[CCE_AVX512]] inline __m512i reverse_bytes(__m512i x) { return _mm512_shuffle_epi8(x, reversing_bytes()); }

// x in one lane, zeros in the others.
[[CCE_AVX512]] inline __m512i in_lane(size_t lane, __m128i x) {
  return _mm512_maskz_broadcast_i32x4(static_cast<__mmask16>(0xf << (4 * lane)), x);
}

// Registers g[0], g[1], .. by the powers that end with H, added up.
template <size_t... i>
[[CCE_AVX512]] inline Product multiply_all(std::index_sequence<i...>, const __m512i (&g)[sizeof...(i)],
                                           const Key& key) {
  Product p = no_product();
  (multiply_add(p, g[i], load_powers(key, sizeof...(i) - 1 - i)), ...);
  return p;
}

constexpr size_t first_hash_part = 16 * first_powers, hash_part_size = 16 * max_power;

// GHASH from Y over X[0..n), 0 < n <= 512. The blocks lie so that the last is in the last lane of the last register.
[[CCE_AVX512]] inline __m128i hash_part(const Key& key, __m128i Y, const uint8_t* X, size_t n) {
  const size_t blocks = (n + 15) / 16, registers = (blocks + 3) / 4;
  const size_t empty_lanes = 4 * registers - blocks;
  const uintptr_t start = reinterpret_cast<uintptr_t>(X) - 16 * empty_lanes;
  __mmask64 bytes = ~uint64_t{0} << (16 * empty_lanes);
  __m512i carried_in = in_lane(empty_lanes, Y);
  Product p = no_product();
  for (size_t i = 0; i < registers; ++i) {
    if (i == registers - 1) bytes &= ~uint64_t{0} >> (16 * blocks - n);
    const __m512i x = _mm512_maskz_loadu_epi8(bytes, reinterpret_cast<const void*>(start + 64 * i));
    multiply_add(p, _mm512_xor_si512(reverse_bytes(x), carried_in), load_powers(key, registers - 1 - i));
    bytes = ~uint64_t{0};
    carried_in = _mm512_setzero_si512();
  }
  return reduce(p);
}

// n > 0 bytes in parts of `part`, which is one of the two above. What is longer than the first needs all powers.
[[CCE_AVX512]] inline __m128i hash(const Key& key, __m128i Y, const uint8_t* X, size_t n, size_t part) {
  for (; n > part; n -= part, X += part) Y = hash_part(key, Y, X, part);
  return hash_part(key, Y, X, n);
}

}  // namespace
}  // namespace cce::gcm::vaes512
