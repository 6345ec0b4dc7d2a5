// Buffers that overlap: in place works where the header says so, anything else is refused with nothing written.
#include <cce/cce.h>

#include <cstring>
#include <vector>

#include "support/catch.hpp"

namespace {

// 256 bytes in which a case places its buffers.
struct Arena {
  std::vector<uint8_t> bytes;
  Arena() : bytes(256) {
    for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<uint8_t>(i * 7 + 1);
  }
  uint8_t* at(size_t i) { return bytes.data() + i; }
  bool operator==(const Arena& other) const { return bytes == other.bytes; }
};

enum class Allowed { in_place, nowhere };

// Calls f(arena, place of the output, place of the input) for every distance of an output of `out` bytes from an input of
// `in` bytes, and checks the result against the rule and, where it is refused, that the arena is as it was.
template <class F>
void every_distance(size_t out, size_t in, Allowed allowed, F f) {
  constexpr size_t input = 100;
  for (size_t output = input - out - 2; output <= input + in + 2; ++output) {
    const bool apart = output + out <= input || input + in <= output;
    const bool good = apart || (allowed == Allowed::in_place && output == input);
    Arena arena, before;
    const cce_result result = f(arena, output, input);
    INFO("output at " << output << ", input at " << input);
    REQUIRE(result == (good ? CCE_OK : CCE_ERR_ARGUMENT));
    if (!good) REQUIRE(arena == before);
  }
}

}  // namespace

TEST_CASE("digest: in place or apart") {
  every_distance(32, 40, Allowed::in_place, [](Arena& a, size_t out, size_t in) {
    uint8_t expected[32];
    REQUIRE(cce_digest(CCE_SHA256, Arena().at(in), 40, expected) == CCE_OK);
    const cce_result r = cce_digest(CCE_SHA256, a.at(in), 40, a.at(out));
    if (r == CCE_OK) REQUIRE(std::memcmp(a.at(out), expected, 32) == 0);
    return r;
  });
}

TEST_CASE("hmac: in place of the key or of the message, or apart") {
  const uint8_t other[20] = {};
  every_distance(32, 40, Allowed::in_place, [&](Arena& a, size_t out, size_t in) {
    return cce_hmac(CCE_SHA256, other, 20, a.at(in), 40, a.at(out));
  });
  every_distance(32, 40, Allowed::in_place, [&](Arena& a, size_t out, size_t in) {
    return cce_hmac(CCE_SHA256, a.at(in), 40, other, 20, a.at(out));
  });
}

TEST_CASE("hkdf: in place of the key material, or apart") {
  const uint8_t other[20] = {};
  for (const size_t length : {size_t{16}, size_t{50}}) {
    every_distance(length, 40, Allowed::in_place, [&](Arena& a, size_t out, size_t in) {
      uint8_t expected[64];
      REQUIRE(cce_hkdf(CCE_SHA256, other, 20, Arena().at(in), 40, other, 20, expected, length) == CCE_OK);
      const cce_result r = cce_hkdf(CCE_SHA256, other, 20, a.at(in), 40, other, 20, a.at(out), length);
      if (r == CCE_OK) REQUIRE(std::memcmp(a.at(out), expected, length) == 0);
      return r;
    });
    every_distance(length, 40, Allowed::nowhere, [&](Arena& a, size_t out, size_t in) {
      return cce_hkdf(CCE_SHA256, a.at(in), 40, other, 20, other, 20, a.at(out), length);
    });
    every_distance(length, 40, Allowed::nowhere, [&](Arena& a, size_t out, size_t in) {
      return cce_hkdf(CCE_SHA256, other, 20, other, 20, a.at(in), 40, a.at(out), length);
    });
    every_distance(length, 40, Allowed::in_place, [&](Arena& a, size_t out, size_t in) {
      return cce_hkdf_expand(CCE_SHA256, a.at(in), 40, other, 20, a.at(out), length);
    });
    every_distance(length, 40, Allowed::nowhere, [&](Arena& a, size_t out, size_t in) {
      return cce_hkdf_expand(CCE_SHA256, other, 20, a.at(in), 40, a.at(out), length);
    });
  }
  every_distance(32, 40, Allowed::in_place, [&](Arena& a, size_t out, size_t in) {
    return cce_hkdf_extract(CCE_SHA256, a.at(in), 40, other, 20, a.at(out));
  });
  every_distance(32, 40, Allowed::in_place, [&](Arena& a, size_t out, size_t in) {
    return cce_hkdf_extract(CCE_SHA256, other, 20, a.at(in), 40, a.at(out));
  });
}

TEST_CASE("a context is not its own data, key or output") {
  uint8_t key[20] = {}, out[32];
  cce_digest_ctx d;
  cce_hmac_ctx m;
  REQUIRE(cce_digest_init(&d, CCE_SHA256) == CCE_OK);
  REQUIRE(cce_hmac_init(&m, CCE_SHA256, key, 20) == CCE_OK);
  auto* in_d = reinterpret_cast<uint8_t*>(&d);
  auto* in_m = reinterpret_cast<uint8_t*>(&m);
  CHECK(cce_digest_update(&d, in_d + 8, 16) == CCE_ERR_ARGUMENT);
  CHECK(cce_digest_final(&d, in_d + 8) == CCE_ERR_ARGUMENT);
  CHECK(cce_hmac_update(&m, in_m + 8, 16) == CCE_ERR_ARGUMENT);
  CHECK(cce_hmac_final(&m, in_m + 8) == CCE_ERR_ARGUMENT);
  CHECK(cce_hmac_init(&m, CCE_SHA256, in_m + 8, 16) == CCE_ERR_ARGUMENT);
  CHECK(cce_digest_final(&d, out) == CCE_OK);
  CHECK(cce_hmac_final(&m, out) == CCE_OK);
}
