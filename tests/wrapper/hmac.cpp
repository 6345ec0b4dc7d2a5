#include "samples.hpp"
#include "support/catch.hpp"

using cce::Hash;
using namespace samples;

namespace {

template <Hash hash>
void answers_as_the_c_abi() {
  for (const size_t key_size : {14u, 32u, 200u}) {
    const auto key = message(key_size), msg = message(77);
    const auto expected = c_hmac(hash, key, msg);
    CAPTURE(static_cast<int>(hash), key_size);
    REQUIRE(expected.size() == cce::digest_size(hash));

    const auto value = cce::hmac<hash>(key, msg);
    REQUIRE(value.approved());
    CHECK(bytes_of(value.value()) == expected);
    CHECK(cce::hmac_verify<hash>(key, msg, value.value()).approved());

    cce::DigestArray<hash> fixed{};
    CHECK(cce::hmac<hash>(key, msg, fixed).approved());
    CHECK(bytes_of(fixed) == expected);

    std::vector<uint8_t> any(expected.size());
    CHECK(cce::hmac(hash, key, msg, any).approved());
    CHECK(any == expected);
    CHECK(cce::hmac_verify(hash, key, msg, any).approved());
  }
}

}  // namespace

TEST_CASE("every HMAC, in every form, answers as the C ABI") {
  answers_as_the_c_abi<Hash::sha224>();
  answers_as_the_c_abi<Hash::sha256>();
  answers_as_the_c_abi<Hash::sha384>();
  answers_as_the_c_abi<Hash::sha512>();
  answers_as_the_c_abi<Hash::sha512_256>();
}

TEST_CASE("a short key is done, and not approved, in every form") {
  const auto key = message(13), msg = message(5);
  const auto value = cce::hmac<Hash::sha256>(key, msg);
  CHECK(value.code() == CCE_OK_UNAPPROVED);
  REQUIRE(value.done());
  const auto mac = value.value_even_if_unapproved();
  CHECK(bytes_of(mac) == c_hmac(Hash::sha256, key, msg));
  CHECK(cce::hmac_verify<Hash::sha256>(key, msg, mac).code() == CCE_OK_UNAPPROVED);
  CHECK(cce::hmac_verify(Hash::sha256, key, msg, mac).code() == CCE_OK_UNAPPROVED);
}

TEST_CASE("a MAC does not verify with any bit, key or message changed") {
  const auto key = message(32), msg = message(9);
  auto mac = c_hmac(Hash::sha512, key, msg);
  for (size_t i = 0; i < mac.size(); ++i) {
    mac[i] ^= 0x80;
    CHECK(cce::hmac_verify(Hash::sha512, key, msg, mac).code() == CCE_ERR_AUTH);
    mac[i] ^= 0x80;
  }
  CHECK(cce::hmac_verify(Hash::sha512, message(31), msg, mac).code() == CCE_ERR_AUTH);
  CHECK(cce::hmac_verify(Hash::sha512, key, message(8), mac).code() == CCE_ERR_AUTH);
  CHECK(cce::hmac_verify(Hash::sha512, key, msg, mac).approved());
}

TEST_CASE("the sender does not choose the length of a MAC") {
  const auto key = message(32), msg = message(9);
  const auto mac = c_hmac(Hash::sha256, key, msg);
  const cce::Bytes whole = mac;

  for (size_t size = 0; size < whole.size(); ++size) {
    CHECK(cce::hmac_verify(Hash::sha256, key, msg, whole.first(size)).code() == CCE_ERR_AUTH);
    if (size != 16)
      CHECK(cce::hmac_verify_truncated(Hash::sha256, key, msg, whole.first(size), 16).code() == CCE_ERR_AUTH);
  }
  CHECK(cce::hmac_verify_truncated(Hash::sha256, key, msg, whole, 16).code() == CCE_ERR_AUTH);
  CHECK(cce::hmac_verify_truncated(Hash::sha256, key, msg, whole.first(16), 16).approved());
  CHECK(cce::hmac_verify_truncated(Hash::sha256, key, msg, whole.subspan(16), 16).code() == CCE_ERR_AUTH);
}

TEST_CASE("a protocol's MAC length out of range is refused") {
  const auto key = message(32), msg = message(9), mac = message(33);
  const cce::Bytes bytes = mac;
  for (const size_t size : {0u, 3u, 33u})
    CHECK(cce::hmac_verify_truncated(Hash::sha256, key, msg, bytes.first(size), size).code() == CCE_ERR_ARGUMENT);
}

TEST_CASE("a MAC needs room, and a known hash") {
  std::array<uint8_t, 31> out{};
  CHECK(cce::hmac(Hash::sha256, message(32), message(5), out).code() == CCE_ERR_BUFFER);
  CHECK(cce::hmac(static_cast<Hash>(7), message(32), message(5), out).code() == CCE_ERR_ARGUMENT);
  CHECK(out == std::array<uint8_t, 31>{});
}
