// HKDF by RFC 5869, sections 2.2 and 2.3, written out over HMAC, which has its own test: about every length at which a block, or a
// way to put the message together, ends; over each implementation.
#include "hkdf/hkdf.hpp"

#include <algorithm>

#include "sha2/rows.hpp"

namespace {

using cce::Bytes;
using cce::hkdf::Hash;
using rows::Family;
using Buffer = std::vector<uint8_t>;

Buffer mac(Hash h, Bytes key, Bytes msg) {
  Buffer out(cce::sha2::digest_size(h));
  cce::hmac::mac(h, key, msg, out);
  return out;
}

// With the portable kernel.
template <class Word>
Buffer expected(Hash h, Bytes salt, Bytes ikm, Bytes info, size_t size) {
  const auto active = Family<Word>::active();
  Family<Word>::active() = rows::portable<Word>();
  const Buffer PRK = mac(h, salt, ikm);
  Buffer okm, T;
  for (uint8_t i = 1; okm.size() < size; ++i) {
    T.insert(T.end(), info.begin(), info.end());
    T.push_back(i);
    T = mac(h, PRK, T);
    okm.insert(okm.end(), T.begin(), T.end());
  }
  okm.resize(size);
  Family<Word>::active() = active;
  return okm;
}

// Extract and expand in one call, and in two.
template <class Word>
void check(Hash h, Bytes salt, Bytes ikm, Bytes info, size_t size) {
  INFO(salt.size() << " bytes of salt, " << ikm.size() << " of key, " << info.size() << " of info, to " << size);
  const Buffer want = expected<Word>(h, salt, ikm, info, size);
  Buffer okm(size + 1, 0x5a), PRK(cce::sha2::digest_size(h));
  REQUIRE(cce::hkdf::derive(h, salt, ikm, info, std::span(okm).first(size)) == cce::Status::ok);
  REQUIRE(okm.back() == 0x5a);
  okm.pop_back();
  REQUIRE(okm == want);
  std::fill(okm.begin(), okm.end(), 0x5a);
  cce::hkdf::extract(h, salt, ikm, PRK);
  REQUIRE(cce::hkdf::expand(h, PRK, info, okm) == cce::Status::ok);
  REQUIRE(okm == want);
}

constexpr size_t about_blocks[] = {0,  1,   7,   8,   15,  16,  31,  32,  33,  53,  54,  55,  56,  57,  62,  63,  64,
                                   65, 110, 111, 112, 113, 118, 119, 120, 126, 127, 128, 129, 191, 192, 193, 256, 300};

}  // namespace

TEMPLATE_TEST_CASE("HKDF of salts, keys and infos about the blocks", "", uint32_t, uint64_t) {
  using Word = TestType;
  RandomBytes random(1);
  const Buffer salt = random.bytes(300), ikm = random.bytes(300), info = random.bytes(300);
  rows::each<Word>([&](const auto&) {
    for (const Hash h : Family<Word>::hashes)
      for (const size_t n : about_blocks) {
        const size_t digest = cce::sha2::digest_size(h);
        check<Word>(h, Bytes(salt).first(n), Bytes(ikm).first(32), Bytes(info).first(16), digest);
        check<Word>(h, Bytes(salt).first(32), Bytes(ikm).first(n), Bytes(info).first(16), digest);
        check<Word>(h, Bytes(salt).first(32), Bytes(ikm).first(32), Bytes(info).first(n), digest);
        check<Word>(h, Bytes(salt).first(n), Bytes(ikm).first(n), Bytes(info).first(n), 2 * digest + 1);
      }
  });
}

TEMPLATE_TEST_CASE("HKDF to every length", "", uint32_t, uint64_t) {
  using Word = TestType;
  RandomBytes random(2);
  const Buffer salt = random.bytes(32), ikm = random.bytes(32), info = random.bytes(100);
  rows::each<Word>([&](const auto&) {
    for (const Hash h : Family<Word>::hashes)
      for (size_t size = 1; size <= 200; ++size)
        for (const size_t n : {0u, 16u, 100u}) check<Word>(h, salt, ikm, Bytes(info).first(n), size);
  });
}
