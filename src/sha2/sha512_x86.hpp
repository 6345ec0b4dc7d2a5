// What the x86-64 kernels of SHA-512 share: all but sigma0 and sigma1 of the message schedule, which a kernel supplies as
// `Sigma`. Part of those kernels: included by them alone.
//
// The rounds run in general registers, the schedule in vectors, and the two meet in memory as W_t + K_t. Two words fill
// 128 bits, so a 256-bit vector makes the schedules of two blocks at the price of one: those of the message's next two
// blocks, or of two independent ones. The rounds of the first block hide the making of both.
#pragma once

#include <immintrin.h>

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

// W_t + K_t, as Schedule has them. Of a single block the rounds never lag behind by more than sixteen words.
template <int blocks>
struct Sums {
  static constexpr int per_vector = 2 * blocks;
  alignas(32) uint64_t words[(blocks == 1 ? 8 : 40) * per_vector];
};

template <int blocks>
[[gnu::target("avx2"), gnu::always_inline]] inline void store_sums(uint64_t* sums, __m256i W, const uint64_t* K) {
  const __m128i K_pair = _mm_load_si128(reinterpret_cast<const __m128i*>(K));
  const __m256i sum = _mm256_add_epi64(W, _mm256_broadcastsi128_si256(K_pair));
  if constexpr (blocks == 1)
    _mm_store_si128(reinterpret_cast<__m128i*>(sums), _mm256_castsi256_si128(sum));
  else
    _mm256_store_si256(reinterpret_cast<__m256i*>(sums), sum);
}

template <int blocks>
[[gnu::target("avx2"), gnu::always_inline]] inline __m256i load_words(const uint8_t* block0, const uint8_t* block1) {
  const __m128i swap_words = _mm_set_epi64x(0x08090a0b0c0d0e0f, 0x0001020304050607);
  __m256i W = _mm256_castsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(block0)));
  if constexpr (blocks == 2)
    W = _mm256_inserti128_si256(W, _mm_loadu_si128(reinterpret_cast<const __m128i*>(block1)), 1);
  return _mm256_shuffle_epi8(W, _mm256_broadcastsi128_si256(swap_words));
}

template <int blocks, int... i>
[[gnu::target("avx2"), gnu::always_inline]] inline Schedule load_blocks(std::integer_sequence<int, i...>,
                                                                        const uint8_t* block0, const uint8_t* block1,
                                                                        uint64_t* sums) {
  Schedule s = {{load_words<blocks>(block0 + 16 * i, block1 + 16 * i)...}};
  (store_sums<blocks>(sums + i * Sums<blocks>::per_vector, s.W[i], &K512[2 * i]), ...);
  return s;
}

// W_t <- sigma1(W_t-2) + W_t-7 + sigma0(W_t-15) + W_t-16, and the same for t + 1, where t mod 16 = 2i: in two halves, each
// between two rounds, as one run of vector instructions so long would keep the rounds' own from the processor.
//
// W_7 of here is W_15 of eight words later. Were the compiler to see that, it would keep it so long, run out of registers,
// and leave message words on the stack.
template <class Sigma, int i>
[[gnu::target("avx2"), gnu::always_inline]] inline void extend_early(Schedule& s) {
  __asm__ volatile("" : "+x"(s.W[i]));
  const __m256i W_7 = _mm256_alignr_epi8(s.W[(i + 5) % 8], s.W[(i + 4) % 8], 8);
  const __m256i W_15 = _mm256_alignr_epi8(s.W[(i + 1) % 8], s.W[i], 8);
  s.W[i] = _mm256_add_epi64(_mm256_add_epi64(s.W[i], W_7), Sigma::sigma0(W_15));
  __asm__ volatile("" : "+x"(s.W[i]));
}

template <class Sigma, int i>
[[gnu::target("avx2"), gnu::always_inline]] inline void extend_late(Schedule& s) {
  s.W[i] = _mm256_add_epi64(s.W[i], Sigma::sigma1(s.W[(i + 7) % 8]));
  __asm__ volatile("" : "+x"(s.W[i]));
}

// ---- Both together

using rounds_x86::State, rounds_x86::round, rounds_x86::load_state, rounds_x86::add_state;

constexpr Distances d = sha512_distances;
using Vectors = std::make_integer_sequence<int, 8>;  // of sixteen words

// Sixteen rounds.
template <int per_vector, int... i>
[[gnu::always_inline]] inline void rounds(std::integer_sequence<int, i...>, State<uint64_t>& s, const uint64_t* sums) {
  ((round<2 * i, d>(s, sums[i * per_vector]), round<2 * i + 1, d>(s, sums[i * per_vector + 1])), ...);
}

// Sixteen rounds; meanwhile the sums for the sixteen after them.
template <class Sigma, int blocks, int... i>
[[gnu::target("avx2"), gnu::always_inline]] inline void rounds_extending(std::integer_sequence<int, i...>,
                                                                         State<uint64_t>& s, Schedule& w,
                                                                         uint64_t* sums, const uint64_t* K) {
  constexpr int n = Sums<blocks>::per_vector;
  uint64_t* next_sums = blocks == 1 ? sums : sums + 8 * n;
  ((extend_early<Sigma, i>(w), round<2 * i, d>(s, sums[i * n]), extend_late<Sigma, i>(w),
    round<2 * i + 1, d>(s, sums[i * n + 1]), store_sums<blocks>(next_sums + i * n, w.W[i], K + 2 * i)),
   ...);
}

// One block on H0, then with blocks = 2 another on H1, which may be the same H.
template <class Sigma, int blocks>
[[gnu::target("avx2,bmi2"), gnu::always_inline]] inline void compress_blocks(uint64_t* sums, uint64_t* H0,
                                                                             const uint8_t* block0, uint64_t* H1,
                                                                             const uint8_t* block1) {
  constexpr int n = Sums<blocks>::per_vector;
  Schedule w = load_blocks<blocks>(Vectors{}, block0, block1, sums);
  State<uint64_t> s = load_state(H0);
  uint64_t* turn_sums = sums;
  for (int t = 16; t < 80; t += 16) {
    rounds_extending<Sigma, blocks>(Vectors{}, s, w, turn_sums, &K512[static_cast<size_t>(t)]);
    if constexpr (blocks == 2) turn_sums += 8 * n;
    // The last sums are read from where they are wiped, not from copies that the compiler kept of them.
    __asm__ volatile("" : : "r"(sums) : "memory");
  }
  rounds<n>(Vectors{}, s, turn_sums);
  add_state(H0, s);
  if constexpr (blocks == 2) {
    s = load_state(H1);
    for (int t = 0; t < 80; t += 16) rounds<n>(Vectors{}, s, sums + 2 + t / 2 * n);
    add_state(H1, s);
  }
}

// Apart, so that what the compiler spills of the schedule, and nothing else, is in its frame: wipe_spills.
template <class Sigma, int blocks>
[[gnu::target("avx2,bmi2"), gnu::noinline]] void compress_apart(uint64_t* sums, uint64_t* H0, const uint8_t* block0,
                                                                uint64_t* H1, const uint8_t* block1) {
  compress_blocks<Sigma, blocks>(sums, H0, block0, H1, block1);
}

[[gnu::always_inline]] inline void wipe_spills() { wipe_stack<256>(); }

template <class Sigma>
[[gnu::target("avx2,bmi2"), gnu::always_inline]] inline void compress(uint64_t* H, const uint8_t* blocks, size_t n) {
  if (n >= 2) {
    Secret<Sums<2>> sums;
    for (; n >= 2; n -= 2, blocks += 256) compress_apart<Sigma, 2>(sums->words, H, blocks, H, blocks + 128);
  }
  if (n == 1) {
    Secret<Sums<1>> sums;
    compress_apart<Sigma, 1>(sums->words, H, blocks, H, blocks);
  }
  wipe_spills();
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
  Secret<Sums<2>> sums;
  compress_apart<Sigma, 2>(sums->words, H0, masked->block0, H1, masked->block1);
  wipe_spills();
  registers::x86::clear_ymm();
}

}  // namespace
}  // namespace cce::sha2::sha512_x86
