// AES-256 with AES-NI: the key schedule, one block, and counter blocks eight at a time.
#include <cstring>
#include <utility>

#include "aes/x86.hpp"
#include "base/ct.hpp"
#include "base/endian.hpp"
#include "base/residue.hpp"
#include "base/wide.hpp"

namespace cce::aes::block_aesni {
namespace {

using namespace x86;

constexpr auto eight = std::make_index_sequence<8>{};

// V + k mod 2^128 for a small k, without a branch: the carry out of the low half is the top bit that was there and is
// gone.
[[CCE_AESNI]] inline __m128i add(__m128i V, size_t k) {
  const __m128i sum = _mm_add_epi64(V, _mm_set_epi64x(0, static_cast<long long>(k)));
  const __m128i carry = _mm_srli_epi64(_mm_andnot_si128(sum, V), 63);
  return _mm_add_epi64(sum, _mm_slli_si128(carry, 8));
}

template <size_t... i>
[[CCE_AESNI]] inline void start_all(std::index_sequence<i...>, __m128i (&x)[8], __m128i V, __m128i key) {
  ((x[i] = _mm_xor_si128(key, reverse_bytes(add(V, i + 1)))), ...);
}

template <size_t... i>
[[CCE_AESNI]] inline void one_round(std::index_sequence<i...>, __m128i (&x)[8], __m128i key) {
  ((x[i] = _mm_aesenc_si128(x[i], key)), ...);
}

template <size_t... r>
[[CCE_AESNI]] inline void middle_rounds(std::index_sequence<r...>, __m128i (&x)[8], const RoundKeys& keys) {
  (one_round(eight, x, load_key(keys, r + 1)), ...);
}

// Keeps x where it is computed: the compiler would move all of a block's rounds to where the block is needed, behind
// the condition, and then they would run one block after the other.
[[CCE_AESNI]] inline void stay(__m128i& x) { __asm__ volatile("" : "+x"(x)); }

// The last round, and the first n of the eight blocks to out.
template <size_t... i>
[[CCE_AESNI]] inline void finish_all(std::index_sequence<i...>, __m128i (&x)[8], __m128i key, uint8_t* out, size_t n) {
  ((x[i] = _mm_aesenclast_si128(x[i], key), stay(x[i])), ...);
  ((i < n ? store(out + 16 * i, x[i]) : void()), ...);
}

// Eight blocks after their first AddRoundKey, made in general registers, which have nothing else to do while the rounds of
// the eight before them run. In memory, since that is the cheapest way from there into vector registers: the stores are
// long done when the loads come.
struct Prepared {
  alignas(16) uint64_t halves[8][2];

  // V + 1 to V + 8, where first_key is round key 0 as two words. V goes on by as much, out of the compiler's sight: it would
  // have the loop end by a comparison of V, which is a secret, in the place of a count.
  [[gnu::always_inline]] inline void fill(Uint128& V, const uint64_t (&first_key)[2]) {
    for (auto& half : halves) {
      ++V;
      half[0] = byte_swap(static_cast<uint64_t>(V >> 64)) ^ first_key[0];
      half[1] = byte_swap(static_cast<uint64_t>(V)) ^ first_key[1];
    }
    __asm__ volatile("" : "+m"(halves));
    V = static_cast<Uint128>(ct::value_barrier(static_cast<uint64_t>(V >> 64))) << 64 |
        ct::value_barrier(static_cast<uint64_t>(V));
  }
};

template <size_t... i>
[[CCE_AESNI]] inline void load_all(std::index_sequence<i...>, __m128i (&x)[8], const Prepared& blocks) {
  ((x[i] = load(blocks.halves[i])), ...);
}

// The rounds of x, and the first n of the eight blocks to out.
[[CCE_AESNI]] inline void encrypt_eight(__m128i (&x)[8], const RoundKeys& keys, uint8_t* out, size_t n) {
  middle_rounds(std::make_index_sequence<rounds - 1>{}, x, keys);
  finish_all(eight, x, load_key(keys, rounds), out, n);
}

// n <= 8. Apart from what follows, whose registers it would have to save.
[[CCE_AESNI_ENTRY]] void keystream_of_eight(const RoundKeys& keys, uint8_t* V, uint8_t* out, size_t n) {
  const __m128i v = reverse_bytes(load(V));
  __m128i x[8];
  start_all(eight, x, v, load_key(keys, 0));
  store(V, reverse_bytes(add(v, n)));
  encrypt_eight(x, keys, out, n);
}

// n > 0
[[CCE_AESNI_ENTRY]] void keystream(const RoundKeys& keys, uint8_t* V, uint8_t* out, size_t n) {
  const __m128i v = reverse_bytes(load(V));
  Uint128 at = static_cast<Uint128>(load_be<uint64_t>(V)) << 64 | load_be<uint64_t>(V + 8);
  uint64_t first_key[2];
  std::memcpy(first_key, keys.w[0].data(), sizeof first_key);
  __m128i x[8];
  start_all(eight, x, v, load_key(keys, 0));
  store(V, reverse_bytes(add(v, n)));  // in one piece, as the next call will load it
  at += 8;
  Prepared next;
  for (; n > 8; n -= 8, out += 128) {
    next.fill(at, first_key);
    encrypt_eight(x, keys, out, 8);
    load_all(eight, x, next);
  }
  encrypt_eight(x, keys, out, n);
}

}  // namespace

[[CCE_AESNI_ENTRY]] void expand(RoundKeys& keys, const uint8_t* key) {
  x86::expand(keys, key);
  registers::x86::clear_xmm();
}

[[CCE_AESNI_ENTRY]] void encrypt_block(const RoundKeys& keys, const uint8_t* in, uint8_t* out) {
  __m128i x = _mm_xor_si128(load(in), load_key(keys, 0));
  for (size_t r = 1; r < rounds; ++r) x = _mm_aesenc_si128(x, load_key(keys, r));
  store(out, _mm_aesenclast_si128(x, load_key(keys, rounds)));
  registers::x86::clear_xmm();
}

[[CCE_AESNI_ENTRY]] void counter_keystream(const RoundKeys& keys, uint8_t* V, uint8_t* out, size_t n) {
  if (n <= 8) {
    keystream_of_eight(keys, V, out, n);
    wipe_stack<512>();
  } else {
    keystream(keys, V, out, n);
    wipe_stack<768>();
  }
  registers::x86::clear_xmm();
}

}  // namespace cce::aes::block_aesni
