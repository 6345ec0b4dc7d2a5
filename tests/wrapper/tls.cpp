#include <cce/cce.hpp>

#include "samples.hpp"
#include "support/catch.hpp"

using cce::Hash;
using samples::message;

TEST_CASE("the derivations of TLS are those of the C ABI") {
  const auto secret = message(48), context = message(20);
  std::array<uint8_t, 64> a{}, b{};
  for (const Hash hash : {Hash::sha256, Hash::sha384}) {
    const size_t n = cce::digest_size(hash);
    CHECK(cce::tls13_extract(hash, {.previous = secret, .ikm = context}, a).approved());
    CHECK(cce_tls13_extract(static_cast<cce_hash>(hash), secret.data(), 48, context.data(), 20, b.data()) == CCE_OK);
    CHECK(std::equal(a.begin(), a.begin() + static_cast<long>(n), b.begin()));
    CHECK(cce::tls13_extract(hash, {}, std::span(a).first(n - 1)).code() == CCE_ERR_BUFFER);
    CHECK(cce::tls13_expand_label(hash, {.secret = secret, .label = cce::bytes("key"), .context = context}, a).approved());
    CHECK(cce_tls13_expand_label(static_cast<cce_hash>(hash), secret.data(), 48, "key", 3, context.data(), 20, b.data(),
                                 64) == CCE_OK);
    CHECK(a == b);
    CHECK(cce::tls12_prf(hash, {.secret = secret, .label = cce::bytes("label"), .seed = context}, a).approved());
    CHECK(cce_tls12_prf(static_cast<cce_hash>(hash), secret.data(), 48, "label", 5, context.data(), 20, b.data(), 64) ==
          CCE_OK);
    CHECK(a == b);
    CHECK(cce::tls12_prf(hash, {.secret = secret, .label = cce::bytes("master secret"), .seed = context}, a).code() ==
          CCE_OK_UNAPPROVED);
  }
}

TEST_CASE("a message in pieces is that of one call") {
  auto made_key = cce::GcmKey::generate();
  auto made_stream = cce::GcmStream::make();
  REQUIRE(made_key.approved());
  REQUIRE(made_stream.approved());
  cce::GcmKey key = std::move(made_key).value();
  cce::GcmStream stream = std::move(made_stream).value();
  const auto pt = message(100);
  std::vector<uint8_t> ct(100), opened(100);
  const auto iv = stream.seal(key);
  REQUIRE(iv.approved());
  CHECK(stream.aad(cce::bytes("header")).approved());
  CHECK(stream.update(cce::Bytes(pt).first(40), std::span(ct).first(40)).approved());
  CHECK(stream.update(cce::Bytes(pt).subspan(40), std::span(ct).first(40)).code() == CCE_ERR_BUFFER);
  CHECK(stream.update(cce::Bytes(pt).subspan(40), std::span(ct).subspan(40)).approved());
  const auto tag = stream.tag();
  REQUIRE(tag.approved());
  CHECK(key.open({.iv = iv.value(), .aad = cce::bytes("header"), .ct = ct, .tag = tag.value()}, opened).approved());
  CHECK(std::equal(opened.begin(), opened.end(), pt.begin(), pt.end()));

  CHECK(stream.open(key, iv.value()).approved());
  CHECK(stream.update(ct, opened).approved());
  CHECK(stream.verify(tag.value()).code() == CCE_ERR_AUTH);  // without the header
  CHECK(stream.seal_with_iv_that_never_repeats(key, cce::Bytes(pt).first(12)).code() == CCE_OK_UNAPPROVED);

  cce::GcmKey another = std::move(cce::GcmKey::generate()).value();
  auto sealer = cce::GcmSealer::make(another, cce::Bytes(pt).first(12));
  REQUIRE(sealer.approved());
  cce::GcmSealer counting = std::move(sealer).value();
  REQUIRE(stream.seal_next(counting).approved());
  CHECK(stream.update(pt, ct).approved());
  CHECK(stream.tag().approved());
  const cce::GcmStream moved = std::move(stream);
  CHECK(stream.tag().code() == CCE_ERR_ARGUMENT);
}
