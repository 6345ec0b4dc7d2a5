// What open refuses, and what it leaves behind: zeros.
#include <string>

#include "aes/gcm.hpp"
#include "random_bytes.hpp"
#include "reference.hpp"
#include "rows.hpp"

using cce::Bytes;
using cce::MutableBytes;
using cce::Status;

namespace {

struct Sealed {
  reference::Key K;
  std::vector<uint8_t> iv, aad, pt, ct, tag;
};

Sealed make(RandomBytes& random, size_t size, size_t tag_size) {
  Sealed s{random.array<reference::Key>(), random.bytes(12), random.bytes(20), random.bytes(size), {}, {}};
  s.ct.resize(size);
  s.tag.resize(tag_size);
  cce::gcm::Key key;
  cce::gcm::init(key, s.K);
  REQUIRE(cce::gcm::seal(key, s.iv, s.aad, s.pt, s.ct.data(), s.tag) == Status::ok);
  return s;
}

void must_refuse(const Sealed& s, const std::string& what) {
  INFO(what << ", " << s.ct.size() << " bytes, tag " << s.tag.size());
  cce::gcm::Key key;
  cce::gcm::init(key, s.K);
  std::vector<uint8_t> out(s.ct.size() + 32, 0x5a);
  CHECK(cce::gcm::open(key, s.iv, s.aad, s.ct, s.tag, out.data() + 16) == Status::auth);
  std::vector<uint8_t> expected(out.size(), 0x5a);
  std::fill_n(expected.begin() + 16, s.ct.size(), uint8_t{0});
  CHECK(out == expected);
  auto in_place = s.ct;
  CHECK(cce::gcm::open(key, s.iv, s.aad, in_place, s.tag, in_place.data()) == Status::auth);
  CHECK(in_place == std::vector<uint8_t>(s.ct.size(), 0));
}

}  // namespace

TEST_CASE("whatever is changed, open refuses and the output is zero") {
  rows::each_gcm([](const auto&) {
    RandomBytes random(40);
    for (size_t size : {0, 1, 15, 16, 17, 64, 100, 255, 256, 600, 1100})
      for (size_t tag_size : {4, 8, 12, 13, 14, 15, 16}) {
        const Sealed good = make(random, size, tag_size);
        for (size_t i = 0; i < tag_size; ++i) {
          Sealed s = good;
          s.tag[i] ^= static_cast<uint8_t>(1 << random.below(8));
          must_refuse(s, "tag byte " + std::to_string(i));
        }
        Sealed s = good;
        s.aad[random.below(s.aad.size())] ^= 1;
        must_refuse(s, "additional data");
        s = good;
        s.aad.pop_back();
        must_refuse(s, "additional data, one byte short");
        s = good;
        s.iv[random.below(12)] ^= 0x10;
        must_refuse(s, "IV");
        s = good;
        s.iv.push_back(0);
        must_refuse(s, "IV, one byte longer");
        s = good;
        s.K[random.below(32)] ^= 4;
        must_refuse(s, "key");
        if (size == 0) continue;
        s = good;
        s.ct[random.below(size)] ^= 0x80;
        must_refuse(s, "ciphertext");
        s = good;
        s.ct.pop_back();
        must_refuse(s, "ciphertext, one byte short");
      }
  });
}

TEST_CASE("every bit of the tag counts") {
  rows::each_gcm([](const auto&) {
    RandomBytes random(41);
    const Sealed good = make(random, 40, 16);
    for (size_t bit = 0; bit < 128; ++bit) {
      Sealed s = good;
      s.tag[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
      must_refuse(s, "bit " + std::to_string(bit));
    }
  });
}

TEST_CASE("lengths that the standard does not have") {
  rows::each_gcm([](const auto&) {
    RandomBytes random(42);
    const auto K = random.array<reference::Key>();
    const auto iv = random.bytes(12), pt = random.bytes(20);
    cce::gcm::Key key;
    cce::gcm::init(key, K);
    std::vector<uint8_t> out(20, 0x5a), tag(32, 0x5a);
    const std::vector<uint8_t> untouched(20, 0x5a), untouched_tag(32, 0x5a);

    for (size_t size : {0, 1, 2, 3, 5, 6, 7, 9, 10, 11, 17, 32}) {
      INFO("tag of " << size);
      CHECK(cce::gcm::seal(key, iv, {}, pt, out.data(), MutableBytes(tag).first(size)) == Status::argument);
      CHECK(cce::gcm::open(key, iv, {}, pt, Bytes(tag).first(size), out.data()) == Status::argument);
    }
    CHECK(cce::gcm::seal(key, {}, {}, pt, out.data(), MutableBytes(tag).first(16)) == Status::argument);
    CHECK(cce::gcm::open(key, {}, {}, pt, Bytes(tag).first(16), out.data()) == Status::argument);

    // The data is never looked at, so it need not be there.
    const Bytes long_text(pt.data(), (size_t{1} << 36) - 31), long_data(pt.data(), size_t{1} << 61);
    const MutableBytes whole_tag = MutableBytes(tag).first(16);
    CHECK(cce::gcm::seal(key, iv, {}, long_text, out.data(), whole_tag) == Status::limit);
    CHECK(cce::gcm::open(key, iv, {}, long_text, whole_tag, out.data()) == Status::limit);
    CHECK(cce::gcm::seal(key, iv, long_data, pt, out.data(), whole_tag) == Status::limit);
    CHECK(cce::gcm::open(key, iv, long_data, pt, whole_tag, out.data()) == Status::limit);
    CHECK(cce::gcm::seal(key, long_data, {}, pt, out.data(), whole_tag) == Status::limit);
    CHECK(cce::gcm::open(key, long_data, {}, pt, whole_tag, out.data()) == Status::limit);
    CHECK(out == untouched);
    CHECK(tag == untouched_tag);
  });
}
