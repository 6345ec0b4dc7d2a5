// The key derivations of TLS through the C ABI: RFC 8448's handshake, the indicator, and what is refused.
#include <cce/cce.h>

#include <cstring>
#include <string>
#include <vector>

#include "support/catch.hpp"

namespace {

using Octets = std::vector<uint8_t>;

Octets hex(const std::string& text) {
  Octets out;
  for (size_t i = 0; i < text.size(); i += 2) out.push_back(static_cast<uint8_t>(std::stoi(text.substr(i, 2), nullptr, 16)));
  return out;
}

Octets extract(cce_hash hash, const Octets& previous, const Octets& ikm) {
  Octets out(cce_digest_size(hash));
  REQUIRE(cce_tls13_extract(hash, previous.data(), previous.size(), ikm.data(), ikm.size(), out.data()) == CCE_OK);
  return out;
}

Octets expand(cce_hash hash, const Octets& secret, const std::string& label, const Octets& context, size_t n) {
  Octets out(n);
  REQUIRE(cce_tls13_expand_label(hash, secret.data(), secret.size(), label.data(), label.size(), context.data(),
                                 context.size(), out.data(), n) == CCE_OK);
  return out;
}

const uint8_t key[64] = {1};

}  // namespace

// Section 3, "Simple 1-RTT Handshake".
TEST_CASE("the key schedule of RFC 8448") {
  const cce_hash h = CCE_SHA256;
  const Octets early = extract(h, {}, {});
  CHECK(early == hex("33ad0a1c607ec03b09e6cd9893680ce210adf300aa1f2660e1b22e10f170f92a"));
  const Octets handshake =
      extract(h, early, hex("8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d"));
  CHECK(handshake == hex("1dc826e93606aa6fdc0aadc12f741b01046aa6b99f691ed221a9f0ca043fbeac"));
  const Octets server = hex("b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38");
  CHECK(expand(h, server, "key", {}, 16) == hex("3fce516009c21727d0f2e4e86ee403bc"));
  CHECK(expand(h, server, "iv", {}, 12) == hex("5d313eb2671276ee13000b30"));
  CHECK(extract(h, handshake, {}) == hex("18df06843d13a08bf2a449844c5f8a478001bc4d4c627984d5a41da8d0402919"));
}

TEST_CASE("the indicator of the derivations of TLS") {
  uint8_t out[64];
  for (const cce_hash h : {CCE_SHA224, CCE_SHA256, CCE_SHA384, CCE_SHA512, CCE_SHA512_256}) {
    INFO(static_cast<int>(h));
    const cce_result of_13 = h == CCE_SHA256 || h == CCE_SHA384 ? CCE_OK : CCE_OK_UNAPPROVED;
    const cce_result of_12 = of_13 == CCE_OK || h == CCE_SHA512 ? CCE_OK : CCE_OK_UNAPPROVED;
    CHECK(cce_tls13_extract(h, nullptr, 0, nullptr, 0, out) == of_13);
    CHECK(cce_tls13_extract(h, key, 14, key, 14, out) == of_13);
    CHECK(cce_tls13_extract(h, key, 13, key, 32, out) == CCE_OK_UNAPPROVED);
    CHECK(cce_tls13_extract(h, key, 32, key, 13, out) == CCE_OK_UNAPPROVED);
    CHECK(cce_tls13_expand_label(h, key, 14, "key", 3, nullptr, 0, out, 32) == of_13);
    CHECK(cce_tls13_expand_label(h, key, 13, "key", 3, nullptr, 0, out, 32) == CCE_OK_UNAPPROVED);
    CHECK(cce_tls12_prf(h, key, 14, "extended master secret", 22, key, 32, out, 48) == of_12);
    CHECK(cce_tls12_prf(h, key, 13, "key expansion", 13, key, 32, out, 48) == CCE_OK_UNAPPROVED);
    CHECK(cce_tls12_prf(h, key, 48, "master secret", 13, key, 32, out, 48) == CCE_OK_UNAPPROVED);
  }
  // However label and seed are cut: what is hashed is the same, and so are the answer and the indicator.
  const std::string seed = "master secret, and randoms";
  uint8_t whole[48];
  REQUIRE(cce_tls12_prf(CCE_SHA256, key, 48, nullptr, 0, seed.data(), seed.size(), whole, 48) == CCE_OK_UNAPPROVED);
  for (size_t cut = 0; cut <= seed.size(); ++cut) {
    INFO(cut);
    CHECK(cce_tls12_prf(CCE_SHA256, key, 48, seed.data(), cut, seed.data() + cut, seed.size() - cut, out, 48) ==
          CCE_OK_UNAPPROVED);
    CHECK(std::memcmp(out, whole, 48) == 0);
  }
  CHECK(cce_tls12_prf(CCE_SHA256, key, 48, "master secre", 12, nullptr, 0, out, 48) == CCE_OK);
  CHECK(cce_tls12_prf(CCE_SHA256, key, 48, "master secreT", 13, nullptr, 0, out, 48) == CCE_OK);
}

TEST_CASE("what the derivations of TLS refuse") {
  uint8_t out[300] = {};
  const cce_hash h = CCE_SHA256;
  for (const cce_hash unknown : {static_cast<cce_hash>(0), static_cast<cce_hash>(6)}) {
    CHECK(cce_tls13_extract(unknown, key, 32, key, 32, out) == CCE_ERR_ARGUMENT);
    CHECK(cce_tls13_expand_label(unknown, key, 32, "key", 3, nullptr, 0, out, 32) == CCE_ERR_ARGUMENT);
    CHECK(cce_tls12_prf(unknown, key, 32, "label", 5, key, 32, out, 32) == CCE_ERR_ARGUMENT);
  }
  CHECK(cce_tls13_extract(h, nullptr, 1, key, 32, out) == CCE_ERR_ARGUMENT);
  CHECK(cce_tls13_extract(h, key, 32, nullptr, 1, out) == CCE_ERR_ARGUMENT);
  CHECK(cce_tls13_extract(h, key, 32, key, 32, nullptr) == CCE_ERR_ARGUMENT);
  CHECK(cce_tls13_expand_label(h, nullptr, 1, "key", 3, nullptr, 0, out, 32) == CCE_ERR_ARGUMENT);
  CHECK(cce_tls13_expand_label(h, key, 32, nullptr, 3, nullptr, 0, out, 32) == CCE_ERR_ARGUMENT);
  CHECK(cce_tls13_expand_label(h, key, 32, "", 0, nullptr, 0, out, 32) == CCE_ERR_ARGUMENT);
  CHECK(cce_tls13_expand_label(h, key, 32, "key", 3, nullptr, 1, out, 32) == CCE_ERR_ARGUMENT);
  CHECK(cce_tls13_expand_label(h, key, 32, "key", 3, nullptr, 0, nullptr, 32) == CCE_ERR_ARGUMENT);
  CHECK(cce_tls13_expand_label(h, key, 32, "key", 3, nullptr, 0, out, 0) == CCE_ERR_ARGUMENT);
  const std::string long_text(256, 'x');
  CHECK(cce_tls13_expand_label(h, key, 32, long_text.data(), 249, long_text.data(), 255, out, 32) == CCE_OK);
  CHECK(cce_tls13_expand_label(h, key, 32, long_text.data(), 250, nullptr, 0, out, 32) == CCE_ERR_ARGUMENT);
  CHECK(cce_tls13_expand_label(h, key, 32, "key", 3, long_text.data(), 256, out, 32) == CCE_ERR_ARGUMENT);
  Octets most(255 * 32 + 1);
  CHECK(cce_tls13_expand_label(h, key, 32, "key", 3, nullptr, 0, most.data(), 255 * 32) == CCE_OK);
  CHECK(cce_tls13_expand_label(h, key, 32, "key", 3, nullptr, 0, most.data(), most.size()) == CCE_ERR_LIMIT);
  CHECK(cce_tls12_prf(h, nullptr, 1, "label", 5, key, 32, out, 32) == CCE_ERR_ARGUMENT);
  CHECK(cce_tls12_prf(h, key, 32, nullptr, 5, key, 32, out, 32) == CCE_ERR_ARGUMENT);
  CHECK(cce_tls12_prf(h, key, 32, "label", 5, nullptr, 32, out, 32) == CCE_ERR_ARGUMENT);
  CHECK(cce_tls12_prf(h, key, 32, "label", 5, key, 32, nullptr, 32) == CCE_ERR_ARGUMENT);
  CHECK(cce_tls12_prf(h, key, 32, "label", 5, key, 32, out, 0) == CCE_ERR_ARGUMENT);
  Octets million((size_t{1} << 20) + 1);
  CHECK(cce_tls12_prf(h, key, 32, "label", 5, key, 32, million.data(), million.size() - 1) == CCE_OK);
  CHECK(cce_tls12_prf(h, key, 32, "label", 5, key, 32, million.data(), million.size()) == CCE_ERR_LIMIT);
}

TEST_CASE("in place of the secret, and of nothing else") {
  Octets expected(40), arena(200);
  REQUIRE(cce_tls12_prf(CCE_SHA256, key, 40, "label", 5, key, 20, expected.data(), 40) == CCE_OK);
  std::memcpy(arena.data() + 100, key, 40);
  REQUIRE(cce_tls12_prf(CCE_SHA256, arena.data() + 100, 40, "label", 5, key, 20, arena.data() + 100, 40) == CCE_OK);
  CHECK(std::equal(expected.begin(), expected.end(), arena.begin() + 100));
  REQUIRE(cce_tls13_expand_label(CCE_SHA256, key, 40, "key", 3, key, 20, expected.data(), 40) == CCE_OK);
  std::memcpy(arena.data() + 100, key, 40);
  REQUIRE(cce_tls13_expand_label(CCE_SHA256, arena.data() + 100, 40, "key", 3, key, 20, arena.data() + 100, 40) == CCE_OK);
  CHECK(std::equal(expected.begin(), expected.end(), arena.begin() + 100));
  for (size_t at = 61; at < 140; ++at) {
    INFO(at);
    if (at != 100) {
      CHECK(cce_tls12_prf(CCE_SHA256, &arena[100], 40, "label", 5, key, 20, &arena[at], 40) == CCE_ERR_ARGUMENT);
      CHECK(cce_tls13_expand_label(CCE_SHA256, &arena[100], 40, "key", 3, key, 20, &arena[at], 40) == CCE_ERR_ARGUMENT);
    }
    CHECK(cce_tls12_prf(CCE_SHA256, key, 40, "label", 5, &arena[100], 40, &arena[at], 40) == CCE_ERR_ARGUMENT);
    CHECK(cce_tls12_prf(CCE_SHA256, key, 40, &arena[100], 40, key, 20, &arena[at], 40) == CCE_ERR_ARGUMENT);
    CHECK(cce_tls13_expand_label(CCE_SHA256, key, 40, "key", 3, &arena[100], 40, &arena[at], 40) == CCE_ERR_ARGUMENT);
  }
  for (size_t at = 69; at < 140; ++at)
    if (at != 100) {
      INFO(at);
      CHECK(cce_tls13_extract(CCE_SHA256, &arena[100], 40, key, 32, &arena[at]) == CCE_ERR_ARGUMENT);
      CHECK(cce_tls13_extract(CCE_SHA256, key, 32, &arena[100], 40, &arena[at]) == CCE_ERR_ARGUMENT);
    }
}
