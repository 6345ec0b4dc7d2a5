// Each kernel against the portable one, entry by entry.
#include <algorithm>
#include <cstring>
#include <utility>

#include "aes/guarded.hpp"
#include "base/endian.hpp"
#include "rows.hpp"

namespace {

using rows::Family;
using rows::H;

// A chaining value between canaries, on a boundary of its word size and of nothing more.
template <class Word>
class Guarded_H {
 public:
  explicit Guarded_H(const H<Word>& value) {
    std::fill(std::begin(words_), std::end(words_), canary);
    std::copy(value.begin(), value.end(), data());
  }
  Word* data() { return words_ + 5; }
  H<Word> value() {
    H<Word> h;
    std::copy_n(data(), 8, h.begin());
    return h;
  }
  bool surroundings_hold() {
    return std::all_of(words_, words_ + 5, [](Word w) { return w == canary; }) &&
           std::all_of(data() + 8, std::end(words_), [](Word w) { return w == canary; });
  }

 private:
  static constexpr Word canary = static_cast<Word>(0x5afe5afec0dec0de);
  alignas(64) Word words_[5 + 8 + 5];
};

template <class Word>
H<Word> expected(H<Word> h, const uint8_t* blocks, size_t n) {
  rows::portable<Word>().compress(h.data(), blocks, n);
  return h;
}

template <class Word>
std::vector<uint8_t> as_bytes(const H<Word>& h) {
  std::vector<uint8_t> bytes(sizeof h);
  for (size_t i = 0; i < 8; ++i) cce::store_be(bytes.data() + i * sizeof(Word), h[i]);
  return bytes;
}

std::vector<uint8_t> masked(const uint8_t* block, size_t n, uint8_t mask) {
  std::vector<uint8_t> bytes(block, block + n);
  for (uint8_t& byte : bytes) byte ^= mask;
  return bytes;
}

template <class Word>
std::string report() {
  std::string ran, not_here, best;
  for (const auto& row : Family<Word>::table()) {
    (rows::runs_here<Word>(row) ? ran : not_here).append(" ").append(row.name);
    if (rows::runs_here<Word>(row) && best.empty()) best = row.name;
  }
  CHECK(Family<Word>::chosen(cce::cpu::detect()) == best);
  CHECK(Family<Word>::chosen(0) == "portable");
  size_t count = 0;
  rows::each<Word>([&](const auto&) { ++count; });
  CHECK(count == static_cast<size_t>(std::count(ran.begin(), ran.end(), ' ')));
  return "tested here:" + ran + "; not on this processor:" + (not_here.empty() ? " none" : not_here);
}

}  // namespace

TEST_CASE("implementations of SHA-2: which run here, and which are chosen") {
  WARN("SHA-224 and SHA-256, " << report<uint32_t>());
  WARN("SHA-384, SHA-512 and SHA-512/256, " << report<uint64_t>());
}

TEMPLATE_TEST_CASE("compress: 0 to 8 blocks, every alignment", "", uint32_t, uint64_t) {
  using Word = TestType;
  constexpr size_t block = Family<Word>::block, most = 8;
  RandomBytes random(1);
  const auto chains = rows::chaining_values<Word>(random);
  std::vector<uint8_t> input = random.bytes(most * block + 64);
  const auto untouched = input;
  rows::each<Word>([&](const auto& kernel) {
    for (size_t n = 0; n <= most; ++n)
      for (size_t shift = 0; shift < 64; ++shift) {
        const auto& chain = chains[(n + shift) % chains.size()];
        Guarded_H<Word> h(chain);
        kernel.compress(h.data(), input.data() + shift, n);
        INFO(n << " blocks at " << shift);
        REQUIRE(h.value() == expected<Word>(chain, input.data() + shift, n));
        REQUIRE(h.surroundings_hold());
      }
    REQUIRE(input == untouched);
  });
}

TEMPLATE_TEST_CASE("compress: extreme chaining values and blocks", "", uint32_t, uint64_t) {
  using Word = TestType;
  constexpr size_t size = 5 * Family<Word>::block;
  RandomBytes random(2);
  const auto chains = rows::chaining_values<Word>(random);
  rows::each<Word>([&](const auto& kernel) {
    for (const auto& chain : chains)
      for (const auto& input : {std::vector<uint8_t>(size, 0), std::vector<uint8_t>(size, 0xff),
                                std::vector<uint8_t>(size, 0x80), random.bytes(size)})
        for (size_t n = 1; n <= 5; ++n) {
          Guarded_H<Word> h(chain);
          kernel.compress(h.data(), input.data(), n);
          REQUIRE(h.value() == expected<Word>(chain, input.data(), n));
          REQUIRE(h.surroundings_hold());
        }
  });
}

TEMPLATE_TEST_CASE("compress: a long run is the same in one call, in single blocks, and portable", "", uint32_t,
                   uint64_t) {
  using Word = TestType;
  constexpr size_t block = Family<Word>::block, n = (1 << 20) / block + 1;
  RandomBytes random(3);
  const auto input = random.bytes(n * block + 1);
  const auto chain = rows::chaining_values<Word>(random).back();
  const auto want = expected<Word>(chain, input.data() + 1, n);
  rows::each<Word>([&](const auto& kernel) {
    H<Word> at_once = chain, one_by_one = chain;
    kernel.compress(at_once.data(), input.data() + 1, n);
    CHECK(at_once == want);
    for (size_t i = 0; i < n; ++i) kernel.compress(one_by_one.data(), input.data() + 1 + i * block, 1);
    CHECK(one_by_one == want);
  });
}

TEMPLATE_TEST_CASE("compress_pair is two compressions", "", uint32_t, uint64_t) {
  using Word = TestType;
  constexpr size_t block = Family<Word>::block;
  RandomBytes random(4);
  const auto chains = rows::chaining_values<Word>(random);
  const auto input = random.bytes(block + 64);
  rows::each<Word>([&](const auto& kernel) {
    for (const auto& chain : chains)
      for (const auto& [mask0, mask1] : {std::pair<uint8_t, uint8_t>{0x36, 0x5c}, {0, 0xff}, {0x80, 0x01}, {7, 7}})
        for (size_t shift = 0; shift < 64; shift += 5) {
          Guarded_H<Word> h0(H<Word>{}), h1(H<Word>{});
          kernel.compress_pair(h0.data(), h1.data(), chain.data(), input.data() + shift, mask0, mask1);
          REQUIRE(h0.value() == expected<Word>(chain, masked(input.data() + shift, block, mask0).data(), 1));
          REQUIRE(h1.value() == expected<Word>(chain, masked(input.data() + shift, block, mask1).data(), 1));
          REQUIRE(h0.surroundings_hold());
          REQUIRE(h1.surroundings_hold());
        }
  });
}

TEMPLATE_TEST_CASE("compress_lanes is a compression of each message", "", uint32_t, uint64_t) {
  using Word = TestType;
  constexpr size_t block = Family<Word>::block, most = cce::sha2::max_lanes<Word>, canaries = 2;
  RandomBytes random(6);
  const auto chains = rows::chaining_values<Word>(random);
  const auto input = random.bytes(64 * block);
  rows::each<Word>([&](const auto& kernel) {
    for (size_t lanes = 1; lanes <= most; ++lanes)
      for (size_t n = 0; n <= 5; ++n)
        for (size_t turn = 0; turn < 8; ++turn) {
          INFO(lanes << " lanes, " << n << " blocks, turn " << turn);
          std::vector<H<Word>> H(lanes + canaries, chains[3]), want = H;
          std::vector<const uint8_t*> from(lanes);
          for (size_t i = 0; i < lanes; ++i) {
            H[i] = chains[(turn + i) % chains.size()];
            // Anywhere, so the messages overlap now and then, and at every alignment.
            from[i] = input.data() + random.below(input.size() - n * block + 1);
            want[i] = expected<Word>(H[i], from[i], n);
          }
          kernel.compress_lanes(H.data(), from.data(), lanes, n);
          REQUIRE(H == want);
        }
  });
}

TEMPLATE_TEST_CASE("compress_lanes: extreme blocks beside others, and a long run", "", uint32_t, uint64_t) {
  using Word = TestType;
  constexpr size_t block = Family<Word>::block, most = cce::sha2::max_lanes<Word>;
  RandomBytes random(9);
  const auto chains = rows::chaining_values<Word>(random);
  for (const size_t n : {size_t{1}, size_t{2}, size_t{100}}) {
    const std::vector<uint8_t> inputs[] = {random.bytes(n * block), std::vector<uint8_t>(n * block, 0xff),
                                           std::vector<uint8_t>(n * block, 0), std::vector<uint8_t>(n * block, 0x80)};
    rows::each<Word>([&](const auto& kernel) {
      for (size_t turn = 0; turn < most; ++turn) {
        H<Word> h[most];
        const uint8_t* from[most];
        for (size_t i = 0; i < most; ++i) h[i] = chains[i % chains.size()], from[i] = inputs[(turn + i) % 4].data();
        kernel.compress_lanes(h, from, most, n);
        for (size_t i = 0; i < most; ++i) REQUIRE(h[i] == expected<Word>(chains[i % chains.size()], from[i], n));
      }
    });
  }
}

TEMPLATE_TEST_CASE("finish is a compression of both runs, as bytes", "", uint32_t, uint64_t) {
  using Word = TestType;
  constexpr size_t block = Family<Word>::block, most = 4;
  RandomBytes random(5);
  const auto chains = rows::chaining_values<Word>(random);
  const auto message = random.bytes(most * block + 64), end = random.bytes(2 * block + 64);
  rows::each<Word>([&](const auto& kernel) {
    for (const auto& chain : chains)
      for (size_t n = 0; n <= most; ++n)
        for (size_t end_n = 0; end_n <= 2; ++end_n)
          for (size_t shift = 0; shift < 64; shift += 9) {
            const uint8_t *const first = message.data() + shift, *const second = end.data() + 63 - shift;
            const H<Word> want = expected<Word>(expected<Word>(chain, first, n), second, end_n);
            std::vector<uint8_t> digest(shift + sizeof want + 1, 0x5a);
            kernel.finish(digest.data() + shift, chain.data(), {first, n, second, end_n});
            REQUIRE(std::equal(digest.begin() + shift, digest.end() - 1, as_bytes<Word>(want).begin()));
            REQUIRE(std::all_of(digest.begin(), digest.begin() + shift, [](uint8_t b) { return b == 0x5a; }));
            REQUIRE(digest.back() == 0x5a);
          }
  });
}

TEMPLATE_TEST_CASE("finish_nested is the outer compression of the padded inner digest", "", uint32_t, uint64_t) {
  using Word = TestType;
  constexpr size_t block = Family<Word>::block;
  RandomBytes random(7);
  const auto chains = rows::chaining_values<Word>(random);
  const auto message = random.bytes(3 * block), end = random.bytes(2 * block);
  rows::each<Word>([&](const auto& kernel) {
    for (const auto& inner : chains)
      for (const auto& outer : chains)
        for (size_t n = 0; n <= 3; ++n)
          for (size_t end_n = 1; end_n <= 2; ++end_n) {
            // FIPS 180-4 section 5.1, written out: the digest, a one bit, zeros, the length in bits.
            auto padded = as_bytes<Word>(expected<Word>(expected<Word>(inner, message.data(), n), end.data(), end_n));
            padded.resize(block);
            padded[block / 2] = 0x80;
            const size_t bits = 8 * (block + block / 2);
            padded[block - 2] = static_cast<uint8_t>(bits >> 8);
            padded[block - 1] = static_cast<uint8_t>(bits);
            std::vector<uint8_t> digest(block / 2 + 1, 0x5a);
            kernel.finish_nested(digest.data(), inner.data(), outer.data(), {message.data(), n, end.data(), end_n});
            REQUIRE(digest.back() == 0x5a);
            digest.pop_back();
            REQUIRE(digest == as_bytes<Word>(expected<Word>(outer, padded.data(), 1)));
          }
  });
}

TEMPLATE_TEST_CASE("finish_keyed is compress_pair and then finish_nested", "", uint32_t, uint64_t) {
  using Word = TestType;
  constexpr size_t block = Family<Word>::block;
  RandomBytes random(11);
  const auto chains = rows::chaining_values<Word>(random);
  const auto message = random.bytes(3 * block), end = random.bytes(2 * block), key = random.bytes(block + 16);
  rows::each<Word>([&](const auto& kernel) {
    for (const auto& chain : chains)
      for (const auto& [mask0, mask1] : {std::pair<uint8_t, uint8_t>{0x36, 0x5c}, {0, 0xff}})
        for (size_t n = 0; n <= 3; ++n)
          for (size_t end_n = n == 0 ? 1 : 0; end_n <= 2; ++end_n)
            for (size_t shift = 0; shift <= 16; shift += 4) {
              INFO(n << " blocks and " << end_n << ", key at " << shift);
              const uint8_t* const K0 = key.data() + shift;
              const H<Word> inner = expected<Word>(chain, masked(K0, block, mask0).data(), 1),
                            outer = expected<Word>(chain, masked(K0, block, mask1).data(), 1);
              const cce::sha2::Blocks blocks = {n == 0 ? nullptr : message.data(), n, end.data(), end_n};
              std::vector<uint8_t> want(block / 2), digest(block / 2 + 1, 0x5a);
              rows::portable<Word>().finish_nested(want.data(), inner.data(), outer.data(), blocks);
              kernel.finish_keyed(digest.data(), chain.data(), K0, mask0, mask1, blocks);
              REQUIRE(digest.back() == 0x5a);
              digest.pop_back();
              REQUIRE(digest == want);
              // Over the key block.
              auto in_place = key;
              kernel.finish_keyed(in_place.data(), chain.data(), in_place.data() + shift, mask0, mask1, blocks);
              in_place.resize(block / 2);
              REQUIRE(in_place == want);
            }
  });
}

TEMPLATE_TEST_CASE("finish may write the digest over the message", "", uint32_t, uint64_t) {
  using Word = TestType;
  constexpr size_t block = Family<Word>::block;
  RandomBytes random(8);
  const auto chain = rows::chaining_values<Word>(random).back();
  const auto message = random.bytes(2 * block);
  const auto want = as_bytes<Word>(expected<Word>(chain, message.data(), 2));
  rows::each<Word>([&](const auto& kernel) {
    auto in_place = message;
    kernel.finish(in_place.data(), chain.data(), {in_place.data(), 1, in_place.data() + block, 1});
    REQUIRE(std::equal(want.begin(), want.end(), in_place.begin()));
  });
}

TEMPLATE_TEST_CASE("no kernel touches a byte before or behind what it is given", "", uint32_t, uint64_t) {
  using Word = TestType;
  constexpr size_t block = Family<Word>::block, most = 5;
  RandomBytes random(6);
  const auto chain = rows::chaining_values<Word>(random).back();
  Guarded input(most * block), second(block), chain0(sizeof chain), chain1(sizeof chain);
  Guarded chains(cce::sha2::max_lanes<Word> * sizeof chain);
  for (uint8_t* p = input.first(0); p != input.last(0); ++p) *p = static_cast<uint8_t>(random.word());
  for (uint8_t* p = second.first(0); p != second.last(0); ++p) *p = static_cast<uint8_t>(random.word());
  // Against the lower guard page and against the upper one.
  auto place = [](Guarded& where, size_t n, bool at_end) { return at_end ? where.last(n) : where.first(n); };
  auto place_H = [&](Guarded& where, bool at_end) {
    auto* words = reinterpret_cast<Word*>(place(where, sizeof chain, at_end));
    std::copy(chain.begin(), chain.end(), words);
    return words;
  };
  auto value = [](const Word* words) {
    H<Word> h;
    std::copy_n(words, 8, h.begin());
    return h;
  };
  rows::each<Word>([&](const auto& kernel) {
    for (bool at_end : {false, true}) {
      for (size_t n = 0; n <= most; ++n) {
        INFO(n << " blocks");
        const uint8_t* blocks = place(input, n * block, at_end);
        Word* const h = place_H(chain0, at_end);
        kernel.compress(h, blocks, n);
        CHECK(value(h) == expected<Word>(chain, blocks, n));
      }
      const uint8_t *const block0 = place(input, block, at_end), *const block1 = place(second, block, at_end);
      Word *const h0 = place_H(chain0, at_end), *const h1 = place_H(chain1, at_end);
      kernel.compress_pair(h0, h1, chain.data(), block0, 1, 2);
      CHECK(value(h0) == expected<Word>(chain, masked(block0, block, 1).data(), 1));
      CHECK(value(h1) == expected<Word>(chain, masked(block0, block, 2).data(), 1));

      for (size_t lanes = 1; lanes <= cce::sha2::max_lanes<Word>; ++lanes)
        for (size_t n = 1; n <= most; ++n) {
          const std::vector<H<Word>> before(lanes, chain);
          auto* const h = reinterpret_cast<H<Word>*>(place(chains, lanes * sizeof chain, at_end));
          std::copy(before.begin(), before.end(), h);
          // Every message lies against the guard page.
          const std::vector<const uint8_t*> from(lanes, place(input, n * block, at_end));
          kernel.compress_lanes(h, from.data(), lanes, n);
          for (size_t i = 0; i < lanes; ++i) REQUIRE(h[i] == expected<Word>(chain, from[i], n));
        }

      auto* const digest = reinterpret_cast<uint8_t*>(place_H(chain0, at_end));
      const H<Word> inner = expected<Word>(expected<Word>(chain, block0, 1), block1, 1);
      kernel.finish(digest, chain.data(), {block0, 1, block1, 1});
      CHECK(std::vector<uint8_t>(digest, digest + sizeof chain) == as_bytes<Word>(inner));
      kernel.finish_nested(digest, chain.data(), place_H(chain1, at_end), {block0, 1, block1, 1});
      CHECK(std::vector<uint8_t>(digest, digest + sizeof chain) != as_bytes<Word>(inner));
      // The text in one run and in the other.
      std::vector<uint8_t> want(sizeof chain);
      for (const cce::sha2::Blocks& text : {cce::sha2::Blocks{block1, 1, nullptr, 0}, {nullptr, 0, block1, 1}}) {
        rows::portable<Word>().finish_keyed(want.data(), chain.data(), block0, 1, 2, text);
        kernel.finish_keyed(digest, place_H(chain1, at_end), block0, 1, 2, text);
        CHECK(std::vector<uint8_t>(digest, digest + sizeof chain) == want);
      }
    }
  });
}
