// The streaming classes: right answers in any pieces, copies, the first refusal that stays, and the wiping.
#include <algorithm>
#include <memory>
#include <new>

#include "samples.hpp"
#include "support/catch.hpp"

using cce::Hash;
using namespace samples;

namespace {

template <class Stream>
std::vector<uint8_t> finished(Stream stream) {
  std::vector<uint8_t> out(stream.size());
  if (!stream.finish(out).done()) out.clear();
  return out;
}

// How many bytes of an object are not zero, before and after its destructor.
template <class Stream>
std::pair<size_t, size_t> bytes_before_and_after(const Stream& original) {
  alignas(Stream) unsigned char storage[sizeof(Stream)];
  auto* const stream = new (storage) Stream(original);
  // The compiler knows that storage is dead after the destructor; of a pointer that it cannot follow it does not.
  unsigned char* volatile opaque = storage;
  const auto count = [&] {
    const unsigned char* const bytes = opaque;
    return sizeof storage - static_cast<size_t>(std::count(bytes, bytes + sizeof storage, 0));
  };
  const size_t before = count();
  std::destroy_at(stream);
  return {before, count()};
}

}  // namespace

TEST_CASE("a stream in pieces is the message in one") {
  const auto msg = message(700), key = message(20);
  for (const Hash hash : hashes) {
    for (const size_t piece : {1u, 63u, 64u, 65u, 300u, 700u}) {
      cce::AnyDigest digest(hash);
      cce::AnyHmac hmac(hash, key);
      CHECK((digest.result().approved() && digest.size() == cce::digest_size(hash)));
      CHECK((hmac.result().approved() && hmac.size() == cce::digest_size(hash)));
      for (size_t at = 0; at < msg.size(); at += piece) {
        const auto part = cce::Bytes(msg).subspan(at, std::min(piece, msg.size() - at));
        REQUIRE(digest.update(part).approved());
        REQUIRE(hmac.update(part).approved());
      }
      CHECK(finished(digest) == c_digest(hash, msg));
      CHECK(finished(hmac) == c_hmac(hash, key, msg));
    }
  }
}

TEST_CASE("a stream of a fixed hash gives its value, or writes to a fixed span") {
  const auto msg = message(100), key = message(20);
  cce::Digest<Hash::sha384> digest;
  cce::Hmac<Hash::sha512_256> hmac(key);
  REQUIRE((digest.update(msg).approved() && hmac.update(msg).approved()));
  auto digest_copy = digest;
  std::array<uint8_t, 48> out{};
  CHECK(digest_copy.finish(out).approved());
  CHECK(bytes_of(out) == c_digest(Hash::sha384, msg));
  CHECK(bytes_of(digest.finish().value()) == c_digest(Hash::sha384, msg));
  CHECK(bytes_of(hmac.finish().value()) == c_hmac(Hash::sha512_256, key, msg));
}

TEST_CASE("a copy continues on its own") {
  const auto a = message(70), key = message(20);
  const std::vector<uint8_t> b(3, 'b'), c(5, 'c');
  auto ab = a, ac = a;
  ab.insert(ab.end(), b.begin(), b.end());
  ac.insert(ac.end(), c.begin(), c.end());

  cce::Hmac<Hash::sha256> first(key);
  REQUIRE(first.update(a).approved());
  cce::Hmac<Hash::sha256> second(first), third(message(30));
  third = second;
  REQUIRE((first.update(b).approved() && second.update(c).approved()));
  CHECK(bytes_of(first.finish().value()) == c_hmac(Hash::sha256, key, ab));
  CHECK(bytes_of(second.finish().value()) == c_hmac(Hash::sha256, key, ac));
  CHECK(bytes_of(third.finish().value()) == c_hmac(Hash::sha256, key, a));
}

TEST_CASE("a finished stream refuses, and a new one takes its place") {
  cce::Digest<Hash::sha256> digest;
  REQUIRE(digest.finish().approved());
  CHECK(digest.finish().code() == CCE_ERR_ARGUMENT);
  CHECK(digest.update(message(1)).code() == CCE_ERR_ARGUMENT);
  digest = {};
  REQUIRE(digest.update(message(1)).approved());
  CHECK(bytes_of(digest.finish().value()) == c_digest(Hash::sha256, message(1)));
}

TEST_CASE("a stream's output needs room, and the stream waits for it") {
  cce::AnyDigest digest(Hash::sha256);
  std::array<uint8_t, 33> out{};
  CHECK(digest.finish(std::span(out).first(31)).code() == CCE_ERR_BUFFER);
  CHECK(out == std::array<uint8_t, 33>{});
  CHECK(digest.finish(out).approved());
  CHECK(bytes_of(std::span(out).first(32)) == c_digest(Hash::sha256, {}));
  CHECK(out[32] == 0);
}

TEST_CASE("a short key stays unapproved to the end") {
  cce::Hmac<Hash::sha256> hmac(message(13));
  CHECK(hmac.result().code() == CCE_OK_UNAPPROVED);
  CHECK(hmac.update(message(5)).code() == CCE_OK_UNAPPROVED);
  const auto mac = hmac.finish();
  CHECK(mac.code() == CCE_OK_UNAPPROVED);
  CHECK(bytes_of(mac.value_even_if_unapproved()) == c_hmac(Hash::sha256, message(13), message(5)));
}

TEST_CASE("what is no hash begins no stream") {
  cce::AnyDigest digest(Hash{});
  std::array<uint8_t, 64> out{};
  CHECK(digest.result().code() == CCE_ERR_ARGUMENT);
  CHECK(digest.update(message(1)).code() == CCE_ERR_ARGUMENT);
  CHECK(digest.finish(out).code() == CCE_ERR_ARGUMENT);
  CHECK(cce::AnyHmac(static_cast<Hash>(6), message(20)).result().code() == CCE_ERR_ARGUMENT);
  CHECK(out == std::array<uint8_t, 64>{});
}

TEST_CASE("a refused update is remembered: no digest comes out of a message with a hole") {
  cce::Digest<Hash::sha256> digest;
  REQUIRE(digest.update(message(10)).approved());
  const auto* const impossible = reinterpret_cast<const uint8_t*>(&digest);
  CHECK(digest.update({impossible, 8}).code() == CCE_ERR_ARGUMENT);  // it overlaps the context
  CHECK(digest.update(message(10)).code() == CCE_ERR_ARGUMENT);
  CHECK(digest.finish().code() == CCE_ERR_ARGUMENT);
}

TEST_CASE("an abandoned stream leaves nothing behind") {
  const auto key = message(100), msg = message(50);
  // What stays is the result and the length of the output.
  constexpr size_t no_secret = sizeof(cce::Result) + sizeof(size_t);

  cce::Hmac<Hash::sha512> hmac(key);
  REQUIRE(hmac.update(msg).approved());
  const auto [hmac_before, hmac_after] = bytes_before_and_after(hmac);
  CHECK(hmac_before > 100);
  CHECK(hmac_after <= no_secret);

  cce::AnyDigest digest(Hash::sha512);
  REQUIRE(digest.update(msg).approved());
  const auto [digest_before, digest_after] = bytes_before_and_after(digest);
  CHECK(digest_before > 80);
  CHECK(digest_after <= no_secret);
}

TEST_CASE("a stream works wherever its type may lie") {
  struct Odd {
    uint64_t before;
    cce::AnyHmac hmac;
  };
  alignas(64) unsigned char storage[4 * sizeof(Odd)];
  const auto key = message(20), msg = message(200);
  for (size_t offset = 0; offset < 64; offset += alignof(cce::AnyHmac)) {
    auto* const hmac = new (storage + offset) cce::AnyHmac(Hash::sha512, key);
    CAPTURE(offset);
    CHECK(hmac->update(msg).approved());
    CHECK(finished(*hmac) == c_hmac(Hash::sha512, key, msg));
    std::destroy_at(hmac);
  }
}
