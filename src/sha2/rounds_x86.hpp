// The rounds of FIPS 180-4 sections 6.2.2 and 6.4.2, step 3, in general registers, for x86-64 kernels whose message schedule is
// in vectors. Part of those kernels: included by them alone. They need BMI2 (rorx).
#pragma once

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
  // Within a run of rounds: what the new a still lacks. Sigma0 is short of a rotation, and of `rotated`.
  Word Maj, Sigma0, rotated;
};

// The operations of a round, each one instruction where the source has it. A compiler left to itself puts them into another
// order, and makes an lea of d += h, the one sum that the next round waits for, though processors do fewer of those at a time.
template <class Word>
[[gnu::always_inline]] inline void copy(Word& x, const Word& y) {
  __asm__ volatile("mov %1, %0" : "=r"(x) : "r"(y));
}
template <int n, class Word>
[[gnu::always_inline]] inline void rotate(Word& x, const Word& y) {
  __asm__ volatile("rorx %2, %1, %0" : "=r"(x) : "r"(y), "i"(n));
}
template <class Word>
[[gnu::always_inline]] inline void add(Word& x, const Word& y) {
  __asm__ volatile("add %1, %0" : "+r"(x) : "r"(y));
}
template <class Word>
[[gnu::always_inline]] inline void add_word(Word& x, const Word& y) {
  __asm__ volatile("add %1, %0" : "+r"(x) : "m"(y));
}
template <class Word>
[[gnu::always_inline]] inline void exclusive_or(Word& x, const Word& y) {
  __asm__ volatile("xor %1, %0" : "+r"(x) : "r"(y));
}
template <class Word>
[[gnu::always_inline]] inline void conjoin(Word& x, const Word& y) {
  __asm__ volatile("and %1, %0" : "+r"(x) : "r"(y));
}

// Of the round whose a is given.
template <int n, class Word>
[[gnu::always_inline]] inline void complete_Sigma0(State<Word>& s, const Word& a) {
  exclusive_or(s.Sigma0, s.rotated);
  rotate<n>(s.rotated, a);
  exclusive_or(s.Sigma0, s.rotated);
}

// What else is done in the three gaps of a round: nothing.
struct Nothing {
  template <int t, int gap>
  [[gnu::always_inline]] void fill() {}
};

// Round t of a run of sixteen, in 22 operations: four units, as AMD's Zen 4 has them, do them in 5.5 cycles at best. Six, as in
// Zen 5, wait for the chain from e to the next e, which is five long; that from a to the next a has three rounds to spare until
// its result is a d. So a is completed only after the next round has begun on e: else operations that nothing waits for
// would be in the way of those.
//
// Such processors hand operations to their units in the order of the source, before they know which will have to wait, so the
// order counts, down to where a copy stands: beside its exclusive or, Zen 5 may make one operation of the two. This order is
// the quickest there of some thousands, by measurement, of those that a model of four units, served in turn, finds no slower
// than the order that was the quickest of ten thousand on Zen 4. Another one easily takes a twentieth more time on the one and
// a fifth on the other. What fills the gaps runs in other units; elsewhere in the round, it would disturb that order.
template <int t, Distances distances, class Word, class Meanwhile = Nothing>
[[gnu::target("avx2"), gnu::always_inline]] inline void round(State<Word>& s, const Word& W_plus_K,
                                                              Meanwhile&& meanwhile = {}) {
  static_assert(0 <= t && t < 16);
  constexpr bool follows = t > 0, ends = t == 15;
  constexpr auto &to_0 = distances.Sigma0, &to_1 = distances.Sigma1;
  Word &a = s.words[-t & 7], &b = s.words[(1 - t) & 7], &d = s.words[(3 - t) & 7];
  Word &e = s.words[(4 - t) & 7], &f = s.words[(5 - t) & 7], &g = s.words[(6 - t) & 7], &h = s.words[(7 - t) & 7];
  Word Sigma1, Ch, a_xor_b, rotated;
  copy(Ch, f);
  if constexpr (follows) complete_Sigma0<to_0[2]>(s, b);
  rotate<to_1[1]>(rotated, e);
  rotate<to_1[0]>(Sigma1, e);
  exclusive_or(Sigma1, rotated);
  exclusive_or(Ch, g);
  conjoin(Ch, e);
  if constexpr (follows) add(a, s.Maj);
  exclusive_or(Ch, g);
  if constexpr (follows) add(a, s.Sigma0);
  meanwhile.template fill<t, 0>();
  rotate<to_1[2]>(rotated, e);
  exclusive_or(Sigma1, rotated);
  meanwhile.template fill<t, 1>();
  add_word(h, W_plus_K);
  copy(a_xor_b, a);
  add(h, Ch);
  meanwhile.template fill<t, 2>();
  exclusive_or(a_xor_b, b);
  add(h, Sigma1);  // T1
  add(d, h);
  rotate<to_0[0]>(s.Sigma0, a);
  rotate<to_0[1]>(s.rotated, a);
  s.Maj = s.b_xor_c;
  conjoin(s.Maj, a_xor_b);
  exclusive_or(s.Maj, b);
  s.b_xor_c = a_xor_b;
  if constexpr (ends) {
    complete_Sigma0<to_0[2]>(s, a);
    add(h, s.Maj);
    add(h, s.Sigma0);
  }
}

// By words, which the compiler is kept from joining to vectors: these would wait for the words that were just stored.
template <class Word>
[[gnu::always_inline]] inline Word word_of(const Word* H, size_t i) {
  Word word = H[i];
  __asm__ volatile("" : "+r"(word));
  return word;
}
template <class Word>
[[gnu::always_inline]] inline void add_to(Word* H, size_t i, Word& word) {
  word += H[i];
  __asm__ volatile("" : "+r"(word));
  H[i] = word;
}

template <class Word>
[[gnu::always_inline]] inline State<Word> load_state(const Word* H) {
  State<Word> s = {{word_of(H, 0), word_of(H, 1), word_of(H, 2), word_of(H, 3), word_of(H, 4), word_of(H, 5),
                    word_of(H, 6), word_of(H, 7)},
                   0,
                   0,
                   0,
                   0};
  s.b_xor_c = s.words[1] ^ s.words[2];
  return s;
}

// H <- H + s, and s as load_state would have it of that: a load of what was just stored is a few cycles late.
template <class Word>
[[gnu::always_inline]] inline void add_state(Word* H, State<Word>& s) {
  __asm__ volatile("" : : : "memory");  // H is read anew here: kept since load_state it would be spilled to the stack
  add_to(H, 0, s.words[0]), add_to(H, 1, s.words[1]), add_to(H, 2, s.words[2]), add_to(H, 3, s.words[3]);
  add_to(H, 4, s.words[4]), add_to(H, 5, s.words[5]), add_to(H, 6, s.words[6]), add_to(H, 7, s.words[7]);
  s.b_xor_c = s.words[1] ^ s.words[2];
}

}  // namespace
}  // namespace cce::sha2::rounds_x86
