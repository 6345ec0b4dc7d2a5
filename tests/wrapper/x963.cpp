#include <cce/cce.hpp>

#include "samples.hpp"
#include "support/catch.hpp"

using cce::Hash;
using samples::message;

TEST_CASE("the derivation of X9.63 is that of the C ABI") {
  const auto z = message(66), info = message(20);
  std::array<uint8_t, 100> a{}, b{};
  for (const Hash hash : samples::hashes) {
    const auto id = static_cast<cce_hash>(hash);
    const cce_result expected = hash == Hash::sha512_256 ? CCE_OK_UNAPPROVED : CCE_OK;
    CHECK(cce::x963_kdf(hash, {.z = z, .shared_info = info}, a).code() == expected);
    CHECK(cce_x963_kdf(id, z.data(), z.size(), info.data(), info.size(), b.data(), b.size()) == expected);
    CHECK(a == b);
    CHECK(cce::x963_kdf(hash, {.z = z}, a).done());
    CHECK(cce_x963_kdf(id, z.data(), z.size(), nullptr, 0, b.data(), b.size()) == expected);
    CHECK(a == b);
    CHECK(cce::x963_kdf(hash, {.z = cce::Bytes(z).first(13), .shared_info = info}, a).code() == CCE_OK_UNAPPROVED);
  }
  CHECK(cce::x963_kdf(Hash::sha256, {.z = z}, {}).code() == CCE_ERR_ARGUMENT);
}
