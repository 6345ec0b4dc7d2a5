// What the kernels leave on the stack and in vector registers: no message word and no chaining value. Eight bytes in a row,
// at any address, are a find.
#include <algorithm>
#include <bit>
#include <cstring>
#include <memory>

#include "aes/own_stack.hpp"
#include "base/endian.hpp"
#include "rows.hpp"

namespace {

using rows::Family;
using rows::H;

// All that a kernel works on, none of it on the stack.
template <class Word>
struct Work {
  static constexpr size_t most = cce::sha2::max_lanes<Word>;
  std::vector<uint8_t> input;
  H<Word> h[most];
  const uint8_t* from[most];
  size_t lanes, n;
  const cce::sha2::Kernel<Word>* kernel;
};

// Neighbouring words, in either order, as a register or a spill of it may have them.
template <class Word>
void add(std::vector<uint8_t>& secrets, const Word* words, size_t n) {
  constexpr size_t in_8_bytes = 8 / sizeof(Word);
  for (size_t i = 0; i + in_8_bytes <= n; ++i)
    for (const bool turned : {false, true})
      for (size_t k = 0; k < in_8_bytes; ++k) {
        const auto* const p = reinterpret_cast<const uint8_t*>(words + i + (turned ? in_8_bytes - 1 - k : k));
        secrets.insert(secrets.end(), p, p + sizeof(Word));
      }
}

// W_t of FIPS 180-4 sections 6.2.2 and 6.4.2.
template <class Word>
std::vector<Word> schedule(const uint8_t* block) {
  constexpr bool is_64 = sizeof(Word) == 8;
  auto sigma0 = [](Word x) {
    return std::rotr(x, is_64 ? 1 : 7) ^ std::rotr(x, is_64 ? 8 : 18) ^ (x >> (is_64 ? 7 : 3));
  };
  auto sigma1 = [](Word x) {
    return std::rotr(x, is_64 ? 19 : 17) ^ std::rotr(x, is_64 ? 61 : 19) ^ (x >> (is_64 ? 6 : 10));
  };
  std::vector<Word> W;
  for (size_t t = 0; t < 16; ++t) W.push_back(cce::load_be<Word>(block + t * sizeof(Word)));
  for (size_t t = 16; t < (is_64 ? 80 : 64); ++t)
    W.push_back(static_cast<Word>(sigma1(W[t - 2]) + W[t - 7] + sigma0(W[t - 15]) + W[t - 16]));
  return W;
}

template <class Word>
Word K(size_t t) {
  if constexpr (sizeof(Word) == 8)
    return cce::sha2::K512[t];
  else
    return cce::sha2::K256[t];
}

// The first eight bytes of a secret that are still somewhere: where.
std::string found(const OwnStack& stack, const std::vector<uint8_t>& secrets) {
  for (size_t i = 0; i + 8 <= secrets.size(); i += 8)
    if (const std::string place = stack.find(secrets.data() + i); !place.empty())
      return "byte " + std::to_string(i) + " in " + place;
  return "";
}

// The message as it lies there and as words, what the schedule makes of it, the same with the constants of the rounds added, as
// kernels keep it, and chaining values before, between and after.
template <class Word>
std::vector<uint8_t> secrets_of(const Work<Word>& w, const H<Word>* before) {
  constexpr size_t block = Family<Word>::block;
  std::vector<uint8_t> secrets;
  for (size_t l = 0; l < w.lanes; ++l) {
    H<Word> chain = before[l];
    add(secrets, chain.data(), 8);
    for (size_t i = 0; i < w.n; ++i) {
      const uint8_t* const p = w.from[l] + i * block;
      secrets.insert(secrets.end(), p, p + block);
      const auto W = schedule<Word>(p);
      add(secrets, W.data(), W.size());
      std::vector<Word> sums;
      for (size_t t = 0; t < W.size(); ++t) sums.push_back(static_cast<Word>(W[t] + K<Word>(t)));
      add(secrets, sums.data(), sums.size());
      rows::portable<Word>().compress(chain.data(), p, 1);
      add(secrets, chain.data(), 8);
    }
  }
  return secrets;
}

template <class Word>
[[gnu::noinline]] void leave_words(void* p) {  // what a careless kernel would do
  uint8_t copies[64][8];
  for (auto& copy : copies) std::memcpy(copy, static_cast<Work<Word>*>(p)->from[0], sizeof copy);
  __asm__ volatile("" : : "r"(copies) : "memory");
}

}  // namespace

TEMPLATE_TEST_CASE("the search finds what is left", "", uint32_t, uint64_t) {
  using Word = TestType;
  RandomBytes random(30);
  Work<Word> w{random.bytes(256), {}, {}, 1, 1, nullptr};
  w.from[0] = w.input.data();
  const H<Word> before[1] = {rows::chaining_values<Word>(random).back()};
  OwnStack stack;
  stack.run(leave_words<Word>, &w);
  const auto secrets = secrets_of(w, before);
  const auto first = std::search(secrets.begin(), secrets.end(), w.input.begin(), w.input.begin() + 8);
  CHECK(found(stack, secrets) == "byte " + std::to_string(first - secrets.begin()) + " in stack");
}

TEMPLATE_TEST_CASE("compress_lanes leaves nothing", "", uint32_t, uint64_t) {
  using Word = TestType;
  RandomBytes random(31);
  OwnStack stack;
  rows::each<Word>([&](const auto& kernel) {
    for (const size_t lanes : {size_t{1}, size_t{2}, size_t{5}, Work<Word>::most})
      for (const size_t n : {size_t{1}, size_t{2}}) {
        auto w = std::make_unique<Work<Word>>();
        w->input = random.bytes(lanes * n * Family<Word>::block);
        w->lanes = lanes, w->n = n, w->kernel = &kernel;
        std::vector<H<Word>> before(lanes);
        for (size_t i = 0; i < lanes; ++i) {
          for (Word& word : before[i]) word = static_cast<Word>(random.word());
          w->h[i] = before[i];
          w->from[i] = w->input.data() + i * n * Family<Word>::block;
        }
        stack.run(
            [](void* p) {
              auto& s = *static_cast<Work<Word>*>(p);
              s.kernel->compress_lanes(s.h, s.from, s.lanes, s.n);
            },
            w.get());
        INFO(lanes << " lanes, " << n << " blocks");
        CHECK(found(stack, secrets_of(*w, before.data())) == "");
      }
  });
}

TEMPLATE_TEST_CASE("one message leaves nothing", "", uint32_t, uint64_t) {
  using Word = TestType;
  constexpr size_t block = Family<Word>::block;
  RandomBytes random(32);
  OwnStack stack;
  rows::each<Word>([&](const auto& kernel) {
    for (const size_t n : {size_t{1}, size_t{2}, size_t{3}}) {
      auto w = std::make_unique<Work<Word>>();
      w->input = random.bytes(n * block);
      w->lanes = 1, w->n = n, w->kernel = &kernel;
      w->from[0] = w->input.data();
      H<Word> before;
      for (Word& word : before) word = static_cast<Word>(random.word());
      w->h[0] = before;
      INFO(n << " blocks");
      stack.run(
          [](void* p) {
            auto& s = *static_cast<Work<Word>*>(p);
            s.kernel->compress(s.h[0].data(), s.from[0], s.n);
          },
          w.get());
      CHECK(found(stack, secrets_of(*w, &before)) == "");
      // The last block as the end of the message, and the digest where a chaining value was.
      w->h[0] = before;
      stack.run(
          [](void* p) {
            auto& s = *static_cast<Work<Word>*>(p);
            const size_t m = s.n - 1;
            s.kernel->finish(reinterpret_cast<uint8_t*>(s.h[1].data()), s.h[0].data(),
                             {s.from[0], m, s.from[0] + m * Family<Word>::block, 1});
          },
          w.get());
      CHECK(found(stack, secrets_of(*w, &before)) == "");
    }
    // The key block of HMAC: what is hashed are two blocks made of it.
    auto w = std::make_unique<Work<Word>>();
    w->input = random.bytes(3 * block);
    for (size_t i = 0; i < block; ++i) {
      w->input[block + i] = w->input[i] ^ 0x36;
      w->input[2 * block + i] = w->input[i] ^ 0x5c;
    }
    H<Word> before[2];
    for (Word& word : before[0]) word = static_cast<Word>(random.word());
    before[1] = w->h[2] = before[0];
    w->lanes = 2, w->n = 1, w->kernel = &kernel;
    w->from[0] = w->input.data() + block, w->from[1] = w->input.data() + 2 * block;
    stack.run(
        [](void* p) {
          auto& s = *static_cast<Work<Word>*>(p);
          s.kernel->compress_pair(s.h[0].data(), s.h[1].data(), s.h[2].data(), s.input.data(), 0x36, 0x5c);
        },
        w.get());
    CHECK(found(stack, secrets_of(*w, before)) == "");
  });
}

// The blocks behind the key block, the last one as the end.
template <class Word>
cce::sha2::Blocks text_of(const Work<Word>& w) {
  constexpr size_t block = Family<Word>::block;
  return {w.input.data() + block, w.n - 1, w.input.data() + w.n * block, 1};
}

// A whole HMAC, by finish_keyed, and the end of one, by finish_nested.
TEMPLATE_TEST_CASE("an HMAC leaves nothing", "", uint32_t, uint64_t) {
  using Word = TestType;
  constexpr size_t block = Family<Word>::block;
  RandomBytes random(33);
  OwnStack stack;
  const auto masked = [](std::vector<uint8_t> K0, uint8_t mask) {
    for (uint8_t& byte : K0) byte ^= mask;
    return K0;
  };
  // What was compressed from H on.
  const auto secrets_from = [](const H<Word>& before, const std::vector<uint8_t>& blocks) {
    Work<Word> w{blocks, {}, {}, 1, blocks.size() / block, nullptr};
    w.from[0] = w.input.data();
    return secrets_of(w, &before);
  };
  // The key block, and the outer block that `digest` makes.
  const auto outer_secrets = [&](const H<Word>& before, std::vector<uint8_t> blocks, const H<Word>& digest) {
    for (const Word word : digest) {
      blocks.resize(blocks.size() + sizeof word);
      cce::store_be(&blocks.back() + 1 - sizeof word, word);
    }
    blocks.resize(2 * block);
    blocks[block + block / 2] = 0x80;
    cce::store_be<uint64_t>(blocks.data() + 2 * block - 8, 8 * (block + block / 2));
    return secrets_from(before, blocks);
  };
  rows::each<Word>([&](const auto& kernel) {
    for (const size_t n : {size_t{1}, size_t{2}, size_t{3}}) {
      INFO(n << " blocks");
      auto w = std::make_unique<Work<Word>>();
      w->input = random.bytes((1 + n) * block);  // the key block and the text
      w->n = n, w->kernel = &kernel;
      H<Word> before, inner, other;
      for (Word& word : before) word = static_cast<Word>(random.word());
      for (Word& word : other) word = static_cast<Word>(random.word());
      const std::vector<uint8_t> K0(w->input.begin(), w->input.begin() + block);
      std::vector<uint8_t> inner_blocks = masked(K0, 0x36);
      inner_blocks.insert(inner_blocks.end(), w->input.begin() + block, w->input.end());
      inner = before;
      rows::portable<Word>().compress(inner.data(), inner_blocks.data(), 1 + n);

      std::vector<uint8_t> secrets = K0;
      const auto of_inner = secrets_from(before, inner_blocks);
      secrets.insert(secrets.end(), of_inner.begin(), of_inner.end());
      // What is the same for any inner digest is padding, and no secret; the key block is in the secrets of compress_pair.
      const auto of_outer = outer_secrets(before, masked(K0, 0x5c), inner),
                 of_other = outer_secrets(before, masked(K0, 0x5c), other);
      for (size_t i = 0; i < of_outer.size(); i += 8)
        if (!std::equal(of_outer.begin() + i, of_outer.begin() + i + 8, of_other.begin() + i))
          secrets.insert(secrets.end(), of_outer.begin() + i, of_outer.begin() + i + 8);
      H<Word> outer = before;
      rows::portable<Word>().compress(outer.data(), masked(K0, 0x5c).data(), 1);
      add(secrets, outer.data(), 8);

      w->h[0] = before;
      stack.run(
          [](void* p) {
            auto& s = *static_cast<Work<Word>*>(p);
            s.kernel->finish_keyed(reinterpret_cast<uint8_t*>(s.h[1].data()), s.h[0].data(), s.input.data(), 0x36, 0x5c,
                                   text_of(s));
          },
          w.get());
      CHECK(found(stack, secrets) == "");

      w->h[0] = before;
      rows::portable<Word>().compress(w->h[0].data(), inner_blocks.data(), 1);
      w->h[2] = outer;
      stack.run(
          [](void* p) {
            auto& s = *static_cast<Work<Word>*>(p);
            s.kernel->finish_nested(reinterpret_cast<uint8_t*>(s.h[1].data()), s.h[0].data(), s.h[2].data(),
                                    text_of(s));
          },
          w.get());
      CHECK(found(stack, secrets) == "");
    }
  });
}
