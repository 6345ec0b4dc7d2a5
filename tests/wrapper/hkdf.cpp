#include "samples.hpp"
#include "support/catch.hpp"

using cce::Hash;
using namespace samples;

TEST_CASE("HKDF answers as the C ABI, each input in its place") {
  const auto salt = message(13), ikm = message(22), info = message(10);
  for (const Hash hash : hashes) {
    std::vector<uint8_t> expected(82), okm(82);
    REQUIRE(cce_hkdf(static_cast<cce_hash>(hash), salt.data(), salt.size(), ikm.data(), ikm.size(), info.data(),
                     info.size(), expected.data(), expected.size()) == CCE_OK);
    CHECK(cce::hkdf(hash, {.salt = salt, .ikm = ikm, .info = info}, okm).approved());
    CHECK(okm == expected);
  }
}

TEST_CASE("extract and then expand is HKDF") {
  const auto salt = message(13), ikm = message(22), info = message(10);
  std::array<uint8_t, 50> whole{}, halves{};
  std::array<uint8_t, 48> prk{}, any_prk{};
  CHECK(cce::hkdf(Hash::sha384, {.salt = salt, .ikm = ikm, .info = info}, whole).approved());
  CHECK(cce::hkdf_extract<Hash::sha384>({.salt = salt, .ikm = ikm}, prk).approved());
  CHECK(cce::hkdf_extract(Hash::sha384, {.salt = salt, .ikm = ikm}, any_prk).approved());
  CHECK(cce::hkdf_expand(Hash::sha384, {.prk = prk, .info = info}, halves).approved());
  CHECK(prk == any_prk);
  CHECK(whole == halves);
}

TEST_CASE("salt and info may be left out") {
  const auto ikm = message(22);
  std::array<uint8_t, 42> left_out{}, empty{};
  CHECK(cce::hkdf(Hash::sha256, {.ikm = ikm}, left_out).approved());
  REQUIRE(cce_hkdf(CCE_SHA256, nullptr, 0, ikm.data(), ikm.size(), nullptr, 0, empty.data(), empty.size()) == CCE_OK);
  CHECK(left_out == empty);
}

TEST_CASE("a short key, or one that was left out, is done and not approved") {
  std::array<uint8_t, 32> okm{};
  CHECK(cce::hkdf(Hash::sha256, {.ikm = message(13)}, okm).code() == CCE_OK_UNAPPROVED);
  CHECK(cce::hkdf(Hash::sha256, {.salt = message(32)}, okm).code() == CCE_OK_UNAPPROVED);
  CHECK(cce::hkdf_extract<Hash::sha256>({.ikm = message(13)}, okm).code() == CCE_OK_UNAPPROVED);
  CHECK(cce::hkdf_expand(Hash::sha256, {.prk = message(13)}, okm).code() == CCE_OK_UNAPPROVED);
}

TEST_CASE("HKDF's limits and lengths are told apart") {
  const auto ikm = message(32);
  std::vector<uint8_t> most(255 * 32), too_much(255 * 32 + 1);
  CHECK(cce::hkdf(Hash::sha256, {.ikm = ikm}, most).approved());
  CHECK(cce::hkdf(Hash::sha256, {.ikm = ikm}, too_much).code() == CCE_ERR_LIMIT);
  CHECK(cce::hkdf_expand(Hash::sha256, {.prk = ikm}, too_much).code() == CCE_ERR_LIMIT);
  CHECK(too_much == std::vector<uint8_t>(too_much.size()));
  CHECK(cce::hkdf(Hash::sha256, {.ikm = ikm}, {}).code() == CCE_ERR_ARGUMENT);

  std::array<uint8_t, 31> prk{};
  CHECK(cce::hkdf_extract(Hash::sha256, {.ikm = ikm}, prk).code() == CCE_ERR_BUFFER);
  CHECK(prk == std::array<uint8_t, 31>{});
}
