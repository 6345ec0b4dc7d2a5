// GcmKey, random and Drbg of cce.hpp.
#include <cce/cce.hpp>

#include <type_traits>
#include <vector>

#include "support/catch.hpp"

namespace {

using Octets = std::vector<uint8_t>;

cce::GcmKey new_key() {
  auto key = cce::GcmKey::generate();
  REQUIRE(key.approved());
  return std::move(key).value();
}

}  // namespace

static_assert(!std::is_copy_constructible_v<cce::GcmKey> && std::is_nothrow_move_constructible_v<cce::GcmKey>);
static_assert(!std::is_copy_constructible_v<cce::Drbg> && std::is_nothrow_move_constructible_v<cce::Drbg>);

TEST_CASE("what a key seals it opens, and nothing that was changed") {
  cce::GcmKey key = new_key();
  const Octets pt(50, 0x21), aad(7, 0x42);
  Octets ct(50), opened(50, 0xee);
  const auto sealed = key.seal({.aad = aad, .pt = pt}, ct);
  REQUIRE(sealed.approved());
  const auto [iv, tag] = sealed.value();
  CHECK(key.open({.iv = iv, .aad = aad, .ct = ct, .tag = tag}, opened).approved());
  CHECK(opened == pt);
  ct[3] ^= 1;
  CHECK(key.open({.iv = iv, .aad = aad, .ct = ct, .tag = tag}, opened).code() == CCE_ERR_AUTH);
  CHECK(opened == Octets(50));
  ct[3] ^= 1;
  CHECK(key.open({.iv = iv, .ct = ct, .tag = tag}, opened).code() == CCE_ERR_AUTH);
  const auto again = key.seal({.aad = aad, .pt = pt}, ct);
  REQUIRE(again.approved());
  CHECK(again.value().iv != iv);
}

TEST_CASE("lengths that do not fit are refused, and a key that was moved from") {
  cce::GcmKey key = new_key();
  Octets pt(10), ct(9), tag(16);
  CHECK(key.seal({.pt = pt}, ct).code() == CCE_ERR_BUFFER);
  CHECK(cce::GcmKey::import(Octets(31)).code() == CCE_ERR_ARGUMENT);
  CHECK(cce::GcmKey::import(Octets(32)).approved());
  cce::GcmKey other = std::move(key);
  ct.resize(10);
  CHECK(key.seal({.pt = pt}, ct).code() == CCE_ERR_ARGUMENT);
  CHECK(other.seal({.pt = pt}, ct).approved());
}

TEST_CASE("with an IV of the caller's it is done and never approved") {
  const cce::GcmKey key = new_key();
  const Octets iv(8, 1), pt(20, 2);
  Octets ct(20), tag(12), opened(20);
  const cce::Result result = key.seal_with_iv_that_never_repeats({.iv = iv, .pt = pt}, ct, tag);
  CHECK(result.code() == CCE_OK_UNAPPROVED);
  CHECK(key.open_truncated({.iv = iv, .ct = ct, .tag = tag}, 12, opened).approved());
  CHECK(opened == pt);
  CHECK(key.open_truncated({.iv = iv, .ct = ct, .tag = tag}, 16, opened).code() == CCE_ERR_AUTH);
  CHECK(opened == Octets(20));
}

TEST_CASE("a sealer counts, and its key goes on opening") {
  cce::GcmKey key = new_key();
  const Octets mask(12, 0x77), pt(30, 4);
  Octets ct(30), opened(30);
  auto made = cce::GcmSealer::make(key, mask, 5);
  REQUIRE(made.approved());
  cce::GcmSealer sealer = std::move(made).value();
  CHECK(sealer.seal({.pt = pt}, std::span(ct).first(29)).code() == CCE_ERR_BUFFER);
  for (uint8_t n = 5; n < 8; ++n) {
    const auto sealed = sealer.seal({.pt = pt}, ct);
    REQUIRE(sealed.approved());
    const auto [iv, tag] = sealed.value();
    CHECK(iv[11] == (0x77 ^ n));
    CHECK(key.open({.iv = iv, .ct = ct, .tag = tag}, opened).approved());
    CHECK(opened == pt);
  }
  CHECK(key.seal({.pt = pt}, ct).code() == CCE_ERR_LIMIT);
  CHECK(cce::GcmSealer::make(key, mask).code() == CCE_ERR_KEY);
  const cce::GcmSealer other = std::move(sealer);
  CHECK(sealer.seal({.pt = pt}, ct).code() == CCE_ERR_ARGUMENT);
}

TEST_CASE("random bytes and generators of one's own") {
  Octets a(64), b(64);
  CHECK(cce::random(a).approved());
  CHECK(cce::random(b).approved());
  CHECK(a != b);
  CHECK(cce::random_array<16>().value() != cce::random_array<16>().value());
  for (const auto kind : {cce::DrbgKind::ctr_aes256, cce::DrbgKind::hmac_sha256, cce::DrbgKind::hmac_sha384,
                          cce::DrbgKind::hmac_sha512}) {
    auto made = cce::Drbg::make(kind, a);
    REQUIRE(made.approved());
    cce::Drbg drbg = std::move(made).value();
    CHECK(drbg.generate(a, {.prediction_resistance = true, .additional = b}).approved());
    CHECK(drbg.reseed(b).approved());
    CHECK(drbg.generate(b).approved());
    CHECK(a != b);
    Octets too_long(cce::drbg_max_request + 1);
    CHECK(drbg.generate(too_long).code() == CCE_ERR_LIMIT);
    const cce::Drbg moved = std::move(drbg);
    CHECK(drbg.generate(a).code() == CCE_ERR_ARGUMENT);
  }
}

TEST_CASE("batches seal and open as the single calls do, item by item") {
  cce::GcmKey key = new_key();
  std::vector<Octets> plain, ct, opened;
  std::vector<cce::GcmSealed> sealed(20);
  for (size_t i = 0; i < 20; ++i) plain.emplace_back(7 * i, static_cast<uint8_t>(i));
  ct = opened = plain;
  std::vector<cce::GcmSealItem> seals;
  std::vector<cce::GcmOpenItem> opens;
  for (size_t i = 0; i < 20; ++i) seals.emplace_back(key, cce::GcmSealInput{.pt = plain[i]}, ct[i], sealed[i]);
  CHECK(seals[3].result().code() == CCE_ERR_STATE);
  REQUIRE(cce::gcm_seal_batch(seals).approved());
  for (size_t i = 0; i < 20; ++i) {
    CHECK(seals[i].result().approved());
    CHECK(key.open({.iv = sealed[i].iv, .ct = ct[i], .tag = sealed[i].tag}, opened[i]).approved());
    CHECK(opened[i] == plain[i]);
    opened[i].assign(opened[i].size(), 0xee);
  }
  sealed[5].tag[0] ^= 1;
  for (size_t i = 0; i < 20; ++i)
    opens.emplace_back(key, cce::GcmOpenInput{.iv = sealed[i].iv, .ct = ct[i], .tag = sealed[i].tag}, opened[i]);
  CHECK(cce::gcm_open_batch(opens).code() == CCE_ERR_AUTH);
  for (size_t i = 0; i < 20; ++i) {
    CHECK(opens[i].result().code() == (i == 5 ? CCE_ERR_AUTH : CCE_OK));
    CHECK(opened[i] == (i == 5 ? Octets(plain[5].size()) : plain[i]));
  }

  // A place of another length is refused, alone.
  Octets too_short(6);
  cce::GcmSealItem bad[] = {{key, {.pt = plain[1]}, too_short, sealed[1]}, {key, {.pt = plain[2]}, ct[2], sealed[2]}};
  CHECK(cce::gcm_seal_batch(bad).code() == CCE_ERR_ARGUMENT);
  CHECK((bad[0].result().code() == CCE_ERR_ARGUMENT && bad[1].result().approved() && too_short == Octets(6)));
  cce::GcmOpenItem short_open[] = {{key, {.iv = sealed[2].iv, .ct = ct[2], .tag = sealed[2].tag}, too_short}};
  CHECK(cce::gcm_open_batch(short_open).code() == CCE_ERR_ARGUMENT);
  CHECK(cce::gcm_open_batch({}).approved());
}
