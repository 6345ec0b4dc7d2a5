// SHA-2 with AVX-512: sixteen messages of SHA-256 or eight of SHA-512 side by side, each in a lane of every register.
//
// Registers: 8 working variables, 16 words of the schedule, 8 for what a round makes. A round with its part of the schedule
// is 29 operations on four vector units (AMD's Zen 5), and about as long takes the chain from e to the next round's e, each
// operation of which needs two or three cycles: so the order below adds to d one by one, for a shorter chain.
// gcc 12.2's own header initialises "undefined" vectors with themselves, and then warns about it (GCC bug 105593).
#pragma GCC diagnostic push
#ifndef __clang__
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <immintrin.h>
#pragma GCC diagnostic pop

#include <algorithm>
#include <utility>

#include "base/registers.hpp"
#include "base/residue.hpp"
#include "sha2/kernel.hpp"

#define CCE_AVX512 gnu::target("avx512f,avx512bw"), gnu::always_inline
#define CCE_AVX512_ENTRY gnu::target("avx512f,avx512bw"), gnu::noinline

namespace cce::sha2 {
namespace {

// ---- What differs between the word sizes: FIPS 180-4 sections 4.1.2 and 4.1.3

[[CCE_AVX512]] inline __m512i xor3(__m512i x, __m512i y, __m512i z) { return _mm512_ternarylogic_epi64(x, y, z, 0x96); }

template <class Word>
struct Vectors;

template <>
struct Vectors<uint32_t> {
  static constexpr int turns = 4;  // of sixteen rounds
  static const uint32_t* K() { return K256.data(); }
  [[CCE_AVX512]] static inline __m512i all(uint32_t word) { return _mm512_set1_epi32(static_cast<int>(word)); }
  [[CCE_AVX512]] static inline __m512i add(__m512i x, __m512i y) { return _mm512_add_epi32(x, y); }
  template <int n>
  [[CCE_AVX512]] static inline __m512i rotr(__m512i x) {
    return _mm512_ror_epi32(x, n);
  }
  [[CCE_AVX512]] static inline __m512i Sigma0(__m512i x) { return xor3(rotr<2>(x), rotr<13>(x), rotr<22>(x)); }
  [[CCE_AVX512]] static inline __m512i Sigma1(__m512i x) { return xor3(rotr<6>(x), rotr<11>(x), rotr<25>(x)); }
  [[CCE_AVX512]] static inline __m512i sigma0(__m512i x) {
    return xor3(rotr<7>(x), rotr<18>(x), _mm512_srli_epi32(x, 3));
  }
  [[CCE_AVX512]] static inline __m512i sigma1(__m512i x) {
    return xor3(rotr<17>(x), rotr<19>(x), _mm512_srli_epi32(x, 10));
  }
  [[CCE_AVX512]] static inline __m512i swap_bytes(__m512i x) {
    return _mm512_shuffle_epi8(x, _mm512_broadcast_i32x4(_mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203)));
  }
};

template <>
struct Vectors<uint64_t> {
  static constexpr int turns = 5;
  static const uint64_t* K() { return K512.data(); }
  [[CCE_AVX512]] static inline __m512i all(uint64_t word) { return _mm512_set1_epi64(static_cast<long long>(word)); }
  [[CCE_AVX512]] static inline __m512i add(__m512i x, __m512i y) { return _mm512_add_epi64(x, y); }
  template <int n>
  [[CCE_AVX512]] static inline __m512i rotr(__m512i x) {
    return _mm512_ror_epi64(x, n);
  }
  [[CCE_AVX512]] static inline __m512i Sigma0(__m512i x) { return xor3(rotr<28>(x), rotr<34>(x), rotr<39>(x)); }
  [[CCE_AVX512]] static inline __m512i Sigma1(__m512i x) { return xor3(rotr<14>(x), rotr<18>(x), rotr<41>(x)); }
  [[CCE_AVX512]] static inline __m512i sigma0(__m512i x) {
    return xor3(rotr<1>(x), rotr<8>(x), _mm512_srli_epi64(x, 7));
  }
  [[CCE_AVX512]] static inline __m512i sigma1(__m512i x) {
    return xor3(rotr<19>(x), rotr<61>(x), _mm512_srli_epi64(x, 6));
  }
  [[CCE_AVX512]] static inline __m512i swap_bytes(__m512i x) {
    return _mm512_shuffle_epi8(x, _mm512_broadcast_i32x4(_mm_set_epi64x(0x08090a0b0c0d0e0f, 0x0001020304050607)));
  }
};

// ---- Rows to columns: register i holds words of message i before, word i of every message after

// Of each 128 bits of these rows, the words 0, then the words 1, and so on.
[[CCE_AVX512]] inline void join(__m512i& row0, __m512i& row1) {
  const __m512i x = row0, y = row1;
  row0 = _mm512_unpacklo_epi64(x, y);
  row1 = _mm512_unpackhi_epi64(x, y);
}
[[CCE_AVX512]] inline void join(__m512i& row0, __m512i& row1, __m512i& row2, __m512i& row3) {
  const __m512i x_low = _mm512_unpacklo_epi32(row0, row1), x_high = _mm512_unpackhi_epi32(row0, row1);
  const __m512i y_low = _mm512_unpacklo_epi32(row2, row3), y_high = _mm512_unpackhi_epi32(row2, row3);
  row0 = x_low, row1 = y_low, row2 = x_high, row3 = y_high;
  join(row0, row1);
  join(row2, row3);
}

// Each is what four groups of rows joined to: together they hold four whole columns.
[[CCE_AVX512]] inline void gather(__m512i& x0, __m512i& x1, __m512i& x2, __m512i& x3) {
  constexpr int even = 0x88, odd = 0xdd;
  const __m512i even01 = _mm512_shuffle_i32x4(x0, x1, even), even23 = _mm512_shuffle_i32x4(x2, x3, even);
  const __m512i odd01 = _mm512_shuffle_i32x4(x0, x1, odd), odd23 = _mm512_shuffle_i32x4(x2, x3, odd);
  x0 = _mm512_shuffle_i32x4(even01, even23, even);
  x1 = _mm512_shuffle_i32x4(odd01, odd23, even);
  x2 = _mm512_shuffle_i32x4(even01, even23, odd);
  x3 = _mm512_shuffle_i32x4(odd01, odd23, odd);
}

// Of the registers x[first] and on, as many as there are lanes.
template <int first, int... i>
[[CCE_AVX512]] inline void transpose(std::integer_sequence<int, i...>, __m512i* x) {
  constexpr int m = sizeof...(i);  // words in 128 bits
  if constexpr (m == 4)
    (join(x[first + 4 * i], x[first + 4 * i + 1], x[first + 4 * i + 2], x[first + 4 * i + 3]), ...);
  else
    ((join(x[first + 4 * i], x[first + 4 * i + 1]), join(x[first + 4 * i + 2], x[first + 4 * i + 3])), ...);
  (gather(x[first + i], x[first + m + i], x[first + 2 * m + i], x[first + 3 * m + i]), ...);
}
template <class Word>
using Columns = std::make_integer_sequence<int, 16 / sizeof(Word)>;

// ---- The working variables and the schedule

template <class Word>
using Lanes = std::make_integer_sequence<int, max_lanes<Word>>;
using Eight = std::make_integer_sequence<int, 8>;
using Sixteen = std::make_integer_sequence<int, 16>;

// A row is a chaining value.
[[CCE_AVX512]] inline __m512i load_row(const std::array<uint32_t, 8>& H) {
  return _mm512_zextsi256_si512(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(H.data())));
}
[[CCE_AVX512]] inline __m512i load_row(const std::array<uint64_t, 8>& H) { return _mm512_loadu_si512(H.data()); }
[[CCE_AVX512]] inline void store_row(std::array<uint32_t, 8>& H, __m512i row) {
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(H.data()), _mm512_castsi512_si256(row));
}
[[CCE_AVX512]] inline void store_row(std::array<uint64_t, 8>& H, __m512i row) { _mm512_storeu_si512(H.data(), row); }

// a to h of every lane; what is kept over a block of it.
struct State {
  __m512i v[8];
};

template <class Word, int... l, int... j>
[[CCE_AVX512]] inline void load_state(std::integer_sequence<int, l...>, std::integer_sequence<int, j...>, State& state,
                                      const std::array<Word, 8>* H, size_t lanes) {
  __m512i x[] = {load_row(H[std::min<size_t>(l, lanes - 1)])...};
  transpose<0>(Columns<Word>{}, x);
  ((state.v[j] = x[j]), ...);
}

template <class Word, int... l, int... j>
[[CCE_AVX512]] inline void store_state(std::integer_sequence<int, l...>, std::integer_sequence<int, j...>,
                                       const State& state, std::array<Word, 8>* H, size_t lanes) {
  __m512i x[sizeof...(l)] = {state.v[j]...};
  transpose<0>(Columns<Word>{}, x);
  ((l < lanes ? store_row(H[l], x[l]) : void()), ...);
}

// The blocks of all lanes as the words W_0 to W_15.
template <class Word, int... l>
[[CCE_AVX512]] inline void load_blocks(std::integer_sequence<int, l...>, __m512i (&W)[16],
                                       const uint8_t* const (&from)[sizeof...(l)], size_t offset) {
  using V = Vectors<Word>;
  ((W[l] = V::swap_bytes(_mm512_loadu_si512(from[l] + offset))), ...);
  transpose<0>(Columns<Word>{}, W);
  if constexpr (sizeof...(l) == 8) {  // the other half of a block
    ((W[8 + l] = V::swap_bytes(_mm512_loadu_si512(from[l] + offset + 64))), ...);
    transpose<8>(Columns<Word>{}, W);
  }
}

// ---- Rounds, sections 6.2.2 and 6.4.2

// Holds the compiler to the order of the source: each pinned value is made before the next one.
[[CCE_AVX512]] inline void pin(__m512i& x) { __asm__ volatile("" : "+v"(x)); }

// Round t, where W[t mod 16] is W_t; the working variables a to h are v[(0 - t) mod 8] to v[(7 - t) mod 8]. `extending`
// puts W_t+16 in the place of W_t.
template <class Word, int t, bool extending>
[[CCE_AVX512]] inline void round(__m512i (&v)[8], __m512i (&W)[16], const Word* K) {
  using V = Vectors<Word>;
  __m512i &a = v[-t & 7], &b = v[(1 - t) & 7], &c = v[(2 - t) & 7], &d = v[(3 - t) & 7];
  __m512i &e = v[(4 - t) & 7], &f = v[(5 - t) & 7], &g = v[(6 - t) & 7], &h = v[(7 - t) & 7];
  const __m512i Ch = _mm512_ternarylogic_epi64(e, f, g, 0xca), Sigma1 = V::Sigma1(e);
  pin(h = V::add(h, V::add(W[t], V::all(K[t]))));
  pin(d = V::add(d, h));
  pin(h = V::add(h, Ch));
  pin(d = V::add(d, Ch));
  pin(d = V::add(d, Sigma1));
  pin(h = V::add(h, Sigma1));
  pin(h = V::add(h, _mm512_ternarylogic_epi64(a, b, c, 0xe8)));  // Maj
  pin(h = V::add(h, V::Sigma0(a)));
  if constexpr (extending)
    W[t] = V::add(V::add(W[t], W[(t + 9) % 16]), V::add(V::sigma0(W[(t + 1) % 16]), V::sigma1(W[(t + 14) % 16])));
}

template <class Word, bool extending, int... t>
[[CCE_AVX512]] inline void rounds(std::integer_sequence<int, t...>, __m512i (&v)[8], __m512i (&W)[16], const Word* K) {
  (round<Word, t, extending>(v, W, K), ...);
}

template <class Word, int... j>
[[CCE_AVX512]] inline void compress_blocks(std::integer_sequence<int, j...>, State& state,
                                           const uint8_t* const (&from)[max_lanes<Word>], size_t n) {
  using V = Vectors<Word>;
  for (size_t offset = 0; n != 0; --n, offset += 16 * sizeof(Word)) {
    __m512i W[16];
    load_blocks<Word>(Lanes<Word>{}, W, from, offset);
    __asm__ volatile("" : : "r"(&state) : "memory");  // read from there, not kept since the block before: see Registers
    __m512i v[] = {state.v[j]...};
    const Word* K = V::K();
    __asm__ volatile("" : "+r"(K));  // or the compiler prepares all constants ahead of the loop, and spills them
    for (const Word* const last = K + 16 * (V::turns - 1); K != last; K += 16) rounds<Word, true>(Sixteen{}, v, W, K);
    rounds<Word, false>(Sixteen{}, v, W, K);
    ((state.v[j] = V::add(state.v[j], v[j])), ...);
  }
}

// Apart, so that the state, and what the compiler spills, is in a frame that the caller wipes. A lane without a message does
// again what the last one does, and its outcome is not kept.
template <class Word>
[[CCE_AVX512_ENTRY]] void compress_apart(std::array<Word, 8>* H, const uint8_t* const* blocks, size_t lanes, size_t n) {
  const uint8_t* from[max_lanes<Word>];
  for (size_t l = 0; l < max_lanes<Word>; ++l) from[l] = blocks[std::min(l, lanes - 1)];
  State state;
  load_state<Word>(Lanes<Word>{}, Eight{}, state, H, lanes);
  compress_blocks<Word>(Eight{}, state, from, n);
  store_state<Word>(Lanes<Word>{}, Eight{}, state, H, lanes);
}

}  // namespace

void sha256_avx512::compress_lanes(std::array<uint32_t, 8>* H, const uint8_t* const* blocks, size_t lanes, size_t n) {
  compress_apart<uint32_t>(H, blocks, lanes, n);
  wipe_stack<2560>();
  registers::clear_avx512();
}

void sha512_avx512::compress_lanes(std::array<uint64_t, 8>* H, const uint8_t* const* blocks, size_t lanes, size_t n) {
  if (lanes == 1) return compress(H->data(), *blocks, n);
  compress_apart<uint64_t>(H, blocks, lanes, n);
  wipe_stack<2560>();
  registers::clear_avx512();
}

}  // namespace cce::sha2
