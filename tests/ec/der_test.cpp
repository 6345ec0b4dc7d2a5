// DER as it must be, and near misses of it; signatures in DER.
#include <vector>

#include "ec/der.hpp"
#include "ec/signature.hpp"
#include "support/catch.hpp"

using namespace cce;
using ec::Curve;
using ec::Format;
using ec::Signature;
namespace der = ec::der;

namespace {

using Octets = std::vector<uint8_t>;

Octets element(uint8_t tag, const Octets& contents) {
  Octets out(contents.size() + 4);
  der::Writer writer(out);
  writer.put(contents);
  writer.close(static_cast<der::Tag>(tag));
  return {writer.result().begin(), writer.result().end()};
}

Octets operator+(Octets a, const Octets& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

bool takes(const Octets& bytes, size_t length) {
  der::Reader reader(bytes);
  Bytes contents;
  return reader.take(der::octet_string, contents) && contents.size() == length && reader.is_at_end();
}

// As an INTEGER's contents are written by hand.
bool decodes(Curve c, const Octets& r, const Octets& s) {
  Signature signature;
  return ec::decode(c, Format::der, element(0x30, element(0x02, r) + element(0x02, s)), signature);
}

}  // namespace

TEST_CASE("lengths: the shortest form, and no other") {
  for (const size_t n : {0, 1, 127, 128, 129, 255, 256, 257, 1000, 65535}) {
    const Octets bytes = element(0x04, Octets(n, 7));
    INFO(n);
    CHECK(bytes.size() == n + (n < 128 ? 2 : n < 256 ? 3 : 4));
    CHECK(takes(bytes, n));
    CHECK_FALSE(takes(Octets(bytes.begin(), bytes.end() - 1), n));
  }
  CHECK_FALSE(takes({0x04, 0x81, 0x05, 1, 2, 3, 4, 5}, 5));  // a long form for what fits the short one
  CHECK_FALSE(takes(Octets{0x04, 0x82, 0x00, 0x80} + Octets(128), 128));
  CHECK_FALSE(takes(Octets{0x04, 0x82, 0x00, 0x05} + Octets(5), 5));
  CHECK_FALSE(takes(Octets{0x04, 0x83, 0x00, 0x01, 0x00} + Octets(256), 256));
  CHECK_FALSE(takes({0x04, 0x80, 0x00, 0x00}, 0));  // indefinite
  CHECK_FALSE(takes({0x04, 0xff, 0x00}, 0));
  CHECK_FALSE(takes({0x04}, 0));
  CHECK_FALSE(takes({0x04, 0x81}, 0));
  CHECK_FALSE(takes({0x04, 0x82, 0x01}, 0));
  CHECK_FALSE(takes({}, 0));
  CHECK_FALSE(takes({0x05, 0x00}, 0));
  CHECK_FALSE(takes({0x24, 0x00}, 0));        // constructed
  CHECK_FALSE(takes({0x04, 0x00, 0x00}, 0));  // something behind it
}

TEST_CASE("what is refused has not been taken") {
  const Octets bytes = element(0x02, {1}) + element(0x04, {2});
  der::Reader reader(bytes);
  Bytes contents;
  CHECK_FALSE(reader.take(der::octet_string, contents));
  CHECK(reader.take_exactly(der::integer, Octets{1}));
  CHECK(reader.is_next(der::octet_string));
  CHECK(reader.take(der::octet_string, contents));
  CHECK(reader.is_at_end());
}

TEST_CASE("bit strings of whole bytes") {
  auto bits = [](const Octets& contents) {
    const Octets bytes = element(0x03, contents);
    der::Reader reader(bytes);
    Bytes out;
    return reader.take_bits(der::bit_string, out) ? static_cast<int>(out.size()) : -1;
  };
  CHECK(bits({0, 1, 2}) == 2);
  CHECK(bits({0}) == 0);
  CHECK(bits({}) == -1);
  CHECK(bits({1, 2}) == -1);
  CHECK(bits({8, 2}) == -1);
}

TEST_CASE("signatures: both formats, any leading zeros") {
  for (const Curve c : {Curve::p256, Curve::p384, Curve::p521}) {
    const size_t n = ec::size(c);
    size_t longest = 0;
    for (size_t zeros_r = 0; zeros_r < n; ++zeros_r)
      for (const size_t zeros_s : {size_t{0}, zeros_r, n - 1}) {
        for (const uint8_t top : {0x01, 0x7f, 0x80, 0xff}) {
          Signature signature = {};
          for (size_t i = zeros_r; i < n; ++i) signature.r[i] = static_cast<uint8_t>(i == zeros_r ? top : i);
          for (size_t i = zeros_s; i < n; ++i) signature.s[i] = static_cast<uint8_t>(i == zeros_s ? top : ~i);
          if (c == Curve::p521) signature.r[0] &= 1, signature.s[0] &= 1;
          for (const Format f : {Format::raw, Format::der}) {
            Octets out(ec::max_signature_size(c, f));
            const size_t size = ec::encode(c, f, signature, out);
            if (f == Format::der) longest = std::max(longest, size);
            REQUIRE(size <= out.size());
            Signature back;
            REQUIRE(ec::decode(c, f, Bytes(out).first(size), back));
            REQUIRE(back.r == signature.r);
            REQUIRE(back.s == signature.s);
            REQUIRE_FALSE(ec::decode(c, f, Bytes(out).first(size - 1), back));
            out.push_back(0);
            REQUIRE_FALSE(ec::decode(c, f, Bytes(out).first(size + 1), back));
          }
        }
      }
    CHECK(longest == ec::max_signature_size(c, Format::der));
  }
}

TEST_CASE("numbers of a signature that are not written as DER has them") {
  const Octets good(32, 0x11);
  REQUIRE(decodes(Curve::p256, good, good));
  CHECK(decodes(Curve::p256, {0}, good));  // the number zero; verification refuses it
  CHECK(decodes(Curve::p256, Octets{0} + Octets(32, 0x80), good));
  for (const Octets& bad : {Octets{}, Octets{0x80}, Octets{0xff}, Octets{0, 0}, Octets{0, 1}, Octets{0} + good,
                            Octets{0, 0} + Octets(32, 0x80), Octets(32, 0x80), Octets{1} + good,
                            Octets{0} + Octets(33, 0x80), Octets(200, 0x11)}) {
    CHECK_FALSE(decodes(Curve::p256, bad, good));
    CHECK_FALSE(decodes(Curve::p256, good, bad));
  }
  CHECK(decodes(Curve::p384, Octets(48, 0x11), good));
  CHECK_FALSE(decodes(Curve::p384, Octets(49, 0x11), good));
  CHECK(decodes(Curve::p521, Octets(66, 0x01), good));
}

TEST_CASE("signatures whose frame is not that of DER") {
  const Octets r = element(0x02, Octets(32, 0x11)), body = r + r;
  Signature signature;
  auto good = [&](const Octets& bytes) { return ec::decode(Curve::p256, Format::der, bytes, signature); };
  REQUIRE(good(element(0x30, body)));
  CHECK_FALSE(good({}));
  CHECK_FALSE(good(element(0x31, body)));
  CHECK_FALSE(good(element(0x30, body + Octets{0x05, 0x00})));
  CHECK_FALSE(good(element(0x30, body) + Octets{0}));
  CHECK_FALSE(good(element(0x30, r)));
  CHECK_FALSE(good(element(0x30, r + element(0x04, Octets(32, 0x11)))));
  CHECK_FALSE(good(element(0x30, element(0x30, body))));
  CHECK_FALSE(good(Octets{0x30, 0x81, static_cast<uint8_t>(body.size())} + body));
  CHECK_FALSE(good(Octets{0x30, 0x80} + body + Octets{0, 0}));
  CHECK_FALSE(good(body));
}
