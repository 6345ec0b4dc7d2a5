// SHA-512 with the ARMv8.2 SHA-512 extension (Arm Architecture Reference Manual, SHA512H and its companions).
//
// The state is held as pairs ab, cd, ef, gh. Two rounds t, t+1 with WK = (W_t + K_t, W_t+1 + K_t+1):
//   SHA512H gives the two T1, with which cd becomes the next ef, and SHA512H2 adds T2 to make the next ab:
//   T1 = sha512h(gh + swap(WK), f:g, d:e ...),  ef' = cd + T1,  ab' = sha512h2(T1, cd, ab),
//   and the pairs move on: gh' = ef, cd' = ab.
// SHA512SU0 and SHA512SU1 make two words of the schedule: with V_i = (W_2i, W_2i+1),
//   V_i = su1(su0(V_i-8, V_i-7), V_i-1, (W_2i-7, W_2i-6)).
#include <arm_neon.h>

#include <utility>

#include "base/registers_armv8.hpp"
#include "sha2/kernel.hpp"

namespace cce::sha2::sha512_armv8 {
namespace {

struct State {
  uint64x2_t ab, cd, ef, gh;
};

struct Schedule {
  uint64x2_t V[8];
};

[[gnu::target("arch=armv8.2-a+sha3"), gnu::always_inline]] inline State load_state(const uint64_t* H) {
  return {vld1q_u64(H), vld1q_u64(H + 2), vld1q_u64(H + 4), vld1q_u64(H + 6)};
}

[[gnu::target("arch=armv8.2-a+sha3"), gnu::always_inline]] inline void store_state(uint64_t* H, State s) {
  vst1q_u64(H, s.ab);
  vst1q_u64(H + 2, s.cd);
  vst1q_u64(H + 4, s.ef);
  vst1q_u64(H + 6, s.gh);
}

[[gnu::target("arch=armv8.2-a+sha3"), gnu::always_inline]] inline uint64x2_t load_words(const uint8_t* p) {
  return vreinterpretq_u64_u8(vrev64q_u8(vld1q_u8(p)));
}

// Written out, because the compiler would build an array on the stack, and leave it there.
[[gnu::target("arch=armv8.2-a+sha3"), gnu::always_inline]] inline Schedule load_block(const uint8_t* p) {
  return {{load_words(p), load_words(p + 16), load_words(p + 32), load_words(p + 48), load_words(p + 64),
           load_words(p + 80), load_words(p + 96), load_words(p + 112)}};
}

// Where the constants of the rounds are, anew for each block: known to the compiler, they would be copied to the stack once a call.
[[gnu::always_inline]] inline const uint64_t* round_constants() {
  const uint64_t* K = K512.data();
  __asm__ volatile("" : "+r"(K));
  return K;
}

// Rounds 2i and 2i+1 with V_i = w.V[i mod 8], which is then replaced by V_i+8 while later rounds need one.
template <int i>
[[gnu::target("arch=armv8.2-a+sha3"), gnu::always_inline]] inline void two_rounds(State& s, Schedule& w,
                                                                                  const uint64_t* K) {
  uint64x2_t& V = w.V[i % 8];
  const uint64x2_t WK = vaddq_u64(V, vld1q_u64(K + 2 * i));
  const uint64x2_t sum = vaddq_u64(vextq_u64(WK, WK, 1), s.gh);
  const uint64x2_t fg = vextq_u64(s.ef, s.gh, 1), de = vextq_u64(s.cd, s.ef, 1);
  const uint64x2_t T1 = vsha512hq_u64(sum, fg, de);
  s.gh = s.ef;
  s.ef = vaddq_u64(s.cd, T1);
  const uint64x2_t ab = vsha512h2q_u64(T1, s.cd, s.ab);
  s.cd = s.ab;
  s.ab = ab;
  if constexpr (i < 32)
    V = vsha512su1q_u64(vsha512su0q_u64(V, w.V[(i + 1) % 8]), w.V[(i + 7) % 8],
                        vextq_u64(w.V[(i + 4) % 8], w.V[(i + 5) % 8], 1));
}

template <int... i>
[[gnu::target("arch=armv8.2-a+sha3"), gnu::always_inline]] inline State all_rounds(std::integer_sequence<int, i...>,
                                                                                   State s, Schedule& w) {
  const State before = s;
  const uint64_t* const K = round_constants();
  (two_rounds<i>(s, w, K), ...);
  return {vaddq_u64(s.ab, before.ab), vaddq_u64(s.cd, before.cd), vaddq_u64(s.ef, before.ef),
          vaddq_u64(s.gh, before.gh)};
}

using Turns = std::make_integer_sequence<int, 40>;

}  // namespace

[[gnu::target("arch=armv8.2-a+sha3")]] void compress(uint64_t* H, const uint8_t* blocks, size_t n) {
  State s = load_state(H);
  for (; n != 0; --n, blocks += 128) {
    Schedule w = load_block(blocks);
    s = all_rounds(Turns{}, s, w);
  }
  store_state(H, s);
  registers::armv8::clear_vectors();
}

}  // namespace cce::sha2::sha512_armv8
