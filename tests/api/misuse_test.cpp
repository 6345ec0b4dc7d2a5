// Every service with every kind of bad argument: the result, and that nothing was written.
#include <cce/cce.h>

#include <array>
#include <climits>
#include <cstring>
#include <vector>

#include "support/catch.hpp"

namespace {

constexpr cce_hash hashes[] = {CCE_SHA224, CCE_SHA256, CCE_SHA384, CCE_SHA512, CCE_SHA512_256};
// What a caller may have put into the enum: never an id, also when only some bits are looked at.
const int unknown_hashes[] = {0, 6, -1, 256, 257, 258, 0x10002, INT_MAX, INT_MIN};
// Lengths that no object has: nothing may be read of them, so they come with a pointer to a single byte.
const size_t absurd[] = {SIZE_MAX, SIZE_MAX - 1, SIZE_MAX / 2, SIZE_MAX / 2 + 1, size_t{1} << 62, size_t{1} << 57};

// An output that knows whether it was touched.
struct Output {
  std::array<uint8_t, 128> bytes;
  Output() { bytes.fill(0xa5); }
  bool untouched() const {
    for (const uint8_t b : bytes)
      if (b != 0xa5) return false;
    return true;
  }
  operator void*() { return bytes.data(); }
};

// The same bits; a cast of a value out of range would be undefined.
cce_hash as_hash(int value) {
  cce_hash hash;
  static_assert(sizeof hash == sizeof value);
  std::memcpy(&hash, &value, sizeof hash);
  return hash;
}

const uint8_t byte = 7;
const uint8_t key[32] = {1, 2, 3};

}  // namespace

TEST_CASE("unknown hash ids are refused by every service") {
  for (const int value : unknown_hashes) {
    const cce_hash h = as_hash(value);
    INFO(value);
    Output out;
    cce_digest_ctx digest_ctx;
    cce_hmac_ctx hmac_ctx;
    CHECK(cce_digest_size(h) == 0);
    CHECK(cce_digest(h, &byte, 1, out) == CCE_ERR_ARGUMENT);
    CHECK(cce_digest_init(&digest_ctx, h) == CCE_ERR_ARGUMENT);
    CHECK(cce_hmac(h, key, 32, &byte, 1, out) == CCE_ERR_ARGUMENT);
    CHECK(cce_hmac_init(&hmac_ctx, h, key, 32) == CCE_ERR_ARGUMENT);
    CHECK(cce_hmac_verify(h, key, 32, &byte, 1, key, 32) == CCE_ERR_ARGUMENT);
    CHECK(cce_hkdf(h, key, 32, key, 32, key, 32, out, 32) == CCE_ERR_ARGUMENT);
    CHECK(cce_hkdf_extract(h, key, 32, key, 32, out) == CCE_ERR_ARGUMENT);
    CHECK(cce_hkdf_expand(h, key, 32, key, 32, out, 32) == CCE_ERR_ARGUMENT);
    CHECK(out.untouched());
  }
}

TEST_CASE("null with a length, and null outputs") {
  Output out;
  cce_digest_ctx d;
  cce_hmac_ctx m;
  REQUIRE(cce_digest_init(&d, CCE_SHA256) == CCE_OK);
  REQUIRE(cce_hmac_init(&m, CCE_SHA256, key, 32) == CCE_OK);
  CHECK(cce_digest(CCE_SHA256, nullptr, 1, out) == CCE_ERR_ARGUMENT);
  CHECK(cce_digest(CCE_SHA256, &byte, 1, nullptr) == CCE_ERR_ARGUMENT);
  CHECK(cce_digest_init(nullptr, CCE_SHA256) == CCE_ERR_ARGUMENT);
  CHECK(cce_digest_update(nullptr, &byte, 1) == CCE_ERR_ARGUMENT);
  CHECK(cce_digest_update(&d, nullptr, 1) == CCE_ERR_ARGUMENT);
  CHECK(cce_digest_final(nullptr, out) == CCE_ERR_ARGUMENT);
  CHECK(cce_digest_final(&d, nullptr) == CCE_ERR_ARGUMENT);
  CHECK(cce_hmac(CCE_SHA256, nullptr, 32, &byte, 1, out) == CCE_ERR_ARGUMENT);
  CHECK(cce_hmac(CCE_SHA256, key, 32, nullptr, 1, out) == CCE_ERR_ARGUMENT);
  CHECK(cce_hmac(CCE_SHA256, key, 32, &byte, 1, nullptr) == CCE_ERR_ARGUMENT);
  CHECK(cce_hmac_init(nullptr, CCE_SHA256, key, 32) == CCE_ERR_ARGUMENT);
  CHECK(cce_hmac_init(&m, CCE_SHA256, nullptr, 32) == CCE_ERR_ARGUMENT);
  CHECK(cce_hmac_update(nullptr, &byte, 1) == CCE_ERR_ARGUMENT);
  CHECK(cce_hmac_update(&m, nullptr, 1) == CCE_ERR_ARGUMENT);
  CHECK(cce_hmac_final(nullptr, out) == CCE_ERR_ARGUMENT);
  CHECK(cce_hmac_final(&m, nullptr) == CCE_ERR_ARGUMENT);
  CHECK(cce_hmac_verify(CCE_SHA256, nullptr, 32, &byte, 1, key, 32) == CCE_ERR_ARGUMENT);
  CHECK(cce_hmac_verify(CCE_SHA256, key, 32, nullptr, 1, key, 32) == CCE_ERR_ARGUMENT);
  CHECK(cce_hmac_verify(CCE_SHA256, key, 32, &byte, 1, nullptr, 32) == CCE_ERR_ARGUMENT);
  CHECK(cce_hkdf(CCE_SHA256, nullptr, 1, key, 32, key, 1, out, 32) == CCE_ERR_ARGUMENT);
  CHECK(cce_hkdf(CCE_SHA256, key, 1, nullptr, 32, key, 1, out, 32) == CCE_ERR_ARGUMENT);
  CHECK(cce_hkdf(CCE_SHA256, key, 1, key, 32, nullptr, 1, out, 32) == CCE_ERR_ARGUMENT);
  CHECK(cce_hkdf(CCE_SHA256, key, 1, key, 32, key, 1, nullptr, 32) == CCE_ERR_ARGUMENT);
  CHECK(cce_hkdf_extract(CCE_SHA256, nullptr, 1, key, 32, out) == CCE_ERR_ARGUMENT);
  CHECK(cce_hkdf_extract(CCE_SHA256, key, 1, nullptr, 32, out) == CCE_ERR_ARGUMENT);
  CHECK(cce_hkdf_extract(CCE_SHA256, key, 1, key, 32, nullptr) == CCE_ERR_ARGUMENT);
  CHECK(cce_hkdf_expand(CCE_SHA256, nullptr, 32, key, 1, out, 32) == CCE_ERR_ARGUMENT);
  CHECK(cce_hkdf_expand(CCE_SHA256, key, 32, nullptr, 1, out, 32) == CCE_ERR_ARGUMENT);
  CHECK(cce_hkdf_expand(CCE_SHA256, key, 32, key, 1, nullptr, 32) == CCE_ERR_ARGUMENT);
  CHECK(out.untouched());
  // A refused call left the contexts as they were.
  CHECK(cce_digest_final(&d, out) == CCE_OK);
  CHECK(cce_hmac_final(&m, out) == CCE_OK);
}

TEST_CASE("null with length zero is an empty input") {
  uint8_t a[64], b[64];
  for (const cce_hash h : hashes) {
    const size_t size = cce_digest_size(h);
    CHECK(cce_digest(h, nullptr, 0, a) == CCE_OK);
    CHECK(cce_digest(h, &byte, 0, b) == CCE_OK);
    CHECK(std::memcmp(a, b, size) == 0);
    CHECK(cce_hmac(h, nullptr, 0, nullptr, 0, a) == CCE_OK_UNAPPROVED);
    CHECK(cce_hmac(h, key, 0, key, 0, b) == CCE_OK_UNAPPROVED);
    CHECK(std::memcmp(a, b, size) == 0);
    CHECK(cce_hkdf(h, nullptr, 0, key, 32, nullptr, 0, a, 64) == CCE_OK);
    CHECK(cce_hkdf(h, &byte, 0, key, 32, &byte, 0, b, 64) == CCE_OK);
    CHECK(std::memcmp(a, b, 64) == 0);
  }
}

TEST_CASE("lengths that no object has") {
  Output out;
  cce_digest_ctx d;
  cce_hmac_ctx m;
  REQUIRE(cce_digest_init(&d, CCE_SHA256) == CCE_OK);
  REQUIRE(cce_hmac_init(&m, CCE_SHA512, key, 32) == CCE_OK);
  for (const size_t n : absurd) {
    INFO(n);
    CHECK(cce_digest(CCE_SHA256, &byte, n, out) == CCE_ERR_ARGUMENT);
    CHECK(cce_digest_update(&d, &byte, n) == CCE_ERR_ARGUMENT);
    CHECK(cce_hmac(CCE_SHA256, &byte, n, &byte, 1, out) == CCE_ERR_ARGUMENT);
    CHECK(cce_hmac(CCE_SHA256, &byte, 1, &byte, n, out) == CCE_ERR_ARGUMENT);
    CHECK(cce_hmac_init(&m, CCE_SHA256, &byte, n) == CCE_ERR_ARGUMENT);
    CHECK(cce_hmac_update(&m, &byte, n) == CCE_ERR_ARGUMENT);
    CHECK(cce_hmac_verify(CCE_SHA256, key, 32, &byte, n, key, 32) == CCE_ERR_ARGUMENT);
    CHECK(cce_hmac_verify(CCE_SHA256, key, 32, &byte, 1, key, n) == CCE_ERR_ARGUMENT);
    CHECK(cce_hkdf(CCE_SHA256, &byte, n, key, 32, &byte, 1, out, 32) == CCE_ERR_ARGUMENT);
    CHECK(cce_hkdf(CCE_SHA256, &byte, 1, key, n, &byte, 1, out, 32) == CCE_ERR_ARGUMENT);
    CHECK(cce_hkdf(CCE_SHA256, &byte, 1, key, 32, &byte, n, out, 32) == CCE_ERR_ARGUMENT);
    CHECK(cce_hkdf(CCE_SHA256, &byte, 1, key, 32, &byte, 1, out, n) == CCE_ERR_ARGUMENT);
    CHECK(cce_hkdf_extract(CCE_SHA256, &byte, n, key, 32, out) == CCE_ERR_ARGUMENT);
    CHECK(cce_hkdf_expand(CCE_SHA256, key, 32, &byte, n, out, 32) == CCE_ERR_ARGUMENT);
    CHECK(cce_hkdf_expand(CCE_SHA256, key, 32, &byte, 1, out, n) == CCE_ERR_ARGUMENT);
  }
  CHECK(out.untouched());
  CHECK(cce_digest_final(&d, out) == CCE_OK);
  CHECK(cce_hmac_final(&m, out) == CCE_OK);
}

TEST_CASE("output lengths of HKDF: zero, the most, and one more") {
  for (const cce_hash h : hashes) {
    const size_t most = 255 * cce_digest_size(h);
    std::vector<uint8_t> okm(most + 1, 0xa5);
    CHECK(cce_hkdf(h, nullptr, 0, key, 32, nullptr, 0, okm.data(), 0) == CCE_ERR_ARGUMENT);
    CHECK(cce_hkdf_expand(h, key, 32, nullptr, 0, okm.data(), 0) == CCE_ERR_ARGUMENT);
    CHECK(cce_hkdf(h, nullptr, 0, key, 32, nullptr, 0, okm.data(), most + 1) == CCE_ERR_LIMIT);
    CHECK(cce_hkdf_expand(h, key, 32, nullptr, 0, okm.data(), most + 1) == CCE_ERR_LIMIT);
    CHECK(okm == std::vector<uint8_t>(most + 1, 0xa5));
    CHECK(cce_hkdf(h, nullptr, 0, key, 32, nullptr, 0, okm.data(), most) == CCE_OK);
    CHECK(okm.back() == 0xa5);
  }
}

TEST_CASE("lengths of a MAC to verify, and every changed byte") {
  for (const cce_hash h : hashes) {
    const size_t size = cce_digest_size(h);
    uint8_t mac[65] = {};
    REQUIRE(cce_hmac(h, key, 32, &byte, 1, mac) == CCE_OK);
    for (size_t n = 0; n <= 65; ++n) {
      INFO(n);
      const bool allowed = n >= 4 && n <= size;
      CHECK(cce_hmac_verify(h, key, 32, &byte, 1, mac, n) == (allowed ? CCE_OK : CCE_ERR_ARGUMENT));
    }
    for (size_t i = 0; i < size; ++i) {
      mac[i] = static_cast<uint8_t>(mac[i] ^ 1u << (i % 8));
      CHECK(cce_hmac_verify(h, key, 32, &byte, 1, mac, size) == CCE_ERR_AUTH);
      mac[i] = static_cast<uint8_t>(mac[i] ^ 1u << (i % 8));
    }
  }
}

TEST_CASE("the indicator turns at a key of 112 bits") {
  uint8_t mac[64], okm[32];
  for (const size_t n : {size_t{0}, size_t{1}, size_t{13}, size_t{14}, size_t{15}, size_t{32}}) {
    INFO(n);
    const cce_result expected = n >= 14 ? CCE_OK : CCE_OK_UNAPPROVED;
    cce_hmac_ctx ctx;
    CHECK(cce_hmac(CCE_SHA256, key, n, &byte, 1, mac) == expected);
    CHECK(cce_hmac_verify(CCE_SHA256, key, n, &byte, 1, mac, 32) == expected);
    CHECK(cce_hmac_init(&ctx, CCE_SHA256, key, n) == expected);
    CHECK(cce_hmac_update(&ctx, &byte, 1) == expected);
    CHECK(cce_hmac_final(&ctx, mac) == expected);
    CHECK(cce_hkdf(CCE_SHA256, nullptr, 0, key, n, nullptr, 0, okm, 32) == expected);
    CHECK(cce_hkdf_extract(CCE_SHA256, nullptr, 0, key, n, okm) == expected);
    CHECK(cce_hkdf_expand(CCE_SHA256, key, n, nullptr, 0, okm, 32) == expected);
    // One that does not verify is refused, whatever the key's length.
    mac[0] ^= 1;
    CHECK(cce_hmac_verify(CCE_SHA256, key, n, &byte, 1, mac, 32) == CCE_ERR_AUTH);
  }
}
