// AES-256-GCM with AES-NI and PCLMULQDQ: one block a register, eight in flight.
//
// Parts of eight blocks: while their rounds run, the eight blocks before them (seal) or they themselves (open) are read
// back from memory and multiplied by H^8 .. H, one a round, with one reduction. Registers: 8 of AES state, 3 of
// product, the rest for the round key, the block and the counter; powers come from memory. The end of a message is in
// gcm_x86.hpp.
#include "aes/gcm_x86.hpp"
#include "base/residue.hpp"

namespace cce::gcm::gcm_aesni {
namespace {

using namespace x86;

constexpr size_t part = 128;
constexpr auto eight = std::make_index_sequence<8>{};

// Block i of eight into the product.
[[CCE_AESNI]] inline void hash_block(Product& p, const uint8_t* blocks, size_t i, __m128i Y, const Key& key) {
  const __m128i g = reverse_bytes(load(blocks + 16 * i));
  multiply_add(p, i == 0 ? _mm_xor_si128(Y, g) : g, load_power(key, 8 - i));
}

// Round r + 1 of x; and in the first eight rounds a block into the product, in the ninth the reduction.
template <size_t r>
[[CCE_AESNI]] inline void round_and_hash(__m128i (&x)[8], const uint8_t* blocks, Product& p, __m128i& Y,
                                         const Key& key) {
  one_round(eight, x, load_key(key.round_keys, r + 1));
  if constexpr (r < 8) hash_block(p, blocks, r, Y, key);
  if constexpr (r == 8) Y = reduce(p);
}

template <size_t... r>
[[CCE_AESNI]] inline void rounds_and_hash(std::index_sequence<r...>, __m128i (&x)[8], const uint8_t* blocks, __m128i& Y,
                                          const Key& key) {
  Product p = no_product();
  (round_and_hash<r>(x, blocks, p, Y, key), ...);
}

template <size_t... i>
[[CCE_AESNI]] inline __m128i hash_eight(std::index_sequence<i...>, const uint8_t* blocks, __m128i Y, const Key& key) {
  Product p = no_product();
  (hash_block(p, blocks, i, Y, key), ...);
  return reduce(p);
}

// The last round, with the input added to its key.
template <size_t... i>
[[CCE_AESNI]] inline void finish_all(std::index_sequence<i...>, const __m128i (&x)[8], __m128i key, const uint8_t* in,
                                     uint8_t* out) {
  (store(out + 16 * i, _mm_aesenclast_si128(x[i], _mm_xor_si128(key, load(in + 16 * i)))), ...);
}

// n > 0 bytes, a multiple of `part`, with counters from c. Returns Y after them.
template <bool sealing>
[[CCE_AESNI_ENTRY]] __m128i whole_parts(const Key& key, const uint8_t* iv, uint32_t c, __m128i Y, const uint8_t* in,
                                        size_t n, uint8_t* out) {
  const __m128i iv_key = iv_and_key(key, iv);
  __m128i counter = counter_word(c);
  __m128i x[8];
  if constexpr (sealing) {
    start_all(eight, x, iv_key, counter);
    middle_rounds(x, key);
    finish_all(eight, x, load_key(key.round_keys, rounds), in, out);
    in += part, out += part, n -= part;
  }
  for (; n != 0; in += part, out += part, n -= part) {
    start_all(eight, x, iv_key, counter);
    rounds_and_hash(std::make_index_sequence<rounds - 1>{}, x, sealing ? out - part : in, Y, key);
    finish_all(eight, x, load_key(key.round_keys, rounds), in, out);
  }
  return sealing ? hash_eight(eight, out - part, Y, key) : Y;
}

[[CCE_AESNI_ENTRY]] void crypt(bool sealing, const Key& key, const uint8_t* iv, uint32_t counter, Bytes aad,
                               const uint8_t* in, size_t n, uint8_t* out, uint8_t* T) {
  __m128i Y = _mm_setzero_si128();
  if (!aad.empty()) Y = hash(key, Y, aad.data(), aad.size());
  uint32_t c = counter + 1;
  size_t left = n;
  if (const size_t whole = left / part * part; whole != 0) {
    Y = sealing ? whole_parts<true>(key, iv, c, Y, in, whole, out) : whole_parts<false>(key, iv, c, Y, in, whole, out);
    in += whole, out += whole, left -= whole, c += static_cast<uint32_t>(whole / 16);
    wipe_stack<640>();
  }
  const End end = {in, left, out, c, lengths_block(aad.size(), n), sealing_mask(sealing)};
  store(T, crypt_end(key, iv, counter, Y, end));
}

}  // namespace

[[CCE_AESNI_ENTRY]] void init(Key& key, const uint8_t* K) {
  store_powers<9>(key, aes::x86::expand(key.round_keys, K));
  registers::x86::clear_xmm();
}

[[CCE_AESNI_ENTRY]] void ghash(const Key& key, uint8_t* Y, const uint8_t* X, size_t n) {
  store(Y, reverse_bytes(hash(key, reverse_bytes(load(Y)), X, n)));
  registers::x86::clear_xmm();
}

[[CCE_AESNI_ENTRY]] void seal(const Key& key, const uint8_t* iv, uint32_t counter, Bytes aad, const uint8_t* in,
                              size_t n, uint8_t* out, uint8_t* T) {
  crypt(true, key, iv, counter, aad, in, n, out, T);
  wipe_stack<640>();
  registers::x86::clear_xmm();
}

[[CCE_AESNI_ENTRY]] void open(const Key& key, const uint8_t* iv, uint32_t counter, Bytes aad, const uint8_t* in,
                              size_t n, uint8_t* out, uint8_t* T) {
  crypt(false, key, iv, counter, aad, in, n, out, T);
  wipe_stack<640>();
  registers::x86::clear_xmm();
}

}  // namespace cce::gcm::gcm_aesni
