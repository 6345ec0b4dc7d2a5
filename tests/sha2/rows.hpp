// Both word sizes of SHA-2 by one name, and their tables walked row by row.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "aes/random_bytes.hpp"
#include "sha2/kernel.hpp"
#include "sha2/sha2.hpp"
#include "support/catch.hpp"

namespace rows {

template <class Word>
struct Family;

template <>
struct Family<uint32_t> {
  static constexpr size_t block = 64;
  static constexpr auto hashes = {cce::sha2::Hash::sha224, cce::sha2::Hash::sha256};
  static auto table() { return cce::sha2::implementations_32_table(); }
  static auto& active() { return cce::sha2::active_32; }
  static std::string chosen(cce::cpu::Features have) { return cce::sha2::implementation_32(have); }
  static std::array<uint32_t, 8>& words(cce::sha2::Chain& c) { return c.w32; }
};

template <>
struct Family<uint64_t> {
  static constexpr size_t block = 128;
  static constexpr auto hashes = {cce::sha2::Hash::sha384, cce::sha2::Hash::sha512, cce::sha2::Hash::sha512_256};
  static auto table() { return cce::sha2::implementations_64_table(); }
  static auto& active() { return cce::sha2::active_64; }
  static std::string chosen(cce::cpu::Features have) { return cce::sha2::implementation_64(have); }
  static std::array<uint64_t, 8>& words(cce::sha2::Chain& c) { return c.w64; }
};

template <class Word>
using H = std::array<Word, 8>;

// The last row of the table is the reference for the others; known answers are its own test.
template <class Word>
const cce::sha2::Kernel<Word>& portable() {
  return Family<Word>::table().back().operations;
}

template <class Word>
bool runs_here(const cce::sha2::Implementation<Word>& row) {
  return (row.needs & ~cce::cpu::detect()) == 0;
}

// f(kernel) for each row that this processor can run, while that row is the active one. Which those are, the test
// "implementations" prints.
template <class Word, class F>
void each(F f) {
  size_t ran = 0;
  for (const auto& row : Family<Word>::table()) {
    if (!runs_here<Word>(row)) continue;
    INFO("implementation " << row.name);
    cce::sha2::select(row.needs);
    REQUIRE(Family<Word>::active().compress == row.operations.compress);
    f(row.operations);
    ++ran;
  }
  cce::sha2::select(cce::cpu::detect());
  REQUIRE(ran >= 1);
}

// Chaining values of extreme words, and random ones.
template <class Word>
std::vector<H<Word>> chaining_values(RandomBytes& random) {
  constexpr Word ones = static_cast<Word>(~Word{0}), top = static_cast<Word>(ones << (8 * sizeof(Word) - 1));
  std::vector<H<Word>> values(4);
  values[0].fill(0);
  values[1].fill(ones);
  values[2].fill(top);
  for (size_t i = 0; i < 8; ++i) values[3][i] = i % 2 == 0 ? ones : 0;
  for (int i = 0; i < 4; ++i) {
    H<Word> h;
    for (Word& word : h) word = static_cast<Word>(random.word());
    values.push_back(h);
  }
  return values;
}

}  // namespace rows
