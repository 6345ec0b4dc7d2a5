// Whole hashes over each kernel: every short length, random pieces, long messages, copies.
#include <algorithm>
#include <cstring>

#include "rows.hpp"

namespace {

using cce::Bytes;
using cce::sha2::Context;
using cce::sha2::Hash;
using rows::Family;

std::vector<uint8_t> digest(Hash h, Bytes msg) {
  std::vector<uint8_t> out(cce::sha2::digest_size(h));
  cce::sha2::digest(h, msg, out);
  return out;
}

std::vector<uint8_t> finish(Context context) {
  std::vector<uint8_t> out(cce::sha2::digest_size(context.hash));
  context.finish(out);
  return out;
}

template <class Word>
std::vector<uint8_t> expected(Hash h, Bytes msg) {
  const auto active = Family<Word>::active();
  Family<Word>::active() = rows::portable<Word>();
  const auto out = digest(h, msg);
  Family<Word>::active() = active;
  return out;
}

// msg in pieces of up to `most` bytes, some of them empty.
std::vector<uint8_t> streamed(Hash h, Bytes msg, size_t most, RandomBytes& random) {
  Context context;
  context.init(h);
  while (!msg.empty()) {
    const size_t n = std::min(msg.size(), random.below(most + 1));
    REQUIRE(context.update(msg.first(n)) == cce::Status::ok);
    msg = msg.subspan(n);
  }
  return finish(context);
}

}  // namespace

TEMPLATE_TEST_CASE("every length from 0 to 4 blocks", "", uint32_t, uint64_t) {
  using Word = TestType;
  constexpr size_t most = 4 * Family<Word>::block;
  RandomBytes random(10);
  const auto input = random.bytes(most);
  rows::each<Word>([&](const auto&) {
    for (Hash h : Family<Word>::hashes)
      for (size_t n = 0; n <= most; ++n) {
        const Bytes msg = Bytes(input).first(n);
        INFO(n << " bytes");
        const auto want = expected<Word>(h, msg);
        REQUIRE(digest(h, msg) == want);
        REQUIRE(streamed(h, msg, most / 2, random) == want);
      }
  });
}

TEMPLATE_TEST_CASE("random messages in random pieces, at every alignment", "", uint32_t, uint64_t) {
  using Word = TestType;
  RandomBytes random(11);
  rows::each<Word>([&](const auto&) {
    for (Hash h : Family<Word>::hashes)
      for (size_t turn = 0; turn < 256; ++turn) {
        const size_t n = random.below(20 * Family<Word>::block), shift = turn % 64;
        const auto input = random.bytes(n + shift);
        const Bytes msg = Bytes(input).subspan(shift);
        const auto want = expected<Word>(h, msg);
        REQUIRE(digest(h, msg) == want);
        REQUIRE(streamed(h, msg, 1 + random.below(5 * Family<Word>::block), random) == want);
      }
  });
}

TEMPLATE_TEST_CASE("long messages", "", uint32_t, uint64_t) {
  using Word = TestType;
  RandomBytes random(12);
  const auto input = random.bytes((1 << 20) + 131);
  rows::each<Word>([&](const auto&) {
    for (Hash h : Family<Word>::hashes) {
      const auto want = expected<Word>(h, input);
      CHECK(digest(h, input) == want);
      CHECK(streamed(h, input, 100'000, random) == want);
    }
  });
}

TEST_CASE("a copy of a context continues on its own") {
  RandomBytes random(13);
  const auto common = random.bytes(333), left = random.bytes(100), right = random.bytes(200);
  auto joined = [&](const std::vector<uint8_t>& end) {
    auto msg = common;
    msg.insert(msg.end(), end.begin(), end.end());
    return msg;
  };
  for (Hash h : {Hash::sha224, Hash::sha256, Hash::sha384, Hash::sha512, Hash::sha512_256}) {
    Context original;
    original.init(h);
    REQUIRE(original.update(common) == cce::Status::ok);
    Context copy = original;
    REQUIRE(original.update(left) == cce::Status::ok);
    REQUIRE(copy.update(right) == cce::Status::ok);
    CHECK(finish(original) == digest(h, joined(left)));
    CHECK(finish(copy) == digest(h, joined(right)));
  }
}
