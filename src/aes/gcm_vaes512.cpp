// AES-256-GCM with VAES, VPCLMULQDQ and AVX-512: four blocks a register.
//
// A message is parts of 32 blocks, at most one of 16, and a tail of at most 16 blocks that ends with the tag.
//
// Parts of 32: while the rounds of these blocks run, the 32 blocks before them (seal) or they themselves (open) are
// multiplied by H^32 .. H, one register a round, with one reduction. Registers: 8 of AES state, 8 of blocks to hash, 3
// of product, the rest constants; round keys and powers come from memory.
//
// The tail lies so that its last block is in lane 2 of its last register, whatever its length; the lanes before its
// first block are masked out of loads and stores. Lane 3 of the last register is J0 while CTR runs and the block of
// lengths while GHASH runs: E(J0) costs nothing, and the same aligned powers serve every length. With n blocks
//   S = (Y + C1)·H^(n+1) + C2·H^n + .. + Cn·H^2 + lengths·H, one reduction.
#include "aes/ctr_vaes512.hpp"
#include "aes/ghash_vaes512.hpp"

namespace cce::gcm::gcm_vaes512 {
namespace {

using namespace vaes512;
using aes::rounds;

// ---- Whole registers

template <size_t... i>
[[CCE_AVX512]] inline void load_all(std::index_sequence<i...>, __m512i (&x)[sizeof...(i)], const uint8_t* in) {
  ((x[i] = _mm512_loadu_si512(in + 64 * i)), ...);
}

template <size_t... i>
[[CCE_AVX512]] inline void copy_all(std::index_sequence<i...>, __m512i (&to)[sizeof...(i)],
                                    const __m512i (&from)[sizeof...(i)]) {
  ((to[i] = from[i]), ...);
}

// The last round, with the input added to its key; x is then the output.
template <size_t... i>
[[CCE_AVX512]] inline void finish_all(std::index_sequence<i...>, __m512i (&x)[sizeof...(i)], __m512i key,
                                      const uint8_t* in, uint8_t* out) {
  ((x[i] = _mm512_aesenclast_epi128(x[i], _mm512_xor_si512(key, _mm512_loadu_si512(in + 64 * i))),
    _mm512_storeu_si512(out + 64 * i, x[i])),
   ...);
}

// Blocks to numbers, and Y into the first.
template <size_t... i>
[[CCE_AVX512]] inline void begin_hash(std::index_sequence<i...>, __m512i (&g)[sizeof...(i)], __m128i Y) {
  ((g[i] = reverse_bytes(g[i])), ...);
  g[0] = _mm512_xor_si512(g[0], _mm512_zextsi128_si512(Y));
}

// Round r + 1 of x; and in the first eight rounds a register of g into the product, in the ninth the reduction.
template <size_t r>
[[CCE_AVX512]] inline void round_and_hash(__m512i (&x)[8], const __m512i (&g)[8], Product& p, __m128i& Y,
                                          const Key& key) {
  aes::vaes512::one_round(std::make_index_sequence<8>{}, x, load_key(key.round_keys, r + 1));
  if constexpr (r < 8 && r % 2 == 1) multiply_add(p, g[r - 1], load_powers(key, 8 - r), g[r], load_powers(key, 7 - r));
  if constexpr (r == 8) Y = reduce(p);
}

template <size_t... r>
[[CCE_AVX512]] inline __m128i rounds_and_hash(std::index_sequence<r...>, __m512i (&x)[8], const __m512i (&g)[8],
                                              const Key& key) {
  Product p = no_product();
  __m128i Y;
  (round_and_hash<r>(x, g, p, Y, key), ...);
  return Y;
}

// ---- The parts of a message

constexpr size_t part = 512;

// n > 0 bytes, a multiple of `part`, with counters from c. Returns Y after them.
template <bool sealing>
[[CCE_AVX512_ENTRY]] __m128i whole_parts(const Key& key, const uint8_t* iv, uint32_t c, __m128i Y, const uint8_t* in,
                                         size_t n, uint8_t* out) {
  constexpr auto eight = std::make_index_sequence<8>{};
  const __m512i iv_key = iv_and_key(key, iv);
  __m512i counter = counters_from(c);
  __m512i x[8], g[8];
  if constexpr (sealing) {
    start_all(eight, g, iv_key, counter);
    aes::vaes512::middle_rounds(g, key.round_keys);
    finish_all(eight, g, load_key(key.round_keys, rounds), in, out);
    in += part, out += part, n -= part;
  }
  for (; n != 0; in += part, out += part, n -= part) {
    if constexpr (!sealing) load_all(eight, g, in);
    begin_hash(eight, g, Y);
    start_all(eight, x, iv_key, counter);
    Y = rounds_and_hash(std::make_index_sequence<rounds - 1>{}, x, g, key);
    finish_all(eight, x, load_key(key.round_keys, rounds), in, out);
    if constexpr (sealing) copy_all(eight, g, x);
  }
  if constexpr (sealing) {
    begin_hash(eight, g, Y);
    Y = reduce(multiply_all(eight, g, key));
  }
  return Y;
}

// The same for half a part.
template <bool sealing>
[[CCE_AVX512_ENTRY]] __m128i half_part(const Key& key, const uint8_t* iv, uint32_t c, __m128i Y, const uint8_t* in,
                                       uint8_t* out) {
  constexpr auto four = std::make_index_sequence<4>{};
  __m512i counter = counters_from(c);
  __m512i x[4], g[4];
  if constexpr (!sealing) load_all(four, g, in);
  start_all(four, x, iv_and_key(key, iv), counter);
  aes::vaes512::middle_rounds(x, key.round_keys);
  finish_all(four, x, load_key(key.round_keys, rounds), in, out);
  if constexpr (sealing) copy_all(four, g, x);
  begin_hash(four, g, Y);
  return reduce(multiply_all(four, g, key));
}

// ---- The tail

struct Tail {
  uintptr_t in, out;      // where lane 0 of the first register lies
  unsigned empty_lanes;   // before the first block
  __mmask64 first, last;  // bytes of the message in the first and the last register
  __mmask64 last_turned;  // of the last register with each lane's bytes reversed
};

[[CCE_AVX512]] inline Tail place(const uint8_t* in, size_t n, uint8_t* out) {
  const size_t blocks = (n + 15) / 16, in_last_block = n + 16 - 16 * blocks;
  const size_t empty_lanes = 3 - blocks % 4;
  return {reinterpret_cast<uintptr_t>(in) - 16 * empty_lanes,
          reinterpret_cast<uintptr_t>(out) - 16 * empty_lanes,
          static_cast<unsigned>(empty_lanes),
          ~uint64_t{0} << (16 * empty_lanes),
          ~uint64_t{0} >> (32 - in_last_block),
          0xffffffff | ((uint64_t{0xffff0000} >> in_last_block) & 0xffff) << 32};
}

// Register i of v: out <- in + x; returns the ciphertext as numbers, zero outside the message.
template <size_t i, size_t v, bool sealing>
[[CCE_AVX512]] inline __m512i crypt_register(const Tail& t, __m512i x) {
  const void* const in = reinterpret_cast<const void*>(t.in + 64 * i);
  void* const out = reinterpret_cast<void*>(t.out + 64 * i);
  if constexpr (i != 0 && i != v - 1) {
    const __m512i data = _mm512_loadu_si512(in), result = _mm512_xor_si512(x, data);
    _mm512_storeu_si512(out, result);
    return reverse_bytes(sealing ? result : data);
  } else {
    const __mmask64 bytes = (i == 0 ? t.first : ~__mmask64{0}) & (i == v - 1 ? t.last : ~__mmask64{0});
    const __mmask64 turned = (i == 0 ? t.first : ~__mmask64{0}) & (i == v - 1 ? t.last_turned : ~__mmask64{0});
    const __m512i data = _mm512_maskz_loadu_epi8(bytes, in), result = _mm512_xor_si512(x, data);
    _mm512_mask_storeu_epi8(out, bytes, result);
    if constexpr (sealing) return _mm512_maskz_shuffle_epi8(turned, result, reversing_bytes());
    return reverse_bytes(data);
  }
}

template <bool sealing, size_t... i>
[[CCE_AVX512]] inline __m128i crypt_tail(std::index_sequence<i...>, const Key& key, const uint8_t* iv, uint32_t counter,
                                         uint32_t c, __m128i Y, const Tail& t, __m128i lengths) {
  constexpr size_t v = sizeof...(i);
  const __m512i iv_key = iv_and_key(key, iv);
  __m512i c4 = counters_from(c - t.empty_lanes);
  __m512i x[v];
  start_all(std::index_sequence<i...>{}, x, iv_key, c4);
  const __m512i last = _mm512_sub_epi32(c4, all_lanes(4));
  x[v - 1] = start(iv_key, _mm512_mask_set1_epi32(last, 0x8000, static_cast<int>(counter)));
  aes::vaes512::middle_rounds(x, key.round_keys);
  const __m512i last_key = load_key(key.round_keys, rounds);
  ((x[i] = _mm512_aesenclast_epi128(x[i], last_key)), ...);

  __m512i g[v] = {crypt_register<i, v, sealing>(t, x[i])...};
  g[0] = _mm512_xor_si512(g[0], in_lane(t.empty_lanes, Y));
  g[v - 1] = _mm512_xor_si512(g[v - 1], in_lane(3, lengths));
  const __m128i S = reduce(multiply_all(std::index_sequence<i...>{}, g, key));
  return _mm_xor_si128(x86::reverse_bytes(S), _mm512_extracti32x4_epi32(x[v - 1], 3));
}

// n < 256 bytes with counters from c; returns T.
template <bool sealing>
[[CCE_AVX512]] inline __m128i tail(const Key& key, const uint8_t* iv, uint32_t counter, uint32_t c, __m128i Y,
                                   const uint8_t* in, size_t n, uint8_t* out, __m128i lengths) {
  const Tail t = place(in, n, out);
  switch ((n + 15) / 64) {
    case 0:
      return crypt_tail<sealing>(std::make_index_sequence<1>{}, key, iv, counter, c, Y, t, lengths);
    case 1:
      return crypt_tail<sealing>(std::make_index_sequence<2>{}, key, iv, counter, c, Y, t, lengths);
    case 2:
      return crypt_tail<sealing>(std::make_index_sequence<3>{}, key, iv, counter, c, Y, t, lengths);
    case 3:
      return crypt_tail<sealing>(std::make_index_sequence<4>{}, key, iv, counter, c, Y, t, lengths);
    default:
      return crypt_tail<sealing>(std::make_index_sequence<5>{}, key, iv, counter, c, Y, t, lengths);
  }
}

// The longest text that needs no more than H^first_powers: with its block of lengths, two registers.
constexpr size_t first_text = 16 * (first_powers - 1);

[[CCE_AVX512_ENTRY]] void complete(Key& key) { store_other_powers(key); }

// Not as a tail call: to make ready for one would cost every message two instructions.
template <bool sealing>
[[CCE_AVX512]] inline void crypt_later(const Key& key, const uint8_t* iv, uint32_t counter, Bytes aad,
                                       const uint8_t* in, size_t n, uint8_t* out, uint8_t* T) {
  crypt_completed(sealing ? seal : open, complete, key, iv, counter, aad, in, n, out, T);
  __asm__ volatile("");
}

template <bool sealing>
[[CCE_AVX512]] inline void crypt(const Key& key, const uint8_t* iv, uint32_t counter, Bytes aad, const uint8_t* in,
                                 size_t n, uint8_t* out, uint8_t* T) {
  __m128i Y = _mm_setzero_si128();
  if (!aad.empty()) {
    if (aad.size() > first_hash_part && !key.has_all_powers()) [[unlikely]]
      return crypt_later<sealing>(key, iv, counter, aad, in, n, out, T);
    Y = hash(key, Y, aad.data(), aad.size(), hash_part_size);
  }
  uint32_t c = counter + 1;
  size_t left = n;
  if (left > first_text) {
    if (!key.has_all_powers()) [[unlikely]]
      return crypt_later<sealing>(key, iv, counter, aad, in, n, out, T);
    if (const size_t whole = left / part * part; whole != 0) {
      Y = whole_parts<sealing>(key, iv, c, Y, in, whole, out);
      in += whole, out += whole, left -= whole, c += static_cast<uint32_t>(whole / 16);
    }
    if (left >= part / 2) {
      Y = half_part<sealing>(key, iv, c, Y, in, out);
      in += part / 2, out += part / 2, left -= part / 2, c += part / 2 / 16;
    }
  }
  aes::x86::store(T, tail<sealing>(key, iv, counter, c, Y, in, left, out, x86::lengths_block(aad.size(), n)));
  registers::x86::clear_zmm();
}

}  // namespace

[[CCE_AVX512_ENTRY]] void init(Key& key, const uint8_t* K) {
  const __m128i H = aes::x86::expand(key.round_keys, K);
  key.made.store(Powers::first, std::memory_order_relaxed);
  store_first_powers(key, x86::times_y(x86::reverse_bytes(H)));
  registers::x86::clear_zmm();
}

[[CCE_AVX512_ENTRY]] void ghash(const Key& key, uint8_t* Y, const uint8_t* X, size_t n) {
  const size_t size = n <= first_hash_part || key.has_all_powers() ? hash_part_size : first_hash_part;
  aes::x86::store(Y, x86::reverse_bytes(hash(key, x86::reverse_bytes(aes::x86::load(Y)), X, n, size)));
  registers::x86::clear_zmm();
}

[[CCE_AVX512_ENTRY]] void seal(const Key& key, const uint8_t* iv, uint32_t counter, Bytes aad, const uint8_t* in,
                               size_t n, uint8_t* out, uint8_t* T) {
  crypt<true>(key, iv, counter, aad, in, n, out, T);
}

[[CCE_AVX512_ENTRY]] void open(const Key& key, const uint8_t* iv, uint32_t counter, Bytes aad, const uint8_t* in,
                               size_t n, uint8_t* out, uint8_t* T) {
  crypt<false>(key, iv, counter, aad, in, n, out, T);
}

}  // namespace cce::gcm::gcm_vaes512
