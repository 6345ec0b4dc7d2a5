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

// V + k mod 2^128 in each lane, for k < 2^64: a low half that is less than k after the addition has carried. By a mask, as only
// one of Intel's ports shifts vectors of this width, and that is the one of the rounds.
[[CCE_AVX512]] inline __m512i add(__m512i V, __m512i k) {
  const __m512i sum = _mm512_add_epi64(V, k);
  const __mmask16 carries = _kshiftli_mask16(_mm512_cmplt_epu64_mask(sum, k), 1);
  return _mm512_mask_sub_epi64(sum, static_cast<__mmask8>(carries), sum, _mm512_set1_epi64(-1));
}

[[CCE_AVX512]] inline __m512i reverse_bytes(__m512i x) {
  const __m128i reversing = _mm_set_epi64x(0x0001020304050607, 0x08090a0b0c0d0e0f);
  return _mm512_shuffle_epi8(x, _mm512_broadcast_i32x4(reversing));
}

// The first AddRoundKey of V + 1, V + 2, ..
template <size_t... i>
[[CCE_AVX512]] inline void start_all(std::index_sequence<i...>, __m512i (&x)[sizeof...(i)], __m512i V, __m512i key) {
  ((x[i] = _mm512_xor_si512(
        key, reverse_bytes(add(V, _mm512_set_epi64(0, 4 * i + 4, 0, 4 * i + 3, 0, 4 * i + 2, 0, 4 * i + 1))))),
   ...);
}

template <size_t... i>
[[CCE_AVX512]] inline void finish_all(std::index_sequence<i...>, __m512i (&x)[sizeof...(i)], __m512i key,
                                      uint8_t* out) {
  (_mm512_storeu_si512(out + 64 * i, _mm512_aesenclast_epi128(x[i], key)), ...);
}

[[CCE_AVX512_ENTRY]] void keystream(const RoundKeys& keys, uint8_t* V, uint8_t* out, size_t n) {
  constexpr auto eight = std::make_index_sequence<8>{};
  constexpr auto two = std::make_index_sequence<2>{};
  __m512i v = reverse_bytes(_mm512_broadcast_i32x4(x86::load(V)));
  for (; n >= 32; n -= 32, out += 512) {
    __m512i x[8];
    start_all(eight, x, v, load_key(keys, 0));
    vaes512::written_out(std::make_index_sequence<rounds - 1>{}, x, keys);
    finish_all(eight, x, load_key(keys, rounds), out);
    v = add(v, in_low_halves(32));
  }
  while (n != 0) {
    const size_t now = n < 8 ? n : 8;
    __m512i x[2];
    start_all(two, x, v, load_key(keys, 0));
    vaes512::written_out(std::make_index_sequence<rounds - 1>{}, x, keys);
    const __m512i last_key = load_key(keys, rounds);
    const uint32_t halves = 0xffff >> (16 - 2 * now);  // a mask bit for every 8 bytes
    _mm512_mask_storeu_epi64(out, static_cast<__mmask8>(halves), _mm512_aesenclast_epi128(x[0], last_key));
    _mm512_mask_storeu_epi64(reinterpret_cast<void*>(reinterpret_cast<uintptr_t>(out) + 64),
                             static_cast<__mmask8>(halves >> 8), _mm512_aesenclast_epi128(x[1], last_key));
    v = add(v, in_low_halves(now));
    out += 16 * now, n -= now;
  }
  x86::store(V, _mm512_castsi512_si128(reverse_bytes(v)));
}

}  // namespace

[[CCE_AVX512_ENTRY]] void counter_keystream(const RoundKeys& keys, uint8_t* V, uint8_t* out, size_t n) {
  keystream(keys, V, out, n);
  registers::x86::clear_zmm();
  registers::x86::clear_masks();
}

}  // namespace cce::aes::block_vaes512
