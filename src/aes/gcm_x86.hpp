// What the AES-NI and the AVX2 kernel share, one block a register: counters, the hash of additional data, and the end
// of a message with its tag. Part of those kernels: included by them alone.
#pragma once

#include <utility>

#include "aes/ghash_x86.hpp"
#include "aes/partial.hpp"

namespace cce::gcm::x86 {
namespace {

using aes::rounds;
using aes::x86::load;
using aes::x86::load_key;
using aes::x86::store;

// H^i in the form of gcm_kernel.hpp.
[[CCE_AESNI]] inline __m128i load_power(const Key& key, size_t i) {
  return _mm_load_si128(reinterpret_cast<const __m128i*>(&key.powers[max_power - i]));
}

[[CCE_AESNI]] inline void store_power(Key& key, size_t i, __m128i h) {
  _mm_store_si128(reinterpret_cast<__m128i*>(&key.powers[max_power - i]), h);
}

// H .. H^count from H as AES made it: each from the two powers of half its exponent, so that the chain is short.
template <size_t count>
[[CCE_AESNI]] inline void store_powers(Key& key, __m128i H) {
  store_power(key, 1, times_y(reverse_bytes(H)));
  for (size_t i = 2; i <= count; ++i) {
    store_power(key, i, multiply(load_power(key, i - i / 2), load_power(key, i / 2)));
  }
}

// ---- Counter blocks: the IV in words 0 to 2 and, until the block is encrypted, a little-endian word 3.

[[CCE_AESNI]] inline __m128i counter_word(uint32_t c) { return _mm_set_epi32(static_cast<int>(c), 0, 0, 0); }

// What the first AddRoundKey adds to every counter: the IV and round key 0.
[[CCE_AESNI]] inline __m128i iv_and_key(const Key& key, const uint8_t* iv) {
  const __m128i prefix = _mm_set_epi64x(aes::load_word<uint32_t>(iv + 8), aes::load_word<long long>(iv));
  return _mm_xor_si128(prefix, load_key(key.round_keys, 0));
}

[[CCE_AESNI]] inline __m128i start(__m128i iv_key, __m128i counter) {
  const __m128i reversing_word_3 = _mm_set_epi64x(0x0c0d0e0f80808080, static_cast<long long>(0x8080808080808080));
  return _mm_xor_si128(iv_key, _mm_shuffle_epi8(counter, reversing_word_3));
}

// The first AddRoundKey of consecutive counters; c moves on.
template <size_t... i>
[[CCE_AESNI]] inline void start_all(std::index_sequence<i...>, __m128i (&x)[sizeof...(i)], __m128i iv_key, __m128i& c) {
  ((x[i] = start(iv_key, c), c = _mm_add_epi32(c, _mm_set_epi32(1, 0, 0, 0))), ...);
}

template <size_t... i>
[[CCE_AESNI]] inline void one_round(std::index_sequence<i...>, __m128i (&x)[sizeof...(i)], __m128i key) {
  ((x[i] = _mm_aesenc_si128(x[i], key)), ...);
}

// Rounds 1 to 13. A loop, as there is code for each number of blocks, and written out the rounds would be half of it.
template <size_t n>
[[CCE_AESNI]] inline void middle_rounds(__m128i (&x)[n], const Key& key) {
#pragma GCC unroll 1
  for (size_t r = 1; r < rounds; ++r) one_round(std::make_index_sequence<n>{}, x, load_key(key.round_keys, r));
}

template <size_t... i>
[[CCE_AESNI]] inline void last_round(std::index_sequence<i...>, __m128i (&x)[sizeof...(i)], __m128i key) {
  ((x[i] = _mm_aesenclast_si128(x[i], key)), ...);
}

// ---- Partial blocks

[[CCE_AESNI]] inline __m128i load_partial(const uint8_t* p, size_t n) {
  const aes::Halves x = aes::load_partial(p, n);
  return _mm_set_epi64x(static_cast<long long>(x.high), static_cast<long long>(x.low));
}

[[CCE_AESNI]] inline void store_partial(uint8_t* p, size_t n, __m128i x) {
  aes::store_partial(p, n,
                     {static_cast<uint64_t>(_mm_cvtsi128_si64(x)), static_cast<uint64_t>(_mm_extract_epi64(x, 1))});
}

// The first n bytes of x, 0 < n < 16, and zeros.
[[CCE_AESNI]] inline __m128i keep(__m128i x, size_t n) {
  const __m128i position = _mm_set_epi64x(0x0f0e0d0c0b0a0908, 0x0706050403020100);
  return _mm_and_si128(x, _mm_cmpgt_epi8(_mm_set1_epi8(static_cast<char>(n)), position));
}

// ---- GHASH of n > 0 bytes from Y. Up to four blocks share a reduction.

[[CCE_AESNI]] inline __m128i hash(const Key& key, __m128i Y, const uint8_t* X, size_t n) {
  for (; n >= 64; n -= 64, X += 64) {
    Product p = no_product();
    multiply_add(p, _mm_xor_si128(Y, reverse_bytes(load(X))), load_power(key, 4));
    multiply_add(p, reverse_bytes(load(X + 16)), load_power(key, 3));
    multiply_add(p, reverse_bytes(load(X + 32)), load_power(key, 2));
    multiply_add(p, reverse_bytes(load(X + 48)), load_power(key, 1));
    Y = reduce(p);
  }
  for (; n >= 16; n -= 16, X += 16) Y = multiply(_mm_xor_si128(Y, reverse_bytes(load(X))), load_power(key, 1));
  if (n != 0) Y = multiply(_mm_xor_si128(Y, reverse_bytes(load_partial(X, n))), load_power(key, 1));
  return Y;
}

// ---- The end of a message: at most eight blocks, the last of them perhaps not whole, then the block of lengths:
//   S = (Y + C1)·H^(n+1) + C2·H^n + .. + Cn·H^2 + lengths·H, one reduction; J0 goes through the rounds with the others.
// There is a run of code for the rounds of each n, and one for what they are added to and hashed. Sealing and opening share it:
// they differ in what is hashed, by a mask.

struct End {
  const uint8_t* in;
  size_t size;  // of what is left, at most 128
  uint8_t* out;
  uint32_t counter;  // of its first block
  __m128i lengths;
  __m128i sealing;  // all ones, or opening: all zeros
};
constexpr size_t end_blocks = 8;

[[CCE_AESNI]] inline __m128i sealing_mask(bool sealing) { return _mm_set1_epi8(sealing ? -1 : 0); }

// The first n = sizeof...(i) blocks of keystream, and behind them that of J0, whose counter is `counter`.
template <size_t... i>
[[CCE_AESNI]] inline void end_keystream(std::index_sequence<i...>, const Key& key, const uint8_t* iv, uint32_t counter,
                                        const End& e, __m128i* keystream) {
  constexpr size_t n = sizeof...(i);
  const __m128i iv_key = iv_and_key(key, iv);
  __m128i x[n + 1];
  ((x[i] = start(iv_key, counter_word(e.counter + i))), ...);
  x[n] = start(iv_key, counter_word(counter));
  middle_rounds(x, key);
  last_round(std::make_index_sequence<n + 1>{}, x, load_key(key.round_keys, rounds));
  for (size_t j = 0; j <= n; ++j) keystream[j] = x[j];
}

// Returns T.
[[CCE_AESNI]] inline __m128i crypt_end(const Key& key, const uint8_t* iv, uint32_t counter, __m128i Y, const End& e) {
  __m128i keystream[end_blocks + 1];
  const size_t n = (e.size + 15) / 16;
  switch (n) {
    case 0:
      end_keystream(std::make_index_sequence<0>{}, key, iv, counter, e, keystream);
      break;
    case 1:
      end_keystream(std::make_index_sequence<1>{}, key, iv, counter, e, keystream);
      break;
    case 2:
      end_keystream(std::make_index_sequence<2>{}, key, iv, counter, e, keystream);
      break;
    case 3:
      end_keystream(std::make_index_sequence<3>{}, key, iv, counter, e, keystream);
      break;
    case 4:
      end_keystream(std::make_index_sequence<4>{}, key, iv, counter, e, keystream);
      break;
    case 5:
      end_keystream(std::make_index_sequence<5>{}, key, iv, counter, e, keystream);
      break;
    case 6:
      end_keystream(std::make_index_sequence<6>{}, key, iv, counter, e, keystream);
      break;
    case 7:
      end_keystream(std::make_index_sequence<7>{}, key, iv, counter, e, keystream);
      break;
    default:
      end_keystream(std::make_index_sequence<8>{}, key, iv, counter, e, keystream);
  }

  Product p = no_product();
  __m128i add_in = Y;  // to the first block hashed, which may be the lengths
  const auto hash_next = [&](__m128i x, __m128i data, size_t power)
      __attribute__((always_inline, target("aes,pclmul,sse4.1"))) {
    const __m128i ciphertext = _mm_xor_si128(_mm_and_si128(x, e.sealing), data);
    multiply_add(p, _mm_xor_si128(add_in, reverse_bytes(ciphertext)), load_power(key, power));
    add_in = _mm_setzero_si128();
  };
  size_t i = 0;
  for (; 16 * (i + 1) <= e.size; ++i) {
    const __m128i data = load(e.in + 16 * i);
    store(e.out + 16 * i, _mm_xor_si128(keystream[i], data));
    hash_next(keystream[i], data, n + 1 - i);
  }
  if (const size_t left = e.size - 16 * i; left != 0) {
    const __m128i x = keep(keystream[i], left), data = load_partial(e.in + 16 * i, left);
    store_partial(e.out + 16 * i, left, _mm_xor_si128(x, data));
    hash_next(x, data, 2);
  }
  multiply_add(p, _mm_xor_si128(add_in, e.lengths), load_power(key, 1));
  return _mm_xor_si128(reverse_bytes(reduce(p)), keystream[n]);
}

}  // namespace
}  // namespace cce::gcm::x86
