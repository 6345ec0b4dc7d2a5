#include "samples.hpp"
#include "support/catch.hpp"

using cce::Hash;
using namespace samples;

namespace {

template <Hash hash>
void answers_as_the_c_abi() {
  for (const size_t size : {0u, 1u, 55u, 64u, 111u, 128u, 1000u}) {
    const auto msg = message(size);
    const auto expected = c_digest(hash, msg);
    CAPTURE(static_cast<int>(hash), size);
    REQUIRE(expected.size() == cce::digest_size(hash));

    const auto value = cce::digest<hash>(msg);
    REQUIRE(value.approved());
    CHECK(bytes_of(value.value()) == expected);

    cce::DigestArray<hash> fixed{};
    CHECK(cce::digest<hash>(msg, fixed).approved());
    CHECK(bytes_of(fixed) == expected);

    std::vector<uint8_t> any(expected.size());
    CHECK(cce::digest(hash, msg, any).approved());
    CHECK(any == expected);
  }
}

}  // namespace

TEST_CASE("every hash, in every form, answers as the C ABI") {
  answers_as_the_c_abi<Hash::sha224>();
  answers_as_the_c_abi<Hash::sha256>();
  answers_as_the_c_abi<Hash::sha384>();
  answers_as_the_c_abi<Hash::sha512>();
  answers_as_the_c_abi<Hash::sha512_256>();
}

TEST_CASE("a digest needs room, and writes no more than itself") {
  const auto msg = message(10);
  for (const Hash hash : hashes) {
    const size_t size = cce::digest_size(hash);
    std::vector<uint8_t> out(size + 3, 0xAA);
    CHECK(cce::digest(hash, msg, std::span(out).first(size - 1)).code() == CCE_ERR_BUFFER);
    CHECK(out == std::vector<uint8_t>(size + 3, 0xAA));

    CHECK(cce::digest(hash, msg, out).approved());
    CHECK(std::vector<uint8_t>(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(size)) == c_digest(hash, msg));
    CHECK((out[size] == 0xAA && out[size + 1] == 0xAA && out[size + 2] == 0xAA));
  }
}

TEST_CASE("what is no hash is refused") {
  std::array<uint8_t, 64> out{};
  CHECK(cce::digest(Hash{}, message(3), out).code() == CCE_ERR_ARGUMENT);
  CHECK(cce::digest(static_cast<Hash>(6), message(3), out).code() == CCE_ERR_ARGUMENT);
  CHECK(out == std::array<uint8_t, 64>{});
}

TEST_CASE("a digest may replace the message it is of") {
  auto buffer = message(32);
  const auto expected = c_digest(Hash::sha256, buffer);
  CHECK(cce::digest(Hash::sha256, buffer, buffer).approved());
  CHECK(buffer == expected);
}

TEST_CASE("a batch of digests answers as the C ABI, item by item") {
  std::vector<std::vector<uint8_t>> messages;
  std::vector<cce::DigestArray<Hash::sha384>> digests(20);
  std::vector<cce::DigestItem<Hash::sha384>> items;
  for (size_t i = 0; i < 20; ++i) messages.push_back(message(37 * i));
  for (size_t i = 0; i < 20; ++i) items.emplace_back(messages[i], digests[i]);
  CHECK(items[0].result().code() == CCE_ERR_STATE);
  CHECK(cce::digest_batch(std::span(items)).approved());
  for (size_t i = 0; i < 20; ++i) {
    CHECK(items[i].result().approved());
    CHECK(bytes_of(digests[i]) == c_digest(Hash::sha384, messages[i]));
  }

  // An output that lies in its message is refused, and the other item is done.
  auto buffer = message(100);
  std::vector<cce::DigestItem<Hash::sha256>> mixed = {{buffer, std::span(buffer).subspan<1, 32>()},
                                                      {messages[3], std::span(digests[0]).first<32>()}};
  CHECK(cce::digest_batch(std::span(mixed)).code() == CCE_ERR_ARGUMENT);
  CHECK(mixed[0].result().code() == CCE_ERR_ARGUMENT);
  CHECK(mixed[1].result().approved());
  CHECK(cce::digest_batch(std::span<cce::DigestItem<Hash::sha256>>()).approved());
}
