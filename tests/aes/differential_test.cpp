// Each implementation against the portable one, and that one against the reference: every length of plaintext, of
// additional data, of IV and of tag.
#include <cstring>
#include <string>

#include "aes/gcm.hpp"
#include "random_bytes.hpp"
#include "reference.hpp"
#include "rows.hpp"

using cce::Bytes;
using cce::Status;

namespace {

struct Message {
  reference::Key key;
  std::vector<uint8_t> iv, aad, pt;
  size_t tag_size = 16;
};

struct Result {
  std::vector<uint8_t> ct, tag;
  bool operator==(const Result&) const = default;
};

// Sealed by the selected implementation, which must also open it again.
Result seal(const Message& m) {
  cce::gcm::Key key;
  cce::gcm::init(key, m.key);
  Result r{std::vector<uint8_t>(m.pt.size()), std::vector<uint8_t>(m.tag_size)};
  REQUIRE(cce::gcm::seal(key, m.iv, m.aad, m.pt, r.ct.data(), r.tag) == Status::ok);
  std::vector<uint8_t> opened(m.pt.size());
  REQUIRE(cce::gcm::open(key, m.iv, m.aad, r.ct, r.tag, opened.data()) == Status::ok);
  REQUIRE(opened == m.pt);
  return r;
}

Result seal_by_reference(const Message& m) {
  const auto sealed = reference::seal(m.key, m.iv, m.aad, m.pt);
  return {sealed.ct, {sealed.tag.begin(), sealed.tag.begin() + static_cast<std::ptrdiff_t>(m.tag_size)}};
}

Message message(RandomBytes& random, size_t iv, size_t aad, size_t pt) {
  return {random.array<reference::Key>(), random.bytes(iv), random.bytes(aad), random.bytes(pt)};
}

// Every implementation on every message; the portable one's answers are compared with the reference where that is not
// too slow.
void compare(const std::vector<Message>& messages, bool with_reference) {
  cce::gcm::select(0);
  std::vector<Result> expected;
  for (const Message& m : messages) expected.push_back(seal(m));
  if (with_reference)
    for (size_t i = 0; i < messages.size(); ++i) REQUIRE(expected[i] == seal_by_reference(messages[i]));
  rows::each_gcm([&](const auto&) {
    for (size_t i = 0; i < messages.size(); ++i) {
      const Message& m = messages[i];
      INFO("iv " << m.iv.size() << ", aad " << m.aad.size() << ", pt " << m.pt.size() << ", tag " << m.tag_size);
      REQUIRE(seal(m) == expected[i]);
    }
  });
}

}  // namespace

TEST_CASE("implementations: which run here, and which are chosen") {
  std::string ran, not_here;
  const char* best = nullptr;
  for (const auto& row : cce::gcm::implementations_table()) {
    (rows::runs_here(row) ? ran : not_here).append(" ").append(row.name);
    if (rows::runs_here(row) && best == nullptr) best = row.name;
  }
  WARN("AES-256-GCM, tested here:" << ran << "; not on this processor:" << (not_here.empty() ? " none" : not_here));
  REQUIRE(best != nullptr);
  CHECK(cce::gcm::implementation(cce::cpu::detect()) == std::string(best));
  CHECK(cce::gcm::implementation(0) == std::string("portable"));
}

TEST_CASE("every length of plaintext from 0 to 1,100") {
  RandomBytes random(1);
  std::vector<Message> messages;
  for (size_t n = 0; n <= 1100; ++n) messages.push_back(message(random, 12, n % 3 == 0 ? 0 : n % 37, n));
  compare(messages, false);
}

TEST_CASE("lengths of plaintext around each implementation's parts, against the reference") {
  RandomBytes random(2);
  std::vector<Message> messages;
  for (size_t n = 0; n <= 70; ++n) messages.push_back(message(random, 12, n, n));
  for (size_t part : {128, 256, 384, 512, 768, 1024, 1280})
    for (size_t n = part - 2; n <= part + 2; ++n) messages.push_back(message(random, 12, 20, n));
  compare(messages, true);
}

TEST_CASE("every length of additional data from 0 to 300") {
  RandomBytes random(3);
  std::vector<Message> messages;
  for (size_t n = 0; n <= 300; ++n) messages.push_back(message(random, 12, n, n % 50));
  compare(messages, true);
}

TEST_CASE("long additional data") {
  RandomBytes random(4);
  std::vector<Message> messages;
  for (size_t n : {511, 512, 513, 1023, 1024, 1025, 1536, 5000, 65537}) messages.push_back(message(random, 12, n, 33));
  compare(messages, false);
}

TEST_CASE("every length of IV from 1 to 64, and long ones") {
  RandomBytes random(5);
  std::vector<Message> messages;
  for (size_t n = 1; n <= 64; ++n) messages.push_back(message(random, n, 13, 100));
  for (size_t n : {127, 128, 129, 256, 512, 513, 1000, 1024, 4096}) messages.push_back(message(random, n, 0, 50));
  compare(messages, true);
}

TEST_CASE("every length of tag") {
  RandomBytes random(6);
  std::vector<Message> messages;
  for (size_t tag : {4, 8, 12, 13, 14, 15, 16})
    for (size_t n : {0, 1, 16, 100}) {
      messages.push_back(message(random, 12, 7, n));
      messages.back().tag_size = tag;
    }
  compare(messages, true);
}

TEST_CASE("long messages") {
  RandomBytes random(7);
  std::vector<Message> messages;
  for (size_t n : {size_t{4096}, size_t{16384}, size_t{65536} + 255, (size_t{1} << 20) + 777})
    messages.push_back(message(random, 12, 21, n));
  compare(messages, false);
}

TEST_CASE("GHASH alone, continued over pieces") {
  RandomBytes random(8);
  const auto K = random.array<reference::Key>();
  const auto H = reference::encrypt(K, {});
  rows::each_gcm([&](const auto& row) {
    cce::gcm::Key key;
    row.operations.init(key, K.data());
    for (size_t n = 1; n <= 300; ++n) {
      const auto X = random.bytes(n);
      auto Y = random.array<reference::Block>();
      const auto expected = reference::ghash(H, X, Y);
      row.operations.ghash(key, Y.data(), X.data(), n);
      REQUIRE(Y == expected);
    }
  });
}

TEST_CASE("a copied key works, and the key is as the implementation left it") {
  RandomBytes random(9);
  const Message m = message(random, 12, 30, 700);
  rows::each_gcm([&](const auto&) {
    cce::gcm::Key key;
    std::memset(static_cast<void*>(&key), 0, sizeof key);
    cce::gcm::init(key, m.key);
    alignas(64) unsigned char copied[sizeof key];
    std::memcpy(copied, &key, sizeof key);
    std::vector<uint8_t> ct(m.pt.size()), tag(16);
    REQUIRE(cce::gcm::seal(*reinterpret_cast<cce::gcm::Key*>(copied), m.iv, m.aad, m.pt, ct.data(), tag) == Status::ok);
    CHECK(std::memcmp(copied, &key, sizeof key) == 0);
    const auto sealed = reference::seal(m.key, m.iv, m.aad, m.pt);
    CHECK(ct == sealed.ct);
    CHECK(std::equal(tag.begin(), tag.end(), sealed.tag.begin()));
  });
}
