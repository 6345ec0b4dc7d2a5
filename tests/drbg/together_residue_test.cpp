// What is left on the stack and in vector registers when states were instantiated together: nothing of seeds, keys or values.
#include "aes/own_stack.hpp"
#include "base/endian.hpp"
#include "base/registers.hpp"
#include "together.hpp"

using namespace drbg_test;

namespace {

using Octets = std::vector<uint8_t>;

// As bytes, and as the words that SHA-256 has of them.
void add(Octets& secrets, Bytes bytes) {
  secrets.insert(secrets.end(), bytes.begin(), bytes.end());
  for (size_t i = 0; i < bytes.size(); i += 4)
    for (size_t j = 4; j-- > 0;) secrets.push_back(bytes[i + j]);
}
void add(Octets& secrets, const hmac::Key& key) {
  for (const auto& H : {key.inner.w32, key.outer.w32}) {
    Output bytes;
    for (size_t i = 0; i < H.size(); ++i) store_be(bytes.data() + 4 * i, H[i]);
    add(secrets, bytes);
  }
}
template <uint8_t pad>
Octets padded(Bytes key) {
  Octets block(key.begin(), key.end());
  for (uint8_t& byte : block) byte ^= pad;
  return block;
}

// Each Key, K0 ^ ipad, K0 ^ opad and V of the two turns, and what was generated.
void add_all(Octets& secrets, const Octets& seed) {
  Output K{}, V;
  V.fill(1);
  add(secrets, seed);
  for (const uint8_t separator : {0, 1}) {
    Octets text(V.begin(), V.end());
    text.push_back(separator);
    text.insert(text.end(), seed.begin(), seed.end());
    hmac::mac(hmac::Hash::sha256, Output(K), text, K);
    hmac::mac(hmac::Hash::sha256, K, Output(V), V);
    add(secrets, K);
    add(secrets, padded<0x36>(K));
    add(secrets, padded<0x5c>(K));
    add(secrets, V);
    hmac::Key key;
    key.init(hmac::Hash::sha256, K);
    add(secrets, key);
  }
  Output first;
  alone(seed, first);
  hmac::mac(hmac::Hash::sha256, K, Output(V), V);
  REQUIRE(first == V);
  add(secrets, V);
}

std::string found(const OwnStack& stack, const Octets& secrets) {
  for (size_t i = 0; i + 8 <= secrets.size(); i += 8)
    if (const std::string place = stack.find(secrets.data() + i); !place.empty())
      return "byte " + std::to_string(i) + " in " + place;
  return "";
}

struct Work {
  Together together;
  State states[Together::max];
  size_t count;
  bool leaves;
};

void run(void* p) {
  Work& w = *static_cast<Work*>(p);
  w.together.instantiate_and_generate_unchecked(w.count);
  for (size_t i = 0; i < w.count; ++i) w.together.get(i, w.states[i]);
  registers::clear();  // as who asks for it does when all is done
  if (!w.leaves) return;
  uint8_t copy[32];
  std::memcpy(copy, w.states[0].V.data(), sizeof copy);
  __asm__ volatile("" : : "r"(copy) : "memory");  // used, as far as the compiler can tell
}

}  // namespace

TEST_CASE("states together leave nothing") {
  RandomBytes random(91);
  registers::select(cpu::detect());  // those that the C library's copies use, whichever kernel runs
  rows::each<uint32_t>([&](const auto&) {
    for (const size_t count : {1, 3, 8})
      for (const bool leaves : {false, true}) {
        const auto all = seeds(random, count);
        Octets secrets;
        for (const Octets& seed : all) add_all(secrets, seed);
        auto work = std::make_unique<Work>();
        work->count = count, work->leaves = leaves;
        put(work->together, all);
        OwnStack stack;
        stack.run(run, work.get());
        INFO(count << " states");
        CHECK((found(stack, secrets) != "") == leaves);  // and what is left is found
      }
  });
}
