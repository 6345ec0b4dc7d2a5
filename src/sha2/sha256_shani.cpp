// SHA-256 with the x86 SHA extensions (Intel, Instruction Set Extensions Programming Reference, chapter on SHA).
//
// sha256rnds2 does two rounds on the state split as ABEF and CDGH; sha256msg1 and sha256msg2 make four words of the
// schedule: with V_i = (W_4i .. W_4i+3),  V_i = msg2(msg1(V_i-4, V_i-3) + (V_i-1 : V_i-2 from W_4i-7), V_i-1).
// 32 dependent sha256rnds2 of 4 cycles bound a block; the schedule runs in their shadow.
#include <utility>

#include "sha2/sha256_x86.hpp"

namespace cce::sha2::sha256_shani {
namespace {

// The message block as four vectors of big-endian words.
struct Schedule {
  __m128i V[4];
};

// Written out, because the compiler would build an array on the stack, and leave it there.
[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline Schedule load_block(const uint8_t* block) {
  return {load_words(block), load_words(block + 16), load_words(block + 32), load_words(block + 48)};
}

[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline Schedule masked(const Schedule& w, uint8_t mask) {
  const __m128i m = _mm_set1_epi32(static_cast<int>(0x01010101u * mask));
  return {_mm_xor_si128(w.V[0], m), _mm_xor_si128(w.V[1], m), _mm_xor_si128(w.V[2], m), _mm_xor_si128(w.V[3], m)};
}

// Rounds 4i to 4i+3 with V_i = w.V[i mod 4], which is then replaced by V_i+4 while later rounds need one.
template <int i>
[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline void four_rounds(State& s, Schedule& w, const __m128i* K) {
  const __m128i V = w.V[i % 4];
  const __m128i WK = _mm_add_epi32(V, _mm_load_si128(K + i));
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
  const __m128i* const K = round_constants();
  (four_rounds<i>(s, w, K), ...);
}
template <int... i>
[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline void all_rounds_pair(std::integer_sequence<int, i...>,
                                                                              State& s0, Schedule& w0, State& s1,
                                                                              Schedule& w1) {
  const __m128i* const K = round_constants();
  ((four_rounds<i>(s0, w0, K), four_rounds<i>(s1, w1, K)), ...);
}

using Turns = std::make_integer_sequence<int, 16>;

[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline void compress_run(State& s, const uint8_t* blocks, size_t n) {
  for (; n != 0; --n, blocks += 64) {
    const State before = s;
    Schedule w = load_block(blocks);
    all_rounds(Turns{}, s, w);
    s = add(s, before);
  }
}

[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline State after(const uint32_t* H, Blocks blocks) {
  State s = load_state(H);
  for (;;) {  // the rounds appear once: two copies of them would not fit the cache of decoded instructions as well
    compress_run(s, blocks.message, blocks.n);
    if (blocks.end_n == 0) return s;
    blocks = {blocks.end, blocks.end_n, nullptr, 0};
  }
}

[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline void store_digest(uint8_t* digest, State s) {
  const __m128i swap_words = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  const Words H = words(s);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(digest), _mm_shuffle_epi8(H.abcd, swap_words));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(digest + 16), _mm_shuffle_epi8(H.efgh, swap_words));
}

}  // namespace

[[gnu::target("sha,sse4.1")]] void compress(uint32_t* H, const uint8_t* blocks, size_t n) {
  State s = load_state(H);
  compress_run(s, blocks, n);
  store_state(H, s);
  registers::x86::clear_xmm();
}

[[gnu::target("sha,sse4.1")]] void compress_pair(uint32_t* H0, uint32_t* H1, const uint32_t* H, const uint8_t* block,
                                                 uint8_t mask0, uint8_t mask1) {
  State s0 = load_state(H), s1 = s0;
  const Schedule w = load_block(block);
  Schedule w0 = masked(w, mask0), w1 = masked(w, mask1);
  all_rounds_pair(Turns{}, s0, w0, s1, w1);
  __asm__ volatile("" : : : "memory");  // H is read anew: kept in registers it would push message words to the stack
  const State before = load_state(H);
  store_state(H0, add(s0, before));
  store_state(H1, add(s1, before));
  registers::x86::clear_xmm();
}

[[gnu::target("sha,sse4.1")]] void finish(uint8_t* digest, const uint32_t* H, const Blocks& blocks) {
  store_digest(digest, after(H, blocks));
  registers::x86::clear_xmm();
}

[[gnu::target("sha,sse4.1")]] void finish_nested(uint8_t* digest, const uint32_t* inner, const uint32_t* outer,
                                                 const Blocks& blocks) {
  const Words inner_digest = words(after(inner, blocks));
  // A one bit, zeros, and the length of the outer key block and the digest: 64 + 32 bytes.
  Schedule w = {
      {inner_digest.abcd, inner_digest.efgh, _mm_set_epi32(0, 0, 0, INT32_MIN), _mm_set_epi32(8 * (64 + 32), 0, 0, 0)}};
  const State before = load_state(outer);
  State s = before;
  all_rounds(Turns{}, s, w);
  store_digest(digest, add(s, before));
  registers::x86::clear_xmm();
}

}  // namespace cce::sha2::sha256_shani
