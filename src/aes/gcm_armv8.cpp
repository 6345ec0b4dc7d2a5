// AES-256-GCM with the ARMv8 AES and PMULL instructions: one block a register, eight in flight.
//
// Parts of eight blocks: while their rounds run, the eight blocks before them (seal) or they themselves (open) are read
// back from memory and multiplied by H^8 .. H, one a round, with one reduction. Registers: 8 of AES state, 3 of
// product, the rest for round keys and blocks. The end of a message, at most eight blocks and the tag, has one
// reduction too:
//   S = (Y + C1)·H^(n+1) + C2·H^n + .. + Cn·H^2 + lengths·H, and J0 goes through the rounds with its blocks.
#include "aes/ghash_armv8.hpp"
#include "base/endian.hpp"
#include "base/residue.hpp"

namespace cce::gcm::gcm_armv8 {
namespace {

using namespace armv8;
using aes::armv8::first_rounds;
using aes::armv8::last_round;
using aes::armv8::load_key;

constexpr size_t part = 128;
constexpr auto eight = std::make_index_sequence<8>{};

// ---- CTR

// The IV and a word of zeros.
[[CCE_ARMV8]] inline uint32x4_t load_iv(const uint8_t* iv) {
  const uint64_t words_0_1 = aes::load_word<uint64_t>(iv), word_2 = aes::load_word<uint32_t>(iv + 8);
  return vreinterpretq_u32_u64(vcombine_u64(vcreate_u64(words_0_1), vcreate_u64(word_2)));
}

[[CCE_ARMV8]] inline uint8x16_t counter_block(uint32x4_t iv, size_t c) {
  return vreinterpretq_u8_u32(vsetq_lane_u32(byte_swap(static_cast<uint32_t>(c)), iv, 3));
}

template <size_t... i>
[[CCE_ARMV8]] inline void start_all(std::index_sequence<i...>, uint8x16_t (&x)[8], uint32x4_t iv, uint32_t c) {
  ((x[i] = counter_block(iv, c + i)), ...);
}

template <size_t... i>
[[CCE_ARMV8]] inline void finish_all(std::index_sequence<i...>, const uint8x16_t (&x)[8], const Key& key,
                                     const uint8_t* in, uint8_t* out) {
  (vst1q_u8(out + 16 * i, veorq_u8(last_round(x[i], key.round_keys), vld1q_u8(in + 16 * i))), ...);
}

// ---- Parts of eight blocks

// Block i of eight into the product.
[[CCE_ARMV8]] inline void hash_block(Product& p, const uint8_t* blocks, size_t i, uint64x2_t Y, const Key& key) {
  const uint64x2_t g = to_number(vld1q_u8(blocks + 16 * i));
  multiply_add(p, i == 0 ? veorq_u64(Y, g) : g, load_power(key, 8 - i));
}

// Round r of x; and in the first eight rounds a block into the product, in the ninth the reduction.
template <size_t r>
[[CCE_ARMV8]] inline void round_and_hash(uint8x16_t (&x)[8], const uint8_t* blocks, Product& p, uint64x2_t& Y,
                                         const Key& key) {
  aes::armv8::one_round(eight, x, load_key(key.round_keys, r));
  if constexpr (r < 8) hash_block(p, blocks, r, Y, key);
  if constexpr (r == 8) Y = reduce(p);
}

template <size_t... r>
[[CCE_ARMV8]] inline void rounds_and_hash(std::index_sequence<r...>, uint8x16_t (&x)[8], const uint8_t* blocks,
                                          uint64x2_t& Y, const Key& key) {
  Product p = no_product();
  (round_and_hash<r>(x, blocks, p, Y, key), ...);
}

template <size_t... i>
[[CCE_ARMV8]] inline uint64x2_t hash_eight(std::index_sequence<i...>, const uint8_t* blocks, uint64x2_t Y,
                                           const Key& key) {
  Product p = no_product();
  (hash_block(p, blocks, i, Y, key), ...);
  return reduce(p);
}

// n > 0 bytes, a multiple of `part`, with counters from c. Returns Y after them.
template <bool sealing>
[[CCE_ARMV8_ENTRY]] uint64x2_t whole_parts(const Key& key, const uint8_t* iv, uint32_t c, uint64x2_t Y,
                                           const uint8_t* in, size_t n, uint8_t* out) {
  const uint32x4_t prefix = load_iv(iv);
  uint8x16_t x[8];
  if constexpr (sealing) {
    start_all(eight, x, prefix, c);
    first_rounds(x, key.round_keys);
    finish_all(eight, x, key, in, out);
    in += part, out += part, n -= part, c += 8;
  }
  for (; n != 0; in += part, out += part, n -= part, c += 8) {
    start_all(eight, x, prefix, c);
    rounds_and_hash(std::make_index_sequence<rounds - 1>{}, x, sealing ? out - part : in, Y, key);
    finish_all(eight, x, key, in, out);
  }
  return sealing ? hash_eight(eight, out - part, Y, key) : Y;
}

// ---- The end of a message

struct End {
  const uint8_t* in;
  size_t size;  // of what is left, less than 128
  uint8_t* out;
  uint32_t counter;  // of its first block
  uint64x2_t lengths;
};

// out <- in + x for block i of n; returns the ciphertext as a number.
template <size_t i, size_t n, bool sealing>
[[CCE_ARMV8]] inline uint64x2_t crypt_block(const End& e, uint8x16_t x) {
  const size_t left = e.size - 16 * i;
  if (i == n - 1 && left != 16) {
    const uint8x16_t data = load_partial(e.in + 16 * i, left), result = keep(veorq_u8(x, data), left);
    store_partial(e.out + 16 * i, left, result);
    return to_number(sealing ? result : data);
  }
  const uint8x16_t data = vld1q_u8(e.in + 16 * i), result = veorq_u8(x, data);
  vst1q_u8(e.out + 16 * i, result);
  return to_number(sealing ? result : data);
}

// n = sizeof...(i) blocks and J0, whose counter is `counter`; returns T.
template <bool sealing, size_t... i>
[[CCE_ARMV8]] inline uint8x16_t crypt_end(std::index_sequence<i...>, const Key& key, const uint8_t* iv,
                                          uint32_t counter, uint64x2_t Y, const End& e) {
  constexpr size_t n = sizeof...(i);
  const uint32x4_t prefix = load_iv(iv);
  uint8x16_t x[n + 1];
  ((x[i] = counter_block(prefix, e.counter + i)), ...);
  x[n] = counter_block(prefix, counter);
  first_rounds(x, key.round_keys);

  Product p = no_product();
  uint64x2_t add_in = Y;  // to the first block hashed, which may be the lengths
  ((multiply_add(p, veorq_u64(add_in, crypt_block<i, n, sealing>(e, last_round(x[i], key.round_keys))),
                 load_power(key, n + 1 - i)),
    add_in = vdupq_n_u64(0)),
   ...);
  multiply_add(p, veorq_u64(add_in, e.lengths), load_power(key, 1));
  return veorq_u8(to_block(reduce(p)), last_round(x[n], key.round_keys));
}

template <bool sealing>
[[CCE_ARMV8]] inline uint8x16_t crypt_end(const Key& key, const uint8_t* iv, uint32_t counter, uint64x2_t Y,
                                          const End& e) {
  switch ((e.size + 15) / 16) {
    case 0:
      return crypt_end<sealing>(std::make_index_sequence<0>{}, key, iv, counter, Y, e);
    case 1:
      return crypt_end<sealing>(std::make_index_sequence<1>{}, key, iv, counter, Y, e);
    case 2:
      return crypt_end<sealing>(std::make_index_sequence<2>{}, key, iv, counter, Y, e);
    case 3:
      return crypt_end<sealing>(std::make_index_sequence<3>{}, key, iv, counter, Y, e);
    case 4:
      return crypt_end<sealing>(std::make_index_sequence<4>{}, key, iv, counter, Y, e);
    case 5:
      return crypt_end<sealing>(std::make_index_sequence<5>{}, key, iv, counter, Y, e);
    case 6:
      return crypt_end<sealing>(std::make_index_sequence<6>{}, key, iv, counter, Y, e);
    case 7:
      return crypt_end<sealing>(std::make_index_sequence<7>{}, key, iv, counter, Y, e);
    default:
      return crypt_end<sealing>(std::make_index_sequence<8>{}, key, iv, counter, Y, e);
  }
}

template <bool sealing>
[[CCE_ARMV8_ENTRY]] void crypt(const Key& key, const uint8_t* iv, uint32_t counter, Bytes aad, const uint8_t* in,
                               size_t n, uint8_t* out, uint8_t* T) {
  uint64x2_t Y = vdupq_n_u64(0);
  if (!aad.empty()) Y = hash(key, Y, aad.data(), aad.size());
  uint32_t c = counter + 1;
  size_t left = n;
  if (const size_t whole = left / part * part; whole != 0) {
    Y = whole_parts<sealing>(key, iv, c, Y, in, whole, out);
    in += whole, out += whole, left -= whole, c += static_cast<uint32_t>(whole / 16);
  }
  const uint64x2_t lengths = vcombine_u64(vcreate_u64(8 * uint64_t{n}), vcreate_u64(8 * uint64_t{aad.size()}));
  vst1q_u8(T, crypt_end<sealing>(key, iv, counter, Y, {in, left, out, c, lengths}));
}

[[CCE_ARMV8_ENTRY]] void set_up(Key& key, const uint8_t* K) {
  aes::armv8::expand(key.round_keys, K);
  uint8x16_t x[1] = {vdupq_n_u8(0)};
  first_rounds(x, key.round_keys);
  store_powers<9>(key, last_round(x[0], key.round_keys));
}

}  // namespace

[[CCE_ARMV8_ENTRY]] void init(Key& key, const uint8_t* K) {
  set_up(key, K);
  wipe_stack<1024>();
  registers::armv8::clear_vectors();
}

[[CCE_ARMV8_ENTRY]] void ghash(const Key& key, uint8_t* Y, const uint8_t* X, size_t n) {
  vst1q_u8(Y, to_block(hash(key, to_number(vld1q_u8(Y)), X, n)));
  registers::armv8::clear_vectors();
}

[[CCE_ARMV8_ENTRY]] void seal(const Key& key, const uint8_t* iv, uint32_t counter, Bytes aad, const uint8_t* in,
                              size_t n, uint8_t* out, uint8_t* T) {
  crypt<true>(key, iv, counter, aad, in, n, out, T);
  wipe_stack<1024>();
  registers::armv8::clear_vectors();
}

[[CCE_ARMV8_ENTRY]] void open(const Key& key, const uint8_t* iv, uint32_t counter, Bytes aad, const uint8_t* in,
                              size_t n, uint8_t* out, uint8_t* T) {
  crypt<false>(key, iv, counter, aad, in, n, out, T);
  wipe_stack<1024>();
  registers::armv8::clear_vectors();
}

}  // namespace cce::gcm::gcm_armv8
