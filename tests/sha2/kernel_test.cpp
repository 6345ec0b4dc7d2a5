// Each kernel against the portable one, entry by entry.
#include <algorithm>
#include <cstring>

#include "aes/guarded.hpp"
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
  const auto input = random.bytes(2 * block + 128);
  rows::each<Word>([&](const auto& kernel) {
    for (const auto& chain0 : chains)
      for (const auto& chain1 : chains)
        for (size_t shift = 0; shift < 64; shift += 5) {
          // Apart, overlapping, the same, and the second before the first.
          const uint8_t* const block0 = input.data() + shift;
          for (const uint8_t* block1 : {input.data() + block + 63 - shift, block0 + 1, block0, input.data()}) {
            Guarded_H<Word> h0(chain0), h1(chain1);
            kernel.compress_pair(h0.data(), block0, h1.data(), block1);
            REQUIRE(h0.value() == expected<Word>(chain0, block0, 1));
            REQUIRE(h1.value() == expected<Word>(chain1, block1, 1));
            REQUIRE(h0.surroundings_hold());
            REQUIRE(h1.surroundings_hold());
          }
        }
  });
}

TEMPLATE_TEST_CASE("compress_words is a compression of the words as bytes", "", uint32_t, uint64_t) {
  using Word = TestType;
  RandomBytes random(5);
  const auto chains = rows::chaining_values<Word>(random);
  rows::each<Word>([&](const auto& kernel) {
    for (const auto& chain : chains)
      for (size_t shift = 0; shift < 8; ++shift) {
        alignas(64) Word words[16 + 8];
        uint8_t bytes[Family<Word>::block];
        for (Word& word : words) word = static_cast<Word>(random.word());
        for (size_t i = 0; i < 16; ++i) cce::store_be(bytes + i * sizeof(Word), words[shift + i]);
        Guarded_H<Word> h(chain);
        kernel.compress_words(h.data(), words + shift);
        REQUIRE(h.value() == expected<Word>(chain, bytes, 1));
        REQUIRE(h.surroundings_hold());
      }
  });
}

TEMPLATE_TEST_CASE("no kernel touches a byte before or behind what it is given", "", uint32_t, uint64_t) {
  using Word = TestType;
  constexpr size_t block = Family<Word>::block, most = 5;
  RandomBytes random(6);
  const auto chain = rows::chaining_values<Word>(random).back();
  Guarded input(most * block), second(block), chain0(sizeof chain), chain1(sizeof chain);
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
      kernel.compress_pair(h0, block0, h1, block1);
      CHECK(value(h0) == expected<Word>(chain, block0, 1));
      CHECK(value(h1) == expected<Word>(chain, block1, 1));

      uint8_t bytes[block];
      const Word* const words = reinterpret_cast<const Word*>(place(second, block, at_end));
      for (size_t i = 0; i < 16; ++i) cce::store_be(bytes + i * sizeof(Word), words[i]);
      Word* const h = place_H(chain0, at_end);
      kernel.compress_words(h, words);
      CHECK(value(h) == expected<Word>(chain, bytes, 1));
    }
  });
}
