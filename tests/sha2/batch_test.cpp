// Batches over each kernel: the digests are those of the messages one by one, whatever the lengths beside each other.
#include <algorithm>

#include "rows.hpp"
#include "sha2/batch.hpp"

namespace {

using cce::Bytes;
using cce::sha2::Hash;
using cce::sha2::Message;
using rows::Family;

using Octets = std::vector<uint8_t>;

std::vector<Octets> batch(Hash h, const std::vector<Octets>& messages) {
  const size_t size = cce::sha2::digest_size(h);
  std::vector<Octets> digests(messages.size(), Octets(size + 1, 0x5a));
  size_t i = 0;
  cce::sha2::digest_each(h, [&](Message& message) {
    if (i == messages.size()) return false;
    message = {messages[i], digests[i].data()};
    ++i;
    return true;
  });
  CHECK(i == messages.size());
  for (Octets& digest : digests) {
    REQUIRE(digest.back() == 0x5a);
    digest.pop_back();
  }
  return digests;
}

std::vector<Octets> one_by_one(Hash h, const std::vector<Octets>& messages) {
  std::vector<Octets> digests;
  for (const Octets& message : messages) {
    digests.emplace_back(cce::sha2::digest_size(h));
    cce::sha2::digest(h, message, digests.back());
  }
  return digests;
}

}  // namespace

TEMPLATE_TEST_CASE("batches of every length from 0 to 4 blocks, and of every count", "", uint32_t, uint64_t) {
  using Word = TestType;
  RandomBytes random(40);
  rows::each<Word>([&](const auto&) {
    for (Hash h : Family<Word>::hashes) {
      std::vector<Octets> messages;
      for (size_t n = 0; n <= 4 * Family<Word>::block; ++n) messages.push_back(random.bytes(n));
      REQUIRE(batch(h, messages) == one_by_one(h, messages));
      for (size_t count = 0; count <= 3 * cce::sha2::max_lanes<Word>; ++count) {
        INFO(count << " messages");
        const std::vector<Octets> some(messages.begin() + 100, messages.begin() + 100 + static_cast<long>(count));
        REQUIRE(batch(h, some) == one_by_one(h, some));
      }
    }
  });
}

TEMPLATE_TEST_CASE("batches of long and short messages in any order", "", uint32_t, uint64_t) {
  using Word = TestType;
  RandomBytes random(41);
  rows::each<Word>([&](const auto&) {
    for (Hash h : Family<Word>::hashes)
      for (size_t turn = 0; turn < 30; ++turn) {
        std::vector<Octets> messages;
        for (size_t i = random.below(60); i != 0; --i)
          messages.push_back(random.bytes(random.below(i % 7 == 0 ? 5000 : 300)));
        REQUIRE(batch(h, messages) == one_by_one(h, messages));
      }
  });
}

TEMPLATE_TEST_CASE("a batch of equal messages ends in step, and begins again", "", uint32_t, uint64_t) {
  using Word = TestType;
  RandomBytes random(42);
  rows::each<Word>([&](const auto&) {
    for (Hash h : Family<Word>::hashes)
      for (const size_t n : {size_t{0}, size_t{1}, Family<Word>::block - 9, Family<Word>::block, size_t{700}}) {
        std::vector<Octets> messages(5 * cce::sha2::max_lanes<Word> + 3);
        for (Octets& message : messages) message = random.bytes(n);
        REQUIRE(batch(h, messages) == one_by_one(h, messages));
      }
  });
}

TEMPLATE_TEST_CASE("each digest of a batch may replace its message", "", uint32_t, uint64_t) {
  using Word = TestType;
  RandomBytes random(43);
  rows::each<Word>([&](const auto&) {
    for (Hash h : Family<Word>::hashes) {
      std::vector<Octets> messages;
      for (size_t i = 0; i < 40; ++i) messages.push_back(random.bytes(64 + random.below(400)));
      const auto want = one_by_one(h, messages);
      size_t i = 0;
      cce::sha2::digest_each(h, [&](Message& message) {
        if (i == messages.size()) return false;
        message = {messages[i], messages[i].data()};
        ++i;
        return true;
      });
      for (i = 0; i < messages.size(); ++i) REQUIRE(std::equal(want[i].begin(), want[i].end(), messages[i].begin()));
    }
  });
}
