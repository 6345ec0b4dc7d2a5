#include "memory/secrets.hpp"

#include <bit>
#include <cstring>
#include <set>

#include "aes/gcm.hpp"
#include "aes/portable.hpp"
#include "base/endian.hpp"
#include "hmac/hmac.hpp"
#include "memory/desk.hpp"
#include "sha2/engine.hpp"

namespace memory_scan {
namespace {

using namespace cce;

sha2::Hash hash_of(unsigned hash) { return static_cast<sha2::Hash>(hash + 1); }

uint64_t swap_words(uint64_t w) { return w << 32 | w >> 32; }

// W_t of FIPS 180-4 section 6, a second time: nothing is shared with the library's.
template <class Word>
std::vector<Word> schedule(const uint8_t* block) {
  constexpr bool is_32 = sizeof(Word) == 4;
  const auto sigma = [](Word x, int a, int b, int c) -> Word { return std::rotr(x, a) ^ std::rotr(x, b) ^ (x >> c); };
  std::vector<Word> W(is_32 ? 64 : 80);
  for (size_t t = 0; t < 16; ++t) W[t] = load_be<Word>(block + t * sizeof(Word));
  for (size_t t = 16; t < W.size(); ++t)
    W[t] = (is_32 ? sigma(W[t - 2], 17, 19, 10) : sigma(W[t - 2], 19, 61, 6)) + W[t - 7] +
           (is_32 ? sigma(W[t - 15], 7, 18, 3) : sigma(W[t - 15], 1, 8, 7)) + W[t - 16];
  return W;
}

template <class Word>
void add_words(Secrets& secrets, const std::string& name, const std::vector<Word>& words) {
  secrets.add(name, {reinterpret_cast<const uint8_t*>(words.data()), words.size() * sizeof(Word)});
}

template <class Family>
void add_block(Secrets& secrets, Family, const uint8_t* block, const std::string& name) {
  using Word = typename Family::Word;
  secrets.add(name, {block, Family::block});
  auto W = schedule<Word>(block);
  add_words(secrets, "schedule of " + name, W);
  for (size_t t = 0; t < W.size(); ++t)
    if (W[t] == 0)  // only a constant would come of it
      continue;
    else if constexpr (sizeof(Word) == 4)
      W[t] += sha2::K256[t];
    else
      W[t] += sha2::K512[t];
  add_words(secrets, "schedule and constants of " + name, W);
}

// What section 5.1 makes of the end of a message that `before` bytes precede.
template <class Family>
void add_end(Secrets& secrets, Family family, std::span<const uint8_t> message, size_t before) {
  const auto tail = message.subspan(message.size() / family.block * family.block);
  if (tail.empty()) return;
  Octets end((tail.size() + 1 + family.length_field + family.block - 1) / family.block * family.block);
  std::copy(tail.begin(), tail.end(), end.begin());
  end[tail.size()] = 0x80;
  store_be<uint64_t>(&end[end.size() - 8], 8 * (before + message.size()));
  for (size_t i = 0; i < end.size(); i += family.block)
    add_block(secrets, family, &end[i], "end of the message of " + std::to_string(message.size()));
}

}  // namespace

void Secrets::add_window(uint64_t window, const std::string& what) {
  std::set<uint8_t> values;
  for (int i = 0; i < 8; ++i) values.insert(static_cast<uint8_t>(window >> 8 * i));
  if (values.size() < 5) return;
  windows_.emplace(window, what);
  filter_[place_in_filter(window)] = true;
}

void Secrets::add(const std::string& name, std::span<const uint8_t> bytes) {
  for (size_t i = 0; i + 8 <= bytes.size(); i += 4) {
    const std::string what = name + ", byte " + std::to_string(i);
    uint64_t window;
    std::memcpy(&window, bytes.data() + i, sizeof window);
    const uint64_t turned = byte_swap(window);
    for (const uint64_t w : {window, turned, swap_words(window), swap_words(turned)}) add_window(w, what);
  }
}

std::string Secrets::find_in(std::span<const uint8_t> bytes) const {
  for (size_t i = 0; i + 8 <= bytes.size(); ++i) {
    uint64_t window;
    std::memcpy(&window, bytes.data() + i, sizeof window);
    if (window == 0 || !filter_[place_in_filter(window)]) continue;
    const auto known = windows_.find(window);
    if (known != windows_.end()) return known->second + ", at byte " + std::to_string(i);
  }
  return "";
}

void add_gcm_key(Secrets& secrets, std::span<const uint8_t, 32> key) {
  aes::RoundKeys round_keys;
  aes::expand(round_keys, key);
  secrets.add("AES key", key);
  secrets.add_object("round keys", round_keys.w);
  aes::bitslice::SlicedKeys sliced;
  aes::block_portable::slice(sliced, round_keys);
  secrets.add_object("bitsliced round keys", sliced);
  aes::Block H = {};
  aes::encrypt_block(round_keys, H, H);
  secrets.add("H", H);
}

void add_hashed(Secrets& secrets, unsigned hash, std::span<const uint8_t> message, bool is_behind_hmac_key,
                std::span<const uint8_t> hmac_key) {
  const sha2::Hash h = hash_of(hash);
  hmac::Key chains;
  chains.init(h, hmac_key);
  sha2::with_family(h, [&](auto family) {
    auto H = is_behind_hmac_key ? family.words(chains.inner) : family.initial(h);
    for (size_t i = 0; i + family.block <= message.size(); i += family.block) {
      add_block(secrets, family, message.data() + i, "message block " + std::to_string(i / family.block));
      family.kernel().compress(H.data(), message.data() + i, 1);
      secrets.add_object("chaining value " + std::to_string(i / family.block), H);
    }
  });
  secrets.add("message", message);
  sha2::with_family(h, [&](auto family) {
    for (const size_t n : lengths) add_end(secrets, family, message.first(n), is_behind_hmac_key ? family.block : 0);
  });
}

void add_derived(Secrets& secrets, unsigned hash, std::span<const uint8_t> z, std::span<const uint8_t> info) {
  const sha2::Hash h = hash_of(hash);
  secrets.add("shared secret", z);
  sha2::with_family(h, [&](auto family) {
    for (uint32_t counter = 1; counter <= (200 + 27) / 28; ++counter) {
      const size_t size = z.size() + 4 + info.size();
      Octets message((size + 1 + family.length_field + family.block - 1) / family.block * family.block);
      std::copy(z.begin(), z.end(), message.begin());
      store_be(&message[z.size()], counter);
      std::copy(info.begin(), info.end(), message.begin() + static_cast<ptrdiff_t>(z.size()) + 4);
      message[size] = 0x80;
      store_be<uint64_t>(&message[message.size() - 8], 8 * size);
      auto H = family.initial(h);
      for (size_t i = 0; i < message.size(); i += family.block) {
        add_block(secrets, family, &message[i], "block of K" + std::to_string(counter));
        family.kernel().compress(H.data(), &message[i], 1);
        secrets.add_object("chaining value of K" + std::to_string(counter), H);
      }
    }
  });
}

void add_hmac_key(Secrets& secrets, unsigned hash, std::span<const uint8_t> key) {
  const sha2::Hash h = hash_of(hash);
  hmac::Key chains;
  chains.init(h, key);
  sha2::with_family(h, [&](auto family) {
    Octets K0(family.block);
    if (key.size() > K0.size())
      sha2::digest(h, key, MutableBytes(K0).first(sha2::digest_size(h)));
    else
      std::copy(key.begin(), key.end(), K0.begin());
    for (const auto& [name, pad] : {std::pair("K0", 0), std::pair("K0 + ipad", 0x36), std::pair("K0 + opad", 0x5c)}) {
      Octets padded = K0;
      for (uint8_t& byte : padded) byte ^= static_cast<uint8_t>(pad);
      add_block(secrets, family, padded.data(), name);
    }
    secrets.add_object("inner chaining value", family.words(chains.inner));
    secrets.add_object("outer chaining value", family.words(chains.outer));
  });
}

}  // namespace memory_scan
