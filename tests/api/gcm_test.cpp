// AES-256-GCM through the C ABI: misuse, tampering, the limit of invocations, overlap. The answers themselves are
// cce-kat's and tests/aes's.
#include <cce/cce.h>

#include <cstring>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "api/gcm_key.hpp"
#include "gcm_buffers.hpp"
#include "support/catch.hpp"

namespace {

using Buffer = std::vector<uint8_t>;
using gcm_test::every_distance;

const uint8_t key_bytes[32] = {1, 2, 3};
const uint8_t iv12[12] = {9};

struct Key {
  cce_gcm_key* key = nullptr;
  Key() { REQUIRE(cce_gcm_key_import(key_bytes, 32, &key) == CCE_OK); }
  ~Key() { cce_gcm_key_free(key); }
  operator cce_gcm_key*() const { return key; }
};

}  // namespace

TEST_CASE("a sealed message opens, and no changed bit of it does") {
  const Key key;
  for (const size_t n : {size_t{0}, size_t{1}, size_t{16}, size_t{31}, size_t{200}}) {
    const Buffer plain(n, 0x5c), aad(n / 2, 0x11);
    Buffer iv(12), sealed(n), tag(16), opened(n, 0xee);
    REQUIRE(cce_gcm_seal(key, aad.data(), aad.size(), plain.data(), n, iv.data(), sealed.data(), tag.data()) == CCE_OK);
    auto open = [&] {
      std::fill(opened.begin(), opened.end(), 0xee);
      return cce_gcm_open(key, iv.data(), 12, aad.data(), aad.size(), sealed.data(), n, tag.data(), 16, opened.data());
    };
    REQUIRE(open() == CCE_OK);
    CHECK(opened == plain);
    for (Buffer* part : {&iv, &sealed, &tag, const_cast<Buffer*>(&aad)}) {
      for (size_t i = 0; i < part->size(); ++i) {
        (*part)[i] ^= 0x08;
        REQUIRE(open() == CCE_ERR_AUTH);
        REQUIRE(opened == Buffer(n));  // nothing of the plaintext is left
        (*part)[i] ^= 0x08;
      }
    }
    CHECK(open() == CCE_OK);
  }
}

TEST_CASE("in place, both ways") {
  const Key key;
  Buffer data(77, 0x41), tag(16), iv(12);
  const Buffer plain = data;
  REQUIRE(cce_gcm_seal(key, nullptr, 0, data.data(), 77, iv.data(), data.data(), tag.data()) == CCE_OK);
  CHECK(data != plain);
  REQUIRE(cce_gcm_open(key, iv.data(), 12, nullptr, 0, data.data(), 77, tag.data(), 16, data.data()) == CCE_OK);
  CHECK(data == plain);
  tag[3] ^= 1;
  CHECK(cce_gcm_open(key, iv.data(), 12, nullptr, 0, data.data(), 77, tag.data(), 16, data.data()) == CCE_ERR_AUTH);
  CHECK(data == Buffer(77));
}

TEST_CASE("every IV is another one, also from many threads") {
  const Key key;
  std::vector<std::set<std::string>> seen(4);
  std::vector<std::thread> threads;
  std::atomic<int> wrong{0};
  for (auto& mine : seen)
    threads.emplace_back([&] {
      for (int i = 0; i < 20000; ++i) {
        char iv[12];
        uint8_t tag[16];
        if (cce_gcm_seal(key, nullptr, 0, nullptr, 0, iv, nullptr, tag) != CCE_OK) ++wrong;
        mine.emplace(iv, 12);
      }
    });
  for (auto& thread : threads) thread.join();
  CHECK(wrong == 0);
  std::set<std::string> all;
  for (const auto& mine : seen) all.insert(mine.begin(), mine.end());
  CHECK(all.size() == 80000);
  CHECK(key.key->invocations == 80000);
}

TEST_CASE("the 2^32-th invocation of a key is refused, and every later one") {
  const Key key;
  uint8_t iv[12] = {}, tag[16] = {}, out[8], in[8] = {};
  key.key->invocations = (uint64_t{1} << 32) - 2;
  CHECK(cce_gcm_seal(key, nullptr, 0, in, 8, iv, out, tag) == CCE_OK);  // the one before it
  std::memset(out, 0x5a, 8);
  for (int i = 0; i < 3; ++i) CHECK(cce_gcm_seal(key, nullptr, 0, in, 8, iv, out, tag) == CCE_ERR_LIMIT);
  for (const uint8_t b : out) CHECK(b == 0x5a);
  // What was sealed still opens, and an IV of the caller's own is the caller's to count.
  CHECK(cce_gcm_seal_with_iv(key, iv12, 12, nullptr, 0, in, 8, out, tag, 16) == CCE_OK_UNAPPROVED);
  CHECK(cce_gcm_open(key, iv12, 12, nullptr, 0, out, 8, tag, 16, out) == CCE_OK);
}

TEST_CASE("with the caller's IV it is never approved, and the same as before") {
  const Key key;
  uint8_t in[20] = {1}, a[20], b[20], tag_a[16], tag_b[16];
  for (const size_t n : {size_t{1}, size_t{12}, size_t{16}, size_t{64}}) {
    Buffer iv(n, 7);
    REQUIRE(cce_gcm_seal_with_iv(key, iv.data(), n, nullptr, 0, in, 20, a, tag_a, 16) == CCE_OK_UNAPPROVED);
    REQUIRE(cce_gcm_seal_with_iv(key, iv.data(), n, nullptr, 0, in, 20, b, tag_b, 16) == CCE_OK_UNAPPROVED);
    CHECK(std::memcmp(a, b, 20) == 0);
    CHECK(cce_gcm_open(key, iv.data(), n, nullptr, 0, a, 20, tag_a, 16, b) == CCE_OK);
    CHECK(std::memcmp(in, b, 20) == 0);
  }
}

TEST_CASE("tag lengths") {
  const Key key;
  for (size_t n = 0; n <= 17; ++n) {
    uint8_t in[5] = {}, out[5], tag[17] = {};
    const bool allowed = n == 4 || n == 8 || (n >= 12 && n <= 16);
    INFO(n);
    CHECK(cce_gcm_seal_with_iv(key, iv12, 12, nullptr, 0, in, 5, out, tag, n) ==
          (allowed ? CCE_OK_UNAPPROVED : CCE_ERR_ARGUMENT));
    CHECK(cce_gcm_open(key, iv12, 12, nullptr, 0, out, 5, tag, n, in) == (allowed ? CCE_OK : CCE_ERR_ARGUMENT));
    CHECK(tag[n == 17 ? 16 : n] == 0);  // no byte more than asked for
  }
}

TEST_CASE("bad arguments") {
  const Key key;
  cce_gcm_key* made = reinterpret_cast<cce_gcm_key*>(8);
  CHECK(cce_gcm_key_import(key_bytes, 32, nullptr) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_key_generate(nullptr) == CCE_ERR_ARGUMENT);
  for (const size_t n : {size_t{0}, size_t{16}, size_t{24}, size_t{31}, size_t{33}, SIZE_MAX}) {
    made = reinterpret_cast<cce_gcm_key*>(8);
    CHECK(cce_gcm_key_import(key_bytes, n, &made) == CCE_ERR_ARGUMENT);
    CHECK(made == nullptr);
  }
  CHECK(cce_gcm_key_import(nullptr, 32, &made) == CCE_ERR_ARGUMENT);
  cce_gcm_key_free(nullptr);

  uint8_t iv[12] = {}, in[16] = {}, out[16], tag[16] = {};
  std::memset(out, 0x5a, 16);
  CHECK(cce_gcm_seal(nullptr, nullptr, 0, in, 16, iv, out, tag) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_seal(key, nullptr, 1, in, 16, iv, out, tag) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_seal(key, nullptr, 0, nullptr, 16, iv, out, tag) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_seal(key, nullptr, 0, in, 16, nullptr, out, tag) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_seal(key, nullptr, 0, in, 16, iv, nullptr, tag) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_seal(key, nullptr, 0, in, 16, iv, out, nullptr) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_seal(key, nullptr, 0, in, SIZE_MAX, iv, out, tag) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_seal(key, nullptr, 0, in, (size_t{1} << 36) - 31, iv, out, tag) == CCE_ERR_ARGUMENT);  // overlaps
  CHECK(cce_gcm_open(nullptr, iv, 12, nullptr, 0, in, 16, tag, 16, out) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_open(key, nullptr, 12, nullptr, 0, in, 16, tag, 16, out) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_open(key, iv, 0, nullptr, 0, in, 16, tag, 16, out) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_open(key, iv, 12, nullptr, 0, nullptr, 16, tag, 16, out) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_open(key, iv, 12, nullptr, 0, in, 16, nullptr, 16, out) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_open(key, iv, 12, nullptr, 0, in, 16, tag, 16, nullptr) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_seal_with_iv(key, iv, 0, nullptr, 0, in, 16, out, tag, 16) == CCE_ERR_ARGUMENT);
  for (const uint8_t b : out) CHECK(b == 0x5a);
}

TEST_CASE("outputs that overlap") {
  const Key key;
  const uint8_t other[40] = {};
  uint8_t iv[12], tag[16], text[40];
  every_distance(40, 40, true, CCE_OK,
                 [&](uint8_t* out, uint8_t* in) { return cce_gcm_seal(key, nullptr, 0, in, 40, iv, out, tag); });
  every_distance(40, 40, false, CCE_OK,
                 [&](uint8_t* out, uint8_t* aad) { return cce_gcm_seal(key, aad, 40, other, 40, iv, out, tag); });
  every_distance(12, 40, false, CCE_OK,
                 [&](uint8_t* out, uint8_t* in) { return cce_gcm_seal(key, nullptr, 0, in, 40, out, text, tag); });
  every_distance(16, 40, false, CCE_OK,
                 [&](uint8_t* out, uint8_t* in) { return cce_gcm_seal(key, nullptr, 0, in, 40, iv, text, out); });
  every_distance(16, 12, false, CCE_OK, [&](uint8_t* out, uint8_t* iv_out) {
    return cce_gcm_seal(key, nullptr, 0, other, 40, iv_out, text, out);
  });
}

TEST_CASE("a zeroised key is gone for good") {
  cce_gcm_key* key = nullptr;
  REQUIRE(cce_gcm_key_generate(&key) == CCE_OK);
  uint8_t iv[12] = {}, in[16] = {}, out[16], tag[16] = {};
  REQUIRE(cce_gcm_seal(key, nullptr, 0, in, 16, iv, out, tag) == CCE_OK);
  REQUIRE(cce_module_zeroize() == CCE_OK);
  CHECK(cce_gcm_seal(key, nullptr, 0, in, 16, iv, out, tag) == CCE_ERR_STATE);
  const cce::gcm::Key zero = {};
  CHECK(std::memcmp(&key->key, &zero, sizeof zero) == 0);
  REQUIRE(cce_module_restart() == CCE_OK);
  std::memset(out, 0x5a, 16);
  CHECK(cce_gcm_seal(key, nullptr, 0, in, 16, iv, out, tag) == CCE_ERR_KEY);
  CHECK(cce_gcm_seal_with_iv(key, iv, 12, nullptr, 0, in, 16, out, tag, 16) == CCE_ERR_KEY);
  CHECK(cce_gcm_open(key, iv, 12, nullptr, 0, in, 16, tag, 16, out) == CCE_ERR_KEY);
  for (const uint8_t b : out) CHECK(b == 0x5a);
  cce_gcm_key_free(key);
  REQUIRE(cce_gcm_key_generate(&key) == CCE_OK);
  CHECK(cce_gcm_seal(key, nullptr, 0, in, 16, iv, out, tag) == CCE_OK);
  cce_gcm_key_free(key);
}
