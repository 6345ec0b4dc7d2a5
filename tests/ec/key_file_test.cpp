// Keys as files, through the C ABI: structures built by hand, and every change of a good one.
#include "api/ec_handles.hpp"

using namespace ec_handles;

namespace {

Buffer operator+(Buffer a, const Buffer& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}
Buffer element(uint8_t tag, const Buffer& contents) {
  Buffer head = {tag};
  if (contents.size() >= 0x100) {
    head = head + Buffer{0x82, static_cast<uint8_t>(contents.size() >> 8), static_cast<uint8_t>(contents.size())};
  } else if (contents.size() >= 0x80) {
    head = head + Buffer{0x81, static_cast<uint8_t>(contents.size())};
  } else {
    head.push_back(static_cast<uint8_t>(contents.size()));
  }
  return head + contents;
}
Buffer sequence(const Buffer& contents) { return element(0x30, contents); }
Buffer oid(const Buffer& contents) { return element(0x06, contents); }
Buffer bits(const Buffer& contents) { return element(0x03, Buffer{0} + contents); }
Buffer version(uint8_t v) { return {0x02, 0x01, v}; }

const Buffer ec_public_key = {0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01};
Buffer curve_name(cce_curve c) {
  if (c == CCE_P256) return {0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07};
  return {0x2b, 0x81, 0x04, 0x00, static_cast<uint8_t>(c == CCE_P384 ? 0x22 : 0x23)};
}
Buffer algorithm(cce_curve c) { return sequence(oid(ec_public_key) + oid(curve_name(c))); }

// ECPrivateKey with what there may be of its optional parts.
Buffer ec_private(const Buffer& d, const Buffer& parameters = {}, const Buffer& point = {}) {
  return sequence(version(1) + element(0x04, d) + (parameters.empty() ? Buffer() : element(0xa0, parameters)) +
                  (point.empty() ? Buffer() : element(0xa1, bits(point))));
}
Buffer pkcs8(uint8_t v, const Buffer& algorithm_id, const Buffer& key, const Buffer& rest = {}) {
  return sequence(version(v) + algorithm_id + element(0x04, key) + rest);
}

cce_result read(const Buffer& file) {
  Key key;
  key.key = reinterpret_cast<cce_ec_key*>(8);
  const cce_result result = cce_ec_key_import_der(file.data(), file.size(), &key.key);
  REQUIRE((result == CCE_OK) == (key.key != nullptr));
  return result;
}
cce_result read_public(const Buffer& file) {
  Public key;
  key.key = reinterpret_cast<cce_ec_public*>(8);
  const cce_result result = cce_ec_public_import_der(file.data(), file.size(), &key.key);
  REQUIRE((result == CCE_OK) == (key.key != nullptr));
  return result;
}

}  // namespace

TEST_CASE("private keys: what may be left out, and what may be there") {
  for (const cce_curve c : curves) {
    INFO(c);
    const Key key(c), other(c);
    const Buffer d = scalar(key), xy = point(key.pub(), 0), x = point(key.pub(), 1), wrong = point(other.pub(), 0);
    const Buffer name = oid(curve_name(c)), bare = ec_private(d), full = ec_private(d, name, xy);
    CHECK(pkcs8(0, algorithm(c), ec_private(d, {}, xy)) == der(key));  // as we write it
    // PKCS#8 of both versions.
    CHECK(read(pkcs8(0, algorithm(c), bare)) == CCE_OK);
    CHECK(read(pkcs8(0, algorithm(c), full)) == CCE_OK);
    CHECK(read(pkcs8(0, algorithm(c), ec_private(d, {}, x))) == CCE_OK);
    CHECK(read(pkcs8(0, algorithm(c), bare, element(0xa0, {}))) == CCE_OK);
    CHECK(read(pkcs8(1, algorithm(c), bare, element(0x81, Buffer{0} + xy))) == CCE_OK);
    CHECK(read(pkcs8(1, algorithm(c), full, element(0xa0, {}) + element(0x81, Buffer{0} + x))) == CCE_OK);
    // SEC 1.
    CHECK(read(full) == CCE_OK);
    CHECK(read(ec_private(d, name)) == CCE_OK);
    CHECK(read(bare) == CCE_ERR_KEY);  // of which curve?
    CHECK(read(ec_private(d, {}, xy)) == CCE_ERR_KEY);
    // A public key of somebody else's, in either place.
    CHECK(read(ec_private(d, name, wrong)) == CCE_ERR_KEY);
    CHECK(read(pkcs8(0, algorithm(c), ec_private(d, {}, wrong))) == CCE_ERR_KEY);
    CHECK(read(pkcs8(1, algorithm(c), full, element(0x81, Buffer{0} + wrong))) == CCE_ERR_KEY);
    // Versions, and what belongs to another one.
    CHECK(read(pkcs8(2, algorithm(c), bare)) == CCE_ERR_KEY);
    CHECK(read(pkcs8(1, algorithm(c), bare)) == CCE_ERR_KEY);
    CHECK(read(pkcs8(0, algorithm(c), bare, element(0x81, Buffer{0} + xy))) == CCE_ERR_KEY);
    CHECK(read(sequence(version(0) + element(0x04, d) + element(0xa0, name))) == CCE_ERR_KEY);
    CHECK(read(sequence(version(2) + element(0x04, d) + element(0xa0, name))) == CCE_ERR_KEY);
    CHECK(read(sequence(Buffer{0x02, 0x02, 0x00, 0x01} + element(0x04, d) + element(0xa0, name))) == CCE_ERR_KEY);
    CHECK(read(pkcs8(0, algorithm(c), sequence(version(0) + element(0x04, d)))) == CCE_ERR_KEY);
    // Something more.
    CHECK(read(full + Buffer{0}) == CCE_ERR_KEY);
    CHECK(read(pkcs8(0, algorithm(c), full + Buffer{0})) == CCE_ERR_KEY);
    CHECK(read(pkcs8(0, algorithm(c), full, {0x05, 0x00})) == CCE_ERR_KEY);
    CHECK(read(pkcs8(0, sequence(oid(ec_public_key) + name + Buffer{0x05, 0x00}), full)) == CCE_ERR_KEY);
    CHECK(read(ec_private(d, name + Buffer{0x05, 0x00})) == CCE_ERR_KEY);
    CHECK(read(sequence(version(1) + element(0x04, d) + element(0xa1, bits(xy)) + element(0xa0, name))) == CCE_ERR_KEY);
    // The number d: its length and its range.
    CHECK(read(ec_private(Buffer{0} + d, name)) == CCE_ERR_KEY);
    CHECK(read(ec_private(Buffer(d.begin() + 1, d.end()), name)) == CCE_ERR_KEY);
    CHECK(read(ec_private(Buffer(d.size()), name)) == CCE_ERR_KEY);
    CHECK(read(ec_private(Buffer(d.size(), 0xff), name)) == CCE_ERR_KEY);
    CHECK(read(ec_private({}, name)) == CCE_ERR_KEY);
    // Two names.
    const cce_curve another = c == CCE_P256 ? CCE_P384 : CCE_P256;
    CHECK(read(pkcs8(0, algorithm(c), ec_private(d, oid(curve_name(another))))) == CCE_ERR_KEY);
    CHECK(read(ec_private(d, oid(curve_name(another)))) == CCE_ERR_KEY);
  }
}

TEST_CASE("other algorithms and other curves are not offered") {
  const Key key(CCE_P256);
  const Buffer d = scalar(key), name = oid(curve_name(CCE_P256)), k1 = oid({0x2b, 0x81, 0x04, 0x00, 0x0a});
  const Buffer rsa = sequence(oid({0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01}) + Buffer{0x05, 0x00});
  CHECK(read(pkcs8(0, rsa, ec_private(d))) == CCE_ERR_UNSUPPORTED);
  CHECK(read(pkcs8(0, sequence(oid(ec_public_key) + k1), ec_private(d))) == CCE_ERR_UNSUPPORTED);
  CHECK(read(pkcs8(0, sequence(oid(ec_public_key) + sequence({})), ec_private(d))) == CCE_ERR_UNSUPPORTED);
  CHECK(read(pkcs8(0, sequence(oid(ec_public_key) + Buffer{0x05, 0x00}), ec_private(d))) == CCE_ERR_KEY);
  CHECK(read(pkcs8(0, sequence(oid(ec_public_key)), ec_private(d))) == CCE_ERR_KEY);
  CHECK(read(ec_private(d, k1)) == CCE_ERR_UNSUPPORTED);
  CHECK(read(ec_private(d, sequence({}))) == CCE_ERR_UNSUPPORTED);
  CHECK(read(sequence(rsa + element(0x04, d))) == CCE_ERR_UNSUPPORTED);  // as an encrypted key begins
  const Buffer xy = point(key.pub(), 0);
  CHECK(read_public(sequence(rsa + bits(xy))) == CCE_ERR_UNSUPPORTED);
  CHECK(read_public(sequence(sequence(oid(ec_public_key) + k1) + bits(xy))) == CCE_ERR_UNSUPPORTED);
}

TEST_CASE("public keys") {
  for (const cce_curve c : curves) {
    const Key key(c);
    const Buffer xy = point(key.pub(), 0), x = point(key.pub(), 1), good = sequence(algorithm(c) + bits(xy));
    CHECK(good == der(key.pub()));
    CHECK(read_public(good) == CCE_OK);
    CHECK(read_public(sequence(algorithm(c) + bits(x))) == CCE_OK);
    CHECK(read_public(good + Buffer{0}) == CCE_ERR_KEY);
    CHECK(read_public(sequence(algorithm(c) + bits(xy) + Buffer{0x05, 0x00})) == CCE_ERR_KEY);
    CHECK(read_public(sequence(algorithm(c) + bits({0}))) == CCE_ERR_KEY);
    CHECK(read_public(sequence(algorithm(c) + bits({}))) == CCE_ERR_KEY);
    CHECK(read_public(sequence(algorithm(c) + element(0x04, Buffer{0} + xy))) == CCE_ERR_KEY);
    CHECK(read_public(sequence(algorithm(c) + element(0x03, Buffer{1} + xy))) == CCE_ERR_KEY);
    CHECK(read_public(der(key)) == CCE_ERR_KEY);
    CHECK(read(good) == CCE_ERR_UNSUPPORTED);
    for (const cce_curve other : curves)
      if (other != c) CHECK(read_public(sequence(algorithm(other) + bits(xy))) == CCE_ERR_KEY);
  }
}

// A key is a function of its bytes: no other file is taken for the same key, but for those that differ in d.
TEST_CASE("every byte of a file counts, and every beginning of it is refused") {
  for (const cce_curve c : curves) {
    const Key key(c);
    const Buffer good = der(key), good_public = der(key.pub());
    for (size_t i = 0; i < good.size(); ++i)
      for (const uint8_t change : {0x01, 0x80}) {
        Buffer bad = good;
        bad[i] ^= change;
        INFO(i);
        REQUIRE(read(bad) != CCE_OK);
        REQUIRE(read(Buffer(good.begin(), good.begin() + static_cast<ptrdiff_t>(i))) == CCE_ERR_KEY);
        if (i >= good_public.size()) continue;
        bad = good_public;
        bad[i] ^= change;
        REQUIRE(read_public(bad) != CCE_OK);
        REQUIRE(read_public(Buffer(good_public.begin(), good_public.begin() + static_cast<ptrdiff_t>(i))) ==
                CCE_ERR_KEY);
      }
    Buffer text = pem(key);
    for (size_t n = 0; n + 1 < text.size(); ++n) {
      cce_ec_key* made = nullptr;
      REQUIRE(cce_ec_key_import_pem(text.data(), n, &made) == CCE_ERR_KEY);
    }
  }
}
