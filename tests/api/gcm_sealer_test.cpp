// cce_gcm_sealer through the C ABI: which IVs it makes, that none comes twice, and what it refuses.
#include <cce/cce.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include "gcm_buffers.hpp"
#include "support/catch.hpp"
#include "support/child.hpp"

namespace {

using Iv = std::array<uint8_t, 12>;

const uint8_t key_bytes[32] = {1, 2, 3};
const uint8_t mask[12] = {0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa8, 0xa9, 0xaa, 0xab};

enum class From { generated, imported };

struct Key {
  cce_gcm_key* key = nullptr;
  explicit Key(From from = From::generated) {
    REQUIRE((from == From::generated ? cce_gcm_key_generate(&key) : cce_gcm_key_import(key_bytes, 32, &key)) == CCE_OK);
  }
  ~Key() { cce_gcm_key_free(key); }
  operator cce_gcm_key*() const { return key; }
};

struct Sealer {
  cce_gcm_sealer* sealer = nullptr;
  Sealer(cce_gcm_key* key, size_t fixed_len, uint64_t first, cce_result expected = CCE_OK) {
    REQUIRE(cce_gcm_sealer_new(key, mask, fixed_len, first, &sealer) == expected);
  }
  ~Sealer() { cce_gcm_sealer_free(sealer); }
  operator cce_gcm_sealer*() const { return sealer; }
};

// The IV of the next, empty message.
cce_result next(cce_gcm_sealer* sealer, Iv& iv) {
  uint8_t tag[16];
  return cce_gcm_sealer_seal(sealer, nullptr, 0, nullptr, 0, iv.data(), nullptr, tag);
}

// What the header says the IV is.
Iv expected_iv(size_t fixed_len, uint64_t n) {
  Iv iv = {};
  std::copy_n(mask, fixed_len, iv.begin());
  for (size_t i = 11; i >= 4; --i, n >>= 8) iv[i] ^= static_cast<uint8_t>(n);
  return iv;
}

}  // namespace

TEST_CASE("the IV is the fixed field and the number, and the message that of an IV of one's own") {
  for (const size_t fixed_len : {size_t{4}, size_t{5}, size_t{6}, size_t{7}, size_t{8}, size_t{12}})
    for (const uint64_t first : {uint64_t{0}, uint64_t{1}, uint64_t{0xfffe}, uint64_t{0xfffffffd}}) {
      INFO("fixed " << fixed_len << ", first " << first);
      const Key key(From::imported);
      const cce_result answer = first == 0 ? CCE_OK : CCE_OK_UNAPPROVED;
      const Sealer sealer(key, fixed_len, first, answer);
      for (uint64_t n = first; n < first + (first == 0xfffffffd ? 2 : 300); ++n) {
        const std::vector<uint8_t> pt(n % 70, 0x61), aad(n % 9, 2);
        std::vector<uint8_t> ct(pt.size()), expected(pt.size());
        Iv iv;
        uint8_t tag[16], expected_tag[16];
        REQUIRE(cce_gcm_sealer_seal(sealer, aad.data(), aad.size(), pt.data(), pt.size(), iv.data(), ct.data(), tag) ==
                answer);
        REQUIRE(iv == expected_iv(fixed_len, n));
        REQUIRE(cce_gcm_seal_with_iv(key, iv.data(), 12, aad.data(), aad.size(), pt.data(), pt.size(), expected.data(),
                                     expected_tag, 16) == CCE_OK_UNAPPROVED);
        REQUIRE(ct == expected);
        REQUIRE(std::memcmp(tag, expected_tag, 16) == 0);
      }
    }
}

TEST_CASE("the counter ends, for ever, and does not wrap") {
  for (const size_t fixed_len : {size_t{4}, size_t{5}, size_t{7}, size_t{8}, size_t{12}}) {
    INFO(fixed_len);
    const size_t counter_bytes = fixed_len == 12 ? 8 : 12 - fixed_len;
    const uint64_t last = UINT64_MAX >> (64 - 8 * counter_bytes);
    const Key key;
    cce_gcm_sealer* none = reinterpret_cast<cce_gcm_sealer*>(8);
    CHECK(cce_gcm_sealer_new(key, mask, fixed_len, last, &none) == CCE_ERR_LIMIT);
    CHECK(none == nullptr);
    if (last != UINT64_MAX) CHECK(cce_gcm_sealer_new(key, mask, fixed_len, last + 1, &none) == CCE_ERR_LIMIT);
    if (last != UINT64_MAX) CHECK(cce_gcm_sealer_new(key, mask, fixed_len, UINT64_MAX, &none) == CCE_ERR_LIMIT);

    const Sealer sealer(key, fixed_len, last - 3);
    Iv iv;
    for (uint64_t n = last - 3; n < last; ++n) {
      REQUIRE(next(sealer, iv) == CCE_OK);
      CHECK(iv == expected_iv(fixed_len, n));
    }
    const uint8_t in[8] = {1};
    uint8_t out[8], tag[16];
    std::memset(out, 0x5a, 8), std::memset(tag, 0x5a, 16), iv.fill(0x5a);
    for (int i = 0; i < 5; ++i)
      CHECK(cce_gcm_sealer_seal(sealer, nullptr, 0, in, 8, iv.data(), out, tag) == CCE_ERR_LIMIT);
    for (const auto& [p, n] : {std::pair(out, 8), std::pair(tag, 16), std::pair(iv.data(), 12)})
      CHECK(std::count(p, p + n, 0x5a) == n);
  }
}

TEST_CASE("sixteen threads, a million messages, and no IV comes twice, to the very end of the counter") {
  constexpr size_t threads = 16, each = 62'500;
  const Key key;
  const Sealer sealer(key, 8, UINT32_MAX - threads * each + 100);  // so that the last hundred are refused
  std::vector<std::vector<Iv>> made(threads);
  std::vector<std::thread> running;
  std::atomic<size_t> wrong{0}, refused{0};
  for (auto& mine : made)
    running.emplace_back([&] {
      for (size_t i = 0; i < each; ++i) {
        Iv iv;
        const cce_result result = next(sealer, iv);
        if (result == CCE_OK) mine.push_back(iv);
        refused += result == CCE_ERR_LIMIT;
        wrong += result != CCE_OK && result != CCE_ERR_LIMIT;
      }
    });
  for (auto& thread : running) thread.join();
  std::vector<Iv> all;
  for (const auto& mine : made) all.insert(all.end(), mine.begin(), mine.end());
  std::sort(all.begin(), all.end());
  CHECK(wrong == 0);
  CHECK(refused == 100);
  CHECK(all.size() == threads * each - 100);
  CHECK(std::adjacent_find(all.begin(), all.end()) == all.end());
  CHECK(all.back() == expected_iv(8, UINT32_MAX - 1));
}

TEST_CASE("a child of fork is refused, its child too, and the parent goes on") {
  const Key key;
  const Sealer sealer(key, 12, 0);
  Iv iv;
  REQUIRE(next(sealer, iv) == CCE_OK);
  CHECK(support::in_child([&](std::vector<uint8_t>& out) {
          const auto refuses = [&] {
            Iv its = {};
            uint8_t in[4] = {}, ct[4] = {9, 9, 9, 9}, tag[16] = {9};
            return cce_gcm_sealer_seal(sealer, nullptr, 0, in, 4, its.data(), ct, tag) == CCE_ERR_KEY && its == Iv{} &&
                   ct[3] == 9 && tag[0] == 9;
          };
          const bool grandchild =
              support::in_child([&](std::vector<uint8_t>& o) { o.assign(1, refuses()); }) == std::vector<uint8_t>{1};
          cce_gcm_sealer* another = nullptr;
          const bool no_other = cce_gcm_sealer_new(key, mask, 4, 0, &another) == CCE_ERR_KEY && another == nullptr;
          cce_gcm_sealer_free(sealer);
          out.assign(1, refuses() && grandchild && no_other);
        }) == std::vector<uint8_t>{1});
  REQUIRE(next(sealer, iv) == CCE_OK);
  CHECK(iv == expected_iv(12, 1));
}

TEST_CASE("a key that a child inherits has no sealer there, one that it makes has") {
  const Key key;
  CHECK(support::in_child([&](std::vector<uint8_t>& out) {
          cce_gcm_sealer* sealer = nullptr;
          cce_gcm_key* own = nullptr;
          const bool refused = cce_gcm_sealer_new(key, mask, 4, 0, &sealer) == CCE_ERR_KEY;
          Iv iv;
          const bool made = cce_gcm_key_generate(&own) == CCE_OK &&
                            cce_gcm_sealer_new(own, mask, 4, 0, &sealer) == CCE_OK && next(sealer, iv) == CCE_OK;
          out.assign(1, refused && made);
        }) == std::vector<uint8_t>{1});
  const Sealer sealer(key, 4, 0);  // the parent has it still
}

TEST_CASE("a key has one sealer, and none when it has sealed by itself") {
  Key key;
  Iv iv;
  uint8_t tag[16];
  {
    const Sealer sealer(key, 4, 7);
    cce_gcm_sealer* another = reinterpret_cast<cce_gcm_sealer*>(8);
    CHECK(cce_gcm_sealer_new(key, mask, 8, 0, &another) == CCE_ERR_KEY);
    CHECK(another == nullptr);
    CHECK(cce_gcm_seal(key, nullptr, 0, nullptr, 0, iv.data(), nullptr, tag) == CCE_ERR_LIMIT);
    REQUIRE(cce_gcm_sealer_seal(sealer, nullptr, 0, nullptr, 0, iv.data(), nullptr, tag) == CCE_OK);
    CHECK(cce_gcm_open(key, iv.data(), 12, nullptr, 0, nullptr, 0, tag, 16, nullptr) == CCE_OK);
    cce_gcm_key_free(key);
    key.key = nullptr;
    CHECK(next(sealer, iv) == CCE_OK);  // its own copy
  }
  const Key used;
  REQUIRE(cce_gcm_seal(used, nullptr, 0, nullptr, 0, iv.data(), nullptr, tag) == CCE_OK);
  cce_gcm_sealer* refused = nullptr;
  CHECK(cce_gcm_sealer_new(used, mask, 4, 0, &refused) == CCE_ERR_KEY);
  CHECK(cce_gcm_seal(used, nullptr, 0, nullptr, 0, iv.data(), nullptr, tag) == CCE_OK);  // as it was
}

TEST_CASE("of threads that make a sealer of one key at once, one gets it") {
  for (int round = 0; round < 200; ++round) {
    const Key key;
    std::vector<cce_gcm_sealer*> made(4);
    std::vector<std::thread> running;
    for (auto& mine : made) running.emplace_back([&] { (void)cce_gcm_sealer_new(key, mask, 4, 0, &mine); });
    for (auto& thread : running) thread.join();
    REQUIRE(std::count(made.begin(), made.end(), nullptr) == 3);
    for (auto* mine : made) cce_gcm_sealer_free(mine);
  }
}

TEST_CASE("sealer: bad arguments, and none of them takes a number") {
  const Key key;
  cce_gcm_sealer* made = reinterpret_cast<cce_gcm_sealer*>(8);
  CHECK(cce_gcm_sealer_new(key, mask, 4, 0, nullptr) == CCE_ERR_ARGUMENT);
  for (const size_t n :
       {size_t{0}, size_t{1}, size_t{2}, size_t{3}, size_t{9}, size_t{10}, size_t{11}, size_t{13}, SIZE_MAX}) {
    made = reinterpret_cast<cce_gcm_sealer*>(8);
    CHECK(cce_gcm_sealer_new(key, mask, n, 0, &made) == CCE_ERR_ARGUMENT);
    CHECK(made == nullptr);
  }
  CHECK(cce_gcm_sealer_new(nullptr, mask, 4, 0, &made) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_sealer_new(key, nullptr, 4, 0, &made) == CCE_ERR_ARGUMENT);
  cce_gcm_sealer_free(nullptr);

  const Sealer sealer(key, 4, 0);
  uint8_t iv[12], in[16] = {}, out[16], tag[16] = {};
  std::memset(out, 0x5a, 16);
  CHECK(cce_gcm_sealer_seal(nullptr, nullptr, 0, in, 16, iv, out, tag) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_sealer_seal(sealer, nullptr, 1, in, 16, iv, out, tag) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_sealer_seal(sealer, nullptr, 0, nullptr, 16, iv, out, tag) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_sealer_seal(sealer, nullptr, 0, in, 16, iv, nullptr, tag) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_sealer_seal(sealer, nullptr, 0, in, 16, iv, out, nullptr) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_sealer_seal(sealer, nullptr, 0, in, SIZE_MAX, iv, out, tag) == CCE_ERR_ARGUMENT);
  for (const uint8_t b : out) CHECK(b == 0x5a);

  const uint8_t other[40] = {};
  uint8_t text[40];
  uint64_t sealed = 0;
  const auto counted = [&](cce_result result) { return sealed += result == CCE_OK, result; };
  gcm_test::every_distance(40, 40, true, CCE_OK, [&](uint8_t* to, uint8_t* from) {
    return counted(cce_gcm_sealer_seal(sealer, nullptr, 0, from, 40, iv, to, tag));
  });
  gcm_test::every_distance(40, 40, false, CCE_OK, [&](uint8_t* to, uint8_t* aad) {
    return counted(cce_gcm_sealer_seal(sealer, aad, 40, other, 40, nullptr, to, tag));
  });
  gcm_test::every_distance(12, 40, false, CCE_OK, [&](uint8_t* to, uint8_t* from) {
    return counted(cce_gcm_sealer_seal(sealer, nullptr, 0, from, 40, to, text, tag));
  });
  gcm_test::every_distance(16, 40, false, CCE_OK, [&](uint8_t* to, uint8_t* from) {
    return counted(cce_gcm_sealer_seal(sealer, nullptr, 0, from, 40, iv, text, to));
  });
  gcm_test::every_distance(16, 12, false, CCE_OK, [&](uint8_t* to, uint8_t* iv_out) {
    return counted(cce_gcm_sealer_seal(sealer, nullptr, 0, other, 40, iv_out, text, to));
  });
  Iv last;
  REQUIRE(next(sealer, last) == CCE_OK);
  CHECK(last == expected_iv(4, sealed));
}

TEST_CASE("a zeroised sealer is gone for good, and so is a sealer of a zeroised key") {
  const Key key, unused;
  const Sealer sealer(key, 4, 0);
  uint8_t iv[12] = {}, in[16] = {}, out[16], tag[16] = {};
  REQUIRE(cce_module_zeroize() == CCE_OK);
  CHECK(cce_gcm_sealer_seal(sealer, nullptr, 0, in, 16, iv, out, tag) == CCE_ERR_STATE);
  REQUIRE(cce_module_restart() == CCE_OK);
  std::memset(out, 0x5a, 16);
  CHECK(cce_gcm_sealer_seal(sealer, nullptr, 0, in, 16, iv, out, tag) == CCE_ERR_KEY);
  for (const uint8_t b : out) CHECK(b == 0x5a);
  cce_gcm_sealer* made = nullptr;
  CHECK(cce_gcm_sealer_new(unused, mask, 4, 0, &made) == CCE_ERR_KEY);
}
