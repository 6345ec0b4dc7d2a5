// What a compression leaves on the stack: no part of the message, of its schedule, or of the sums with K. Eight bytes in a
// row, at any address, are a find.
#include <bit>
#include <cstring>
#include <memory>

#include "aes/own_stack.hpp"
#include "rows.hpp"

namespace {

using rows::Family;
using rows::H;

// Everything that an operation works on, none of it on the stack.
template <class Word>
struct Work {
  cce::sha2::Kernel<Word> kernel;
  H<Word> h0, h1;
  size_t blocks;
  std::vector<uint8_t> input;
  std::vector<Word> words;
};

template <class Word>
const Word* round_constants() {
  if constexpr (sizeof(Word) == 4) return cce::sha2::K256.data();
  if constexpr (sizeof(Word) == 8) return cce::sha2::K512.data();
}

// FIPS 180-4 sections 4.1.2 and 4.1.3.
uint32_t sigma0(uint32_t x) { return std::rotr(x, 7) ^ std::rotr(x, 18) ^ x >> 3; }
uint32_t sigma1(uint32_t x) { return std::rotr(x, 17) ^ std::rotr(x, 19) ^ x >> 10; }
uint64_t sigma0(uint64_t x) { return std::rotr(x, 1) ^ std::rotr(x, 8) ^ x >> 7; }
uint64_t sigma1(uint64_t x) { return std::rotr(x, 19) ^ std::rotr(x, 61) ^ x >> 6; }

template <class Word>
void append(std::vector<uint8_t>& to, const std::vector<Word>& words) {
  const auto* p = reinterpret_cast<const uint8_t*>(words.data());
  to.insert(to.end(), p, p + words.size() * sizeof(Word));
}

// The message itself, and for each block W_t and W_t + K_t as the processor has them in memory.
template <class Word>
std::vector<uint8_t> secrets(const std::vector<uint8_t>& message) {
  constexpr size_t block = Family<Word>::block, rounds = sizeof(Word) == 4 ? 64 : 80;
  std::vector<uint8_t> all = message;
  for (size_t start = 0; start < message.size(); start += block) {
    std::vector<Word> W(rounds), sums(rounds);
    for (size_t t = 0; t < rounds; ++t) {
      W[t] = t < 16 ? cce::load_be<Word>(&message[start + t * sizeof(Word)])
                    : sigma1(W[t - 2]) + W[t - 7] + sigma0(W[t - 15]) + W[t - 16];
      sums[t] = W[t] + round_constants<Word>()[t];
    }
    append(all, W);
    append(all, sums);
  }
  return all;
}

// How many of them are on the stack.
size_t left(const OwnStack& stack, const std::vector<uint8_t>& secrets) {
  size_t found = 0;
  for (size_t i = 0; i + 8 <= secrets.size(); i += 8) found += stack.find(&secrets[i]) == "stack";
  return found;
}

template <class Word>
std::unique_ptr<Work<Word>> make_work(const cce::sha2::Kernel<Word>& kernel, size_t blocks) {
  RandomBytes random(20 + blocks);
  auto w = std::make_unique<Work<Word>>();
  w->kernel = kernel;
  w->blocks = blocks;
  w->h0 = w->h1 = rows::chaining_values<Word>(random).back();
  w->input = random.bytes(blocks * Family<Word>::block);
  for (size_t i = 0; i < w->input.size(); i += sizeof(Word)) w->words.push_back(cce::load_be<Word>(&w->input[i]));
  return w;
}

template <class Word>
Work<Word>& work(void* p) {
  return *static_cast<Work<Word>*>(p);
}

template <class Word>
[[gnu::noinline]] void leave_a_word(void* p) {  // what a careless kernel would do
  Word copies[64][2];
  for (auto& copy : copies) std::memcpy(copy, &work<Word>(p).words[2], sizeof copy);
  __asm__ volatile("" : : "r"(copies) : "memory");
}

}  // namespace

TEMPLATE_TEST_CASE("the search finds what is left", "", uint32_t, uint64_t) {
  using Word = TestType;
  auto w = make_work<Word>(rows::portable<Word>(), 1);
  OwnStack stack;
  stack.run(leave_a_word<Word>, w.get());
  CHECK(left(stack, secrets<Word>(w->input)) == 2 * sizeof(Word) / 8);
}

TEMPLATE_TEST_CASE("compressions leave no word of the message on the stack", "", uint32_t, uint64_t) {
  using Word = TestType;
  OwnStack stack;
  rows::each<Word>([&](const auto& kernel) {
    for (size_t n : {1, 2, 3, 4}) {
      INFO(n << " blocks");
      auto w = make_work<Word>(kernel, n);
      stack.run(
          [](void* p) {
            auto& s = work<Word>(p);
            s.kernel.compress(s.h0.data(), s.input.data(), s.blocks);
          },
          w.get());
      CHECK(left(stack, secrets<Word>(w->input)) == 0);
    }
    auto w = make_work<Word>(kernel, 2);
    stack.run(
        [](void* p) {
          auto& s = work<Word>(p);
          s.kernel.compress_pair(s.h0.data(), s.input.data(), s.h1.data(), s.input.data() + Family<Word>::block);
        },
        w.get());
    CHECK(left(stack, secrets<Word>(w->input)) == 0);
    w = make_work<Word>(kernel, 1);
    stack.run(
        [](void* p) {
          auto& s = work<Word>(p);
          s.kernel.compress_words(s.h0.data(), s.words.data());
        },
        w.get());
    CHECK(left(stack, secrets<Word>(w->input)) == 0);
  });
}
