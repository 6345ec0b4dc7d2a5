#include "base/ct.hpp"

#include <array>
#include <memory>
#include <new>
#include <vector>

#include "base/endian.hpp"
#include "base/secret.hpp"
#include "support/catch.hpp"

using namespace cce;

TEST_CASE("a choice is all ones or nothing") {
  for (const uint64_t w :
       {uint64_t{0}, uint64_t{1}, uint64_t{0x80}, ~uint64_t{0}, uint64_t{1} << 63, uint64_t{1} << 32}) {
    CHECK(ct::Choice::is_zero(w).mask() == (w == 0 ? ~uint64_t{0} : 0));
    CHECK(declassify(~ct::Choice::is_zero(w)) == (w != 0));
  }
  const auto yes = ct::Choice::is_zero(0), no = ct::Choice::is_zero(1);
  CHECK(declassify(yes & yes));
  CHECK_FALSE(declassify(yes & no));
  CHECK(declassify(yes | no));
  CHECK_FALSE(declassify(no | no));
}

TEST_CASE("equal sees every bit of every byte, and the length") {
  for (size_t n = 0; n <= 70; ++n) {
    std::vector<uint8_t> a(n, 0x3c), b = a;
    CHECK(declassify(ct::equal(a, b)));
    for (size_t i = 0; i < n; ++i) {
      for (int bit = 0; bit < 8; ++bit) {
        b[i] = static_cast<uint8_t>(a[i] ^ 1 << bit);
        REQUIRE_FALSE(declassify(ct::equal(a, b)));
      }
      b[i] = a[i];
    }
    a.push_back(0);
    CHECK_FALSE(declassify(ct::equal(a, b)));
    CHECK_FALSE(declassify(ct::equal(b, a)));
  }
}

TEST_CASE("big-endian words at every alignment") {
  std::array<uint8_t, 24> bytes{};
  for (size_t i = 0; i < 8; ++i) {
    store_be<uint64_t>(&bytes[i], 0x0123456789abcdef);
    CHECK(bytes[i] == 0x01);
    CHECK(bytes[i + 7] == 0xef);
    CHECK(load_be<uint64_t>(&bytes[i]) == 0x0123456789abcdef);
    CHECK(load_be<uint32_t>(&bytes[i]) == 0x01234567);
  }
}

TEST_CASE("a secret is gone when its scope ends") {
  alignas(Secret<std::array<uint8_t, 48>>) std::array<uint8_t, sizeof(Secret<std::array<uint8_t, 48>>)> place;
  place.fill(0xff);
  auto* secret = new (place.data()) Secret<std::array<uint8_t, 48>>;
  secret->value.fill(0x5e);
  std::destroy_at(secret);
  CHECK(place == std::array<uint8_t, place.size()>{});
}
