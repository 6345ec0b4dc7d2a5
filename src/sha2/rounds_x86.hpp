// The rounds of FIPS 180-4 sections 6.2.2 and 6.4.2, step 3, in general registers, for x86-64 kernels whose message schedule is
// in vectors. Part of those kernels: included by them alone. They need BMI2 (rorx).
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "sha2/distances.hpp"

namespace cce::sha2::rounds_x86 {
namespace {

// The working variables a to h of round t are words[(0 - t) mod 8] to words[(7 - t) mod 8]: the new a takes the place of h and
// the new e that of d, so nothing moves from round to round.
template <class Word>
struct State {
  Word words[8];
  Word b_xor_c;  // Maj(a, b, c) = ((a ^ b) & (b ^ c)) ^ b, and a ^ b is the next round's b ^ c
};

// Holds the compiler to the order of the source: each pinned value is made before the next one.
template <class Word>
[[gnu::always_inline]] inline void pin(Word& word) {
  __asm__ volatile("" : "+r"(word));
}

// What else is done in the three gaps of a round: nothing.
struct Nothing {
  template <int t, int gap>
  [[gnu::always_inline]] void fill() {}
};

// Round t, in 22 operations: four units, as AMD's Zen 4 has them, do them in 5.5 cycles at best. Six wait for the chains
// from a to the next a and from e to the next e, which are five long.
//
// Such a processor hands operations to its units in the order of the source, so the order counts. This is the quickest of
// some ten thousand, taken by measurement on Zen 4; another one easily takes a fifth more time. What fills the gaps runs in
// other units; elsewhere in the round, it would disturb that order.
template <int t, Distances distances, class Word, class Meanwhile = Nothing>
[[gnu::target("avx2"), gnu::always_inline]] inline void round(State<Word>& s, const Word& W_plus_K,
                                                              Meanwhile&& meanwhile = {}) {
  constexpr auto &to_0 = distances.Sigma0, &to_1 = distances.Sigma1;
  Word &a = s.words[-t & 7], &b = s.words[(1 - t) & 7], &d = s.words[(3 - t) & 7];
  Word &e = s.words[(4 - t) & 7], &f = s.words[(5 - t) & 7], &g = s.words[(6 - t) & 7], &h = s.words[(7 - t) & 7];
  Word Sigma1, Sigma0, Ch, a_xor_b, rotated;
  Word& Maj = s.b_xor_c;
  pin(rotated = std::rotr(e, to_1[1]));
  pin(Sigma1 = std::rotr(e, to_1[0]));
  meanwhile.template fill<t, 0>();
  pin(Ch = f ^ g);
  pin(Ch &= e);
  pin(Ch ^= g);
  pin(Sigma1 ^= rotated);
  pin(rotated = std::rotr(e, to_1[2]));
  pin(Sigma1 ^= rotated);
  meanwhile.template fill<t, 1>();
  pin(h += W_plus_K);
  pin(h += Ch);
  pin(a_xor_b = a ^ b);
  pin(Maj &= a_xor_b);
  pin(Maj ^= b);
  pin(Sigma0 = std::rotr(a, to_0[0]));
  meanwhile.template fill<t, 2>();
  pin(rotated = std::rotr(a, to_0[1]));
  pin(Sigma0 ^= rotated);
  pin(h += Sigma1);  // T1
  pin(d += h);
  pin(rotated = std::rotr(a, to_0[2]));
  pin(Sigma0 ^= rotated);
  pin(h += Maj);
  pin(h += Sigma0);
  s.b_xor_c = a_xor_b;
}

// By words, which the compiler is kept from joining to vectors: these would wait for the words that were just stored.
template <class Word>
[[gnu::always_inline]] inline Word word_of(const Word* H, size_t i) {
  Word word = H[i];
  pin(word);
  return word;
}
template <class Word>
[[gnu::always_inline]] inline void add_to(Word* H, size_t i, Word word) {
  word += H[i];
  pin(word);
  H[i] = word;
}

template <class Word>
[[gnu::always_inline]] inline State<Word> load_state(const Word* H) {
  State<Word> s = {{word_of(H, 0), word_of(H, 1), word_of(H, 2), word_of(H, 3), word_of(H, 4), word_of(H, 5),
                    word_of(H, 6), word_of(H, 7)},
                   0};
  s.b_xor_c = s.words[1] ^ s.words[2];
  return s;
}

template <class Word>
[[gnu::always_inline]] inline void add_state(Word* H, const State<Word>& s) {
  __asm__ volatile("" : : : "memory");  // H is read anew here: kept since load_state it would be spilled to the stack
  add_to(H, 0, s.words[0]), add_to(H, 1, s.words[1]), add_to(H, 2, s.words[2]), add_to(H, 3, s.words[3]);
  add_to(H, 4, s.words[4]), add_to(H, 5, s.words[5]), add_to(H, 6, s.words[6]), add_to(H, 7, s.words[7]);
}

}  // namespace
}  // namespace cce::sha2::rounds_x86
