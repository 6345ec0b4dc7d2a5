// The key derivation function of X9.63 through the C ABI: by its definition from the digest alone, the indicator, buffers that
// overlap, and what is refused. NIST's vectors are cce-kat's.
#include <cce/cce.h>

#include <cstring>
#include <vector>

#include "support/catch.hpp"

namespace {

using Octets = std::vector<uint8_t>;

constexpr cce_hash hashes[] = {CCE_SHA224, CCE_SHA256, CCE_SHA384, CCE_SHA512, CCE_SHA512_256};

cce_result done(cce_hash h) { return h == CCE_SHA512_256 ? CCE_OK_UNAPPROVED : CCE_OK; }

Octets some(size_t n, unsigned seed) {
  Octets bytes(n);
  for (size_t i = 0; i < n; ++i) bytes[i] = static_cast<uint8_t>((i + seed) * 37 + (i >> 7) + 11);
  return bytes;
}

// SEC 1 section 3.6.1.
Octets reference(cce_hash h, const Octets& z, const Octets& info, size_t n) {
  Octets all;
  for (uint32_t i = 1; all.size() < n; ++i) {
    Octets message = z, digest(cce_digest_size(h));
    for (int shift = 24; shift >= 0; shift -= 8) message.push_back(static_cast<uint8_t>(i >> shift));
    message.insert(message.end(), info.begin(), info.end());
    REQUIRE(cce_digest(h, message.data(), message.size(), digest.data()) == CCE_OK);
    all.insert(all.end(), digest.begin(), digest.end());
  }
  all.resize(n);
  return all;
}

// With a byte behind what is asked for, which stays.
Octets derive(cce_hash h, const Octets& z, const Octets& info, size_t n, cce_result expected) {
  Octets out(n + 1, 0xa5);
  REQUIRE(cce_x963_kdf(h, z.data(), z.size(), info.data(), info.size(), out.data(), n) == expected);
  REQUIRE(out.back() == 0xa5);
  out.pop_back();
  return out;
}

const uint8_t z[66] = {7, 8, 9};

// Calls with an output of 64 bytes that must be as it was afterwards.
template <class Call>
void refuses(cce_result expected, Call call) {
  uint8_t out[64];
  std::memset(out, 0x5a, sizeof out);
  CHECK(call(out) == expected);
  for (const uint8_t byte : out) CHECK(byte == 0x5a);
}

}  // namespace

TEST_CASE("every output length up to several digests, with every hash") {
  const Octets secret = some(32, 1), info = some(20, 2);
  for (const cce_hash h : hashes)
    for (size_t n = 1; n <= 4 * cce_digest_size(h) + 3; ++n) {
      INFO(static_cast<int>(h) << ", " << n);
      REQUIRE(derive(h, secret, info, n, done(h)) == reference(h, secret, info, n));
    }
}

TEST_CASE("more blocks than two bytes of the counter hold") {
  const Octets secret = some(66, 3), info = some(5, 4);
  for (const cce_hash h : {CCE_SHA256, CCE_SHA512}) {
    const size_t n = 0x10002 * cce_digest_size(h) - 5;
    REQUIRE(derive(h, secret, info, n, done(h)) == reference(h, secret, info, n));
  }
}

TEST_CASE("lengths of the secret and of the shared information about a block") {
  for (const cce_hash h : hashes)
    for (const size_t of_z : {0, 1, 13, 14, 32, 48, 59, 60, 63, 64, 65, 66, 123, 124, 127, 128, 129, 300})
      for (const size_t of_info : {0, 1, 20, 47, 55, 60, 64, 111, 128, 200, 1000}) {
        INFO(static_cast<int>(h) << ", " << of_z << ", " << of_info);
        const Octets secret = some(of_z, 5), info = some(of_info, 6);
        const cce_result expected = of_z < 14 ? CCE_OK_UNAPPROVED : done(h);
        REQUIRE(derive(h, secret, info, 100, expected) == reference(h, secret, info, 100));
      }
}

TEST_CASE("a null input of length zero is an empty one") {
  uint8_t a[64], b[64];
  CHECK(cce_x963_kdf(CCE_SHA256, z, 32, nullptr, 0, a, 64) == CCE_OK);
  CHECK(cce_x963_kdf(CCE_SHA256, z, 32, z, 0, b, 64) == CCE_OK);
  CHECK(std::memcmp(a, b, 64) == 0);
  CHECK(cce_x963_kdf(CCE_SHA256, nullptr, 0, z, 32, a, 64) == CCE_OK_UNAPPROVED);
  CHECK(Octets(a, a + 64) == reference(CCE_SHA256, {}, Octets(z, z + 32), 64));
}

TEST_CASE("what the derivation of X9.63 refuses") {
  for (const int unknown : {-1, 0, 6, 255})
    refuses(CCE_ERR_ARGUMENT,
            [&](uint8_t* out) { return cce_x963_kdf(static_cast<cce_hash>(unknown), z, 32, z, 20, out, 64); });
  refuses(CCE_ERR_ARGUMENT, [](uint8_t* out) { return cce_x963_kdf(CCE_SHA256, nullptr, 32, z, 20, out, 64); });
  refuses(CCE_ERR_ARGUMENT, [](uint8_t* out) { return cce_x963_kdf(CCE_SHA256, z, 32, nullptr, 20, out, 64); });
  refuses(CCE_ERR_ARGUMENT, [](uint8_t*) { return cce_x963_kdf(CCE_SHA256, z, 32, z, 20, nullptr, 64); });
  refuses(CCE_ERR_ARGUMENT, [](uint8_t* out) { return cce_x963_kdf(CCE_SHA256, z, 32, z, 20, out, 0); });
  for (const size_t absurd : {SIZE_MAX, SIZE_MAX / 2, (size_t{1} << 56) + 1}) {
    refuses(CCE_ERR_ARGUMENT, [&](uint8_t* out) { return cce_x963_kdf(CCE_SHA256, z, absurd, z, 20, out, 64); });
    refuses(CCE_ERR_ARGUMENT, [&](uint8_t* out) { return cce_x963_kdf(CCE_SHA256, z, 32, z, absurd, out, 64); });
    refuses(CCE_ERR_ARGUMENT, [&](uint8_t* out) { return cce_x963_kdf(CCE_SHA256, out, 32, nullptr, 0, out, absurd); });
  }
}

// No such output is there: that it is refused before anything is written is what keeps this test alive.
TEST_CASE("the counter does not come round") {
  for (const cce_hash h : hashes) {
    const size_t limit = cce_digest_size(h) * ((size_t{1} << 32) - 1);
    for (const size_t n : {limit, limit + 1, size_t{1} << 50})
      refuses(CCE_ERR_LIMIT, [&](uint8_t* out) { return cce_x963_kdf(h, out, 32, nullptr, 0, out, n); });
  }
}

TEST_CASE("in place of the secret, and of nothing else") {
  for (const size_t n : {size_t{20}, size_t{40}, size_t{90}}) {
    const Octets fresh = some(400, 7), secret(fresh.begin() + 150, fresh.begin() + 190), info(20, 1);
    const Octets expected = reference(CCE_SHA256, secret, info, n);
    for (size_t at = 150 - n; at <= 190; ++at) {
      INFO(n << " bytes at " << at);
      const bool apart = at + n <= 150 || at >= 190;
      Octets arena = fresh;
      const cce_result of_secret = cce_x963_kdf(CCE_SHA256, &arena[150], 40, info.data(), 20, &arena[at], n);
      REQUIRE(of_secret == (apart || at == 150 ? CCE_OK : CCE_ERR_ARGUMENT));
      if (of_secret == CCE_OK)
        REQUIRE(std::equal(expected.begin(), expected.end(), arena.begin() + static_cast<ptrdiff_t>(at)));
      else
        REQUIRE(arena == fresh);
      arena = fresh;
      const cce_result of_info = cce_x963_kdf(CCE_SHA256, z, 32, &arena[150], 40, &arena[at], n);
      REQUIRE(of_info == (apart ? CCE_OK : CCE_ERR_ARGUMENT));
      if (!apart) REQUIRE(arena == fresh);
    }
  }
}
