// AES-256 counter blocks with VAES and AVX-512: four a register, 32 at a time, what is left eight at a time. The rest
// of the block cipher is AES-NI's.
#include "aes/vaes512.hpp"

namespace cce::aes::block_vaes512 {
namespace {

using vaes512::load_key;

// k in the low half of every lane.
[[CCE_AVX512]] inline __m512i in_low_halves(size_t k) {
  return _mm512_maskz_set1_epi64(0x55, static_cast<long long>(k));
}
[[CCE_AVX512]] inline __m512i swap_halves(__m512i x) { return _mm512_shuffle_epi32(x, _MM_PERM_BADC); }

// V + k mod 2^128 in each lane, for k < 2^63 in its low half: where the sum's low half has lost V's uppermost bit, it has
// carried. Not by a comparison, whose mask a Zen 4 makes in a unit of the rounds.
[[CCE_AVX512]] inline __m512i add(__m512i V, __m512i k) {
  const __m512i sum = _mm512_add_epi64(V, k);
  const __m512i carries = _mm512_srli_epi64(_mm512_andnot_si512(sum, V), 63);
  return _mm512_add_epi64(sum, swap_halves(carries));
}

[[CCE_AVX512]] inline __m512i reverse_bytes(__m512i x) {
  const __m128i reversing = _mm_set_epi64x(0x0001020304050607, 0x08090a0b0c0d0e0f);
  return _mm512_shuffle_epi8(x, _mm512_broadcast_i32x4(reversing));
}

// The counter blocks to come, four consecutive ones.
struct Counters {
  __m512i blocks, fours = in_low_halves(4);

  // Those after V.
  [[CCE_AVX512]] explicit Counters(__m512i V) : blocks(add(V, _mm512_set_epi64(0, 4, 0, 3, 0, 2, 0, 1))) {}

  // The first AddRoundKey of these blocks, and on to the next ones.
  [[CCE_AVX512]] __m512i start(__m512i key) {
    const __m512i x = _mm512_xor_si512(key, reverse_bytes(blocks));
    blocks = add(blocks, fours);
    return x;
  }
};

template <size_t... i>
[[CCE_AVX512]] inline void start_all(std::index_sequence<i...>, __m512i (&x)[sizeof...(i)], Counters& counters,
                                     __m512i key) {
  ((x[i] = counters.start(key)), ...);
}

// Not in a loop, for which the compiler would keep both in memory.
template <size_t... i>
[[CCE_AVX512]] inline void copy_all(std::index_sequence<i...>, __m512i (&to)[sizeof...(i)],
                                    const __m512i (&from)[sizeof...(i)]) {
  ((to[i] = from[i]), ...);
}

// Rounds 1 to 8 of x, and between them the start of the blocks after these, which would otherwise be waited for.
template <size_t... i>
[[CCE_AVX512]] inline void rounds_starting(std::index_sequence<i...> all, __m512i (&x)[sizeof...(i)],
                                           const RoundKeys& keys, __m512i (&next)[sizeof...(i)], Counters& counters) {
  const __m512i key = load_key(keys, 0);
  ((vaes512::one_round(all, x, load_key(keys, i + 1)), next[i] = counters.start(key)), ...);
}

template <size_t... i>
[[CCE_AVX512]] inline void finish_all(std::index_sequence<i...>, __m512i (&x)[sizeof...(i)], __m512i key,
                                      uint8_t* out) {
  (_mm512_storeu_si512(out + 64 * i, _mm512_aesenclast_epi128(x[i], key)), ...);
}

[[CCE_AVX512_ENTRY]] void keystream(const RoundKeys& keys, uint8_t* V, uint8_t* out, size_t n) {
  constexpr auto eight = std::make_index_sequence<8>{};
  constexpr auto two = std::make_index_sequence<2>{};
  const __m512i v = reverse_bytes(_mm512_broadcast_i32x4(x86::load(V)));
  const size_t total = n;
  Counters counters(v);
  if (n >= 32) {
    __m512i next[8];
    start_all(eight, next, counters, load_key(keys, 0));
    for (;;) {
      __m512i x[8];
      copy_all(eight, x, next);
      const Counters now = counters;
      rounds_starting(eight, x, keys, next, counters);
      vaes512::written_out<9>(std::make_index_sequence<rounds - 9>{}, x, keys);
      finish_all(eight, x, load_key(keys, rounds), out);
      n -= 32, out += 512;
      if (n < 32) {
        counters = now;
        break;
      }
    }
  }
  while (n != 0) {
    const size_t now = n < 8 ? n : 8;
    __m512i x[2];
    start_all(two, x, counters, load_key(keys, 0));
    vaes512::written_out(std::make_index_sequence<rounds - 1>{}, x, keys);
    const __m512i last_key = load_key(keys, rounds);
    const uint32_t halves = 0xffff >> (16 - 2 * now);  // a mask bit for every 8 bytes
    _mm512_mask_storeu_epi64(out, static_cast<__mmask8>(halves), _mm512_aesenclast_epi128(x[0], last_key));
    _mm512_mask_storeu_epi64(reinterpret_cast<void*>(reinterpret_cast<uintptr_t>(out) + 64),
                             static_cast<__mmask8>(halves >> 8), _mm512_aesenclast_epi128(x[1], last_key));
    out += 16 * now, n -= now;
  }
  const __m512i after = add(reverse_bytes(_mm512_broadcast_i32x4(x86::load(V))), in_low_halves(total));
  x86::store(V, _mm512_castsi512_si128(reverse_bytes(after)));
}

}  // namespace

[[CCE_AVX512_ENTRY]] void counter_keystream(const RoundKeys& keys, uint8_t* V, uint8_t* out, size_t n) {
  keystream(keys, V, out, n);
  registers::x86::clear_zmm();
  registers::x86::clear_masks();
}

}  // namespace cce::aes::block_vaes512
