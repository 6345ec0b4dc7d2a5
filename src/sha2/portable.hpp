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
    // The working variables a to h of round t are v[(0 - t) mod 8] to v[(7 - t) mod 8]: the new a takes the place of h and the
    // new e that of d, so nothing moves from round to round. Sixteen rounds are written out, or the places would be computed.
    Word v[8] = {H[0], H[1], H[2], H[3], H[4], H[5], H[6], H[7]};
    for (size_t turn = 0; turn < rounds; turn += 16) {
#pragma GCC unroll 16
      for (size_t t = 0; t < 16; ++t) {
        if (turn != 0) W[t] += sigma(W[(t + 14) % 16], d.sigma1) + W[(t + 9) % 16] + sigma(W[(t + 1) % 16], d.sigma0);
        const Word &a = v[(0 - t) % 8], &b = v[(1 - t) % 8], &c = v[(2 - t) % 8], &e = v[(4 - t) % 8],
                   &f = v[(5 - t) % 8], &g = v[(6 - t) % 8];
        Word &d_ = v[(3 - t) % 8], &h = v[(7 - t) % 8];
        h += Sigma(e, d.Sigma1) + Ch(e, f, g) + K[turn + t] + W[t];  // T1
        d_ += h;
        h += Sigma(a, d.Sigma0) + Maj(a, b, c);
      }
    }
    for (size_t i = 0; i < 8; ++i) H[i] += v[i];
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
