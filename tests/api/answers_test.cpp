// The right answers through the C ABI where vector files have none: every length about a block, for messages and keys.
#include <cce/cce.h>

#include <string>
#include <vector>

#include "support/catch.hpp"

namespace {

using Buffer = std::vector<uint8_t>;

std::string hex(const Buffer& bytes) {
  std::string text;
  for (const uint8_t b : bytes) {
    text += "0123456789abcdef"[b >> 4];
    text += "0123456789abcdef"[b & 15];
  }
  return text;
}

Buffer digest(cce_hash h, const Buffer& msg) {
  Buffer out(cce_digest_size(h));
  REQUIRE(cce_digest(h, msg.data(), msg.size(), out.data()) == CCE_OK);
  return out;
}

Buffer joined(const Buffer& a, const Buffer& b) {
  Buffer both = a;
  both.insert(both.end(), b.begin(), b.end());
  return both;
}

// HMAC by its definition, from the digest alone.
Buffer reference_hmac(cce_hash h, Buffer key, const Buffer& msg) {
  const size_t block = h <= CCE_SHA256 ? 64 : 128;
  if (key.size() > block) key = digest(h, key);
  key.resize(block);
  Buffer inner = key, outer = key;
  for (auto& b : inner) b ^= 0x36;
  for (auto& b : outer) b ^= 0x5c;
  return digest(h, joined(outer, digest(h, joined(inner, msg))));
}

Buffer reference_hkdf(cce_hash h, const Buffer& salt, const Buffer& ikm, const Buffer& info, size_t length) {
  const Buffer prk = reference_hmac(h, salt.empty() ? Buffer(cce_digest_size(h)) : salt, ikm);
  Buffer okm, T;
  for (uint8_t i = 1; okm.size() < length; ++i) {
    T = reference_hmac(h, prk, joined(joined(T, info), {i}));
    okm = joined(okm, T);
  }
  okm.resize(length);
  return okm;
}

constexpr cce_hash hashes[] = {CCE_SHA224, CCE_SHA256, CCE_SHA384, CCE_SHA512, CCE_SHA512_256};

// What the stack below has from whoever ran there last: an answer that depends on it would be right on a clean one.
[[gnu::noinline]] void dirty_the_stack() {
  uint8_t below[8192];
  for (uint8_t& byte : below) byte = 0xa5;
  __asm__ volatile("" : : "r"(below) : "memory");
}

}  // namespace

TEST_CASE("the digests of \"abc\", FIPS 180-4's example") {
  const Buffer abc = {'a', 'b', 'c'};
  CHECK(hex(digest(CCE_SHA224, abc)) == "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7");
  CHECK(hex(digest(CCE_SHA256, abc)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex(digest(CCE_SHA384, abc)) ==
        "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7");
  CHECK(hex(digest(CCE_SHA512, abc)) ==
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
  CHECK(hex(digest(CCE_SHA512_256, abc)) == "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23");
}

TEST_CASE("HMAC of every key length about a block, and every message length about two") {
  for (const cce_hash h : hashes) {
    for (size_t n = 0; n <= 260; ++n) {
      const Buffer key(n, static_cast<uint8_t>(n + 1)), msg(n, static_cast<uint8_t>(n + 3));
      const Buffer expected = reference_hmac(h, key, msg);
      Buffer got(expected.size());
      dirty_the_stack();
      REQUIRE(cce_hmac(h, key.data(), key.size(), msg.data(), msg.size(), got.data()) >= 0);
      REQUIRE(got == expected);
    }
  }
}

TEST_CASE("HKDF of every output length to three digests, with and without salt and info") {
  const Buffer ikm(33, 0x4b);
  for (const cce_hash h : hashes) {
    for (const size_t n : {size_t{0}, size_t{1}, size_t{63}, size_t{64}, size_t{65}, size_t{127}, size_t{200}}) {
      const Buffer salt(n, 0x53), info(n, 0x49);
      for (size_t length = 1; length <= 3 * cce_digest_size(h); length += length < 10 ? 1 : 13) {
        Buffer okm(length);
        dirty_the_stack();
        REQUIRE(cce_hkdf(h, salt.data(), n, ikm.data(), ikm.size(), info.data(), n, okm.data(), length) == CCE_OK);
        REQUIRE(okm == reference_hkdf(h, salt, ikm, info, length));
        Buffer prk(cce_digest_size(h)), expanded(length);
        REQUIRE(cce_hkdf_extract(h, salt.data(), n, ikm.data(), ikm.size(), prk.data()) == CCE_OK);
        REQUIRE(cce_hkdf_expand(h, prk.data(), prk.size(), info.data(), n, expanded.data(), length) == CCE_OK);
        REQUIRE(expanded == okm);
      }
    }
  }
}
