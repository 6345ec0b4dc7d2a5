#include "drbg/block_cipher_df.hpp"

#include <algorithm>
#include <cstring>

#include "base/endian.hpp"
#include "base/secret.hpp"

namespace cce::ctr_drbg {
namespace {

// Step 8: K = 0x000102 .. 1f.
constexpr auto counting_key = [] {
  std::array<uint8_t, aes::key_size> K{};
  for (size_t i = 0; i < K.size(); ++i) K[i] = static_cast<uint8_t>(i);
  return K;
}();

// Step 9: IV = i || 0^(outlen - 32), with i as 32 bits.
constexpr std::array<aes::Block, seed_size / aes::block_size> IVs = {aes::Block{0, 0, 0, 0}, aes::Block{0, 0, 0, 1},
                                                                     aes::Block{0, 0, 0, 2}};

// a <- a XOR b. In words: byte by byte the block would not be in one piece yet when the cipher wants it.
void add_block(aes::Block& a, const aes::Block& b) {
  std::array<uint64_t, 2> x, y;
  std::memcpy(x.data(), a.data(), a.size());
  std::memcpy(y.data(), b.data(), b.size());
  x[0] ^= y[0];
  x[1] ^= y[1];
  std::memcpy(a.data(), x.data(), a.size());
}

// BCC (section 10.3.3) of IV || S for the three IVs that give seedlen bits, side by side, so that S passes by once.
struct ChainedBlocks {
  aes::RoundKeys K;
  std::array<aes::Block, IVs.size()> chains;
  aes::Block block;
  size_t filled;

  // chaining_value = Block_Encrypt(Key, chaining_value XOR block), of each chain
  void absorb_block() {
    for (aes::Block& chain : chains) {
      add_block(chain, block);
      aes::encrypt_block(K, chain, chain);
    }
    filled = 0;
  }

  void absorb(Bytes data) {
    while (!data.empty()) {
      const size_t n = std::min(data.size(), block.size() - filled);
      std::memcpy(block.data() + filled, data.data(), n);
      filled += n;
      data = data.subspan(n);
      if (filled == block.size()) absorb_block();
    }
  }
};

}  // namespace

void derive(std::span<const Bytes> parts, SeedMaterial& seed_material) {
  uint64_t L = 0;
  for (const Bytes part : parts) L += part.size();

  Secret<ChainedBlocks> bcc;
  aes::expand(bcc->K, counting_key);
  // The first block of each chain, into a chaining value of zeros.
  for (size_t i = 0; i < IVs.size(); ++i) aes::encrypt_block(bcc->K, IVs[i], bcc->chains[i]);
  bcc->filled = 0;
  // Steps 2 to 5: S = L || N || input_string || 0x80, and zeros to the end of the block.
  std::array<uint8_t, 8> L_and_N;
  store_be(L_and_N.data(), static_cast<uint32_t>(L));
  store_be(L_and_N.data() + 4, static_cast<uint32_t>(seed_size));
  bcc->absorb(L_and_N);
  for (const Bytes part : parts) bcc->absorb(part);
  constexpr uint8_t end = 0x80;
  bcc->absorb({&end, 1});
  if (bcc->filled != 0) {
    std::fill(bcc->block.begin() + static_cast<ptrdiff_t>(bcc->filled), bcc->block.end(), uint8_t{0});
    bcc->absorb_block();
  }

  // Steps 10 to 15: K and X from temp; then X = Block_Encrypt(K, X) is the result, a block at a time.
  Secret<std::array<uint8_t, aes::key_size>> K;
  std::memcpy(K->data(), bcc->chains.data(), K->size());
  aes::expand(bcc->K, *K);
  aes::Block& X = bcc->chains[2];
  for (size_t i = 0; i < seed_size; i += aes::block_size) {
    aes::encrypt_block(bcc->K, X, X);
    std::memcpy(seed_material.data() + i, X.data(), X.size());
  }
}

}  // namespace cce::ctr_drbg
