// AES-256 with AES-NI: the key schedule, one block, and counter blocks eight at a time.
#include <utility>

#include "aes/x86.hpp"
#include "base/residue.hpp"

namespace cce::aes::block_aesni {
namespace {

using namespace x86;

constexpr auto eight = std::make_index_sequence<8>{};

// V + k mod 2^128 for a small k, without a branch: the carry out of the low half is the top bit that was there and is
// gone.
[[CCE_AESNI]] inline __m128i add(__m128i V, int k) {
  const __m128i sum = _mm_add_epi64(V, _mm_set_epi64x(0, k));
  const __m128i carry = _mm_srli_epi64(_mm_andnot_si128(sum, V), 63);
  return _mm_add_epi64(sum, _mm_slli_si128(carry, 8));
}

template <size_t... i>
[[CCE_AESNI]] inline void start_all(std::index_sequence<i...>, __m128i (&x)[8], __m128i V, __m128i key) {
  ((x[i] = _mm_xor_si128(key, reverse_bytes(add(V, i + 1)))), ...);
}

template <size_t... i>
[[CCE_AESNI]] inline void one_round(std::index_sequence<i...>, __m128i (&x)[8], __m128i key) {
  ((x[i] = _mm_aesenc_si128(x[i], key)), ...);
}

template <size_t... r>
[[CCE_AESNI]] inline void middle_rounds(std::index_sequence<r...>, __m128i (&x)[8], const RoundKeys& keys) {
  (one_round(eight, x, load_key(keys, r + 1)), ...);
}

// Keeps x where it is computed: the compiler would move all of a block's rounds to where the block is needed, behind
// the condition, and then they would run one block after the other.
[[CCE_AESNI]] inline void stay(__m128i& x) { __asm__ volatile("" : "+x"(x)); }

// The last round, and the first n of the eight blocks to out.
template <size_t... i>
[[CCE_AESNI]] inline void finish_all(std::index_sequence<i...>, __m128i (&x)[8], __m128i key, uint8_t* out, size_t n) {
  ((x[i] = _mm_aesenclast_si128(x[i], key), stay(x[i])), ...);
  ((i < n ? store(out + 16 * i, x[i]) : void()), ...);
}

[[CCE_AESNI_ENTRY]] void keystream(const RoundKeys& keys, uint8_t* V, uint8_t* out, size_t n) {
  __m128i v = reverse_bytes(load(V));
  __m128i x[8];
  while (n != 0) {
    const size_t now = n < 8 ? n : 8;
    start_all(eight, x, v, load_key(keys, 0));
    middle_rounds(std::make_index_sequence<rounds - 1>{}, x, keys);
    finish_all(eight, x, load_key(keys, rounds), out, now);
    v = add(v, static_cast<int>(now));
    out += 16 * now, n -= now;
  }
  store(V, reverse_bytes(v));
}

}  // namespace

[[CCE_AESNI_ENTRY]] void expand(RoundKeys& keys, const uint8_t* key) {
  x86::expand(keys, key);
  clear_registers_sse();
}

[[CCE_AESNI_ENTRY]] void encrypt_block(const RoundKeys& keys, const uint8_t* in, uint8_t* out) {
  __m128i x = _mm_xor_si128(load(in), load_key(keys, 0));
  for (size_t r = 1; r < rounds; ++r) x = _mm_aesenc_si128(x, load_key(keys, r));
  store(out, _mm_aesenclast_si128(x, load_key(keys, rounds)));
  clear_registers_sse();
}

[[CCE_AESNI_ENTRY]] void counter_keystream(const RoundKeys& keys, uint8_t* V, uint8_t* out, size_t n) {
  keystream(keys, V, out, n);
  wipe_stack<512>();
  clear_registers_sse();
}

}  // namespace cce::aes::block_aesni
