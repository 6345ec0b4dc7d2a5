// What the types promise when compiling; that a promise is broken, this file does not compile.
#include <array>
#include <cce/cce.hpp>
#include <iterator>
#include <memory>
#include <type_traits>
#include <vector>

#include "support/catch.hpp"

using cce::Hash;
using cce::Outcome;
using cce::Result;

// A result is no bool, and comes from a cce_result alone.
static_assert(!std::is_constructible_v<bool, Result> && !std::is_convertible_v<Result, bool>);
static_assert(!std::is_constructible_v<bool, Outcome<int>> && !std::is_convertible_v<Outcome<int>, bool>);
static_assert(!std::is_convertible_v<Result, int> && !std::is_constructible_v<int, Result>);
static_assert(std::is_convertible_v<cce_result, Result> && !std::is_constructible_v<Result, int>);
static_assert(!std::is_default_constructible_v<Result>);
static_assert(std::is_trivially_copyable_v<Result> && sizeof(Result) == sizeof(cce_result));

// An outcome holds what cannot be copied too, such as a handle, and gives it away.
static_assert(std::is_move_constructible_v<Outcome<std::unique_ptr<int>>>);
static_assert(std::is_same_v<decltype(std::declval<Outcome<std::unique_ptr<int>>>().value()), std::unique_ptr<int>>);
static_assert(std::is_same_v<decltype(std::declval<const Outcome<int>&>().value()), const int&>);

// Lengths that are fixed are types.
static_assert(std::is_same_v<cce::DigestArray<Hash::sha224>, std::array<uint8_t, 28>>);
static_assert(std::is_same_v<cce::DigestArray<Hash::sha256>, std::array<uint8_t, 32>>);
static_assert(std::is_same_v<cce::DigestArray<Hash::sha384>, std::array<uint8_t, 48>>);
static_assert(std::is_same_v<cce::DigestArray<Hash::sha512>, std::array<uint8_t, 64>>);
static_assert(std::is_same_v<cce::DigestArray<Hash::sha512_256>, std::array<uint8_t, 32>>);
static_assert(std::is_same_v<decltype(cce::digest<Hash::sha384>({})), Outcome<std::array<uint8_t, 48>>>);
static_assert(std::is_same_v<decltype(cce::hmac<Hash::sha512>({}, {})), Outcome<std::array<uint8_t, 64>>>);

// Streams are copied, and made of what they need only.
static_assert(std::is_copy_constructible_v<cce::Digest<Hash::sha256>> && std::is_copy_assignable_v<cce::AnyHmac>);
static_assert(std::is_default_constructible_v<cce::Digest<Hash::sha256>>);
static_assert(!std::is_default_constructible_v<cce::AnyDigest> && !std::is_convertible_v<Hash, cce::AnyDigest>);
static_assert(!std::is_default_constructible_v<cce::Hmac<Hash::sha256>>);
static_assert(!std::is_convertible_v<cce::Bytes, cce::Hmac<Hash::sha256>>);

// What is read may be any run of uint8_t; text and std::byte go through bytes(), so that no literal brings its NUL along.
static_assert(std::is_convertible_v<std::vector<uint8_t>, cce::Bytes>);
static_assert(std::is_convertible_v<std::array<uint8_t, 5>, cce::Bytes>);
static_assert(!std::is_convertible_v<const char*, cce::Bytes> && !std::is_convertible_v<const char (&)[4], cce::Bytes>);

static_assert(std::forward_iterator<cce::module::SelfTests::Iterator>);

// The enumerators are the numbers of the C ABI.
static_assert(static_cast<int>(Hash::sha224) == CCE_SHA224 && static_cast<int>(Hash::sha256) == CCE_SHA256 &&
              static_cast<int>(Hash::sha384) == CCE_SHA384 && static_cast<int>(Hash::sha512) == CCE_SHA512 &&
              static_cast<int>(Hash::sha512_256) == CCE_SHA512_256);

TEST_CASE("digest_size is cce_digest_size, for what is no hash too") {
  for (int id = 0; id <= 7; ++id)
    CHECK(cce::digest_size(static_cast<Hash>(id)) == cce_digest_size(static_cast<cce_hash>(id)));
  CHECK(cce::max_digest_size == cce::digest_size(Hash::sha512));
}
