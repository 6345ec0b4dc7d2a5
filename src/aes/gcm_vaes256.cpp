// AES-256-GCM with VAES, VPCLMULQDQ and AVX2: two blocks a register, sixteen in flight.
//
// Parts of 16 blocks: while their rounds run, the 16 blocks before them (seal) or they themselves (open) are read back
// from memory and multiplied by H^16 .. H, a register a round, with one reduction. Registers: 8 of AES state, 3 of
// product, the rest for the round key, the blocks and the counters; powers come from memory. A half part follows where
// there is one. The end of a message, in gcm_x86.hpp, has a block a register: it waits for results, not for execution
// units.
#include "aes/gcm_x86.hpp"
#include "aes/vaes256.hpp"
#include "base/residue.hpp"

namespace cce::gcm::gcm_vaes256 {
namespace {

using aes::rounds;
using aes::vaes256::load;
using aes::vaes256::load_key;
using aes::vaes256::store;

// ---- GF(2^128): as in ghash_x86.hpp, in each of two lanes

struct Product {
  __m256i low, mid, high;
};

[[CCE_AVX2]] inline Product no_product() {
  return {_mm256_setzero_si256(), _mm256_setzero_si256(), _mm256_setzero_si256()};
}

[[CCE_AVX2]] inline void multiply_add(Product& p, __m256i x, __m256i h) {
  p.low = _mm256_xor_si256(p.low, _mm256_clmulepi64_epi128(x, h, 0x00));
  p.mid = _mm256_xor_si256(p.mid, _mm256_clmulepi64_epi128(x, h, 0x01));
  p.mid = _mm256_xor_si256(p.mid, _mm256_clmulepi64_epi128(x, h, 0x10));
  p.high = _mm256_xor_si256(p.high, _mm256_clmulepi64_epi128(x, h, 0x11));
  // As in ghash_x86.hpp.
  __asm__("" : "+x"(p.low), "+x"(p.mid), "+x"(p.high));
}

[[CCE_AVX2]] inline __m128i sum_lanes(__m256i x) {
  return _mm_xor_si128(_mm256_castsi256_si128(x), _mm256_extracti128_si256(x, 1));
}

[[CCE_AVX2]] inline __m128i reduce(const Product& p) {
  return x86::reduce({sum_lanes(p.low), sum_lanes(p.mid), sum_lanes(p.high)});
}

// H^(2j+2), H^(2j+1) in lanes 0 and 1.
[[CCE_AVX2]] inline __m256i load_powers(const Key& key, size_t j) {
  return _mm256_load_si256(reinterpret_cast<const __m256i*>(&key.powers[max_power - 2 * (j + 1)]));
}

// Register i of v, at `blocks`, into the product.
template <size_t i, size_t v>
[[CCE_AVX2]] inline void hash_register(Product& p, const uint8_t* blocks, __m128i Y, const Key& key) {
  const __m128i reversing = _mm_set_epi64x(0x0001020304050607, 0x08090a0b0c0d0e0f);
  __m256i g = _mm256_shuffle_epi8(load(blocks + 32 * i), _mm256_broadcastsi128_si256(reversing));
  if constexpr (i == 0) g = _mm256_xor_si256(g, _mm256_zextsi128_si256(Y));
  multiply_add(p, g, load_powers(key, v - 1 - i));
}

template <size_t... i>
[[CCE_AVX2]] inline __m128i hash_registers(std::index_sequence<i...>, const uint8_t* blocks, __m128i Y,
                                           const Key& key) {
  Product p = no_product();
  (hash_register<i, sizeof...(i)>(p, blocks, Y, key), ...);
  return reduce(p);
}

// ---- CTR, with counter blocks as in gcm_x86.hpp

[[CCE_AVX2]] inline __m256i two_counters(uint32_t c) {
  return _mm256_set_epi32(static_cast<int>(c + 1), 0, 0, 0, static_cast<int>(c), 0, 0, 0);
}

template <size_t... i>
[[CCE_AVX2]] inline void start_all(std::index_sequence<i...>, __m256i (&x)[sizeof...(i)], __m256i iv_key, __m256i& c) {
  const __m256i reversing_word_3 =
      _mm256_broadcastsi128_si256(_mm_set_epi64x(0x0c0d0e0f80808080, static_cast<long long>(0x8080808080808080)));
  ((x[i] = _mm256_xor_si256(iv_key, _mm256_shuffle_epi8(c, reversing_word_3)),
    c = _mm256_add_epi32(c, _mm256_set_epi32(2, 0, 0, 0, 2, 0, 0, 0))),
   ...);
}

// The last round, with the input added to its key.
template <size_t... i>
[[CCE_AVX2]] inline void finish_all(std::index_sequence<i...>, const __m256i (&x)[sizeof...(i)], __m256i key,
                                    const uint8_t* in, uint8_t* out) {
  (store(out + 32 * i, _mm256_aesenclast_epi128(x[i], _mm256_xor_si256(key, load(in + 32 * i)))), ...);
}

// Round r + 1 of x; and in the first eight rounds a register into the product, in the ninth the reduction.
template <size_t r>
[[CCE_AVX2]] inline void round_and_hash(__m256i (&x)[8], const uint8_t* blocks, Product& p, __m128i& Y,
                                        const Key& key) {
  aes::vaes256::one_round(std::make_index_sequence<8>{}, x, load_key(key.round_keys, r + 1));
  if constexpr (r < 8) hash_register<r, 8>(p, blocks, Y, key);
  if constexpr (r == 8) Y = reduce(p);
}

template <size_t... r>
[[CCE_AVX2]] inline void rounds_and_hash(std::index_sequence<r...>, __m256i (&x)[8], const uint8_t* blocks, __m128i& Y,
                                         const Key& key) {
  Product p = no_product();
  (round_and_hash<r>(x, blocks, p, Y, key), ...);
}

// ---- The parts of a message

constexpr size_t part = 256;

// n > 0 bytes, a multiple of `part`, with counters from c. Returns Y after them.
template <bool sealing>
[[CCE_AVX2_ENTRY]] __m128i whole_parts(const Key& key, const uint8_t* iv, uint32_t c, __m128i Y, const uint8_t* in,
                                       size_t n, uint8_t* out) {
  constexpr auto eight = std::make_index_sequence<8>{};
  const __m256i iv_key = _mm256_broadcastsi128_si256(x86::iv_and_key(key, iv));
  __m256i counter = two_counters(c);
  __m256i x[8];
  if constexpr (sealing) {
    start_all(eight, x, iv_key, counter);
    aes::vaes256::middle_rounds(x, key.round_keys);
    finish_all(eight, x, load_key(key.round_keys, rounds), in, out);
    in += part, out += part, n -= part;
  }
  for (; n != 0; in += part, out += part, n -= part) {
    start_all(eight, x, iv_key, counter);
    rounds_and_hash(std::make_index_sequence<rounds - 1>{}, x, sealing ? out - part : in, Y, key);
    finish_all(eight, x, load_key(key.round_keys, rounds), in, out);
  }
  return sealing ? hash_registers(eight, out - part, Y, key) : Y;
}

// The same for half a part.
template <bool sealing>
[[CCE_AVX2_ENTRY]] __m128i half_part(const Key& key, const uint8_t* iv, uint32_t c, __m128i Y, const uint8_t* in,
                                     uint8_t* out) {
  constexpr auto four = std::make_index_sequence<4>{};
  __m256i counter = two_counters(c);
  __m256i x[4];
  start_all(four, x, _mm256_broadcastsi128_si256(x86::iv_and_key(key, iv)), counter);
  if constexpr (!sealing) Y = hash_registers(four, in, Y, key);
  aes::vaes256::middle_rounds(x, key.round_keys);
  finish_all(four, x, load_key(key.round_keys, rounds), in, out);
  return sealing ? hash_registers(four, out, Y, key) : Y;
}

[[CCE_AVX2_ENTRY]] void crypt(bool sealing, const Key& key, const uint8_t* iv, uint32_t counter, Bytes aad,
                              const uint8_t* in, size_t n, uint8_t* out, uint8_t* T) {
  __m128i Y = _mm_setzero_si128();
  if (!aad.empty()) Y = x86::hash(key, Y, aad.data(), aad.size());
  uint32_t c = counter + 1;
  size_t left = n;
  if (left >= part / 2) {
    if (const size_t whole = left / part * part; whole != 0) {
      Y = sealing ? whole_parts<true>(key, iv, c, Y, in, whole, out)
                  : whole_parts<false>(key, iv, c, Y, in, whole, out);
      in += whole, out += whole, left -= whole, c += static_cast<uint32_t>(whole / 16);
    }
    if (left >= part / 2) {
      Y = sealing ? half_part<true>(key, iv, c, Y, in, out) : half_part<false>(key, iv, c, Y, in, out);
      in += part / 2, out += part / 2, left -= part / 2, c += part / 2 / 16;
    }
    wipe_stack<640>();
  }
  const x86::End end = {in, left, out, c, x86::lengths_block(aad.size(), n), x86::sealing_mask(sealing)};
  x86::store(T, x86::crypt_end(key, iv, counter, Y, end));
}

}  // namespace

[[CCE_AVX2_ENTRY]] void init(Key& key, const uint8_t* K) {
  x86::store_powers<16>(key, aes::x86::expand(key.round_keys, K));
  registers::x86::clear_ymm();
}

[[CCE_AVX2_ENTRY]] void ghash(const Key& key, uint8_t* Y, const uint8_t* X, size_t n) {
  x86::store(Y, x86::reverse_bytes(x86::hash(key, x86::reverse_bytes(x86::load(Y)), X, n)));
  registers::x86::clear_ymm();
}

[[CCE_AVX2_ENTRY]] void seal(const Key& key, const uint8_t* iv, uint32_t counter, Bytes aad, const uint8_t* in,
                             size_t n, uint8_t* out, uint8_t* T) {
  crypt(true, key, iv, counter, aad, in, n, out, T);
  wipe_stack<640>();
  registers::x86::clear_ymm();
}

[[CCE_AVX2_ENTRY]] void open(const Key& key, const uint8_t* iv, uint32_t counter, Bytes aad, const uint8_t* in,
                             size_t n, uint8_t* out, uint8_t* T) {
  crypt(false, key, iv, counter, aad, in, n, out, T);
  wipe_stack<640>();
  registers::x86::clear_ymm();
}

}  // namespace cce::gcm::gcm_vaes256
