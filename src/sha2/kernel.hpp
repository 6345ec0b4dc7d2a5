// What a platform supplies for SHA-2: the compression function, and two independent blocks at once.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/cpu.hpp"
#include "base/endian.hpp"
#include "base/secret.hpp"

namespace cce::sha2 {

template <class Word>
using Compress = void(Word* H, const uint8_t* blocks, size_t n);
template <class Word>
using CompressPair = void(Word* H0, const uint8_t* block0, Word* H1, const uint8_t* block1);

template <class Word>
using CompressWords = void(Word* H, const Word* W);

template <class Word>
struct Kernel {
  // H <- the chaining value after n whole blocks (FIPS 180-4 sections 6.2.2 and 6.4.2). blocks may be unaligned.
  Compress<Word>* compress;
  // One block each of two independent chains. A compression is one long chain of dependent rounds, so a processor with
  // SHA instructions does two in the time of one: HMAC's two key blocks cost one.
  CompressPair<Word>* compress_pair;
  // One block that is there as words W_0 .. W_15 in the processor's byte order, such as a digest to be hashed again.
  CompressWords<Word>* compress_words;
};

// compress_words for a kernel that has no such entry of its own.
template <class Word, Compress<Word> compress>
void compress_words_as_bytes(Word* H, const Word* W) {
  Secret<std::array<uint8_t, 16 * sizeof(Word)>> block;
  for (size_t i = 0; i < 16; ++i) store_be(block->data() + i * sizeof(Word), W[i]);
  compress(H, block->data(), 1);
}

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
CompressPair<uint32_t> compress_pair;
}  // namespace sha256_portable
namespace sha256_shani {
Compress<uint32_t> compress;
CompressPair<uint32_t> compress_pair;
CompressWords<uint32_t> compress_words;
}  // namespace sha256_shani
namespace sha256_armv8 {
Compress<uint32_t> compress;
CompressPair<uint32_t> compress_pair;
CompressWords<uint32_t> compress_words;
}  // namespace sha256_armv8
namespace sha512_avx512 {
Compress<uint64_t> compress;
CompressPair<uint64_t> compress_pair;
}  // namespace sha512_avx512
namespace sha512_avx2 {
Compress<uint64_t> compress;
CompressPair<uint64_t> compress_pair;
}  // namespace sha512_avx2
namespace sha512_armv8 {
Compress<uint64_t> compress;
CompressPair<uint64_t> compress_pair;
CompressWords<uint64_t> compress_words;
}  // namespace sha512_armv8
namespace sha512_portable {
Compress<uint64_t> compress;
CompressPair<uint64_t> compress_pair;
}  // namespace sha512_portable

// The chosen ones (select).
extern Kernel<uint32_t> active_32;
extern Kernel<uint64_t> active_64;

}  // namespace cce::sha2
