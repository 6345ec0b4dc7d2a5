// The block cipher alone, and counter blocks over 128 bits.
#include "aes/block.hpp"

#include <cstring>
#include <string>

#include "guarded.hpp"
#include "random_bytes.hpp"
#include "reference.hpp"
#include "rows.hpp"

namespace {

template <class Words>
std::string hex(const Words& bytes) {
  std::string text;
  for (uint8_t b : bytes) text += {"0123456789abcdef"[b >> 4], "0123456789abcdef"[b & 15]};
  return text;
}

reference::Key counting_key() {
  reference::Key key;
  for (size_t i = 0; i < key.size(); ++i) key[i] = static_cast<uint8_t>(i);
  return key;
}

reference::Block plus_one(reference::Block V) {
  for (size_t i = 16; i > 0 && ++V[i - 1] == 0; --i) {
  }
  return V;
}

// V such that `back` more steps come to 2^bits, with the bits above set or not.
reference::Block before_carry(size_t bits, unsigned back, uint8_t above) {
  reference::Block V;
  for (size_t i = 0; i < 16; ++i) V[15 - i] = 8 * i < bits ? 0xff : above;
  V[15] = static_cast<uint8_t>(V[15] - back);
  return V;
}

}  // namespace

TEST_CASE("implementations of AES: which run here, and which are chosen") {
  std::string ran, not_here;
  const char* best = nullptr;
  for (const auto& row : cce::aes::block_implementations_table()) {
    (rows::runs_here(row) ? ran : not_here).append(" ").append(row.name);
    if (rows::runs_here(row) && best == nullptr) best = row.name;
  }
  WARN("AES-256, tested here:" << ran << "; not on this processor:" << (not_here.empty() ? " none" : not_here));
  REQUIRE(best != nullptr);
  CHECK(cce::aes::implementation(cce::cpu::detect()) == std::string(best));
  CHECK(cce::aes::implementation(0) == std::string("portable"));
}

TEST_CASE("FIPS 197, appendix C.3") {
  const auto K = counting_key();
  reference::Block in;
  for (size_t i = 0; i < 16; ++i) in[i] = static_cast<uint8_t>(0x11 * i);
  CHECK(hex(reference::encrypt(K, in)) == "8ea2b7ca516745bfeafc49904b496089");
  rows::each_block([&](const auto&) {
    cce::aes::RoundKeys keys;
    cce::aes::expand(keys, K);
    reference::Block out;
    cce::aes::encrypt_block(keys, in, out);
    CHECK(hex(out) == "8ea2b7ca516745bfeafc49904b496089");
  });
}

TEST_CASE("FIPS 197, appendix A.3: the key schedule") {
  const reference::Key K = {0x60, 0x3d, 0xeb, 0x10, 0x15, 0xca, 0x71, 0xbe, 0x2b, 0x73, 0xae,
                            0xf0, 0x85, 0x7d, 0x77, 0x81, 0x1f, 0x35, 0x2c, 0x07, 0x3b, 0x61,
                            0x08, 0xd7, 0x2d, 0x98, 0x10, 0xa3, 0x09, 0x14, 0xdf, 0xf4};
  rows::each_block([&](const auto&) {
    cce::aes::RoundKeys keys;
    cce::aes::expand(keys, K);
    CHECK(hex(keys.w[2]) == "9ba354118e6925afa51a8b5f2067fcde");
    CHECK(hex(keys.w[14]) == "fe4890d1e6188d0b046df344706c631e");
  });
}

TEST_CASE("random keys and blocks, in place and not") {
  rows::each_block([](const auto&) {
    RandomBytes random(60);
    for (int i = 0; i < 200; ++i) {
      const auto K = random.array<reference::Key>();
      auto in = random.array<reference::Block>();
      const auto expected = reference::encrypt(K, in);
      cce::aes::RoundKeys keys;
      cce::aes::expand(keys, K);
      const auto w = reference::key_expansion(K);
      REQUIRE(std::memcmp(w.data(), keys.w.data(), w.size()) == 0);
      reference::Block out;
      cce::aes::encrypt_block(keys, in, out);
      REQUIRE(out == expected);
      cce::aes::encrypt_block(keys, in, in);
      REQUIRE(in == expected);
    }
  });
}

TEST_CASE("counter blocks: every number of them, and every carry") {
  rows::each_block([](const auto&) {
    RandomBytes random(61);
    const auto K = random.array<reference::Key>();
    cce::aes::RoundKeys keys;
    cce::aes::expand(keys, K);
    Guarded pages(100 * 16);
    auto check = [&](const reference::Block& start, size_t n) {
      reference::Block V = start, expected_V = start;
      uint8_t* const out = pages.last(16 * n);
      cce::aes::counter_keystream(keys, V, out, n);
      for (size_t i = 0; i < n; ++i) {
        expected_V = plus_one(expected_V);
        const auto expected = reference::encrypt(K, expected_V);
        REQUIRE(std::equal(expected.begin(), expected.end(), out + 16 * i));
      }
      REQUIRE(V == expected_V);
    };
    for (size_t n = 0; n <= 100; ++n) check(random.array<reference::Block>(), n);
    for (size_t bits : {8, 16, 32, 56, 64, 72, 96, 128})
      for (unsigned back = 0; back < 40; ++back) check(before_carry(bits, back, 0x37), 45);
    for (unsigned back = 0; back < 40; ++back) check(before_carry(64, back, 0xff), 45);
  });
}

TEST_CASE("counter blocks in bulk are those made one by one") {
  rows::each_block([](const auto&) {
    RandomBytes random(62);
    const auto K = random.array<reference::Key>();
    cce::aes::RoundKeys keys;
    cce::aes::expand(keys, K);
    reference::Block V = before_carry(64, 200, 0xff), one_by_one = V;
    std::vector<uint8_t> bulk(4099 * 16), single(bulk.size());
    cce::aes::counter_keystream(keys, V, bulk.data(), 4099);
    for (size_t i = 0; i < 4099; ++i) cce::aes::counter_keystream(keys, one_by_one, &single[16 * i], 1);
    CHECK(bulk == single);
    CHECK(V == one_by_one);
  });
}
