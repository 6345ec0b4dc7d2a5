// SHA-256 with the x86 SHA extensions (Intel, Instruction Set Extensions Programming Reference, chapter on SHA).
//
// sha256rnds2 does two rounds on the state split as ABEF and CDGH; sha256msg1 and sha256msg2 make four words of the
// schedule: with V_i = (W_4i .. W_4i+3),  V_i = msg2(msg1(V_i-4, V_i-3) + (V_i-1 : V_i-2 from W_4i-7), V_i-1).
// 32 dependent sha256rnds2 of 4 cycles bound a block; the schedule runs in their shadow.
#include <immintrin.h>

#include <utility>

#include "sha2/kernel.hpp"

namespace cce::sha2::sha256_shani {
namespace {

struct State {
  __m128i abef, cdgh;
};

// H = (a b c d e f g h), words in memory order, to ABEF and CDGH with A and C in the highest lanes.
[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline State load_state(const uint32_t* H) {
  const __m128i dcba = _mm_loadu_si128(reinterpret_cast<const __m128i*>(H));
  const __m128i hgfe = _mm_loadu_si128(reinterpret_cast<const __m128i*>(H + 4));
  const __m128i cdab = _mm_shuffle_epi32(dcba, 0xb1);
  const __m128i efgh = _mm_shuffle_epi32(hgfe, 0x1b);
  return {_mm_alignr_epi8(cdab, efgh, 8), _mm_blend_epi16(efgh, cdab, 0xf0)};
}

[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline void store_state(uint32_t* H, State s) {
  const __m128i feba = _mm_shuffle_epi32(s.abef, 0x1b);
  const __m128i dchg = _mm_shuffle_epi32(s.cdgh, 0xb1);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(H), _mm_blend_epi16(feba, dchg, 0xf0));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(H + 4), _mm_alignr_epi8(dchg, feba, 8));
}

// The message block as four vectors of big-endian words.
struct Schedule {
  __m128i V[4];
};

[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline Schedule load_block(const uint8_t* block) {
  const __m128i swap_words = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  Schedule w;
  for (int i = 0; i < 4; ++i)
    w.V[i] = _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(block) + i), swap_words);
  return w;
}

// Rounds 4i to 4i+3 with V_i = w.V[i mod 4], which is then replaced by V_i+4 while later rounds need one.
template <int i>
[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline void four_rounds(State& s, Schedule& w) {
  const __m128i V = w.V[i % 4];
  const __m128i K = _mm_load_si128(reinterpret_cast<const __m128i*>(K256.data()) + i);
  const __m128i WK = _mm_add_epi32(V, K);
  s.cdgh = _mm_sha256rnds2_epu32(s.cdgh, s.abef, WK);
  s.abef = _mm_sha256rnds2_epu32(s.abef, s.cdgh, _mm_shuffle_epi32(WK, 0x0e));
  // V_j of the next turn, j = i + 1 - 4 + 4: its msg1 part was made when V_j-3 became known.
  if constexpr (i >= 3 && i < 15) {
    __m128i& next = w.V[(i + 1) % 4];  // holds msg1(V_i-3, V_i-2)
    next = _mm_add_epi32(next, _mm_alignr_epi8(V, w.V[(i + 3) % 4], 4));
    next = _mm_sha256msg2_epu32(next, V);
  }
  if constexpr (i >= 1 && i < 13) w.V[(i + 3) % 4] = _mm_sha256msg1_epu32(w.V[(i + 3) % 4], V);
}

template <int... i>
[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline void all_rounds(std::integer_sequence<int, i...>, State& s,
                                                                         Schedule& w) {
  (four_rounds<i>(s, w), ...);
}
template <int... i>
[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline void all_rounds_pair(std::integer_sequence<int, i...>,
                                                                              State& s0, Schedule& w0, State& s1,
                                                                              Schedule& w1) {
  ((four_rounds<i>(s0, w0), four_rounds<i>(s1, w1)), ...);
}

[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline State add(State x, State y) {
  return {_mm_add_epi32(x.abef, y.abef), _mm_add_epi32(x.cdgh, y.cdgh)};
}

using Turns = std::make_integer_sequence<int, 16>;

}  // namespace

[[gnu::target("sha,sse4.1")]] void compress(uint32_t* H, const uint8_t* blocks, size_t n) {
  State s = load_state(H);
  for (; n != 0; --n, blocks += 64) {
    const State before = s;
    Schedule w = load_block(blocks);
    all_rounds(Turns{}, s, w);
    s = add(s, before);
  }
  store_state(H, s);
}

[[gnu::target("sha,sse4.1")]] void compress_pair(uint32_t* H0, const uint8_t* block0, uint32_t* H1,
                                                 const uint8_t* block1) {
  State s0 = load_state(H0), s1 = load_state(H1);
  const State before0 = s0, before1 = s1;
  Schedule w0 = load_block(block0), w1 = load_block(block1);
  all_rounds_pair(Turns{}, s0, w0, s1, w1);
  store_state(H0, add(s0, before0));
  store_state(H1, add(s1, before1));
}

[[gnu::target("sha,sse4.1")]] void compress_words(uint32_t* H, const uint32_t* W) {
  const State before = load_state(H);
  State s = before;
  Schedule w;
  for (int i = 0; i < 4; ++i) w.V[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(W) + i);
  all_rounds(Turns{}, s, w);
  store_state(H, add(s, before));
}

}  // namespace cce::sha2::sha256_shani
