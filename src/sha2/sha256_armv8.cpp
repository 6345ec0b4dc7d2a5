// SHA-256 with the ARMv8 cryptographic extension (Arm Architecture Reference Manual, SHA256H and its companions).
//
// SHA256H and SHA256H2 do four rounds on the state split as ABCD and EFGH; SHA256SU0 and SHA256SU1 make four words of the
// schedule: with V_i = (W_4i .. W_4i+3),  V_i = su1(su0(V_i-4, V_i-3), V_i-2, V_i-1).
#include <arm_neon.h>

#include <utility>

#include "base/registers.hpp"
#include "base/registers_armv8.hpp"
#include "base/residue.hpp"
#include "sha2/kernel.hpp"

namespace cce::sha2::sha256_armv8 {
namespace {

struct State {
  uint32x4_t abcd, efgh;
};

// The message block as four vectors of words.
struct Schedule {
  uint32x4_t V[4];
};

[[gnu::target("+crypto"), gnu::always_inline]] inline State load_state(const uint32_t* H) {
  return {vld1q_u32(H), vld1q_u32(H + 4)};
}

[[gnu::target("+crypto"), gnu::always_inline]] inline void store_state(uint32_t* H, State s) {
  vst1q_u32(H, s.abcd);
  vst1q_u32(H + 4, s.efgh);
}

[[gnu::target("+crypto"), gnu::always_inline]] inline uint32x4_t load_words(const uint8_t* p) {
  return vreinterpretq_u32_u8(vrev32q_u8(vld1q_u8(p)));
}

// Written out, because the compiler would build an array on the stack, and leave it there.
[[gnu::target("+crypto"), gnu::always_inline]] inline Schedule load_block(const uint8_t* block) {
  return {{load_words(block), load_words(block + 16), load_words(block + 32), load_words(block + 48)}};
}

[[gnu::target("+crypto"), gnu::always_inline]] inline Schedule masked(const Schedule& w, uint8_t mask) {
  const uint32x4_t m = vdupq_n_u32(0x01010101u * mask);
  return {{veorq_u32(w.V[0], m), veorq_u32(w.V[1], m), veorq_u32(w.V[2], m), veorq_u32(w.V[3], m)}};
}

// Rounds 4i to 4i+3 with V_i = w.V[i mod 4], which is then replaced by V_i+4 while later rounds need one.
template <int i>
[[gnu::target("+crypto"), gnu::always_inline]] inline void four_rounds(State& s, Schedule& w) {
  uint32x4_t& V = w.V[i % 4];
  const uint32x4_t WK = vaddq_u32(V, vld1q_u32(K256.data() + 4 * i));
  const uint32x4_t abcd = s.abcd;
  s.abcd = vsha256hq_u32(abcd, s.efgh, WK);
  s.efgh = vsha256h2q_u32(s.efgh, abcd, WK);
  if constexpr (i < 12) V = vsha256su1q_u32(vsha256su0q_u32(V, w.V[(i + 1) % 4]), w.V[(i + 2) % 4], w.V[(i + 3) % 4]);
}

template <int... i>
[[gnu::target("+crypto"), gnu::always_inline]] inline void all_rounds(std::integer_sequence<int, i...>, State& s,
                                                                      Schedule& w) {
  (four_rounds<i>(s, w), ...);
}
template <int... i>
[[gnu::target("+crypto"), gnu::always_inline]] inline void all_rounds_pair(std::integer_sequence<int, i...>, State& s0,
                                                                           Schedule& w0, State& s1, Schedule& w1) {
  ((four_rounds<i>(s0, w0), four_rounds<i>(s1, w1)), ...);
}

[[gnu::target("+crypto"), gnu::always_inline]] inline State add(State x, State y) {
  return {vaddq_u32(x.abcd, y.abcd), vaddq_u32(x.efgh, y.efgh)};
}

using Turns = std::make_integer_sequence<int, 16>;

[[gnu::target("+crypto"), gnu::always_inline]] inline void compress_run(State& s, const uint8_t* blocks, size_t n) {
  for (; n != 0; --n, blocks += 64) {
    const State before = s;
    Schedule w = load_block(blocks);
    all_rounds(Turns{}, s, w);
    s = add(s, before);
  }
}

[[gnu::target("+crypto"), gnu::always_inline]] inline State after(const uint32_t* H, Blocks blocks) {
  State s = load_state(H);
  for (;;) {  // the rounds appear once
    compress_run(s, blocks.message, blocks.n);
    if (blocks.end_n == 0) return s;
    blocks = {blocks.end, blocks.end_n, nullptr, 0};
  }
}

[[gnu::target("+crypto"), gnu::always_inline]] inline void store_digest(uint8_t* digest, State s) {
  vst1q_u8(digest, vrev32q_u8(vreinterpretq_u8_u32(s.abcd)));
  vst1q_u8(digest + 16, vrev32q_u8(vreinterpretq_u8_u32(s.efgh)));
}

}  // namespace

[[gnu::target("+crypto")]] void compress(uint32_t* H, const uint8_t* blocks, size_t n) {
  State s = load_state(H);
  compress_run(s, blocks, n);
  store_state(H, s);
  registers::armv8::clear_vectors();
}

[[gnu::target("+crypto")]] void compress_pair(uint32_t* H0, uint32_t* H1, const uint32_t* H, const uint8_t* block,
                                              uint8_t mask0, uint8_t mask1) {
  const State before = load_state(H);
  State s0 = before, s1 = before;
  const Schedule w = load_block(block);
  Schedule w0 = masked(w, mask0), w1 = masked(w, mask1);
  all_rounds_pair(Turns{}, s0, w0, s1, w1);
  store_state(H0, add(s0, before));
  store_state(H1, add(s1, before));
  registers::armv8::clear_vectors();
}

[[gnu::target("+crypto")]] void finish(uint8_t* digest, const uint32_t* H, const Blocks& blocks) {
  store_digest(digest, after(H, blocks));
  registers::armv8::clear_vectors();
}

[[gnu::target("+crypto")]] void finish_nested(uint8_t* digest, const uint32_t* inner, const uint32_t* outer,
                                              const Blocks& blocks) {
  const State inner_digest = after(inner, blocks);
  // A one bit, zeros, and the length of the outer key block and the digest: 64 + 32 bytes.
  const uint32x4_t one_bit = {0x80000000, 0, 0, 0}, length = {0, 0, 0, 8 * (64 + 32)};
  Schedule w = {{inner_digest.abcd, inner_digest.efgh, one_bit, length}};
  const State before = load_state(outer);
  State s = before;
  all_rounds(Turns{}, s, w);
  store_digest(digest, add(s, before));
  registers::armv8::clear_vectors();
}

namespace {

// Two at a time: as in compress_pair, what one waits for is filled by the other.
[[gnu::target("+crypto"), gnu::noinline]] void compress_by_two(std::array<uint32_t, 8>* H, const uint8_t* const* blocks,
                                                               size_t lanes, size_t n) {
  for (; lanes >= 2; H += 2, blocks += 2, lanes -= 2) {
    State s0 = load_state(H[0].data()), s1 = load_state(H[1].data());
    for (size_t offset = 0; offset != 64 * n; offset += 64) {
      const State before0 = s0, before1 = s1;
      Schedule w0 = load_block(blocks[0] + offset), w1 = load_block(blocks[1] + offset);
      all_rounds_pair(Turns{}, s0, w0, s1, w1);
      s0 = add(s0, before0), s1 = add(s1, before1);
    }
    store_state(H[0].data(), s0);
    store_state(H[1].data(), s1);
  }
  if (lanes == 1) compress(H->data(), *blocks, n);
}

}  // namespace

void compress_lanes(std::array<uint32_t, 8>* H, const uint8_t* const* blocks, size_t lanes, size_t n) {
  compress_by_two(H, blocks, lanes, n);
  wipe_stack<2048>();
  registers::clear_armv8();
}

}  // namespace cce::sha2::sha256_armv8
