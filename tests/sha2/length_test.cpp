// The longest messages of FIPS 180-4 (2^64 - 1 and 2^128 - 1 bits), and the length field of section 5.1. No test can hash
// so much, so a context is told that it has: its length is set by hand, to a multiple of the block.
#include <algorithm>
#include <cstring>

#include "rows.hpp"

namespace {

using cce::Bytes;
using cce::Status;
using cce::Uint128;
using cce::sha2::Context;
using cce::sha2::Hash;
using rows::Family;

constexpr Uint128 one = 1;

template <class Word>
constexpr Uint128 longest = (one << (sizeof(Word) == 4 ? 61 : 125)) - 1;  // in bytes

Context context_at(Hash h, Uint128 length) {
  Context context;
  std::memset(static_cast<void*>(&context), 0, sizeof context);  // its padding too: contexts are compared as bytes
  context.init(h);
  context.length = length;
  return context;
}

bool unchanged(const Context& before, const Context& after) { return std::memcmp(&before, &after, sizeof before) == 0; }

// The digest of a message of `length` bytes that end in `tail` and whose whole blocks left H(0), with the padding put
// together a byte at a time.
template <class Word>
std::vector<uint8_t> expected(Hash h, Uint128 length, Bytes tail) {
  constexpr size_t block = Family<Word>::block, field = 2 * sizeof(Word);
  std::vector<uint8_t> padded(tail.begin(), tail.end());
  padded.push_back(0x80);
  while (padded.size() % block != block - field) padded.push_back(0);
  for (size_t i = 0; i < field; ++i)
    padded.push_back(static_cast<uint8_t>(length * 8 >> static_cast<int>(8 * (field - 1 - i))));
  Context start;
  start.init(h);
  auto& words = Family<Word>::words(start.H);
  rows::portable<Word>().compress(words.data(), padded.data(), padded.size() / block);
  std::vector<uint8_t> out;
  for (Word word : words)
    for (size_t i = 0; i < sizeof(Word); ++i) out.push_back(static_cast<uint8_t>(word >> 8 * (sizeof(Word) - 1 - i)));
  out.resize(cce::sha2::digest_size(h));
  return out;
}

template <class Word>
void check_length(Hash h, Uint128 whole, Bytes tail) {
  Context context = context_at(h, whole);
  REQUIRE(context.update(tail) == Status::ok);
  std::vector<uint8_t> out(cce::sha2::digest_size(h));
  context.finish(out);
  CHECK(out == expected<Word>(h, whole + tail.size(), tail));
}

}  // namespace

TEMPLATE_TEST_CASE("the length field holds every bit of the length", "", uint32_t, uint64_t) {
  using Word = TestType;
  constexpr size_t block = Family<Word>::block;
  const std::vector<uint8_t> tail(block - 1, 0x61);
  rows::each<Word>([&](const auto&) {
    for (Hash h : Family<Word>::hashes)
      for (size_t n : {size_t{0}, size_t{1}, block - 2 * sizeof(Word) - 1, block - 2 * sizeof(Word), block - 1}) {
        const Bytes end = Bytes(tail).first(n);
        INFO(n << " bytes behind the last whole block");
        for (int bit = 7; (one << bit) <= longest<Word>; ++bit) check_length<Word>(h, one << bit, end);
        check_length<Word>(h, longest<Word> + 1 - block, end);
      }
  });
}

TEMPLATE_TEST_CASE("a message longer than the standard allows is refused, and changes nothing", "", uint32_t,
                   uint64_t) {
  using Word = TestType;
  constexpr size_t block = Family<Word>::block;
  const std::vector<uint8_t> data(3 * block, 0x62);
  for (Hash h : Family<Word>::hashes) {
    Context context = context_at(h, longest<Word> + 1 - block);
    REQUIRE(context.update(Bytes(data).first(5)) == Status::ok);
    Context before;
    std::memcpy(static_cast<void*>(&before), &context, sizeof before);
    for (size_t n : {block - 5, block, 2 * block, 3 * block}) {
      CHECK(context.update(Bytes(data).first(n)) == Status::limit);
      CHECK(unchanged(before, context));
    }
    // No byte of what follows is read: the length is judged first.
    CHECK(context.update(Bytes(data.data(), static_cast<size_t>(-1) / 2)) == Status::limit);
    CHECK(unchanged(before, context));

    // The refusal is not the end of the context: the last byte that fits still does, and then none.
    REQUIRE(context.update(Bytes(data).first(block - 6)) == Status::ok);
    CHECK((context.length == longest<Word>));  // not taken apart: Catch2 would refer to an unaligned word
    CHECK(context.update(Bytes(data).first(1)) == Status::limit);
    CHECK(context.update({}) == Status::ok);
    std::vector<uint8_t> out(cce::sha2::digest_size(h));
    context.finish(out);
    CHECK(out == expected<Word>(h, longest<Word>, Bytes(data).first(block - 1)));
  }
}
