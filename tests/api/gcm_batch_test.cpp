// cce_gcm_seal_batch and cce_gcm_open_batch: good and bad items beside each other, keys in any order, the limit of invocations.
#include <cce/cce.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "api/gcm_key.hpp"
#include "support/catch.hpp"

namespace {

using Octets = std::vector<uint8_t>;
constexpr auto stale = static_cast<cce_result>(77);

struct Keys {
  Keys() {
    for (uint8_t i = 0; i < 3; ++i) {
      const uint8_t bytes[32] = {i};
      REQUIRE(cce_gcm_key_import(bytes, 32, &key[i]) == CCE_OK);
    }
  }
  ~Keys() {
    for (cce_gcm_key* k : key) cce_gcm_key_free(k);
  }
  cce_gcm_key* key[3] = {};
};

// Messages of many lengths under three keys, in runs of different lengths; each output with a byte to spare.
struct Messages {
  Messages(const Keys& keys, size_t count) {
    for (size_t i = 0; i < count; ++i) {
      const size_t n = i * i % 173;
      parts.push_back({keys.key[i / (1 + i % 12) % 3], Octets(i % 40, static_cast<uint8_t>(i)),
                       Octets(n, static_cast<uint8_t>(3 * i)), Octets(13, 0x5a), Octets(n + 1, 0x5a), Octets(17, 0x5a),
                       Octets(n + 1, 0x5a)});
    }
    for (Part& p : parts)
      seals.push_back(
          {p.key, p.aad.data(), p.aad.size(), p.pt.data(), p.pt.size(), p.iv.data(), p.ct.data(), p.tag.data(), stale});
    for (Part& p : parts)
      opens.push_back({p.key, p.iv.data(), 12, p.aad.data(), p.aad.size(), p.ct.data(), p.pt.size(), p.tag.data(), 16,
                       p.opened.data(), stale});
  }
  cce_result seal() { return cce_gcm_seal_batch(seals.data(), seals.size()); }
  cce_result open() { return cce_gcm_open_batch(opens.data(), opens.size()); }

  // By the service for one message.
  bool is_sealed(size_t i) {
    Part& p = parts[i];
    Octets opened(p.pt.size() + 1, 0x5a), want = p.pt;
    want.push_back(0x5a);
    return seals[i].result == CCE_OK && p.iv[12] == 0x5a && p.tag[16] == 0x5a && p.ct.back() == 0x5a &&
           cce_gcm_open(p.key, p.iv.data(), 12, p.aad.data(), p.aad.size(), p.ct.data(), p.pt.size(), p.tag.data(), 16,
                        opened.data()) == CCE_OK &&
           opened == want;
  }
  bool is_untouched(size_t i) {
    auto untouched = [](const Octets& o) {
      return std::all_of(o.begin(), o.end(), [](uint8_t b) { return b == 0x5a; });
    };
    return untouched(parts[i].iv) && untouched(parts[i].ct) && untouched(parts[i].tag);
  }
  bool is_opened(size_t i) {
    Part& p = parts[i];
    return opens[i].result == CCE_OK && std::equal(p.pt.begin(), p.pt.end(), p.opened.begin()) &&
           p.opened.back() == 0x5a;
  }
  bool is_zeros(size_t i) {
    Octets& o = parts[i].opened;
    return std::all_of(o.begin(), o.end() - 1, [](uint8_t b) { return b == 0; }) && o.back() == 0x5a;
  }

  struct Part {
    cce_gcm_key* key;
    Octets aad, pt, iv, ct, tag, opened;
  };
  std::vector<Part> parts;
  std::vector<cce_gcm_seal_item> seals;
  std::vector<cce_gcm_open_item> opens;
};

}  // namespace

TEST_CASE("every item of a batch is sealed, with an IV of its own, and opens") {
  const Keys keys;
  for (const size_t count : {0u, 1u, 7u, 8u, 9u, 16u, 100u}) {
    Messages m(keys, count);
    REQUIRE(m.seal() == CCE_OK);
    std::set<std::string> ivs;
    for (size_t i = 0; i < count; ++i) {
      REQUIRE(m.is_sealed(i));
      ivs.emplace(m.parts[i].iv.begin(), m.parts[i].iv.end());
    }
    REQUIRE(ivs.size() == count);
    REQUIRE(m.open() == CCE_OK);
    for (size_t i = 0; i < count; ++i) REQUIRE(m.is_opened(i));
  }
}

TEST_CASE("a forged message of a batch is zeros, alone") {
  const Keys keys;
  for (const size_t bad : {0u, 6u, 19u}) {
    Messages m(keys, 20);
    REQUIRE(m.seal() == CCE_OK);
    m.parts[bad].tag[7] ^= 4;
    REQUIRE(m.open() == CCE_ERR_AUTH);
    for (size_t i = 0; i < 20; ++i) {
      if (i != bad) REQUIRE(m.is_opened(i));
    }
    CHECK(m.opens[bad].result == CCE_ERR_AUTH);
    CHECK(m.is_zeros(bad));
  }
}

TEST_CASE("a bad item of a batch to seal is refused, and the others are sealed") {
  const Keys keys;
  using Spoil = void (*)(cce_gcm_seal_item&, cce_gcm_seal_item*);
  const std::pair<std::string, Spoil> faults[] = {
      {"no key", [](cce_gcm_seal_item& item, cce_gcm_seal_item*) { item.key = nullptr; }},
      {"no IV", [](cce_gcm_seal_item& item, cce_gcm_seal_item*) { item.iv = nullptr; }},
      {"no tag", [](cce_gcm_seal_item& item, cce_gcm_seal_item*) { item.tag = nullptr; }},
      {"no plaintext", [](cce_gcm_seal_item& item, cce_gcm_seal_item*) { item.pt = nullptr, item.pt_len = 1; }},
      {"a negative length", [](cce_gcm_seal_item& item, cce_gcm_seal_item*) { item.aad_len = SIZE_MAX; }},
      {"IV over tag", [](cce_gcm_seal_item& item, cce_gcm_seal_item*) { item.iv = item.tag; }},
      {"IV in the items", [](cce_gcm_seal_item& item, cce_gcm_seal_item* items) { item.iv = &items[1].aad; }},
      {"tag in the items", [](cce_gcm_seal_item& item, cce_gcm_seal_item* items) { item.tag = &items[1].aad; }},
      {"ciphertext in the items",
       [](cce_gcm_seal_item& item, cce_gcm_seal_item* items) {
         item.pt_len = 8, item.pt = "12345678", item.ct = &items[1];
       }},
  };
  for (const auto& [name, spoil] : faults)
    for (const size_t bad : {2u, 13u, 29u}) {
      INFO(name << " in item " << bad);
      Messages m(keys, 30);
      spoil(m.seals[bad], m.seals.data());
      REQUIRE(m.seal() == CCE_ERR_ARGUMENT);
      for (size_t i = 0; i < 30; ++i) {
        if (i != bad) REQUIRE(m.is_sealed(i));
      }
      REQUIRE(m.seals[bad].result == CCE_ERR_ARGUMENT);
      REQUIRE(m.is_untouched(bad));
    }
}

TEST_CASE("a bad item of a batch to open is refused, and the others are opened") {
  const Keys keys;
  using Spoil = void (*)(cce_gcm_open_item&, cce_gcm_open_item*);
  const std::pair<std::string, Spoil> faults[] = {
      {"no key", [](cce_gcm_open_item& item, cce_gcm_open_item*) { item.key = nullptr; }},
      {"no IV", [](cce_gcm_open_item& item, cce_gcm_open_item*) { item.iv = nullptr; }},
      {"an empty IV", [](cce_gcm_open_item& item, cce_gcm_open_item*) { item.iv_len = 0; }},
      {"a tag of 11 bytes", [](cce_gcm_open_item& item, cce_gcm_open_item*) { item.tag_len = 11; }},
      {"output in the items",
       [](cce_gcm_open_item& item, cce_gcm_open_item* items) {
         item.ct_len = 8, item.ct = "12345678", item.pt = &items[1];
       }},
  };
  for (const auto& [name, spoil] : faults) {
    INFO(name);
    Messages m(keys, 30);
    REQUIRE(m.seal() == CCE_OK);
    spoil(m.opens[13], m.opens.data());
    REQUIRE(m.open() == CCE_ERR_ARGUMENT);
    for (size_t i = 0; i < 30; ++i) {
      if (i != 13) REQUIRE(m.is_opened(i));
    }
    REQUIRE(m.opens[13].result == CCE_ERR_ARGUMENT);
    REQUIRE(std::all_of(m.parts[13].opened.begin(), m.parts[13].opened.end(), [](uint8_t b) { return b == 0x5a; }));
  }
}

TEST_CASE("the result of a batch is that of the first item refused, in the order of the items") {
  const Keys keys;
  Messages m(keys, 12);
  REQUIRE(m.seal() == CCE_OK);
  m.parts[4].tag[0] ^= 1;
  m.opens[5].iv_len = 0;
  CHECK(m.open() == CCE_ERR_AUTH);
  m.opens[3].tag_len = 3;
  CHECK(m.open() == CCE_ERR_ARGUMENT);
  CHECK((m.opens[3].result == CCE_ERR_ARGUMENT && m.opens[4].result == CCE_ERR_AUTH &&
         m.opens[5].result == CCE_ERR_ARGUMENT && m.opens[6].result == CCE_OK));
}

TEST_CASE("a batch ends where the invocations of its key do") {
  for (const uint64_t left : {0u, 1u, 5u, 8u, 11u}) {
    const Keys keys;
    Messages m(keys, 20);
    for (auto& item : m.seals) item.key = keys.key[0];
    for (auto& part : m.parts) part.key = keys.key[0];
    keys.key[0]->invocations = cce::api::invocation_limit - left;
    REQUIRE(m.seal() == CCE_ERR_LIMIT);
    for (size_t i = 0; i < 20; ++i) {
      INFO(i << " with " << left);
      if (i < left) {
        REQUIRE(m.is_sealed(i));
      } else {
        REQUIRE(m.seals[i].result == CCE_ERR_LIMIT);
        REQUIRE(m.is_untouched(i));
      }
    }
  }
}

TEST_CASE("each seal of a batch is one invocation") {
  const Keys keys;
  Messages m(keys, 25);
  for (auto& item : m.seals) item.key = keys.key[1];
  m.seals[9].iv = nullptr;
  REQUIRE(m.seal() == CCE_ERR_ARGUMENT);
  CHECK(keys.key[1]->invocations == 24);
}

TEST_CASE("what is no array of items, and a module that does not serve") {
  const Keys keys;
  Messages m(keys, 3);
  CHECK(cce_gcm_seal_batch(nullptr, 1) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_open_batch(nullptr, 1) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_seal_batch(m.seals.data(), SIZE_MAX / sizeof(cce_gcm_seal_item)) == CCE_ERR_ARGUMENT);
  CHECK(cce_gcm_open_batch(m.opens.data(), SIZE_MAX / sizeof(cce_gcm_open_item)) == CCE_ERR_ARGUMENT);
  CHECK(m.seals[0].result == stale);
  REQUIRE(cce_module_zeroize() == CCE_OK);
  CHECK(m.seal() == CCE_ERR_STATE);
  CHECK(m.open() == CCE_ERR_STATE);
  for (size_t i = 0; i < 3; ++i)
    CHECK((m.seals[i].result == CCE_ERR_STATE && m.opens[i].result == CCE_ERR_STATE && m.is_untouched(i)));
  REQUIRE(cce_module_restart() == CCE_OK);
  CHECK(m.seal() == CCE_ERR_KEY);
  CHECK(m.open() == CCE_ERR_KEY);
  for (size_t i = 0; i < 3; ++i) CHECK((m.seals[i].result == CCE_ERR_KEY && m.opens[i].result == CCE_ERR_KEY));
}
