// AES-256 counter blocks with VAES and AVX2: two a register, sixteen at a time, what is left eight at a time. The rest
// of the block cipher is AES-NI's.
#include "aes/vaes256.hpp"
#include "base/residue.hpp"

namespace cce::aes::block_vaes256 {
namespace {

using vaes256::load_key;
using vaes256::middle_rounds;

// V + k mod 2^128 in each lane, as in block_aesni.cpp.
[[CCE_AVX2]] inline __m256i add(__m256i V, __m256i k) {
  const __m256i sum = _mm256_add_epi64(V, k);
  const __m256i carry = _mm256_srli_epi64(_mm256_andnot_si256(sum, V), 63);
  return _mm256_add_epi64(sum, _mm256_slli_si256(carry, 8));
}

[[CCE_AVX2]] inline __m256i reverse_bytes(__m256i x) {
  const __m128i reversing = _mm_set_epi64x(0x0001020304050607, 0x08090a0b0c0d0e0f);
  return _mm256_shuffle_epi8(x, _mm256_broadcastsi128_si256(reversing));
}

// The first AddRoundKey of V + 1, V + 2, ..
template <size_t... i>
[[CCE_AVX2]] inline void start_all(std::index_sequence<i...>, __m256i (&x)[sizeof...(i)], __m256i V, __m256i key) {
  ((x[i] = _mm256_xor_si256(key, reverse_bytes(add(V, _mm256_set_epi64x(0, 2 * i + 2, 0, 2 * i + 1))))), ...);
}

template <size_t... i>
[[CCE_AVX2]] inline void finish_all(std::index_sequence<i...>, __m256i (&x)[sizeof...(i)], __m256i key, uint8_t* out) {
  (vaes256::store(out + 32 * i, _mm256_aesenclast_epi128(x[i], key)), ...);
}

// Keeps x where it is computed: the compiler would move all of a block's rounds to where the block is needed, behind
// the condition, and then they would run one block after the other.
[[CCE_AVX2]] inline void stay(__m256i& x) { __asm__ volatile("" : "+x"(x)); }

// The same of the first n blocks only.
template <size_t... i>
[[CCE_AVX2]] inline void finish_some(std::index_sequence<i...>, __m256i (&x)[sizeof...(i)], __m256i key, uint8_t* out,
                                     size_t n) {
  ((x[i] = _mm256_aesenclast_epi128(x[i], key), stay(x[i])), ...);
  ((2 * i < n ? x86::store(out + 32 * i, _mm256_castsi256_si128(x[i])) : void(),
    2 * i + 1 < n ? x86::store(out + 32 * i + 16, _mm256_extracti128_si256(x[i], 1)) : void()),
   ...);
}

[[CCE_AVX2_ENTRY]] void keystream(const RoundKeys& keys, uint8_t* V, uint8_t* out, size_t n) {
  constexpr auto eight = std::make_index_sequence<8>{};
  constexpr auto four = std::make_index_sequence<4>{};
  __m256i v = reverse_bytes(_mm256_broadcastsi128_si256(x86::load(V)));
  for (; n >= 16; n -= 16, out += 256) {
    __m256i x[8];
    start_all(eight, x, v, load_key(keys, 0));
    middle_rounds(x, keys);
    finish_all(eight, x, load_key(keys, rounds), out);
    v = add(v, _mm256_set_epi64x(0, 16, 0, 16));
  }
  while (n != 0) {
    const size_t now = n < 8 ? n : 8;
    __m256i x[4];
    start_all(four, x, v, load_key(keys, 0));
    middle_rounds(x, keys);
    finish_some(four, x, load_key(keys, rounds), out, now);
    const long long k = static_cast<long long>(now);
    v = add(v, _mm256_set_epi64x(0, k, 0, k));
    out += 16 * now, n -= now;
  }
  x86::store(V, _mm256_castsi256_si128(reverse_bytes(v)));
}

}  // namespace

[[CCE_AVX2_ENTRY]] void counter_keystream(const RoundKeys& keys, uint8_t* V, uint8_t* out, size_t n) {
  keystream(keys, V, out, n);
  wipe_stack<512>();
  registers::x86::clear_ymm();
}

}  // namespace cce::aes::block_vaes256
