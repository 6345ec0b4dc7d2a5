// HMAC by its definition, FIPS 198-1, for every length of key and message about the blocks, over each implementation: in one call,
// with a key prepared, and in pieces.
#include <algorithm>

#include "hmac/hmac.hpp"
#include "sha2/rows.hpp"

namespace {

using cce::Bytes;
using cce::hmac::Hash;
using rows::Family;
using Buffer = std::vector<uint8_t>;

constexpr size_t most_key = 200, most_message = 300;

Buffer digest(Hash h, const Buffer& msg) {
  Buffer out(cce::sha2::digest_size(h));
  cce::sha2::digest(h, msg, out);
  return out;
}

Buffer joined(const Buffer& a, Bytes b) {
  Buffer both = a;
  both.insert(both.end(), b.begin(), b.end());
  return both;
}

// Step by step, with the portable kernel.
template <class Word>
Buffer expected(Hash h, Bytes key, Bytes msg) {
  const auto active = Family<Word>::active();
  Family<Word>::active() = rows::portable<Word>();
  Buffer K0(key.begin(), key.end());
  if (K0.size() > Family<Word>::block) K0 = digest(h, K0);
  K0.resize(Family<Word>::block);
  Buffer inner = K0, outer = K0;
  for (auto& b : inner) b ^= 0x36;
  for (auto& b : outer) b ^= 0x5c;
  const Buffer mac = digest(h, joined(outer, digest(h, joined(inner, msg))));
  Family<Word>::active() = active;
  return mac;
}

Buffer in_one_call(Hash h, Bytes key, Bytes msg) {
  Buffer out(cce::sha2::digest_size(h));
  cce::hmac::mac(h, key, msg, out);
  return out;
}

Buffer with_key(const cce::hmac::Key& key, Bytes msg) {
  Buffer out(cce::sha2::digest_size(key.hash));
  cce::hmac::mac(key, msg, out);
  return out;
}

Buffer in_two_pieces(const cce::hmac::Key& key, Bytes msg, size_t first) {
  cce::hmac::Context context;
  context.init(key);
  REQUIRE(context.update(msg.first(first)) == cce::Status::ok);
  REQUIRE(context.update(msg.subspan(first)) == cce::Status::ok);
  Buffer out(cce::sha2::digest_size(key.hash));
  context.finish(out);
  return out;
}

}  // namespace

TEMPLATE_TEST_CASE("HMAC of every length of the key", "", uint32_t, uint64_t) {
  using Word = TestType;
  RandomBytes random(1);
  const Buffer keys = random.bytes(most_key), messages = random.bytes(most_message);
  rows::each<Word>([&](const auto&) {
    for (const Hash h : Family<Word>::hashes)
      for (size_t n = 0; n <= most_key; ++n)
        for (const size_t m : {0, 1, 55, 56, 63, 64, 65, 111, 112, 128}) {
          INFO(n << " bytes of key, " << m << " of message");
          const Bytes K = Bytes(keys).first(n), msg = Bytes(messages).first(m);
          cce::hmac::Key key;
          key.init(h, K);
          const Buffer want = expected<Word>(h, K, msg);
          REQUIRE(in_one_call(h, K, msg) == want);
          REQUIRE(with_key(key, msg) == want);
        }
  });
}

TEMPLATE_TEST_CASE("HMAC of every length of the message, in one piece and in two", "", uint32_t, uint64_t) {
  using Word = TestType;
  RandomBytes random(2);
  const Buffer K = random.bytes(32), messages = random.bytes(most_message);
  rows::each<Word>([&](const auto&) {
    for (const Hash h : Family<Word>::hashes) {
      cce::hmac::Key key;
      key.init(h, K);
      for (size_t m = 0; m <= most_message; ++m) {
        const Bytes msg = Bytes(messages).first(m);
        const Buffer want = expected<Word>(h, K, msg);
        INFO(m << " bytes");
        REQUIRE(in_one_call(h, K, msg) == want);
        REQUIRE(with_key(key, msg) == want);
        for (size_t first = 0; first <= m; ++first)
          if (in_two_pieces(key, msg, first) != want) FAIL(first << " bytes first");
      }
    }
  });
}

TEMPLATE_TEST_CASE("HMAC over its key and over its message, and truncated", "", uint32_t, uint64_t) {
  using Word = TestType;
  RandomBytes random(3);
  rows::each<Word>([&](const auto&) {
    for (const Hash h : Family<Word>::hashes)
      for (const size_t n : {size_t{64}, size_t{128}, most_key}) {
        const Buffer K = random.bytes(n), msg = random.bytes(n);
        const Buffer want = expected<Word>(h, K, msg);
        Buffer over_key = K, over_message = msg;
        cce::hmac::mac(h, over_key, msg, std::span(over_key).first(want.size()));
        cce::hmac::mac(h, K, over_message, std::span(over_message).first(want.size()));
        CHECK(std::equal(want.begin(), want.end(), over_key.begin()));
        CHECK(std::equal(want.begin(), want.end(), over_message.begin()));
        for (size_t size = 0; size < want.size(); ++size) {
          Buffer out(size + 1, 0x5a);
          cce::hmac::mac(h, K, msg, std::span(out).first(size));
          REQUIRE(std::equal(want.begin(), want.begin() + size, out.begin()));
          REQUIRE(out.back() == 0x5a);
        }
      }
  });
}
