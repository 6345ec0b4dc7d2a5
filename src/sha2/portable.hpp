// The rounds of FIPS 180-4 section 6 in plain C++, over either word size. Additions, rotations and bitwise functions
// alone: nothing here depends on the data.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "base/endian.hpp"
#include "base/registers.hpp"
#include "base/residue.hpp"
#include "base/secret.hpp"
#include "sha2/distances.hpp"

namespace cce::sha2::portable {

template <class Word>
constexpr Word Sigma(Word x, const int (&d)[3]) {
  return std::rotr(x, d[0]) ^ std::rotr(x, d[1]) ^ std::rotr(x, d[2]);
}
template <class Word>
constexpr Word sigma(Word x, const int (&d)[3]) {
  return std::rotr(x, d[0]) ^ std::rotr(x, d[1]) ^ (x >> d[2]);
}
template <class Word>
constexpr Word Ch(Word x, Word y, Word z) {
  return z ^ (x & (y ^ z));
}
template <class Word>
constexpr Word Maj(Word x, Word y, Word z) {
  return (x & y) | (z & (x | y));
}

template <class Word, size_t rounds, Distances d>
[[gnu::noinline]] void compress_blocks(Word* H, const Word* K, const uint8_t* blocks, size_t n) {
  Secret<Word[16]> window;  // W_t for the sixteen latest t
  Word(&W)[16] = *window;
  for (; n != 0; --n, blocks += 16 * sizeof(Word)) {
    for (size_t t = 0; t < 16; ++t) W[t] = load_be<Word>(blocks + t * sizeof(Word));
    Word a = H[0], b = H[1], c = H[2], d_ = H[3], e = H[4], f = H[5], g = H[6], h = H[7];
    for (size_t t = 0; t < rounds; ++t) {
      if (t >= 16) W[t % 16] += sigma(W[(t - 2) % 16], d.sigma1) + W[(t - 7) % 16] + sigma(W[(t - 15) % 16], d.sigma0);
      const Word T1 = h + Sigma(e, d.Sigma1) + Ch(e, f, g) + K[t] + W[t % 16];
      const Word T2 = Sigma(a, d.Sigma0) + Maj(a, b, c);
      h = g, g = f, f = e, e = d_ + T1, d_ = c, c = b, b = a, a = T1 + T2;
    }
    H[0] += a, H[1] += b, H[2] += c, H[3] += d_, H[4] += e, H[5] += f, H[6] += g, H[7] += h;
  }
}

// Working variables do not all fit into registers: what was spilled, and what is left in them, goes.
template <class Word, size_t rounds, Distances d>
void compress(Word* H, const Word* K, const uint8_t* blocks, size_t n) {
  compress_blocks<Word, rounds, d>(H, K, blocks, n);
  wipe_stack<512>();
  registers::clear();
}

}  // namespace cce::sha2::portable
