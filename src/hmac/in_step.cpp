// FIPS 198-1, section 4, table 1; see hmac.cpp. The lanes go through the same steps, so every compression is one of all lanes.
#include "hmac/in_step.hpp"

#include <algorithm>
#include <cstring>

#include "sha2/engine.hpp"

namespace cce::hmac {
namespace {

using Family = sha2::Family<uint32_t>;

constexpr uint8_t ipad = 0x36, opad = 0x5c, none = 0;
static_assert(InStep::max <= sha2::max_lanes<uint32_t>);

// FIPS 180-4 section 5.1.1: a one bit, zeros, and the length in bits, to which the block of the key belongs.
constexpr uint64_t one_bit = uint64_t{1} << 63;
constexpr uint64_t length(size_t text_size) { return 8 * (Family::block + text_size); }

}  // namespace

void end_text(uint8_t* text, size_t size) {
  const size_t end = text_blocks(size) * Family::block;
  std::memset(text + size, 0, end - size);
  text[size] = 0x80;
  store_be(text + end - 8, length(size));
}

void InStep::init(size_t n, const Key& key) {
  count = n;
  std::fill_n(inner, count, key.inner.w32);
  std::fill_n(outer, count, key.outer.w32);
}

void InStep::compress(Chain* H, const uint8_t* first, size_t distance, size_t n) const {
  const uint8_t* texts[max];
  for (size_t l = 0; l < count; ++l) texts[l] = first + l * distance;
  Family::kernel().compress_lanes(H, texts, count, n);
}

// What is in H_ to the blocks: as the only text of its block; or with a pad, as a key, which is filled up with zeros. In pieces as
// wide as kernels read them: narrower ones they would have to wait for.
void InStep::store(uint8_t pad) {
  const uint64_t mask = 0x0101010101010101 * pad;
  const uint64_t first = pad == none ? one_bit : mask, last = pad == none ? length(mac_size) : mask;
  for (size_t l = 0; l < count; ++l) {
    const uint32_t* const H = H_[l].data();
    uint8_t* const block = blocks[l].data();
    for (size_t i = 0; i < 8; i += 4)
      sha2::store_be_pair(block + 4 * i, (uint64_t{H[i]} << 32 | H[i + 1]) ^ mask,
                          (uint64_t{H[i + 2]} << 32 | H[i + 3]) ^ mask);
    sha2::store_be_pair(block + 32, first, mask);
    sha2::store_be_pair(block + 48, mask, last);
  }
}

// Steps 1 to 4 and 7.
void InStep::take_keys() {
  for (const uint8_t pad : {ipad, opad}) {
    Chain* const H = pad == ipad ? inner : outer;
    std::fill_n(H, count, Family::initial(Hash::sha256));
    store(pad);
    compress(H, blocks[0].data(), Family::block, 1);
  }
  store(none);  // for the ends
}

// The blocks <- the digests from H on.
void InStep::digest(const Chain* H, const uint8_t* first, size_t distance, size_t n) {
  std::copy_n(H, count, H_);
  compress(H_, first, distance, n);
  store(none);
}

// Steps 5, 6, 8 and 9.
void InStep::mac(const uint8_t* first, size_t distance, size_t n) {
  digest(inner, first, distance, n);
  digest(outer, blocks[0].data(), Family::block, 1);
}

}  // namespace cce::hmac
