// The compositions of a kernel whose compression function is all it has of its own.
#pragma once

#include <cstring>

#include "base/endian.hpp"
#include "base/registers.hpp"
#include "base/residue.hpp"
#include "base/secret.hpp"
#include "sha2/kernel.hpp"

namespace cce::sha2::by_parts {

// The two blocks of compress_pair.
template <class Word>
struct Pair {
  static constexpr size_t size = 16 * sizeof(Word);
  alignas(16) uint8_t block0[size];
  alignas(16) uint8_t block1[size];

  void fill(const uint8_t* block, uint8_t mask0, uint8_t mask1) {
    for (size_t i = 0; i < size; ++i) {
      const uint8_t byte = block[i];
      block0[i] = byte ^ mask0;
      block1[i] = byte ^ mask1;
    }
  }
};

template <class Word, Compress<Word> compress>
void compress_pair(Word* H0, Word* H1, const Word* H, const uint8_t* block, uint8_t mask0, uint8_t mask1) {
  Secret<Pair<Word>> masked;
  masked->fill(block, mask0, mask1);
  std::memcpy(H0, H, 8 * sizeof(Word));
  std::memcpy(H1, H, 8 * sizeof(Word));
  compress(H0, masked->block0, 1);
  compress(H1, masked->block1, 1);
}

// H <- the chaining value after all the blocks.
template <class Word>
using CompressBoth = void(Word* H, const Blocks& blocks);

template <class Word, Compress<Word> compress>
void compress_both(Word* H, const Blocks& blocks) {
  compress(H, blocks.message, blocks.n);
  compress(H, blocks.end, blocks.end_n);
}

template <class Word, CompressBoth<Word> both>
void finish(uint8_t* digest, const Word* H, const Blocks& blocks) {
  Secret<std::array<Word, 8>> chain;
  std::memcpy(chain->data(), H, sizeof *chain);
  both(chain->data(), blocks);
  for (size_t i = 0; i < 8; ++i) {
    store_be(digest + i * sizeof(Word), (*chain)[i]);
    __asm__ volatile(""
                     :
                     :
                     : "memory");  // one by one: eight at a time, the compiler would keep one of them on the stack
  }
  registers::clear_general();  // where the last one still is: a compiler pushes any register to align the stack
}

template <class Word, CompressBoth<Word> both>
void finish_nested(uint8_t* digest, const Word* inner, const Word* outer, const Blocks& blocks) {
  constexpr size_t size = 8 * sizeof(Word);
  Secret<std::array<uint8_t, 2 * size>> block;
  uint8_t* B = block->data();
  finish<Word, both>(B, inner, blocks);
  std::memset(B + size, 0, size);
  B[size] = 0x80;
  store_be<uint64_t>(B + 2 * size - 8, 8 * (2 * size + size));  // of the outer key block and the digest, in bits
  finish<Word, both>(digest, outer, {B, 1, nullptr, 0});
  registers::clear();
}

template <class Word, CompressPair<Word> compress_pair, FinishNested<Word> finish_nested>
void finish_keyed(uint8_t* digest, const Word* H, const uint8_t* block, uint8_t mask0, uint8_t mask1,
                  const Blocks& blocks) {
  Secret<std::array<Word, 16>> chains;
  Word *const inner = chains->data(), *const outer = inner + 8;
  compress_pair(inner, outer, H, block, mask0, mask1);
  finish_nested(digest, inner, outer, blocks);
}

template <class Word, Compress<Word> compress>
void compress_lanes(std::array<Word, 8>* H, const uint8_t* const* blocks, size_t lanes, size_t n) {
  for (size_t i = 0; i < lanes; ++i) compress(H[i].data(), blocks[i], n);
  wipe_stack<2048>();  // message words of kernels that leave it to their callers
  registers::clear();
}

// Of a way to compress two independent blocks, one to compress both runs, and one for lanes.
template <class Word, Compress<Word> compress, CompressPair<Word> compress_pair, CompressBoth<Word> both,
          CompressLanes<Word> compress_lanes>
constexpr Kernel<Word> kernel_of = {compress,
                                    compress_pair,
                                    finish<Word, both>,
                                    finish_nested<Word, both>,
                                    finish_keyed<Word, compress_pair, finish_nested<Word, both>>,
                                    compress_lanes};

template <class Word, Compress<Word> compress>
constexpr Kernel<Word> kernel = kernel_of<Word, compress, compress_pair<Word, compress>, compress_both<Word, compress>,
                                          compress_lanes<Word, compress>>;

}  // namespace cce::sha2::by_parts
