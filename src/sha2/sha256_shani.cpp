// SHA-256 with the x86 SHA extensions (Intel, Instruction Set Extensions Programming Reference, chapter on SHA).
//
// sha256rnds2 does two rounds on the state split as ABEF and CDGH; sha256msg1 and sha256msg2 make four words of the
// schedule: with V_i = (W_4i .. W_4i+3),  V_i = msg2(msg1(V_i-4, V_i-3) + (V_i-1 : V_i-2 from W_4i-7), V_i-1).
// 32 dependent sha256rnds2 of 4 cycles bound a block; the schedule runs in their shadow.
#include <utility>

#include "base/secret.hpp"
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

[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline Schedule masked(const Schedule& w, __m128i m) {
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

// Two compressions side by side, the second some turns behind: it gets what the first leaves of the unit that does the rounds,
// which two chains keep busy all the time. In step, each would wait for the other, and what comes next waits for the first alone.
constexpr int turns_behind = 2;

template <int i>
[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline void four_rounds_if_any(State& s, Schedule& w,
                                                                                 const __m128i* K) {
  if constexpr (i >= 0 && i < 16) four_rounds<i>(s, w, K);
}
template <int... i>
[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline void all_rounds_pair(std::integer_sequence<int, i...>,
                                                                              State& s0, Schedule& w0, State& s1,
                                                                              Schedule& w1) {
  const __m128i* const K = round_constants();
  ((four_rounds_if_any<i>(s0, w0, K), four_rounds_if_any<i - turns_behind>(s1, w1, K)), ...);
}

// Sixteen turns of one compression, and beside every other one a turn of another, from `first` on.
template <int first, int... i>
[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline void all_rounds_and_half(std::integer_sequence<int, i...>,
                                                                                  State& s0, Schedule& w0, State& s1,
                                                                                  Schedule& w1) {
  const __m128i* const K = round_constants();
  ((four_rounds<2 * i>(s0, w0, K), four_rounds<2 * i + 1>(s0, w0, K), four_rounds<first + i>(s1, w1, K)), ...);
}

using Turns = std::make_integer_sequence<int, 16>;
using PairTurns = std::make_integer_sequence<int, 16 + turns_behind>;
using HalfTurns = std::make_integer_sequence<int, 8>;

[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline void store_digest(uint8_t* digest, State s) {
  const __m128i swap_words = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  const Words H = words(s);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(digest), _mm_shuffle_epi8(H.abcd, swap_words));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(digest + 16), _mm_shuffle_epi8(H.efgh, swap_words));
}

// HMAC's outer block is the inner digest and these words: a one bit, zeros, and the length of the outer key block and the digest,
// 64 + 32 bytes.
alignas(16) constexpr uint32_t after_inner_digest[8] = {0x80000000, 0, 0, 0, 0, 0, 0, 8 * (64 + 32)};

[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline Schedule outer_block(State inner) {
  const Words digest = words(inner);
  const uint32_t* end = after_inner_digest;
  __asm__ volatile("" : "+r"(end));  // hidden as round_constants: in registers, they would push a state to the stack
  return {{digest.abcd, digest.efgh, _mm_load_si128(reinterpret_cast<const __m128i*>(end)),
           _mm_load_si128(reinterpret_cast<const __m128i*>(end + 4))}};
}

enum class Then { store_state, store_digest, nest };

// Compresses both runs of blocks from s on, and then, to nest, the outer block from `outer` on; writes what comes of it.
//
// The rounds of single blocks appear once, for all of them: further copies would not fit the cache of decoded instructions as well.
// States come in registers: through memory, each would keep the next rounds waiting for a tenth of a compression.
[[gnu::target("sha,sse4.1"), gnu::noinline]] void run(void* to, const uint8_t* message, size_t n, const uint8_t* end,
                                                      size_t end_n, Then then, __m128i abef, __m128i cdgh,
                                                      __m128i outer_abef, __m128i outer_cdgh) {
  State s = {abef, cdgh};
  for (;;) {
    Schedule w;
    if (n != 0) {
      w = load_block(message);
      message += 64;
      --n;
    } else if (end_n != 0) {
      message = end;
      n = end_n;
      end_n = 0;
      continue;
    } else if (then == Then::nest) {
      w = outer_block(s);
      s = {outer_abef, outer_cdgh};
      then = Then::store_digest;
    } else {
      break;
    }
    const State before = s;
    all_rounds(Turns{}, s, w);
    s = add(s, before);
  }
  if (then == Then::store_state)
    store_state(static_cast<uint32_t*>(to), s);
  else
    store_digest(static_cast<uint8_t*>(to), s);
  registers::x86::clear_xmm();
}

[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline __m128i every_byte(uint8_t b) {
  return _mm_set1_epi32(static_cast<int>(0x01010101u * b));
}

}  // namespace

[[gnu::target("sha,sse4.1")]] void compress(uint32_t* H, const uint8_t* blocks, size_t n) {
  const State s = load_state(H);
  run(H, blocks, n, nullptr, 0, Then::store_state, s.abef, s.cdgh, s.abef, s.cdgh);
}

[[gnu::target("sha,sse4.1")]] void compress_pair(uint32_t* H0, uint32_t* H1, const uint32_t* H, const uint8_t* block,
                                                 uint8_t mask0, uint8_t mask1) {
  State s0 = load_state(H), s1 = s0;
  Schedule w0 = masked(load_block(block), every_byte(mask0)), w1 = masked(load_block(block), every_byte(mask1));
  all_rounds_pair(PairTurns{}, s0, w0, s1, w1);
  __asm__ volatile("" : : : "memory");  // H is read anew: kept in registers it would push message words to the stack
  const State before = load_state(H);
  store_state(H0, add(s0, before));
  store_state(H1, add(s1, before));
  registers::x86::clear_xmm();
}

[[gnu::target("sha,sse4.1")]] void finish(uint8_t* digest, const uint32_t* H, const Blocks& blocks) {
  const State s = load_state(H);
  run(digest, blocks.message, blocks.n, blocks.end, blocks.end_n, Then::store_digest, s.abef, s.cdgh, s.abef, s.cdgh);
}

[[gnu::target("sha,sse4.1")]] void finish_nested(uint8_t* digest, const uint32_t* inner, const uint32_t* outer,
                                                 const Blocks& blocks) {
  const State s = load_state(inner), o = load_state(outer);
  run(digest, blocks.message, blocks.n, blocks.end, blocks.end_n, Then::nest, s.abef, s.cdgh, o.abef, o.cdgh);
}

// The outer key block goes beside the inner one and the first block of the text, half of it beside each: all of it beside one would
// keep the unit that does the rounds busy all the time, and hold up what the MAC waits for.
[[gnu::target("sha,sse4.1")]] void finish_keyed(uint8_t* digest, const uint32_t* H, const uint8_t* block, uint8_t mask0,
                                                uint8_t mask1, const Blocks& blocks) {
  State s0 = load_state(H), s1 = s0;
  {
    Schedule w0 = masked(load_block(block), every_byte(mask0)), w1 = masked(load_block(block), every_byte(mask1));
    all_rounds_and_half<0>(HalfTurns{}, s0, w0, s1, w1);
    __asm__ volatile("" : : : "memory");  // H is read anew: there is no register for it
    s0 = add(s0, load_state(H));
    // In memory, and wiped: likewise, and what the compiler pushes to the stack stays there.
    Secret<State> before;
    *before = s0;
    w0 = load_block(blocks.n != 0 ? blocks.message : blocks.end);
    all_rounds_and_half<8>(HalfTurns{}, s0, w0, s1, w1);
    __asm__ volatile("" : : : "memory");
    s0 = add(s0, *before);
    s1 = add(s1, load_state(H));
  }
  const size_t of_message = blocks.n != 0 ? 1 : 0, of_end = 1 - of_message;
  run(digest, blocks.message + 64 * of_message, blocks.n - of_message, blocks.end + 64 * of_end, blocks.end_n - of_end,
      Then::nest, s0.abef, s0.cdgh, s1.abef, s1.cdgh);
}

}  // namespace cce::sha2::sha256_shani
