// cce_gcm_stream through the C ABI: the indicator, the order of calls, what is refused, and forks.
#include <cce/cce.h>

#include <cstring>
#include <vector>

#include "gcm_buffers.hpp"
#include "support/catch.hpp"
#include "support/child.hpp"

namespace {

const uint8_t key_bytes[32] = {9, 8, 7};
const uint8_t given_iv[12] = {1, 2, 3, 4};
const char aad[] = "header";

struct Key {
  cce_gcm_key* key = nullptr;
  Key() { REQUIRE(cce_gcm_key_import(key_bytes, 32, &key) == CCE_OK); }
  ~Key() { cce_gcm_key_free(key); }
  operator cce_gcm_key*() const { return key; }
};

struct Stream {
  cce_gcm_stream* stream = nullptr;
  Stream() { REQUIRE(cce_gcm_stream_new(&stream) == CCE_OK); }
  ~Stream() { cce_gcm_stream_free(stream); }
  operator cce_gcm_stream*() const { return stream; }
};

struct Message {
  std::vector<uint8_t> pt = std::vector<uint8_t>(100, 0x55), ct = std::vector<uint8_t>(100);
  uint8_t iv[12] = {}, tag[16] = {};
};

// The whole of a message whose beginning has answered `expected`, as everything after it does.
void seal_rest(cce_gcm_stream* stream, Message& m, cce_result expected) {
  REQUIRE(cce_gcm_stream_aad(stream, aad, 3) == expected);
  REQUIRE(cce_gcm_stream_aad(stream, aad + 3, 3) == expected);
  REQUIRE(cce_gcm_stream_update(stream, m.pt.data(), 33, m.ct.data()) == expected);
  REQUIRE(cce_gcm_stream_update(stream, m.pt.data() + 33, 67, m.ct.data() + 33) == expected);
  REQUIRE(cce_gcm_stream_tag(stream, m.tag, 16) == expected);
}

void check_opens(const cce_gcm_key* key, const Message& m) {
  std::vector<uint8_t> opened(m.pt.size());
  REQUIRE(cce_gcm_open(key, m.iv, 12, aad, 6, m.ct.data(), m.ct.size(), m.tag, 16, opened.data()) == CCE_OK);
  REQUIRE(opened == m.pt);
}

}  // namespace

TEST_CASE("each way of beginning, its indicator, and one call that opens it") {
  const Key key;
  const Stream stream;
  Message first, second;
  REQUIRE(cce_gcm_stream_seal(stream, key, first.iv) == CCE_OK);
  seal_rest(stream, first, CCE_OK);
  check_opens(key, first);
  REQUIRE(cce_gcm_stream_seal(stream, key, second.iv) == CCE_OK);
  seal_rest(stream, second, CCE_OK);
  check_opens(key, second);
  REQUIRE(std::memcmp(first.iv, second.iv, 12) != 0);

  Message given;
  std::memcpy(given.iv, given_iv, 12);
  REQUIRE(cce_gcm_stream_seal_with_iv(stream, key, given_iv, 12) == CCE_OK_UNAPPROVED);
  seal_rest(stream, given, CCE_OK_UNAPPROVED);
  check_opens(key, given);

  // A key that has sealed gives no sealer; the numbers of one go on from the one-shot service to the stream.
  const Key another;
  cce_gcm_sealer* sealer = nullptr;
  REQUIRE(cce_gcm_sealer_new(key, given_iv, 12, 0, &sealer) == CCE_ERR_KEY);
  REQUIRE(cce_gcm_sealer_new(another, given_iv, 12, 0, &sealer) == CCE_OK);
  Message whole, pieces;
  REQUIRE(cce_gcm_sealer_seal(sealer, aad, 6, whole.pt.data(), 100, whole.iv, whole.ct.data(), whole.tag) == CCE_OK);
  REQUIRE(cce_gcm_stream_seal_next(stream, sealer, pieces.iv) == CCE_OK);
  seal_rest(stream, pieces, CCE_OK);
  check_opens(another, pieces);
  REQUIRE(whole.iv[11] + 1 == pieces.iv[11]);
  REQUIRE(cce_gcm_stream_seal(stream, another, pieces.iv) == CCE_ERR_LIMIT);
  cce_gcm_sealer_free(sealer);

  // From where the caller says, and of an imported key: not approved, and neither is the stream.
  const Key third;
  REQUIRE(cce_gcm_sealer_new(third, given_iv, 4, 7, &sealer) == CCE_OK_UNAPPROVED);
  Message counted;
  REQUIRE(cce_gcm_stream_seal_next(stream, sealer, counted.iv) == CCE_OK_UNAPPROVED);
  seal_rest(stream, counted, CCE_OK_UNAPPROVED);
  REQUIRE(cce_gcm_stream_seal_next(stream, sealer, nullptr) == CCE_OK_UNAPPROVED);
  cce_gcm_sealer_free(sealer);
}

TEST_CASE("opening in pieces verifies, and says when it does not") {
  const Key key;
  const Stream stream;
  Message m;
  REQUIRE(cce_gcm_stream_seal(stream, key, m.iv) == CCE_OK);
  seal_rest(stream, m, CCE_OK);
  for (const size_t tag_len : {4, 8, 12, 13, 14, 15, 16})
    for (const size_t changed : {size_t{0}, tag_len - 1, tag_len}) {  // the last: nothing is changed
      INFO(tag_len << ", " << changed);
      uint8_t tag[17];
      std::memcpy(tag, m.tag, 16);
      tag[changed] ^= 1;
      std::vector<uint8_t> opened(100);
      REQUIRE(cce_gcm_stream_open(stream, key, m.iv, 12) == CCE_OK);
      REQUIRE(cce_gcm_stream_aad(stream, aad, 6) == CCE_OK);
      REQUIRE(cce_gcm_stream_update(stream, m.ct.data(), 100, opened.data()) == CCE_OK);
      REQUIRE(opened == m.pt);
      REQUIRE(cce_gcm_stream_verify(stream, tag, tag_len) == (changed == tag_len ? CCE_OK : CCE_ERR_AUTH));
      REQUIRE(cce_gcm_stream_verify(stream, tag, tag_len) == CCE_ERR_ARGUMENT);
    }
}

TEST_CASE("out of order") {
  const Key key;
  const Stream stream;
  uint8_t tag[16], iv[12], out[16] = {};
  CHECK(cce_gcm_stream_aad(stream, aad, 1) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_stream_update(stream, aad, 1, out) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_stream_tag(stream, tag, 16) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_stream_verify(stream, tag, 16) == CCE_ERR_ARGUMENT);
  REQUIRE(cce_gcm_stream_seal(stream, key, iv) == CCE_OK);
  CHECK(cce_gcm_stream_verify(stream, tag, 16) == CCE_ERR_ARGUMENT);
  REQUIRE(cce_gcm_stream_update(stream, nullptr, 0, nullptr) == CCE_OK);
  CHECK(cce_gcm_stream_aad(stream, aad, 1) == CCE_ERR_ARGUMENT);
  for (const size_t tag_len : {0, 3, 5, 11, 17}) CHECK(cce_gcm_stream_tag(stream, tag, tag_len) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_stream_tag(stream, tag, 16) == CCE_OK);
  CHECK(cce_gcm_stream_tag(stream, tag, 16) == CCE_ERR_ARGUMENT);
  REQUIRE(cce_gcm_stream_open(stream, key, iv, 12) == CCE_OK);
  CHECK(cce_gcm_stream_tag(stream, tag, 16) == CCE_ERR_ARGUMENT);
  // An empty message, sealed above, with another begun between.
  REQUIRE(cce_gcm_stream_open(stream, key, iv, 12) == CCE_OK);
  CHECK(cce_gcm_stream_verify(stream, tag, 16) == CCE_OK);
}

TEST_CASE("null, too long, overlapping") {
  const Key key;
  const Stream stream;
  uint8_t iv[12] = {}, tag[16], out[16];
  CHECK(cce_gcm_stream_new(nullptr) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_stream_seal(nullptr, key, iv) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_stream_seal(stream, nullptr, iv) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_stream_seal(stream, key, nullptr) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_stream_seal_next(stream, nullptr, iv) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_stream_seal_with_iv(nullptr, key, iv, 12) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_stream_seal_with_iv(stream, nullptr, iv, 12) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_stream_seal_with_iv(stream, key, nullptr, 12) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_stream_seal_with_iv(stream, key, iv, 0) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_stream_open(nullptr, key, iv, 12) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_stream_open(stream, nullptr, iv, 12) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_stream_open(stream, key, iv, 0) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_stream_aad(nullptr, aad, 1) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_stream_update(nullptr, aad, 1, out) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_stream_tag(nullptr, tag, 16) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_stream_verify(nullptr, tag, 16) == CCE_ERR_ARGUMENT);
  cce_gcm_stream_free(nullptr);

  REQUIRE(cce_gcm_stream_open(stream, key, iv, 12) == CCE_OK);
  for (const size_t n : {(size_t{1} << 56) + 1, SIZE_MAX}) {
    CHECK(cce_gcm_stream_aad(stream, aad, n) == CCE_ERR_ARGUMENT);
    CHECK(cce_gcm_stream_update(stream, aad, n, out) == CCE_ERR_ARGUMENT);
  }
  CHECK(cce_gcm_stream_aad(stream, nullptr, 1) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_stream_update(stream, nullptr, 1, out) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_stream_update(stream, aad, 1, nullptr) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_stream_tag(stream, nullptr, 16) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_stream_verify(stream, nullptr, 16) == CCE_ERR_ARGUMENT);
  gcm_test::every_distance(40, 40, true, CCE_OK, [&](uint8_t* to, const uint8_t* from) {
    return cce_gcm_stream_update(stream, from, 40, to);
  });
}

TEST_CASE("a child of fork does not go on with what is being sealed, and may open") {
  const Key key;
  const Stream sealing, opening;
  Message m;
  std::memcpy(m.iv, given_iv, 12);
  REQUIRE(cce_gcm_stream_seal_with_iv(sealing, key, given_iv, 12) == CCE_OK_UNAPPROVED);
  REQUIRE(cce_gcm_stream_open(opening, key, given_iv, 12) == CCE_OK);
  const auto said = support::in_child([&](std::vector<uint8_t>& out) {
    uint8_t text[16] = {}, tag[16];
    const cce_result results[] = {
        cce_gcm_stream_aad(sealing, aad, 1),           cce_gcm_stream_update(sealing, aad, 1, text),
        cce_gcm_stream_tag(sealing, tag, 16),          cce_gcm_stream_update(opening, aad, 1, text),
        cce_gcm_stream_seal_with_iv(sealing, key, text, 12), cce_gcm_stream_tag(sealing, tag, 16)};
    for (const cce_result r : results) out.push_back(static_cast<uint8_t>(r));
  });
  const auto code = [](cce_result r) { return static_cast<uint8_t>(r); };
  REQUIRE(said == std::vector<uint8_t>{code(CCE_ERR_KEY), code(CCE_ERR_KEY), code(CCE_ERR_KEY), code(CCE_OK),
                                       code(CCE_OK_UNAPPROVED), code(CCE_OK_UNAPPROVED)});
  seal_rest(sealing, m, CCE_OK_UNAPPROVED);
  check_opens(key, m);
}

TEST_CASE("the key may go while a message is under way; zeroised, there is an end") {
  Message m;
  const Stream stream;
  {
    const Key key;
    REQUIRE(cce_gcm_stream_seal(stream, key, m.iv) == CCE_OK);
  }
  seal_rest(stream, m, CCE_OK);
  check_opens(Key(), m);

  REQUIRE(cce_gcm_stream_open(stream, Key(), m.iv, 12) == CCE_OK);
  REQUIRE(cce_module_zeroize() == CCE_OK);
  uint8_t out[1] = {0x77};
  CHECK(cce_gcm_stream_update(stream, aad, 1, out) == CCE_ERR_STATE);
  REQUIRE(cce_module_restart() == CCE_OK);
  CHECK(cce_gcm_stream_update(stream, aad, 1, out) == CCE_ERR_KEY);
  CHECK(out[0] == 0x77);
  const Key key;
  CHECK(cce_gcm_stream_open(stream, key, m.iv, 12) == CCE_ERR_KEY);
}
