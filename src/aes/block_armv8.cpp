// AES-256 with the ARMv8 AES instructions: the key schedule, one block, and counter blocks eight at a time.
#include "aes/armv8.hpp"
#include "base/endian.hpp"
#include "base/residue.hpp"

namespace cce::aes::block_armv8 {
namespace {

using namespace armv8;

constexpr auto eight = std::make_index_sequence<8>{};

// V as two halves, and V + k mod 2^128 without a branch.
struct Counter {
  uint64_t high, low;
};

[[CCE_ARMV8]] inline Counter add(Counter V, uint64_t k) {
  const uint64_t sum = V.low + k;
  return {V.high + ((V.low & ~sum) >> 63), sum};
}

[[CCE_ARMV8]] inline uint8x16_t to_block(Counter V) {
  return vrev64q_u8(vreinterpretq_u8_u64(vcombine_u64(vcreate_u64(V.high), vcreate_u64(V.low))));
}

template <size_t... i>
[[CCE_ARMV8]] inline void start_all(std::index_sequence<i...>, uint8x16_t (&x)[8], Counter V) {
  ((x[i] = to_block(add(V, i + 1))), ...);
}

// Keeps x where it is computed: the compiler would move all of a block's rounds to where the block is needed, behind
// the condition, and then they would run one block after the other.
[[CCE_ARMV8]] inline void stay(uint8x16_t& x) { __asm__ volatile("" : "+w"(x)); }

// The last round, and the first n of the eight blocks to out.
template <size_t... i>
[[CCE_ARMV8]] inline void finish_all(std::index_sequence<i...>, uint8x16_t (&x)[8], const RoundKeys& keys, uint8_t* out,
                                     size_t n) {
  ((x[i] = last_round(x[i], keys), stay(x[i])), ...);
  ((i < n ? vst1q_u8(out + 16 * i, x[i]) : void()), ...);
}

[[CCE_ARMV8_ENTRY]] void keystream(const RoundKeys& keys, uint8_t* V, uint8_t* out, size_t n) {
  Counter v = {load_be<uint64_t>(V), load_be<uint64_t>(V + 8)};
  uint8x16_t x[8];
  while (n != 0) {
    const size_t now = n < 8 ? n : 8;
    start_all(eight, x, v);
    first_rounds(x, keys);
    finish_all(eight, x, keys, out, now);
    v = add(v, now);
    out += 16 * now, n -= now;
  }
  store_be(V, v.high);
  store_be(V + 8, v.low);
}

[[CCE_ARMV8_ENTRY]] void key_expansion(RoundKeys& keys, const uint8_t* key) { armv8::expand(keys, key); }

}  // namespace

[[CCE_ARMV8_ENTRY]] void expand(RoundKeys& keys, const uint8_t* key) {
  key_expansion(keys, key);
  wipe_stack<512>();
  registers::armv8::clear_vectors();
}

[[CCE_ARMV8_ENTRY]] void encrypt_block(const RoundKeys& keys, const uint8_t* in, uint8_t* out) {
  uint8x16_t x[1] = {vld1q_u8(in)};
  first_rounds(x, keys);
  vst1q_u8(out, last_round(x[0], keys));
  registers::armv8::clear_vectors();
}

[[CCE_ARMV8_ENTRY]] void counter_keystream(const RoundKeys& keys, uint8_t* V, uint8_t* out, size_t n) {
  keystream(keys, V, out, n);
  wipe_stack<512>();
  registers::armv8::clear_vectors();
}

}  // namespace cce::aes::block_armv8
