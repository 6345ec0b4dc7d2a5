// EcKey, EcPublic and their Any forms of cce.hpp.
#include <cce/cce.hpp>

#include <string>
#include <type_traits>
#include <vector>

#include "support/catch.hpp"

namespace {

using cce::Curve;
using cce::Hash;
using Octets = std::vector<uint8_t>;

static_assert(!std::is_copy_constructible_v<cce::AnyEcKey> && std::is_nothrow_move_constructible_v<cce::AnyEcKey>);
static_assert(!std::is_copy_constructible_v<cce::EcKey<Curve::p256>>);
static_assert(!std::is_default_constructible_v<cce::EcKey<Curve::p256>>);
static_assert(std::is_nothrow_move_constructible_v<cce::EcPublic<Curve::p521>>);
static_assert(std::is_same_v<cce::RawSignature<Curve::p521>, std::array<uint8_t, 132>>);

// Runs f<curve>() for each.
template <class F>
void each(F f) {
  f.template operator()<Curve::p256>();
  f.template operator()<Curve::p384>();
  f.template operator()<Curve::p521>();
}

template <Curve c>
cce::EcKey<c> new_key() {
  auto key = cce::EcKey<c>::generate();
  REQUIRE(key.approved());
  return std::move(key).value();
}

}  // namespace

TEST_CASE("a fixed curve: signatures, agreements, points") {
  each([]<Curve c>() {
    const cce::EcKey<c> key = new_key<c>(), other = new_key<c>();
    const auto pub = key.public_key(), other_pub = other.public_key();
    REQUIRE(pub.approved());
    const Octets msg(30, 5);
    auto signature = key.sign(Hash::sha384, msg).value();
    CHECK(pub.value().verify(Hash::sha384, msg, signature).approved());
    CHECK(other_pub.value().verify(Hash::sha384, msg, signature).code() == CCE_ERR_AUTH);
    signature[3] ^= 1;
    CHECK(pub.value().verify(Hash::sha384, msg, signature).code() == CCE_ERR_AUTH);
    CHECK(key.sign_deterministic(Hash::sha256, msg).value() == key.sign_deterministic(Hash::sha256, msg).value());

    std::array<uint8_t, cce::field_size(c)> z1, z2, d;
    CHECK(key.agree(other_pub.value(), z1).approved());
    CHECK(other.agree(pub.value(), z2).approved());
    CHECK(z1 == z2);

    REQUIRE(key.write_private(d).approved());
    const auto again = cce::EcKey<c>::import(d);
    CHECK(again.value().public_key().value().point().value() == pub.value().point().value());
    const auto point = pub.value().compressed_point().value();
    CHECK(cce::EcPublic<c>::import(point).value().point().value() == pub.value().point().value());
    CHECK(cce::EcPublic<c>::import(Octets(point.size())).code() == CCE_ERR_KEY);
    d.fill(0);
    CHECK(cce::EcKey<c>::import(d).code() == CCE_ERR_KEY);
  });
}

TEST_CASE("files tell their curve, and another one is refused") {
  const auto key = new_key<Curve::p384>();
  const auto pub = key.public_key();
  Octets der(cce::max_key_der_size), pem(cce::max_key_pem_size), spki(cce::max_public_der_size),
      public_pem(cce::max_public_pem_size);
  der.resize(key.any().write_private_der(der).value());
  pem.resize(key.any().write_private_pem(pem).value());
  spki.resize(pub.value().any().write_der(spki).value());
  public_pem.resize(pub.value().any().write_pem(public_pem).value());
  const std::string text(pem.begin(), pem.end()), public_text(public_pem.begin(), public_pem.end());

  CHECK(cce::AnyEcKey::import_der(der).value().curve().value() == Curve::p384);
  CHECK(cce::AnyEcKey::import_pem(text).value().curve().value() == Curve::p384);
  CHECK(cce::AnyEcPublic::import_der(spki).value().curve().value() == Curve::p384);
  CHECK(cce::AnyEcPublic::import_pem(public_text).value().curve().value() == Curve::p384);
  CHECK(cce::EcKey<Curve::p384>::import_pem(text).approved());
  CHECK(cce::EcKey<Curve::p384>::import_der(der).approved());
  CHECK(cce::EcPublic<Curve::p384>::import_pem(public_text).approved());
  CHECK(cce::EcKey<Curve::p256>::import_der(der).code() == CCE_ERR_KEY);
  CHECK(cce::EcPublic<Curve::p521>::import_der(spki).code() == CCE_ERR_KEY);
  CHECK(cce::AnyEcKey::import_der(spki).code() == CCE_ERR_UNSUPPORTED);
  der.pop_back();
  CHECK(cce::AnyEcKey::import_der(der).code() == CCE_ERR_KEY);
}

TEST_CASE("a curve that is known at run time") {
  for (const Curve curve : {Curve::p256, Curve::p384, Curve::p521}) {
    auto made = cce::AnyEcKey::generate(curve);
    REQUIRE(made.approved());
    cce::AnyEcKey key = std::move(made).value();
    const auto pub = key.public_key();
    const Octets msg(9, 1), digest(32, 2);
    Octets out(cce::max_signature_size);
    const size_t n = key.sign(Hash::sha512, msg, cce::SignatureFormat::der, out).value();
    const cce::Bytes signature = cce::Bytes(out).first(n);
    CHECK(pub.value().verify(Hash::sha512, msg, cce::SignatureFormat::der, signature).approved());
    CHECK(pub.value().verify(Hash::sha512, msg, cce::SignatureFormat::raw, signature).code() == CCE_ERR_AUTH);
    const size_t m = key.sign_digest(digest, cce::SignatureFormat::raw, out).value();
    CHECK(pub.value().verify_digest(digest, cce::SignatureFormat::raw, cce::Bytes(out).first(m)).approved());
    Octets small(10), z(cce::field_size(curve));
    CHECK(key.sign(Hash::sha512, msg, cce::SignatureFormat::raw, small).code() == CCE_ERR_BUFFER);
    CHECK(key.agree(pub.value(), z).value() == z.size());
    CHECK(key.write_private(z).value() == z.size());
    CHECK(cce::AnyEcKey::import(curve, z).approved());
    const cce::AnyEcKey moved = std::move(key);
    CHECK(key.public_key().code() == CCE_ERR_ARGUMENT);
    CHECK(moved.public_key().approved());
  }
}

TEST_CASE("batches of signatures, of several curves") {
  const auto key = cce::AnyEcKey::generate(Curve::p256), other = cce::AnyEcKey::generate(Curve::p384);
  REQUIRE((key.approved() && other.approved()));
  const auto pub = key.value().public_key(), other_pub = other.value().public_key();
  const Octets msg(30, 5);
  std::vector<std::array<uint8_t, cce::max_signature_size>> room(9);
  std::vector<cce::SignItem> made;
  for (size_t i = 0; i < room.size(); ++i)
    made.push_back((i % 3 == 1 ? other : key).value().sign_item(Hash::sha256, msg, cce::SignatureFormat::der, room[i]));
  CHECK(made[0].result != CCE_OK);  // until it is
  REQUIRE(cce::sign_batch(made).approved());
  std::vector<cce::VerifyItem> verified;
  for (size_t i = 0; i < room.size(); ++i)
    verified.push_back(
        (i % 3 == 1 ? other_pub : pub)
            .value()
            .verify_item(Hash::sha256, msg, cce::SignatureFormat::der, cce::Bytes(room[i]).first(made[i].sig_len)));
  CHECK(cce::verify_batch(verified).approved());
  room[7][12] ^= 1;
  CHECK(cce::verify_batch(verified).code() == CCE_ERR_AUTH);
  for (size_t i = 0; i < room.size(); ++i) CHECK(verified[i].result == (i == 7 ? CCE_ERR_AUTH : CCE_OK));
  CHECK(cce::sign_batch({}).approved());
}
