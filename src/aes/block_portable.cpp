// AES-256 in plain C++: see bitslice.hpp.
#include <cstring>

#include "aes/partial.hpp"
#include "aes/portable.hpp"
#include "base/endian.hpp"
#include "base/registers.hpp"
#include "base/residue.hpp"
#include "base/secret.hpp"

namespace cce::aes::block_portable {
namespace {

using bitslice::Plane;
using bitslice::SlicedKeys;

uint32_t load_column(const uint8_t* p) { return byte_swap(load_be<uint32_t>(p)); }
void store_column(uint8_t* p, uint32_t column) { store_be(p, byte_swap(column)); }

// SubWord of FIPS 197 section 5.2, as a state of one column.
uint32_t sub_word(uint32_t column) {
  Secret<uint64_t[8]> state;
  uint64_t(&q)[8] = *state;
  std::memset(q, 0, sizeof q);
  q[0] = bitslice::interleave(column, 0);
  bitslice::transpose(q);
  bitslice::sub_bytes(q);
  bitslice::transpose(q);
  return bitslice::even_bytes(q[0]);
}

[[gnu::noinline]] void key_expansion(RoundKeys& keys, const uint8_t* key) {
  uint8_t* const w = keys.w[0].data();
  std::memcpy(w, key, key_size);
  uint32_t temp = load_column(w + key_size - 4);
  for (uint32_t i = 8, Rcon = 1; i < 4 * (rounds + 1); ++i) {
    if (i % 8 == 0) {
      temp = sub_word(std::rotr(temp, 8)) ^ Rcon;  // RotWord: row 1 becomes row 0
      Rcon <<= 1;
    } else if (i % 8 == 4) {
      temp = sub_word(temp);
    }
    temp ^= load_column(w + 4 * (i - 8));
    store_column(w + 4 * i, temp);
  }
}

[[gnu::noinline]] void encrypt_one(const RoundKeys& keys, const uint8_t* in, uint8_t* out) {
  Secret<SlicedKeys> sliced;
  slice(*sliced, keys);
  Secret<uint8_t[batch_size]> blocks;
  std::memset(*blocks, 0, batch_size);
  std::memcpy(*blocks, in, block_size);
  encrypt_batch(*sliced, *blocks);
  std::memcpy(out, *blocks, block_size);
}

[[gnu::noinline]] void keystream(const RoundKeys& keys, uint8_t* V, uint8_t* out, size_t n) {
  Secret<SlicedKeys> sliced;
  slice(*sliced, keys);
  Secret<uint8_t[batch_size]> blocks;
  uint64_t high = load_be<uint64_t>(V), low = load_be<uint64_t>(V + 8);
  while (n != 0) {
    const size_t now = n < batch ? n : batch;
    for (size_t i = 0; i < batch; ++i) {
      if (i < now) {
        const uint64_t sum = low + 1;
        high += (low & ~sum) >> 63;  // the carry, without a comparison that could become a branch
        low = sum;
      }
      store_be(&(*blocks)[block_size * i], high);
      store_be(&(*blocks)[block_size * i + 8], low);
    }
    encrypt_batch(*sliced, *blocks);
    for (size_t i = 0; i < now; ++i, out += block_size) std::memcpy(out, *blocks + block_size * i, block_size);
    n -= now;
  }
  store_be(V, high);
  store_be(V + 8, low);
}

}  // namespace

void slice(SlicedKeys& sliced, const RoundKeys& keys) {
  for (size_t r = 0; r <= rounds; ++r) {
    const uint8_t* const w = keys.w[r].data();
    const uint64_t columns_02 = bitslice::interleave(load_column(w), load_column(w + 8));
    const uint64_t columns_13 = bitslice::interleave(load_column(w + 4), load_column(w + 12));
    Plane(&q)[8] = sliced.w[r];
    for (int k = 0; k < 4; ++k) {
      q[k] = Plane{columns_02, columns_02};
      q[k + 4] = Plane{columns_13, columns_13};
    }
    bitslice::transpose(q);
  }
}

void encrypt_batch(const SlicedKeys& keys, uint8_t (&blocks)[batch_size]) {
  Secret<Plane[8]> state;
  Plane(&q)[8] = *state;
  for (int k = 0; k < 4; ++k) {
    const uint8_t* const a = blocks + block_size * k;
    const uint8_t* const b = a + 4 * block_size;
    q[k] = Plane{bitslice::interleave(load_column(a), load_column(a + 8)),
                 bitslice::interleave(load_column(b), load_column(b + 8))};
    q[k + 4] = Plane{bitslice::interleave(load_column(a + 4), load_column(a + 12)),
                     bitslice::interleave(load_column(b + 4), load_column(b + 12))};
  }
  bitslice::transpose(q);
  bitslice::encrypt(q, keys);
  bitslice::transpose(q);
  for (int k = 0; k < 8; ++k) {
    uint8_t* const p = blocks + block_size * k;
    const uint64_t columns_02 = q[k % 4][k / 4], columns_13 = q[k % 4 + 4][k / 4];
    store_column(p, bitslice::even_bytes(columns_02));
    store_column(p + 4, bitslice::even_bytes(columns_13));
    store_column(p + 8, bitslice::even_bytes(columns_02 >> 8));
    store_column(p + 12, bitslice::even_bytes(columns_13 >> 8));
  }
}

void clear_traces() {
  wipe_stack<8192>();
  registers::clear();
}

void expand(RoundKeys& keys, const uint8_t* key) {
  key_expansion(keys, key);
  clear_traces();
}

void encrypt_block(const RoundKeys& keys, const uint8_t* in, uint8_t* out) {
  encrypt_one(keys, in, out);
  clear_traces();
}

void counter_keystream(const RoundKeys& keys, uint8_t* V, uint8_t* out, size_t n) {
  keystream(keys, V, out, n);
  clear_traces();
}

}  // namespace cce::aes::block_portable
