// Contexts: misuse of their life, copies, alignment.
#include <cce/cce.h>

#include <cstring>
#include <new>
#include <random>
#include <vector>

#include "support/catch.hpp"

namespace {

constexpr cce_hash hashes[] = {CCE_SHA224, CCE_SHA256, CCE_SHA384, CCE_SHA512, CCE_SHA512_256};
const uint8_t key[20] = {9, 8, 7};

std::vector<uint8_t> message(size_t n) {
  std::vector<uint8_t> m(n);
  std::mt19937 generator(static_cast<unsigned>(n));
  for (auto& b : m) b = static_cast<uint8_t>(generator());
  return m;
}

}  // namespace

TEST_CASE("a context that was never begun, or is finished, answers an error") {
  uint8_t out[64];
  for (const int fill : {0x00, 0xff, 0x5a}) {
    cce_digest_ctx d;
    cce_hmac_ctx m;
    std::memset(static_cast<void*>(&d), fill, sizeof d);
    std::memset(static_cast<void*>(&m), fill, sizeof m);
    CHECK(cce_digest_update(&d, key, 1) == CCE_ERR_ARGUMENT);
    CHECK(cce_digest_final(&d, out) == CCE_ERR_ARGUMENT);
    CHECK(cce_hmac_update(&m, key, 1) == CCE_ERR_ARGUMENT);
    CHECK(cce_hmac_final(&m, out) == CCE_ERR_ARGUMENT);
  }
  for (const cce_hash h : hashes) {
    cce_digest_ctx d;
    cce_hmac_ctx m;
    REQUIRE(cce_digest_init(&d, h) == CCE_OK);
    REQUIRE(cce_digest_final(&d, out) == CCE_OK);
    CHECK(cce_digest_update(&d, key, 1) == CCE_ERR_ARGUMENT);
    CHECK(cce_digest_update(&d, nullptr, 0) == CCE_ERR_ARGUMENT);
    CHECK(cce_digest_final(&d, out) == CCE_ERR_ARGUMENT);
    REQUIRE(cce_hmac_init(&m, h, key, 20) == CCE_OK);
    REQUIRE(cce_hmac_final(&m, out) == CCE_OK);
    CHECK(cce_hmac_update(&m, key, 1) == CCE_ERR_ARGUMENT);
    CHECK(cce_hmac_final(&m, out) == CCE_ERR_ARGUMENT);
    // Nothing is left of the key's state.
    const cce_hmac_ctx zero = {};
    CHECK(std::memcmp(&m, &zero, sizeof m) == 0);
    // Begun again, it serves again.
    CHECK(cce_digest_init(&d, h) == CCE_OK);
    CHECK(cce_digest_final(&d, out) == CCE_OK);
  }
}

TEST_CASE("the one kind of context is not the other") {
  uint8_t out[64];
  cce_hmac_ctx m;
  cce_digest_ctx d;
  REQUIRE(cce_digest_init(&d, CCE_SHA256) == CCE_OK);
  std::memset(static_cast<void*>(&m), 0, sizeof m);
  std::memcpy(static_cast<void*>(&m), &d, sizeof d);
  CHECK(cce_hmac_update(&m, key, 1) == CCE_ERR_ARGUMENT);
  CHECK(cce_hmac_final(&m, out) == CCE_ERR_ARGUMENT);
}

TEST_CASE("every split gives the one-call answer, and a copy goes its own way") {
  for (const cce_hash h : hashes) {
    const size_t size = cce_digest_size(h);
    for (const size_t n : {size_t{0}, size_t{1}, size_t{63}, size_t{64}, size_t{65}, size_t{127}, size_t{128},
                           size_t{129}, size_t{300}}) {
      const auto msg = message(n);
      uint8_t digest[64], mac[64], got[64];
      REQUIRE(cce_digest(h, msg.data(), n, digest) == CCE_OK);
      REQUIRE(cce_hmac(h, key, 20, msg.data(), n, mac) == CCE_OK);
      for (size_t split = 0; split <= n; ++split) {
        cce_digest_ctx d;
        cce_hmac_ctx m;
        REQUIRE(cce_digest_init(&d, h) == CCE_OK);
        REQUIRE(cce_digest_update(&d, msg.data(), split) == CCE_OK);
        REQUIRE(cce_hmac_init(&m, h, key, 20) == CCE_OK);
        REQUIRE(cce_hmac_update(&m, msg.data(), split) == CCE_OK);
        cce_digest_ctx d_copy = d;
        cce_hmac_ctx m_copy = m;
        REQUIRE(cce_digest_update(&d, "noise", 5) == CCE_OK);
        REQUIRE(cce_hmac_update(&m, "noise", 5) == CCE_OK);
        REQUIRE(cce_digest_final(&d, got) == CCE_OK);
        REQUIRE(cce_hmac_final(&m, got) == CCE_OK);
        REQUIRE(cce_digest_update(&d_copy, msg.data() + split, n - split) == CCE_OK);
        REQUIRE(cce_digest_final(&d_copy, got) == CCE_OK);
        REQUIRE(std::memcmp(got, digest, size) == 0);
        REQUIRE(cce_hmac_update(&m_copy, msg.data() + split, n - split) == CCE_OK);
        REQUIRE(cce_hmac_final(&m_copy, got) == CCE_OK);
        REQUIRE(std::memcmp(got, mac, size) == 0);
      }
    }
  }
}

TEST_CASE("a context needs no more alignment than its type has") {
  // At every multiple of 8, so also at those that are not multiples of 16 or 64.
  alignas(64) unsigned char storage[sizeof(cce_hmac_ctx) + 128];
  uint8_t expected[64], got[64];
  for (const cce_hash h : hashes) {
    REQUIRE(cce_hmac(h, key, 20, "abc", 3, expected) == CCE_OK);
    for (size_t offset = 0; offset < 64; offset += alignof(cce_hmac_ctx)) {
      auto* m = new (storage + offset) cce_hmac_ctx;
      REQUIRE(cce_hmac_init(m, h, key, 20) == CCE_OK);
      REQUIRE(cce_hmac_update(m, "abc", 3) == CCE_OK);
      REQUIRE(cce_hmac_final(m, got) == CCE_OK);
      REQUIRE(std::memcmp(got, expected, cce_digest_size(h)) == 0);
      auto* d = new (storage + offset) cce_digest_ctx;
      REQUIRE(cce_digest_init(d, h) == CCE_OK);
      REQUIRE(cce_digest_final(d, got) == CCE_OK);
    }
  }
}
