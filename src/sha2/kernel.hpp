// What a platform supplies for SHA-2: the compression function, and the compositions of it in which short messages spend
// their time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/cpu.hpp"

namespace cce::sha2 {

// Whole blocks at two places, one run after the other: a message where it lies, and its end as section 5.1 makes it up.
// Either run may be empty; a block may lie anywhere.
struct Blocks {
  const uint8_t* message;
  size_t n;
  const uint8_t* end;
  size_t end_n;
};

template <class Word>
using Compress = void(Word* H, const uint8_t* blocks, size_t n);
template <class Word>
using CompressPair = void(Word* H0, Word* H1, const Word* H, const uint8_t* block, uint8_t mask0, uint8_t mask1);
template <class Word>
using Finish = void(uint8_t* digest, const Word* H, const Blocks& blocks);
template <class Word>
using FinishNested = void(uint8_t* digest, const Word* inner, const Word* outer, const Blocks& blocks);
template <class Word>
using FinishKeyed = void(uint8_t* digest, const Word* H, const uint8_t* block, uint8_t mask0, uint8_t mask1,
                         const Blocks& blocks);
template <class Word>
using CompressLanes = void(std::array<Word, 8>* H, const uint8_t* const* blocks, size_t lanes, size_t n);

// As many independent messages as any kernel takes in step: a lane each in a vector of 512 bits.
template <class Word>
constexpr size_t max_lanes = 64 / sizeof(Word);

// Digests are all eight words of H, in big-endian, whatever the function keeps of them; they are written last, so the
// blocks may lie where the digest goes.
template <class Word>
struct Kernel {
  // H <- the chaining value after n whole blocks (FIPS 180-4 sections 6.2.2 and 6.4.2).
  Compress<Word>* compress;
  // H0 <- the chaining value after H and the block with every byte xored with mask0, H1 <- likewise with mask1; H is
  // public. A compression is one long chain of dependent rounds, so a processor with SHA instructions does two in the time
  // of one: HMAC's two key blocks cost one.
  CompressPair<Word>* compress_pair;
  // digest <- the chaining value after H and all the blocks. In one call, so that it stays in registers between the runs
  // and on its way out: a walk through memory would keep a processor from beginning the next message meanwhile.
  Finish<Word>* finish;
  // The inner digest as finish makes it from `inner`; digest <- the chaining value after `outer` and the block that it
  // makes, all eight words, with its padding: steps 5 to 9 of HMAC for a function that keeps all of H.
  FinishNested<Word>* finish_nested;
  // finish_nested, of at least one block, from the chaining values that compress_pair makes: a whole HMAC, in one call, so that
  // they stay in registers, and the outer key block is compressed beside whatever leaves room for it.
  FinishKeyed<Word>* finish_keyed;
  // H[i] <- the chaining value after H[i] and the n whole blocks at blocks[i], for every i < lanes, 1 <= lanes <= max_lanes.
  // The messages have nothing to do with each other, so a processor that has room for several chains of rounds works on
  // them side by side; what a block costs is least with all lanes in use.
  CompressLanes<Word>* compress_lanes;
};

template <class Word>
using Implementation = cpu::Implementation<Kernel<Word>>;

// Every implementation of this build, best first, portable last.
std::span<const Implementation<uint32_t>> implementations_32_table();
std::span<const Implementation<uint64_t>> implementations_64_table();

// Round constants, FIPS 180-4 sections 4.2.2 and 4.2.3.
extern const std::array<uint32_t, 64> K256;
extern const std::array<uint64_t, 80> K512;
// Initial hash values H(0), section 5.3.
extern const std::array<uint32_t, 8> sha224_H0, sha256_H0;
extern const std::array<uint64_t, 8> sha384_H0, sha512_H0, sha512_256_H0;

// The kernels, by instruction set. Those of another architecture are declared and never linked.
namespace sha256_portable {
Compress<uint32_t> compress;
}  // namespace sha256_portable
namespace sha256_shani {
Compress<uint32_t> compress;
CompressPair<uint32_t> compress_pair;
Finish<uint32_t> finish;
FinishNested<uint32_t> finish_nested;
FinishKeyed<uint32_t> finish_keyed;
CompressLanes<uint32_t> compress_lanes;
}  // namespace sha256_shani
namespace sha256_avx512 {
CompressLanes<uint32_t> compress_lanes;
}  // namespace sha256_avx512
namespace sha256_avx2 {
Compress<uint32_t> compress;
CompressPair<uint32_t> compress_pair;
void compress_both(uint32_t* H, const Blocks& blocks);
}  // namespace sha256_avx2
namespace sha256_armv8 {
Compress<uint32_t> compress;
CompressPair<uint32_t> compress_pair;
Finish<uint32_t> finish;
FinishNested<uint32_t> finish_nested;
CompressLanes<uint32_t> compress_lanes;
}  // namespace sha256_armv8
namespace sha512_avx512 {
Compress<uint64_t> compress;
CompressPair<uint64_t> compress_pair;
CompressLanes<uint64_t> compress_lanes;
}  // namespace sha512_avx512
namespace sha512_avx2 {
Compress<uint64_t> compress;
CompressPair<uint64_t> compress_pair;
}  // namespace sha512_avx2
namespace sha512_armv8 {
Compress<uint64_t> compress;
}  // namespace sha512_armv8
namespace sha512_portable {
Compress<uint64_t> compress;
}  // namespace sha512_portable

// The chosen ones (select).
extern Kernel<uint32_t> active_32;
extern Kernel<uint64_t> active_64;

}  // namespace cce::sha2
