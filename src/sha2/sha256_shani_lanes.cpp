// SHA-256 with the x86 SHA extensions, four messages side by side.
//
// One message is a chain of 32 dependent sha256rnds2 a block and leaves the unit idle for most of it; four chains fill it.
// Their states take eight of the sixteen registers that the instruction can reach, so the schedules lie in memory: the way
// through it is hidden by the other lanes.
#include <algorithm>
#include <utility>

#include "base/residue.hpp"
#include "base/secret.hpp"
#include "sha2/sha256_x86.hpp"

namespace cce::sha2::sha256_shani {
namespace {

constexpr size_t four = 4;
using Lanes = std::make_integer_sequence<int, four>;
using Steps = std::make_integer_sequence<int, 4>;

struct Memory {
  State before[four];
  __m128i V[four][4];  // V_j of a lane at j mod 4
};

// Words stay where they are wiped: what the compiler kept in registers for later it would have to spill.
template <class T>
[[gnu::always_inline]] inline void keep_in_memory(T& object) {
  __asm__ volatile("" : : "r"(&object) : "memory");
}

// Rounds 4i to 4i+3, i mod 4 = slot; with `extending` also V_i+4 in the place of V_i (see sha256_shani.cpp).
template <int slot, bool extending>
[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline void four_rounds(State& s, __m128i (&V)[4], const __m128i* K) {
  const __m128i WK = _mm_add_epi32(V[slot], _mm_load_si128(K + slot));
  s.cdgh = _mm_sha256rnds2_epu32(s.cdgh, s.abef, WK);
  s.abef = _mm_sha256rnds2_epu32(s.abef, s.cdgh, _mm_shuffle_epi32(WK, 0x0e));
  if constexpr (extending) {
    const __m128i W_7 = _mm_alignr_epi8(V[(slot + 3) % 4], V[(slot + 2) % 4], 4);
    const __m128i early = _mm_add_epi32(_mm_sha256msg1_epu32(V[slot], V[(slot + 1) % 4]), W_7);
    V[slot] = _mm_sha256msg2_epu32(early, V[(slot + 3) % 4]);
  }
  keep_in_memory(V);
}

template <int slot, bool extending, int... l>
[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline void step(std::integer_sequence<int, l...>, State (&s)[four],
                                                                   Memory& memory, const __m128i* K) {
  (four_rounds<slot, extending>(s[l], memory.V[l], K), ...);
}

// Sixteen rounds.
template <bool extending, int... slot>
[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline void turn(std::integer_sequence<int, slot...>,
                                                                   State (&s)[four], Memory& memory, const __m128i* K) {
  (step<slot, extending>(Lanes{}, s, memory, K), ...);
}

template <int... l>
[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline void compress_blocks(std::integer_sequence<int, l...>,
                                                                              Memory& memory,
                                                                              const uint8_t* const (&blocks)[four],
                                                                              size_t n) {
  for (size_t offset = 0; n != 0; --n, offset += 64) {
    for (size_t i = 0; i < 4; ++i) ((memory.V[l][i] = load_words(blocks[l] + offset + 16 * i)), ...);
    State s[] = {memory.before[l]...};
    const __m128i* K = round_constants();
    for (const __m128i* const last = K + 12; K != last; K += 4) turn<true>(Steps{}, s, memory, K);
    turn<false>(Steps{}, s, memory, K);
    ((memory.before[l] = add(s[l], memory.before[l])), ...);
  }
}

// Apart, so that what the compiler spills is in its frame, which its caller wipes.
[[gnu::target("sha,sse4.1"), gnu::noinline]] void compress_apart(Memory& memory, const uint8_t* const (&blocks)[four],
                                                                 size_t n) {
  compress_blocks(Lanes{}, memory, blocks, n);
}

// lanes <= 4. A lane without a message does again what the last one does, and its outcome is not kept.
[[gnu::target("sha,sse4.1")]] void compress_four(std::array<uint32_t, 8>* H, const uint8_t* const* blocks, size_t lanes,
                                                 size_t n) {
  Secret<Memory> memory;
  const uint8_t* from[four];
  for (size_t l = 0; l < four; ++l) {
    const size_t of = std::min(l, lanes - 1);
    from[l] = blocks[of];
    memory->before[l] = load_state(H[of].data());
  }
  compress_apart(*memory, from, n);
  wipe_stack<256>();
  for (size_t l = 0; l < lanes; ++l) store_state(H[l].data(), memory->before[l]);
}

}  // namespace

[[gnu::target("sha,sse4.1")]] void compress_lanes(std::array<uint32_t, 8>* H, const uint8_t* const* blocks,
                                                  size_t lanes, size_t n) {
  while (lanes > 2) {  // two take no longer one after the other
    const size_t together = std::min(lanes, four);
    compress_four(H, blocks, together, n);
    H += together, blocks += together, lanes -= together;
  }
  for (; lanes != 0; --lanes) compress((H++)->data(), *blocks++, n);
  registers::x86::clear_xmm();
}

}  // namespace cce::sha2::sha256_shani
