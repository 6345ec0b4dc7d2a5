// The curves as a careless or hostile caller uses them.
#include <climits>
#include <cstring>

#include "ec_handles.hpp"

using namespace ec_handles;

namespace {

// The same bits; a cast of a value out of range would be undefined.
template <class Enum>
Enum as(int value) {
  Enum e;
  static_assert(sizeof e == sizeof value);
  std::memcpy(&e, &value, sizeof e);
  return e;
}

// n, and p - n is small or p > n for all of these.
Buffer from_hex(const char* text) {
  Buffer out;
  for (; text[0] != 0 && text[1] != 0; text += 2) {
    const char pair[] = {text[0], text[1], 0};
    out.push_back(static_cast<uint8_t>(std::strtoul(pair, nullptr, 16)));
  }
  return out;
}
Buffer order(cce_curve c) {
  return from_hex(c == CCE_P256   ? "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"
                  : c == CCE_P384 ? "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf"
                                    "581a0db248b0a77aecec196accc52973"
                                  : "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa"
                                    "51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409");
}
Buffer prime(cce_curve c) {
  return from_hex(c == CCE_P256   ? "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"
                  : c == CCE_P384 ? "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe"
                                    "ffffffff0000000000000000ffffffff"
                                  : "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
                                    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");
}
Buffer plus(Buffer x, int n) {
  for (size_t i = x.size(); i-- > 0; n >>= 8) {
    n += x[i];
    x[i] = static_cast<uint8_t>(n);
  }
  return x;
}

cce_result import(cce_curve c, const Buffer& d) {
  Key key;
  key.key = reinterpret_cast<cce_ec_key*>(8);
  const cce_result result = cce_ec_key_import(c, d.data(), d.size(), &key.key);
  REQUIRE((result == CCE_OK) == (key.key != nullptr));
  return result;
}
cce_result import_point(cce_curve c, const Buffer& point) {
  Public key;
  key.key = reinterpret_cast<cce_ec_public*>(8);
  const cce_result result = cce_ec_public_import(c, point.data(), point.size(), &key.key);
  REQUIRE((result == CCE_OK) == (key.key != nullptr));
  return result;
}

}  // namespace

TEST_CASE("private keys: 1 to n - 1, and exactly as long as the field") {
  for (const cce_curve c : curves) {
    INFO(c);
    const Buffer n = order(c), zero(n.size());
    REQUIRE(n.size() == field_size(c));
    CHECK(import(c, zero) == CCE_ERR_KEY);
    CHECK(import(c, plus(zero, 1)) == CCE_OK);
    CHECK(import(c, plus(n, -1)) == CCE_OK);
    CHECK(import(c, n) == CCE_ERR_KEY);
    CHECK(import(c, plus(n, 1)) == CCE_ERR_KEY);
    CHECK(import(c, Buffer(n.size(), 0xff)) == CCE_ERR_KEY);
    for (const size_t size : {size_t{0}, size_t{1}, n.size() - 1, n.size() + 1, 2 * n.size()})
      CHECK(import(c, Buffer(size, 1)) == CCE_ERR_ARGUMENT);
    // n - 1 is -1: its public key is that of 1, with the other y.
    Key one, minus_one;
    REQUIRE(cce_ec_key_import(c, plus(zero, 1).data(), n.size(), &one.key) == CCE_OK);
    REQUIRE(cce_ec_key_import(c, plus(n, -1).data(), n.size(), &minus_one.key) == CCE_OK);
    Buffer a = point(one.pub(), 1), b = point(minus_one.pub(), 1);
    CHECK((a[0] ^ b[0]) == 1);
    a[0] = b[0];
    CHECK(a == b);
  }
}

TEST_CASE("public keys: on the curve, below p, in a form that is offered") {
  for (const cce_curve c : curves) {
    INFO(c);
    const size_t n = field_size(c);
    const Key key(c);
    const Buffer good = point(key.pub(), 0), compressed = point(key.pub(), 1);
    REQUIRE(import_point(c, good) == CCE_OK);
    REQUIRE(import_point(c, compressed) == CCE_OK);
    for (size_t i = 1; i < good.size(); i += 5) {
      Buffer bad = good;
      bad[i] ^= 1;
      CHECK(import_point(c, bad) == CCE_ERR_KEY);
    }
    for (int form = 0; form < 256; ++form) {
      Buffer bad = good, bad_compressed = compressed;
      bad[0] = static_cast<uint8_t>(form);
      bad_compressed[0] = static_cast<uint8_t>(form);
      REQUIRE(import_point(c, bad) == (form == 4 ? CCE_OK : CCE_ERR_KEY));
      REQUIRE(import_point(c, bad_compressed) == (form == 2 || form == 3 ? CCE_OK : CCE_ERR_KEY));
    }
    CHECK(import_point(c, {0}) == CCE_ERR_KEY);  // the identity
    CHECK(import_point(c, Buffer(good.size())) == CCE_ERR_KEY);
    for (const size_t size : {size_t{0}, size_t{2}, n, n + 2, 2 * n, 2 * n + 2, 4 * n})
      CHECK(import_point(c, Buffer(size, 4)) == CCE_ERR_ARGUMENT);
    CHECK(import_point(c, {4}) == CCE_ERR_ARGUMENT);

    // x of p and above is refused, also where x - p would do.
    Buffer at_p = prime(c);
    at_p.insert(at_p.begin(), uint8_t{2});
    REQUIRE(at_p.size() == n + 1);
    for (int above = 0; above < 20; ++above) CHECK(import_point(c, plus(at_p, above)) == CCE_ERR_KEY);
    CHECK(import_point(c, Buffer(compressed.size(), 2)) != CCE_OK_UNAPPROVED);
    // On another curve of the same size there is none; of another curve the length is wrong.
    for (const cce_curve other : curves)
      if (other != c) CHECK(import_point(other, good) == CCE_ERR_ARGUMENT);
  }
}

TEST_CASE("unknown ids") {
  const Key key(CCE_P256);
  const Public pub = key.pub();
  uint8_t out[200], d[32] = {1};
  std::memset(out, 0x5a, sizeof out);
  size_t n = sizeof out;
  for (const int value : {0, 4, -1, 256, 257, 0x10001, INT_MAX, INT_MIN}) {
    cce_ec_key* made = reinterpret_cast<cce_ec_key*>(8);
    cce_ec_public* made_public = reinterpret_cast<cce_ec_public*>(8);
    CHECK(cce_ec_key_generate(as<cce_curve>(value), &made) == CCE_ERR_ARGUMENT);
    CHECK(made == nullptr);
    made = reinterpret_cast<cce_ec_key*>(8);
    CHECK(cce_ec_key_import(as<cce_curve>(value), d, 32, &made) == CCE_ERR_ARGUMENT);
    CHECK(made == nullptr);
    CHECK(cce_ec_public_import(as<cce_curve>(value), out, 65, &made_public) == CCE_ERR_ARGUMENT);
    CHECK(made_public == nullptr);
  }
  for (const int value : {0, 3, -1, 257, INT_MIN}) {
    const auto format = as<cce_sig_format>(value);
    CHECK(cce_ecdsa_sign(key, CCE_SHA256, d, 32, format, out, &n) == CCE_ERR_ARGUMENT);
    CHECK(cce_ecdsa_sign_deterministic(key, CCE_SHA256, d, 32, format, out, &n) == CCE_ERR_ARGUMENT);
    CHECK(cce_ecdsa_sign_digest(key, d, 32, format, out, &n) == CCE_ERR_ARGUMENT);
    CHECK(cce_ecdsa_verify(pub, CCE_SHA256, d, 32, format, out, 64) == CCE_ERR_ARGUMENT);
    CHECK(cce_ecdsa_verify_digest(pub, d, 32, format, out, 64) == CCE_ERR_ARGUMENT);
  }
  for (const int value : {0, 6, -1, 258}) {
    const auto hash = as<cce_hash>(value);
    CHECK(cce_ecdsa_sign(key, hash, d, 32, CCE_SIG_RAW, out, &n) == CCE_ERR_ARGUMENT);
    CHECK(cce_ecdsa_sign_deterministic(key, hash, d, 32, CCE_SIG_RAW, out, &n) == CCE_ERR_ARGUMENT);
    CHECK(cce_ecdsa_verify(pub, hash, d, 32, CCE_SIG_RAW, out, 64) == CCE_ERR_ARGUMENT);
  }
  for (const uint8_t b : out) REQUIRE(b == 0x5a);
  CHECK(n == sizeof out);
}

TEST_CASE("digests of lengths that SHA-2 has, and no others") {
  const Key key(CCE_P384);
  const Public pub = key.pub();
  const Buffer digest(200, 7);
  for (size_t size = 0; size <= 130; ++size) {
    const bool allowed = size == 28 || size == 32 || size == 48 || size == 64;
    Buffer sig(CCE_MAX_SIGNATURE_SIZE);
    size_t n = sig.size();
    INFO(size);
    REQUIRE(cce_ecdsa_sign_digest(key, digest.data(), size, CCE_SIG_DER, sig.data(), &n) ==
            (allowed ? CCE_OK : CCE_ERR_ARGUMENT));
    REQUIRE(cce_ecdsa_verify_digest(pub, digest.data(), size, CCE_SIG_DER, sig.data(), n) ==
            (allowed ? CCE_OK : CCE_ERR_ARGUMENT));
  }
}

TEST_CASE("null") {
  const Key key(CCE_P256);
  const Public pub = key.pub();
  uint8_t out[200] = {}, d[32] = {1};
  size_t n = sizeof out;
  cce_ec_key* made = nullptr;
  cce_ec_public* made_public = nullptr;
  cce_curve c;
  const cce_result bad = CCE_ERR_ARGUMENT;
  CHECK(cce_ec_key_generate(CCE_P256, nullptr) == bad);
  CHECK(cce_ec_key_import(CCE_P256, d, 32, nullptr) == bad);
  CHECK(cce_ec_key_import(CCE_P256, nullptr, 32, &made) == bad);
  CHECK(cce_ec_key_export(nullptr, out, &n) == bad);
  CHECK(cce_ec_key_public(nullptr, &made_public) == bad);
  CHECK(cce_ec_key_public(key, nullptr) == bad);
  CHECK(cce_ec_key_curve(nullptr, &c) == bad);
  CHECK(cce_ec_key_curve(key, nullptr) == bad);
  CHECK(cce_ec_public_import(CCE_P256, nullptr, 65, &made_public) == bad);
  CHECK(cce_ec_public_import(CCE_P256, out, 65, nullptr) == bad);
  CHECK(cce_ec_public_import(CCE_P256, out, SIZE_MAX, &made_public) == bad);
  CHECK(cce_ec_public_export(nullptr, 0, out, &n) == bad);
  CHECK(cce_ec_public_curve(nullptr, &c) == bad);
  CHECK(cce_ec_public_curve(pub, nullptr) == bad);
  CHECK(cce_ec_key_import_der(nullptr, 5, &made) == bad);
  CHECK(cce_ec_key_import_der(out, 5, nullptr) == bad);
  CHECK(cce_ec_key_import_der(out, SIZE_MAX, &made) == bad);
  CHECK(cce_ec_key_import_der(nullptr, 0, &made) == CCE_ERR_KEY);
  CHECK(cce_ec_key_import_pem(nullptr, 5, &made) == bad);
  CHECK(cce_ec_key_import_pem(out, 5, nullptr) == bad);
  CHECK(cce_ec_key_import_pem(nullptr, 0, &made) == CCE_ERR_KEY);
  CHECK(cce_ec_public_import_der(nullptr, 5, &made_public) == bad);
  CHECK(cce_ec_public_import_der(out, 5, nullptr) == bad);
  CHECK(cce_ec_public_import_pem(nullptr, 5, &made_public) == bad);
  CHECK(cce_ec_public_import_pem(out, 5, nullptr) == bad);
  CHECK(cce_ec_key_export_der(nullptr, out, &n) == bad);
  CHECK(cce_ec_key_export_pem(nullptr, out, &n) == bad);
  CHECK(cce_ec_public_export_der(nullptr, out, &n) == bad);
  CHECK(cce_ec_public_export_pem(nullptr, out, &n) == bad);
  CHECK(cce_ecdsa_sign(nullptr, CCE_SHA256, d, 32, CCE_SIG_RAW, out, &n) == bad);
  CHECK(cce_ecdsa_sign(key, CCE_SHA256, nullptr, 32, CCE_SIG_RAW, out, &n) == bad);
  CHECK(cce_ecdsa_sign(key, CCE_SHA256, d, SIZE_MAX, CCE_SIG_RAW, out, &n) == bad);
  CHECK(cce_ecdsa_sign_digest(key, nullptr, 32, CCE_SIG_RAW, out, &n) == bad);
  CHECK(cce_ecdsa_sign_digest(nullptr, d, 32, CCE_SIG_RAW, out, &n) == bad);
  CHECK(cce_ecdsa_sign_deterministic(nullptr, CCE_SHA256, d, 32, CCE_SIG_RAW, out, &n) == bad);
  CHECK(cce_ecdsa_verify(nullptr, CCE_SHA256, d, 32, CCE_SIG_RAW, out, 64) == bad);
  CHECK(cce_ecdsa_verify(pub, CCE_SHA256, nullptr, 32, CCE_SIG_RAW, out, 64) == bad);
  CHECK(cce_ecdsa_verify(pub, CCE_SHA256, d, 32, CCE_SIG_RAW, nullptr, 64) == bad);
  CHECK(cce_ecdsa_verify(pub, CCE_SHA256, d, 32, CCE_SIG_DER, out, SIZE_MAX) == bad);
  CHECK(cce_ecdsa_verify_digest(nullptr, d, 32, CCE_SIG_RAW, out, 64) == bad);
  CHECK(cce_ecdh(nullptr, pub, out, &n) == bad);
  CHECK(cce_ecdh(key, nullptr, out, &n) == bad);
  cce_ec_key_free(nullptr);
  cce_ec_public_free(nullptr);
  CHECK(n == sizeof out);
  for (const uint8_t b : out) REQUIRE(b == 0);
}

TEST_CASE("keys of two curves agree on nothing") {
  const Key key(CCE_P256);
  const Public peer = Key(CCE_P384).pub();
  uint8_t z[66] = {};
  size_t n = sizeof z;
  CHECK(cce_ecdh(key, peer, z, &n) == CCE_ERR_ARGUMENT);
  CHECK(n == sizeof z);
}

TEST_CASE("r or s of zero, n and beyond verifies nothing") {
  for (const cce_curve c : curves) {
    const Key key(c);
    const Public pub = key.pub();
    const size_t n = field_size(c);
    const Buffer digest(32, 1), good = sized([&](void*out, size_t*size) {
                                  return cce_ecdsa_sign_digest(key, digest.data(), 32, CCE_SIG_RAW, out, size);
                                });
    auto verifies = [&](const Buffer& r, const Buffer& s) {
      Buffer sig = r;
      sig.insert(sig.end(), s.begin(), s.end());
      return cce_ecdsa_verify_digest(pub, digest.data(), 32, CCE_SIG_RAW, sig.data(), sig.size());
    };
    const auto middle = good.begin() + static_cast<ptrdiff_t>(n);
    const Buffer r(good.begin(), middle), s(middle, good.end()), zero(n);
    REQUIRE(verifies(r, s) == CCE_OK);
    for (const Buffer& bad : {zero, order(c), plus(order(c), 1), Buffer(n, 0xff)}) {
      CHECK(verifies(bad, s) == CCE_ERR_AUTH);
      CHECK(verifies(r, bad) == CCE_ERR_AUTH);
      CHECK(verifies(bad, bad) == CCE_ERR_AUTH);
    }
  }
}

TEST_CASE("outputs that overlap what is read, or each other") {
  const Key key(CCE_P256);
  const Public pub = key.pub();
  // A signature of 64 bytes about a message of 40, at every distance.
  for (size_t at = 200 - 66; at <= 200 + 42; ++at) {
    Buffer arena(400, 0x33);
    const Buffer before = arena;
    size_t n = 64;
    const bool apart = at + 64 <= 200 || at >= 240;
    INFO(at);
    REQUIRE(cce_ecdsa_sign(key, CCE_SHA256, arena.data() + 200, 40, CCE_SIG_RAW, arena.data() + at, &n) ==
            (apart ? CCE_OK : CCE_ERR_ARGUMENT));
    if (!apart) REQUIRE(arena == before);
    n = 64;
    REQUIRE(cce_ecdsa_sign_digest(key, arena.data() + 200, 28, CCE_SIG_RAW, arena.data() + at, &n) ==
            (at + 64 <= 200 || at >= 228 ? CCE_OK : CCE_ERR_ARGUMENT));
  }
  // *len within the output or the message.
  size_t words[40] = {};
  words[3] = sizeof words - 3 * sizeof(size_t);
  CHECK(cce_ec_key_export(key, words, &words[3]) == CCE_ERR_ARGUMENT);
  CHECK(cce_ecdh(key, pub, words, &words[3]) == CCE_ERR_ARGUMENT);
  CHECK(cce_ec_key_export_pem(key, words, &words[3]) == CCE_ERR_ARGUMENT);
  CHECK(cce_ec_public_export(pub, 0, words, &words[3]) == CCE_ERR_ARGUMENT);
  uint8_t sig[64];
  CHECK(cce_ecdsa_sign(key, CCE_SHA256, words, sizeof words, CCE_SIG_RAW, sig, &words[3]) == CCE_ERR_ARGUMENT);
  CHECK(cce_ecdsa_sign(key, CCE_SHA256, "a", 1, CCE_SIG_RAW, words, &words[3]) == CCE_ERR_ARGUMENT);
}
