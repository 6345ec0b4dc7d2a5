// The rounds of FIPS 180-4 sections 6.2.2 and 6.4.2, step 3, in general registers, for x86-64 kernels whose message schedule is
// in vectors. Part of those kernels: included by them alone. They need BMI2 (rorx).
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "sha2/distances.hpp"

namespace cce::sha2::rounds_x86 {
namespace {

// The working variables a to d of round t are abcd[(0 - t) mod 4] to abcd[(3 - t) mod 4], and e to h likewise in efgh: the new
// a takes the place of d and the new e that of h, so nothing moves from round to round.
template <class Word>
struct State {
  Word abcd[4], efgh[4];
  Word b_xor_c;  // Maj(a, b, c) = ((a ^ b) & (b ^ c)) ^ b, and a ^ b is the next round's b ^ c
};

// Holds the compiler to the order of the source: each pinned value is made before the next one.
template <class Word>
[[gnu::always_inline]] inline void pin(Word& word) {
  __asm__ volatile("" : "+r"(word));
}

// Round t, in 23 operations: four units do them in 5.75 cycles at best, six, as AMD's Zen 5 has them, in about five.
//
// The new e is d + T1. Here T1 comes last: h becomes d + h + W + K + Ch + Sigma1, which is the new e, by a chain of four from
// the old one (three to make Sigma1, one to add it), and T1 is that less d. With T1 first the chain is five long, for one
// operation less: six units then wait for it.
//
// A processor serves older instructions first, so the order counts. This is the quickest of some hundred, taken in place on
// Zen 5; compilers' own takes a twelfth more time on Zen 4.
template <int t, Distances distances, class Word>
[[gnu::always_inline]] inline void round(State<Word>& s, const Word& W_plus_K) {
  constexpr auto &to_0 = distances.Sigma0, &to_1 = distances.Sigma1;
  Word &a = s.abcd[-t & 3], &b = s.abcd[(1 - t) & 3], &d = s.abcd[(3 - t) & 3];
  Word &e = s.efgh[-t & 3], &f = s.efgh[(1 - t) & 3], &g = s.efgh[(2 - t) & 3], &h = s.efgh[(3 - t) & 3];
  Word Sigma1, Sigma0, Ch, a_xor_b, T1, e_1, e_2, a_1, a_2;
  Word& Maj = s.b_xor_c;
  pin(Ch = f ^ g);
  pin(Ch &= e);
  pin(e_1 = std::rotr(e, to_1[1]));
  pin(h += W_plus_K);
  pin(Sigma1 = std::rotr(e, to_1[0]));
  pin(Ch ^= g);
  pin(e_2 = std::rotr(e, to_1[2]));
  pin(h += d);
  pin(Sigma1 ^= e_1);
  pin(a_xor_b = a ^ b);
  pin(Maj &= a_xor_b);
  pin(Sigma1 ^= e_2);
  pin(Maj ^= b);
  pin(h += Ch);
  pin(h += Sigma1);
  pin(a_1 = std::rotr(a, to_0[1]));
  pin(Sigma0 = std::rotr(a, to_0[0]));
  pin(Sigma0 ^= a_1);
  pin(a_2 = std::rotr(a, to_0[2]));
  pin(T1 = h - d);
  pin(Sigma0 ^= a_2);
  pin(d = T1 + Maj);
  pin(d += Sigma0);
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
  State<Word> s = {{word_of(H, 0), word_of(H, 1), word_of(H, 2), word_of(H, 3)},
                   {word_of(H, 4), word_of(H, 5), word_of(H, 6), word_of(H, 7)},
                   0};
  s.b_xor_c = s.abcd[1] ^ s.abcd[2];
  return s;
}

template <class Word>
[[gnu::always_inline]] inline void add_state(Word* H, const State<Word>& s) {
  __asm__ volatile("" : : : "memory");  // H is read anew here: kept since load_state it would be spilled to the stack
  add_to(H, 0, s.abcd[0]), add_to(H, 1, s.abcd[1]), add_to(H, 2, s.abcd[2]), add_to(H, 3, s.abcd[3]);
  add_to(H, 4, s.efgh[0]), add_to(H, 5, s.efgh[1]), add_to(H, 6, s.efgh[2]), add_to(H, 7, s.efgh[3]);
}

}  // namespace
}  // namespace cce::sha2::rounds_x86
