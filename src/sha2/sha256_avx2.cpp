// SHA-256 with AVX2 and BMI2 (rorx), for processors without SHA instructions.
//
// The rounds run in general registers, the schedule in vectors, and the two meet in memory as W_t + K_t. Four words fill 128
// bits, so a 256-bit vector makes the schedules of two blocks at the price of one: of two that follow one another, or of two
// independent ones. The rounds of the first block hide the making of both. A block alone has its schedule made twice.
#include <immintrin.h>

#include <array>
#include <cstring>
#include <utility>

#include "base/registers_x86.hpp"
#include "base/residue.hpp"
#include "base/secret.hpp"
#include "sha2/by_parts.hpp"
#include "sha2/kernel.hpp"
#include "sha2/rounds_x86.hpp"

#define CCE_AVX2 gnu::target("avx2,bmi2"), gnu::always_inline

namespace cce::sha2::sha256_avx2 {
namespace {

using rounds_x86::State, rounds_x86::round, rounds_x86::load_state, rounds_x86::add_state;
using Vectors = std::make_integer_sequence<int, 4>;  // of sixteen words of each block

constexpr Distances d = sha256_distances;

// ---- Message schedule, FIPS 180-4 section 6.2.2 step 1

// W_t to W_t+3 of block 0 in the low half of a vector, of block 1 in the high half: the latest sixteen t.
struct Schedule {
  __m256i W[4];
};

// W_t + K_t, as Schedule has them.
constexpr int per_vector = 8, per_turn = 4 * per_vector, turns = 4;
struct Sums {
  alignas(32) uint32_t words[turns * per_turn];
};

[[CCE_AVX2]] inline void store_sums(uint32_t* sums, __m256i W, const uint32_t* K) {
  const __m128i K_four = _mm_load_si128(reinterpret_cast<const __m128i*>(K));
  _mm256_store_si256(reinterpret_cast<__m256i*>(sums), _mm256_add_epi32(W, _mm256_broadcastsi128_si256(K_four)));
}

[[CCE_AVX2]] inline __m256i load_words(const uint8_t* block0, const uint8_t* block1) {
  const __m128i swap_words = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  const __m256i W =
      _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(block0))),
                              _mm_loadu_si128(reinterpret_cast<const __m128i*>(block1)), 1);
  return _mm256_shuffle_epi8(W, _mm256_broadcastsi128_si256(swap_words));
}

template <int... i>
[[CCE_AVX2]] inline Schedule load_blocks(std::integer_sequence<int, i...>, const uint8_t* block0, const uint8_t* block1,
                                         uint32_t* sums) {
  Schedule s = {{load_words(block0 + 16 * i, block1 + 16 * i)...}};
  (store_sums(sums + i * per_vector, s.W[i], &K256[4 * i]), ...);
  return s;
}

template <int n>
[[CCE_AVX2]] inline __m256i rotr(__m256i x) {
  return _mm256_or_si256(_mm256_srli_epi32(x, n), _mm256_slli_epi32(x, 32 - n));
}
[[CCE_AVX2]] inline __m256i xor3(__m256i x, __m256i y, __m256i z) {
  return _mm256_xor_si256(_mm256_xor_si256(x, y), z);
}

// Words 0 and 2 of each half hold sigma1 of the words that stand there twice, side by side: so a shift of 64 bits rotates them.
[[CCE_AVX2]] inline __m256i sigma1_of_doubled(__m256i x) {
  return xor3(_mm256_srli_epi64(x, d.sigma1[0]), _mm256_srli_epi64(x, d.sigma1[1]), _mm256_srli_epi32(x, d.sigma1[2]));
}

// W_t <- sigma1(W_t-2) + W_t-7 + sigma0(W_t-15) + W_t-16 and the same for the three after it, where t mod 16 = 4i: in three
// steps, each between two rounds. The last two need W_t and W_t+1, so sigma1 is made by twos.
//
// W_7 of here is W_15 of eight words later. Were the compiler to see that, it would keep it so long, run out of registers, and
// leave message words on the stack.
template <int i>
[[CCE_AVX2]] inline void extend(Schedule& s) {
  __asm__ volatile("" : "+x"(s.W[i]));
  const __m256i W_7 = _mm256_alignr_epi8(s.W[(i + 3) % 4], s.W[(i + 2) % 4], 4);
  const __m256i W_15 = _mm256_alignr_epi8(s.W[(i + 1) % 4], s.W[i], 4);
  const __m256i sigma0 = xor3(rotr<d.sigma0[0]>(W_15), rotr<d.sigma0[1]>(W_15), _mm256_srli_epi32(W_15, d.sigma0[2]));
  s.W[i] = _mm256_add_epi32(_mm256_add_epi32(s.W[i], W_7), sigma0);
  __asm__ volatile("" : "+x"(s.W[i]));
}
template <int i>
[[CCE_AVX2]] inline void extend_first_two(Schedule& s) {
  const __m128i words_0_2 = _mm_set_epi64x(-1, 0x0b0a090803020100);
  const __m256i sigma1 = sigma1_of_doubled(_mm256_shuffle_epi32(s.W[(i + 3) % 4], 0xfa));
  s.W[i] = _mm256_add_epi32(s.W[i], _mm256_shuffle_epi8(sigma1, _mm256_broadcastsi128_si256(words_0_2)));
  __asm__ volatile("" : "+x"(s.W[i]));
}
template <int i>
[[CCE_AVX2]] inline void extend_last_two(Schedule& s) {
  const __m128i words_0_2 = _mm_set_epi64x(0x0b0a090803020100, -1);
  const __m256i sigma1 = sigma1_of_doubled(_mm256_shuffle_epi32(s.W[i], 0x50));
  s.W[i] = _mm256_add_epi32(s.W[i], _mm256_shuffle_epi8(sigma1, _mm256_broadcastsi128_si256(words_0_2)));
  __asm__ volatile("" : "+x"(s.W[i]));
}

// ---- Rounds, step 3, with the schedule between them

// Sixteen rounds.
template <int... i>
[[CCE_AVX2]] inline void rounds(std::integer_sequence<int, i...>, State<uint32_t>& s, const uint32_t* sums) {
  ((round<4 * i, d>(s, sums[i * per_vector]), round<4 * i + 1, d>(s, sums[i * per_vector + 1]),
    round<4 * i + 2, d>(s, sums[i * per_vector + 2]), round<4 * i + 3, d>(s, sums[i * per_vector + 3])),
   ...);
}

// Sixteen rounds; meanwhile the sums for the sixteen after them.
template <int... i>
[[CCE_AVX2]] inline void rounds_extending(std::integer_sequence<int, i...>, State<uint32_t>& s, Schedule& w,
                                          uint32_t* sums, const uint32_t* K) {
  ((extend<i>(w), round<4 * i, d>(s, sums[i * per_vector]),  //
    extend_first_two<i>(w), round<4 * i + 1, d>(s, sums[i * per_vector + 1]), extend_last_two<i>(w),
    round<4 * i + 2, d>(s, sums[i * per_vector + 2]), store_sums(sums + per_turn + i * per_vector, w.W[i], K + 4 * i),
    round<4 * i + 3, d>(s, sums[i * per_vector + 3])),
   ...);
}

// block0 on H0; then block1 on H1, which may be the same H, or null: then block1 only has to be readable. Apart, so that what
// the compiler spills of the schedule, and nothing else, is in its frame: wipe_spills.
[[gnu::target("avx2,bmi2"), gnu::noinline]] void compress_apart(uint32_t* sums, uint32_t* H0, const uint8_t* block0,
                                                                uint32_t* H1, const uint8_t* block1) {
  Schedule w = load_blocks(Vectors{}, block0, block1, sums);
  State<uint32_t> s = load_state(H0);
  uint32_t* turn = sums;
  for (size_t t = 16; t < 64; t += 16, turn += per_turn) {
    rounds_extending(Vectors{}, s, w, turn, &K256[t]);
    // The last sums are read from where they are wiped, not from copies that the compiler kept of them.
    __asm__ volatile("" : : "r"(sums) : "memory");
  }
  for (;;) {
    for (; turn < sums + turns * per_turn; turn += per_turn) rounds(Vectors{}, s, turn);
    add_state(H0, s);
    if (H1 == nullptr) return;
    H0 = H1;
    H1 = nullptr;
    s = load_state(H0);
    turn = sums + per_vector / 2;
  }
}

[[gnu::always_inline]] inline void wipe_spills() { wipe_stack<256>(); }

}  // namespace

[[gnu::target("avx2,bmi2")]] void compress_both(uint32_t* H, const Blocks& blocks) {
  const auto block = [&](size_t i) {
    return i < blocks.n ? blocks.message + 64 * i : blocks.end + 64 * (i - blocks.n);
  };
  Secret<Sums> sums;
  const size_t n = blocks.n + blocks.end_n;
  for (size_t i = 0; i < n; i += 2) {
    const bool alone = i + 1 == n;
    compress_apart(sums->words, H, block(i), alone ? nullptr : H, block(alone ? i : i + 1));
  }
  wipe_spills();
  registers::x86::clear_ymm();
}

[[gnu::target("avx2,bmi2")]] void compress(uint32_t* H, const uint8_t* blocks, size_t n) {
  compress_both(H, {blocks, n, nullptr, 0});
}

[[gnu::target("avx2,bmi2")]] void compress_pair(uint32_t* H0, uint32_t* H1, const uint32_t* H, const uint8_t* block,
                                                uint8_t mask0, uint8_t mask1) {
  Secret<by_parts::Pair<uint32_t>> masked;
  masked->fill(block, mask0, mask1);
  std::memcpy(H0, H, 8 * sizeof *H);
  std::memcpy(H1, H, 8 * sizeof *H);
  Secret<Sums> sums;
  compress_apart(sums->words, H0, masked->block0, H1, masked->block1);
  wipe_spills();
  registers::x86::clear_ymm();
}

}  // namespace cce::sha2::sha256_avx2
