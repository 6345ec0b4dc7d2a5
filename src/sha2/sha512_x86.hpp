// What the x86-64 kernels of SHA-512 share: all but sigma0 and sigma1 of the message schedule, which a kernel supplies as
// `Sigma`. Part of those kernels: included by them alone.
//
// The rounds run in general registers, the schedule in vectors, and the two meet in memory as W_t + K_t. Two words fill
// 128 bits, so a 256-bit vector makes the schedules of two blocks at the price of one: those of the message's next two
// blocks, or of two independent ones. The rounds of the first block hide the making of both.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstring>
#include <utility>

#include "base/registers_x86.hpp"
#include "base/residue.hpp"
#include "base/secret.hpp"
#include "sha2/by_parts.hpp"
#include "sha2/kernel.hpp"
#include "sha2/rounds_x86.hpp"

namespace cce::sha2::sha512_x86 {
namespace {

// ---- Message schedule, FIPS 180-4 section 6.4.2 step 1

// W_t and W_t+1 of block 0 in the low half of a vector, of block 1 in the high half: the latest sixteen t.
struct Schedule {
  __m256i W[8];
};

// W_t + K_t of block 1 for all rounds: sixteen by sixteen, the later the lower, so that those of a block alone, which fall on
// one place, are the uppermost.
struct Later {
  alignas(16) uint64_t words[80];
  uint64_t* first() { return words + 64; }
};

[[gnu::target("avx2"), gnu::always_inline]] inline __m256i load_K(const uint64_t* K) {
  return _mm256_broadcastsi128_si256(_mm_load_si128(reinterpret_cast<const __m128i*>(K)));
}

[[gnu::target("avx2"), gnu::always_inline]] inline void store_sums(uint64_t* now, uint64_t* later, __m256i sums) {
  _mm_store_si128(reinterpret_cast<__m128i*>(now), _mm256_castsi256_si128(sums));
  _mm_store_si128(reinterpret_cast<__m128i*>(later), _mm256_extracti128_si256(sums, 1));
}

[[gnu::target("avx2"), gnu::always_inline]] inline __m256i load_words(const uint8_t* block0, const uint8_t* block1,
                                                                      __m128i order) {
  const __m256i W =
      _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(block0))),
                              _mm_loadu_si128(reinterpret_cast<const __m128i*>(block1)), 1);
  return _mm256_shuffle_epi8(W, _mm256_broadcastsi128_si256(order));
}

// Holds the compiler to the order of the source.
[[gnu::target("avx2"), gnu::always_inline]] inline void pin_vector(__m256i& x) { __asm__ volatile("" : "+x"(x)); }

// One vector after the other: the compiler would load them all first, run out of registers, and leave message words on the
// stack.
template <int... i>
[[gnu::target("avx2"), gnu::always_inline]] inline Schedule load_blocks(std::integer_sequence<int, i...>,
                                                                        const uint8_t* block0, const uint8_t* block1,
                                                                        uint64_t* now, uint64_t* later) {
  __m128i big_endian = _mm_set_epi64x(0x08090a0b0c0d0e0f, 0x0001020304050607);
  const uint64_t* K = K512.data();
  __asm__ volatile(""
                   : "+x"(big_endian),
                     "+r"(K));  // made here, or they would be kept on the stack and read back from there
  Schedule s;
  ((s.W[i] = load_words(block0 + 16 * i, block1 + 16 * i, big_endian),
    store_sums(now + 2 * i, later + 2 * i, _mm256_add_epi64(s.W[i], load_K(K + 2 * i))), pin_vector(s.W[i])),
   ...);
  return s;
}

// Whose sum is sigma0 or sigma1 of a vector: two rotations and a shift.
struct Parts {
  __m256i x, y, z;
};

// W_t <- sigma1(W_t-2) + W_t-7 + sigma0(W_t-15) + W_t-16, and the same for t + 1, where t mod 16 = 2i: in the six gaps of two
// rounds, as one run of vector instructions so long would keep the rounds' own from the processor.
//
// W_7 of here is W_15 of eight words later. Were the compiler to see that, it would keep it so long, run out of registers,
// and leave message words on the stack.
template <class Sigma, int i>
struct Extension {
  Schedule& s;
  Parts parts;
  __m256i W_7, W_15;

  template <int t, int gap>
  [[gnu::target("avx2"), gnu::always_inline]] void fill() {
    constexpr int step = 3 * (t % 2) + gap;
    __m256i& W = s.W[i];
    if constexpr (step == 0) {
      pin_vector(W);
      pin_vector(W_7 = _mm256_alignr_epi8(s.W[(i + 5) % 8], s.W[(i + 4) % 8], 8));
      pin_vector(W_15 = _mm256_alignr_epi8(s.W[(i + 1) % 8], W, 8));
    }
    if constexpr (step == 1) pin_vector(W = _mm256_add_epi64(W, W_7));
    if constexpr (step == 2) parts = Sigma::sigma0(W_15);
    if constexpr (step == 4) parts = Sigma::sigma1(s.W[(i + 7) % 8]);
    if constexpr (step == 3 || step == 5) {
      pin_vector(parts.x = Sigma::xor3(parts.x, parts.y, parts.z));
      pin_vector(W = _mm256_add_epi64(W, parts.x));
    }
  }
};

// ---- Both together

using rounds_x86::State, rounds_x86::round, rounds_x86::load_state, rounds_x86::add_state;

constexpr Distances d = sha512_distances;
using Vectors = std::make_integer_sequence<int, 8>;  // of sixteen words

// Sixteen rounds.
template <int... i>
[[gnu::target("avx2"), gnu::always_inline]] inline void rounds(std::integer_sequence<int, i...>, State<uint64_t>& s,
                                                               const uint64_t* sums) {
  ((round<2 * i, d>(s, sums[2 * i]), round<2 * i + 1, d>(s, sums[2 * i + 1])), ...);
}

// Two rounds, whose sums then make room for those of sixteen rounds later. The constants come ahead of the rounds, where
// there are registers for their address.
template <class Sigma, int i>
[[gnu::target("avx2"), gnu::always_inline]] inline void two_rounds_extending(State<uint64_t>& s, Schedule& w,
                                                                             uint64_t* now, uint64_t* later,
                                                                             const uint64_t* K) {
  __m256i sums = load_K(K);
  pin_vector(sums);
  Extension<Sigma, i> extension = {w, {}, {}, {}};
  round<2 * i, d>(s, now[0], extension);
  round<2 * i + 1, d>(s, now[1], extension);
  pin_vector(sums = _mm256_add_epi64(sums, w.W[i]));
  store_sums(now, later, sums);
  __asm__ volatile("" : : : "memory");  // the sums are read from where they are wiped
}

template <class Sigma, int... i>
[[gnu::target("avx2"), gnu::always_inline]] inline void rounds_extending(std::integer_sequence<int, i...>,
                                                                         State<uint64_t>& s, Schedule& w, uint64_t* now,
                                                                         uint64_t* later, const uint64_t* K) {
  (two_rounds_extending<Sigma, i>(s, w, now + 2 * i, later + 2 * i, K + 2 * i), ...);
}

// n > 0 blocks on H0, where H1 is the same; else two, the second on H1. Apart, so that block 0's sums and what the compiler
// spills are in its frame, and nothing else is: wipe_frame. The state stays in registers from block to block: read back from
// memory it would be a few cycles late.
//
// A block alone is both blocks of its schedule, and the sums of block 1 fall on one place, where nobody reads them. So one
// function does for all: a second one for single blocks would be as large again.
template <class Sigma>
[[gnu::target("avx2,bmi2"), gnu::noinline]] void compress_apart(uint64_t* H0, uint64_t* H1, const uint8_t* blocks,
                                                                size_t n, Later& sums) {
  alignas(16) uint64_t now[16];
  __asm__ volatile("" : : "r"(now) : "memory");  // others may look there, so no sum is kept elsewhere
  uint64_t* const first = sums.first();
  State<uint64_t> s = load_state(H0);
  Schedule w = load_blocks(Vectors{}, blocks, n == 1 ? blocks : blocks + 128, now, first);
  for (;; n -= 2) {
    const bool alone = n == 1;
    uint64_t* later = first;
    for (int t = 16; t < 80; t += 16) {
      later -= alone ? 0 : 16;
      rounds_extending<Sigma>(Vectors{}, s, w, now, later, &K512[static_cast<size_t>(t)]);
    }
    // The last sixteen rounds of block 0, then all of block 1, which hide the loading of the blocks to come.
    const uint64_t* turn = now;
    for (;; turn -= 16) {
      if (turn == later + 16 && n > 2) {  // early enough, and the sums that theirs take the place of have been read
        blocks += 256;
        w = load_blocks(Vectors{}, blocks, n == 3 ? blocks : blocks + 128, now, first);
      }
      rounds(Vectors{}, s, turn);
      if (turn == later) break;
      if (turn != now) continue;
      add_state(H0, s);
      if (alone) return;
      if (H1 != H0) s = load_state(H1);
      turn = first + 16;
    }
    add_state(H1, s);
    if (n == 2) return;
  }
}

// The sums, and what the compiler spills, of n blocks.
[[gnu::target("avx2"), gnu::always_inline]] inline void wipe_frame(Later& sums, size_t n) {
  wipe_stack<512>();
  wipe(sums.first(), 128);
  if (n > 1) wipe(sums.words, 512);
}

template <class Sigma>
[[gnu::target("avx2,bmi2"), gnu::always_inline]] inline void compress(uint64_t* H, const uint8_t* blocks, size_t n) {
  if (n == 0) return;
  Later sums;
  compress_apart<Sigma>(H, H, blocks, n, sums);
  wipe_frame(sums, n);
  registers::x86::clear_ymm();
}

template <class Sigma>
[[gnu::target("avx2,bmi2"), gnu::always_inline]] inline void compress_pair(uint64_t* H0, uint64_t* H1,
                                                                           const uint64_t* H, const uint8_t* block,
                                                                           uint8_t mask0, uint8_t mask1) {
  Secret<by_parts::Pair<uint64_t>> masked;
  masked->fill(block, mask0, mask1);
  std::memcpy(H0, H, 8 * sizeof *H);
  std::memcpy(H1, H, 8 * sizeof *H);
  static_assert(offsetof(by_parts::Pair<uint64_t>, block1) == 128);  // the two follow one another
  Later sums;
  compress_apart<Sigma>(H0, H1, masked->block0, 2, sums);
  wipe_frame(sums, 2);
  registers::x86::clear_ymm();
}

}  // namespace
}  // namespace cce::sha2::sha512_x86
