// AES without tables and without instructions for it: bitsliced, so that every step is the same for all data. FIPS 197.
//
// Plane b of a state holds bit b of every byte of eight blocks, four in each of its two words: of the byte in row r and
// column c of block k of these at bit 16r + 4c + k. A row is then 16 bits, and ShiftRows and MixColumns are rotations.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "aes/bitslice_sbox.hpp"
#include "aes/block.hpp"

namespace cce::aes::bitslice {

// Exchanges the bits of b at `mask` with those of a that lie `distance` higher.
template <class Word>
inline void swap_bits(Word& a, Word& b, uint64_t mask, int distance) {
  const Word difference = ((a >> distance) ^ b) & mask;
  b ^= difference;
  a ^= difference << distance;
}

// Transposes the 8 by 8 bits that the i-th bytes of the words make up, for each i: words of bytes to words of bits, and
// back.
template <class Word>
inline void transpose(Word (&q)[8]) {
  for (int i = 0; i < 8; i += 2) swap_bits(q[i], q[i + 1], 0x5555555555555555, 1);
  for (int i : {0, 1, 4, 5}) swap_bits(q[i], q[i + 2], 0x3333333333333333, 2);
  for (int i = 0; i < 4; ++i) swap_bits(q[i], q[i + 4], 0x0f0f0f0f0f0f0f0f, 4);
}

// The bytes of two columns in turn: row r of `even` in byte 2r, of `odd` in byte 2r + 1. A column is its four bytes,
// row 0 lowest. Word k of a state before its transposition holds columns 0 and 2 of block k, word k + 4 columns 1 and
// 3.
constexpr uint64_t interleave(uint32_t even, uint32_t odd) {
  auto spread = [](uint64_t x) {
    x = (x | x << 16) & 0x0000ffff0000ffff;
    return (x | x << 8) & 0x00ff00ff00ff00ff;
  };
  return spread(even) | spread(odd) << 8;
}

// The inverse, for the column in the even bytes.
constexpr uint32_t even_bytes(uint64_t x) {
  x &= 0x00ff00ff00ff00ff;
  x = (x | x >> 8) & 0x0000ffff0000ffff;
  return static_cast<uint32_t>(x | x >> 16);
}

// Vectors of the compiler's: every processor that CCE is built for has registers of this size.
using Plane = uint64_t __attribute__((vector_size(16)));
using Rows = uint16_t __attribute__((vector_size(16)));

template <int bits>
inline Plane rotate_rows(Plane x) {
  const Rows rows = reinterpret_cast<Rows>(x);
  return reinterpret_cast<Plane>(rows >> bits | rows << (16 - bits));
}

// Row r by r columns: rows 1 and 3 by one, then rows 2 and 3 by two.
inline void shift_rows(Plane (&q)[8]) {
  constexpr uint64_t rows_1_3 = 0xffff0000ffff0000, rows_2_3 = 0xffffffff00000000;
  for (Plane& x : q) {
    x ^= (x ^ rotate_rows<4>(x)) & rows_1_3;
    x ^= (x ^ rotate_rows<8>(x)) & rows_2_3;
  }
}

// Each row replaced by the one `distance` below it.
inline Plane rows_below(Plane x, int distance) { return x >> (16 * distance) | x << (64 - 16 * distance); }

// Section 5.1.3: a_r <- 2·(a_r + a_r+1) + a_r+1 + a_r+2 + a_r+3, where doubling moves every bit up one and adds the top
// bit at the places of x^8 mod m = x^4 + x^3 + x + 1.
inline void mix_columns(Plane (&q)[8]) {
  Plane below[8], pair[8];
  for (int b = 0; b < 8; ++b) {
    below[b] = rows_below(q[b], 1);
    pair[b] = q[b] ^ below[b];
  }
  for (int b = 0; b < 8; ++b) {
    Plane twice = pair[(b + 7) % 8];
    if (b == 1 || b == 3 || b == 4) twice ^= pair[7];
    q[b] = twice ^ below[b] ^ rows_below(pair[b], 2);
  }
}

// The round keys in the form of states, the same for each block.
struct SlicedKeys {
  Plane w[rounds + 1][8];
};

inline void add_round_key(Plane (&q)[8], const Plane (&w)[8]) {
  for (int b = 0; b < 8; ++b) q[b] ^= w[b];
}

// Cipher of section 5.1.
inline void encrypt(Plane (&q)[8], const SlicedKeys& keys) {
  add_round_key(q, keys.w[0]);
  for (size_t r = 1; r < rounds; ++r) {
    sub_bytes(q);
    shift_rows(q);
    mix_columns(q);
    add_round_key(q, keys.w[r]);
  }
  sub_bytes(q);
  shift_rows(q);
  add_round_key(q, keys.w[rounds]);
}

}  // namespace cce::aes::bitslice
