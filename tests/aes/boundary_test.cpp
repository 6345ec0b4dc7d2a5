// No byte beyond a buffer is read or written: each buffer ends right before, or begins right behind, a page that may
// not be touched. Lengths vary over every alignment; in place and not.
#include <cstring>

#include "aes/gcm.hpp"
#include "guarded.hpp"
#include "random_bytes.hpp"
#include "reference.hpp"
#include "rows.hpp"

using cce::Bytes;
using cce::MutableBytes;
using cce::Status;

namespace {

constexpr size_t longest = 1100;

struct Buffers {
  Guarded in{longest}, out{longest}, aad{512}, iv{64}, tag{16};
};

// Seals and opens with every buffer at the same end of its pages; the answers are the portable implementation's.
void seal_and_open(const cce::gcm::Key& key, Buffers& b, bool at_the_end, size_t iv_size, size_t aad_size, size_t size,
                   RandomBytes& random, const cce::gcm::Kernel& portable, const cce::gcm::Key& portable_key) {
  auto place = [at_the_end](Guarded& g, size_t n) { return at_the_end ? g.last(n) : g.first(n); };
  uint8_t* const iv = place(b.iv, iv_size);
  uint8_t* const aad = place(b.aad, aad_size);
  uint8_t* const in = place(b.in, size);
  uint8_t* const out = place(b.out, size);
  uint8_t* const tag = place(b.tag, 16);
  for (MutableBytes range : {MutableBytes(iv, iv_size), MutableBytes(aad, aad_size), MutableBytes(in, size)})
    random.fill(range);

  std::vector<uint8_t> expected(size), expected_tag(16);
  if (iv_size == 12)
    portable.seal(portable_key, iv, 1, {aad, aad_size}, in, size, expected.data(), expected_tag.data());
  const std::vector<uint8_t> pt(in, in + size);
  REQUIRE(cce::gcm::seal(key, {iv, iv_size}, {aad, aad_size}, {in, size}, out, {tag, 16}) == Status::ok);
  if (iv_size == 12) {
    REQUIRE(std::equal(expected.begin(), expected.end(), out));
    REQUIRE(std::equal(expected_tag.begin(), expected_tag.end(), tag));
  }
  std::memset(in, 0, size);
  REQUIRE(cce::gcm::open(key, {iv, iv_size}, {aad, aad_size}, {out, size}, {tag, 16}, in) == Status::ok);
  REQUIRE(std::equal(pt.begin(), pt.end(), in));
}

}  // namespace

TEST_CASE("buffers next to forbidden pages, every length") {
  Buffers buffers;
  const cce::gcm::Kernel& portable = cce::gcm::implementations_table().back().operations;
  rows::each_gcm([&](const auto&) {
    RandomBytes random(20);
    const auto K = random.array<reference::Key>();
    cce::gcm::Key key, portable_key;
    cce::gcm::init(key, K);
    portable.init(portable_key, K.data());
    for (size_t n = 0; n <= longest; ++n)
      for (bool at_the_end : {true, false})
        seal_and_open(key, buffers, at_the_end, 12, n % 301, n, random, portable, portable_key);
    for (size_t n = 1; n <= 64; ++n)
      for (bool at_the_end : {true, false})
        seal_and_open(key, buffers, at_the_end, n, n, n, random, portable, portable_key);
  });
}

TEST_CASE("every alignment of input and output") {
  RandomBytes random(21);
  const auto K = random.array<reference::Key>();
  const auto iv = random.bytes(12), pt = random.bytes(600), aad = random.bytes(40);
  const auto expected = reference::seal(K, iv, aad, pt);
  rows::each_gcm([&](const auto&) {
    cce::gcm::Key key;
    cce::gcm::init(key, K);
    Guarded in_pages(pt.size() + 64), out_pages(pt.size() + 64), aad_pages(aad.size() + 64);
    for (size_t i = 0; i < 64; ++i) {
      uint8_t* const in = in_pages.first(0) + i;
      uint8_t* const out = out_pages.first(0) + (i * 29 + 7) % 64;
      uint8_t* const additional = aad_pages.first(0) + (i * 13 + 1) % 64;
      std::copy(pt.begin(), pt.end(), in);
      std::copy(aad.begin(), aad.end(), additional);
      uint8_t tag[16];
      REQUIRE(cce::gcm::seal(key, iv, {additional, aad.size()}, {in, pt.size()}, out, tag) == Status::ok);
      REQUIRE(std::equal(expected.ct.begin(), expected.ct.end(), out));
      REQUIRE(std::equal(expected.tag.begin(), expected.tag.end(), tag));
    }
  });
}

TEST_CASE("in place, and nothing around the output changes") {
  RandomBytes random(22);
  const auto K = random.array<reference::Key>();
  const auto iv = random.bytes(12), aad = random.bytes(5);
  cce::gcm::select(0);
  cce::gcm::Key portable_key;
  cce::gcm::init(portable_key, K);
  std::vector<std::vector<uint8_t>> plain, sealed;
  for (size_t n = 0; n <= longest; n += n < 300 ? 1 : 17) {
    plain.push_back(random.bytes(n));
    sealed.push_back(std::vector<uint8_t>(n + 16));
    REQUIRE(cce::gcm::seal(portable_key, iv, aad, plain.back(), sealed.back().data(),
                           MutableBytes(sealed.back()).last(16)) == Status::ok);
  }
  rows::each_gcm([&](const auto&) {
    cce::gcm::Key key;
    cce::gcm::init(key, K);
    for (size_t i = 0; i < plain.size(); ++i) {
      const size_t n = plain[i].size();
      std::vector<uint8_t> field(n + 128, 0x5a);  // the tag follows the ciphertext directly, as in most formats
      uint8_t* const text = field.data() + 64;
      std::copy(plain[i].begin(), plain[i].end(), text);
      REQUIRE(cce::gcm::seal(key, iv, aad, {text, n}, text, {text + n, 16}) == Status::ok);
      REQUIRE(std::equal(sealed[i].begin(), sealed[i].end(), text));
      REQUIRE(cce::gcm::open(key, iv, aad, {text, n}, {text + n, 16}, text) == Status::ok);
      REQUIRE(std::equal(plain[i].begin(), plain[i].end(), text));
      REQUIRE(std::count(field.begin(), field.begin() + 64, 0x5a) == 64);
      REQUIRE(std::count(text + n + 16, field.data() + field.size(), 0x5a) == 48);
    }
  });
}
