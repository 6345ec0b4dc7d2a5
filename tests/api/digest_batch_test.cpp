// cce_digest_batch: good and bad items beside each other, and what no item may do to the others.
#include <cce/cce.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/catch.hpp"

namespace {

using Octets = std::vector<uint8_t>;
constexpr cce_hash hashes[] = {CCE_SHA224, CCE_SHA256, CCE_SHA384, CCE_SHA512, CCE_SHA512_256};
constexpr auto stale = static_cast<cce_result>(77);

Octets message(size_t i) {
  Octets bytes(i * i % 391);
  for (size_t k = 0; k < bytes.size(); ++k) bytes[k] = static_cast<uint8_t>(i * 31 + k);
  return bytes;
}

Octets digest(cce_hash hash, const Octets& msg) {
  Octets out(cce_digest_size(hash));
  REQUIRE(cce_digest(hash, msg.data(), msg.size(), out.data()) == CCE_OK);
  return out;
}

struct Items {
  explicit Items(size_t count) : outputs(count, Octets(CCE_MAX_DIGEST_SIZE + 1, 0x5a)) {
    for (size_t i = 0; i < count; ++i) messages.push_back(message(i));
    for (size_t i = 0; i < count; ++i)
      items.push_back({messages[i].data(), messages[i].size(), outputs[i].data(), stale});
  }

  // Item i is done, and nothing behind its digest was touched.
  bool is_done(cce_hash hash, size_t i) {
    const Octets want = digest(hash, messages[i]);
    return items[i].result == CCE_OK && std::equal(want.begin(), want.end(), outputs[i].begin()) &&
           is_untouched(i, want.size());
  }
  bool is_untouched(size_t i, size_t from = 0) {
    return std::all_of(outputs[i].begin() + static_cast<long>(from), outputs[i].end(),
                       [](uint8_t b) { return b == 0x5a; });
  }

  std::vector<Octets> messages, outputs;
  std::vector<cce_digest_item> items;
};

}  // namespace

TEST_CASE("every item of a batch is hashed") {
  for (const cce_hash hash : hashes)
    for (const size_t count : {0u, 1u, 2u, 7u, 8u, 9u, 16u, 17u, 100u}) {
      Items batch(count);
      REQUIRE(cce_digest_batch(hash, batch.items.data(), count) == CCE_OK);
      for (size_t i = 0; i < count; ++i) REQUIRE(batch.is_done(hash, i));
    }
}

TEST_CASE("a bad item of a digest batch is refused, and the others are done") {
  const std::pair<std::string, void (*)(cce_digest_item&, cce_digest_item*)> faults[] = {
      {"no message", [](cce_digest_item& item, cce_digest_item*) { item.msg = nullptr, item.msg_len = 1; }},
      {"no output", [](cce_digest_item& item, cce_digest_item*) { item.out = nullptr; }},
      {"a negative length", [](cce_digest_item& item, cce_digest_item*) { item.msg_len = SIZE_MAX; }},
      {"an output in its message",
       [](cce_digest_item& item, cce_digest_item*) {
         item.msg_len = 9, item.msg = static_cast<uint8_t*>(item.out) + 3;
       }},
      {"an output at the end of memory",
       [](cce_digest_item& item, cce_digest_item*) { item.out = reinterpret_cast<void*>(UINTPTR_MAX - 3); }},
      {"an output in the items", [](cce_digest_item& item, cce_digest_item* items) { item.out = &items[3].msg_len; }},
  };
  for (const auto& [name, spoil] : faults)
    for (const cce_hash hash : hashes)
      for (const size_t bad : {0u, 5u, 29u}) {
        INFO(name << " in item " << bad);
        Items batch(30);
        spoil(batch.items[bad], batch.items.data());
        REQUIRE(cce_digest_batch(hash, batch.items.data(), batch.items.size()) == CCE_ERR_ARGUMENT);
        for (size_t i = 0; i < batch.items.size(); ++i) {
          if (i != bad) REQUIRE(batch.is_done(hash, i));
        }
        REQUIRE(batch.items[bad].result == CCE_ERR_ARGUMENT);
        REQUIRE(batch.is_untouched(bad));
      }
}

TEST_CASE("a batch of bad items only") {
  Items batch(20);
  for (auto& item : batch.items) item.out = nullptr;
  CHECK(cce_digest_batch(CCE_SHA256, batch.items.data(), batch.items.size()) == CCE_ERR_ARGUMENT);
  for (auto& item : batch.items) CHECK(item.result == CCE_ERR_ARGUMENT);
}

TEST_CASE("an unknown hash refuses every item, and none of a batch, too") {
  for (const int id : {0, 6, -1}) {
    Items batch(3);
    CHECK(cce_digest_batch(static_cast<cce_hash>(id), batch.items.data(), 3) == CCE_ERR_ARGUMENT);
    for (size_t i = 0; i < 3; ++i) CHECK((batch.items[i].result == CCE_ERR_ARGUMENT && batch.is_untouched(i)));
    CHECK(cce_digest_batch(static_cast<cce_hash>(id), nullptr, 0) == CCE_ERR_ARGUMENT);
  }
}

TEST_CASE("what is no array of digest items") {
  Items batch(2);
  CHECK(cce_digest_batch(CCE_SHA256, nullptr, 1) == CCE_ERR_ARGUMENT);
  CHECK(cce_digest_batch(CCE_SHA256, batch.items.data(), SIZE_MAX) == CCE_ERR_ARGUMENT);
  CHECK(cce_digest_batch(CCE_SHA256, batch.items.data(), SIZE_MAX / sizeof(cce_digest_item)) == CCE_ERR_ARGUMENT);
  CHECK(cce_digest_batch(CCE_SHA256, nullptr, 0) == CCE_OK);
  for (size_t i = 0; i < 2; ++i) CHECK((batch.items[i].result == stale && batch.is_untouched(i)));
}

TEST_CASE("a module that does not serve says so of every item") {
  Items batch(5);
  REQUIRE(cce_module_zeroize() == CCE_OK);
  CHECK(cce_digest_batch(CCE_SHA512, batch.items.data(), 5) == CCE_ERR_STATE);
  for (size_t i = 0; i < 5; ++i) CHECK((batch.items[i].result == CCE_ERR_STATE && batch.is_untouched(i)));
  REQUIRE(cce_module_restart() == CCE_OK);
  CHECK(cce_digest_batch(CCE_SHA512, batch.items.data(), 5) == CCE_OK);
}

TEST_CASE("each digest of a batch may replace the message it is of") {
  for (const cce_hash hash : hashes) {
    std::vector<Octets> buffers, want;
    std::vector<cce_digest_item> items;
    for (size_t i = 0; i < 40; ++i) {
      buffers.push_back(Octets(64 + 10 * i, static_cast<uint8_t>(i)));
      want.push_back(digest(hash, buffers.back()));
    }
    for (Octets& buffer : buffers) items.push_back({buffer.data(), buffer.size(), buffer.data(), stale});
    REQUIRE(cce_digest_batch(hash, items.data(), items.size()) == CCE_OK);
    for (size_t i = 0; i < 40; ++i) REQUIRE(std::equal(want[i].begin(), want[i].end(), buffers[i].begin()));
  }
}
