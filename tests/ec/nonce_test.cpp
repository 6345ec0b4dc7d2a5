// k: the RFC's own, its range, and what it depends on.
#include <fstream>
#include <memory>
#include <sstream>

#include "aes/random_bytes.hpp"
#include "drbg/rand.hpp"
#include "ec/ecdsa.hpp"
#include "rows.hpp"
#include "sha2/kernel.hpp"

using namespace cce;
using ec::Curve;
using ec::Nonces;
using sha2::Hash;

namespace {

std::vector<uint8_t> from_hex(const std::string& text) {
  std::vector<uint8_t> bytes;
  for (size_t i = 0; i + 1 < text.size(); i += 2)
    bytes.push_back(static_cast<uint8_t>(std::stoul(text.substr(i, 2), nullptr, 16)));
  return bytes;
}

ec::Number number(Bytes bytes) {
  ec::Number x = {};
  std::copy(bytes.begin(), bytes.end(), x.begin());
  return x;
}

struct Vector {
  Curve curve;
  Hash hash;
  ec::Number d, k, r, s;
  std::vector<uint8_t> digest;
};

std::vector<Vector> vectors() {
  std::ifstream file(CCE_TEST_DATA "/vectors/rfc6979.txt");
  std::vector<Vector> all;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::string curve, d, hash, message, k, r, s;
    REQUIRE(words >> curve >> d >> hash >> message >> k >> r >> s);
    Vector v;
    v.curve = curve == "P-256" ? Curve::p256 : curve == "P-384" ? Curve::p384 : Curve::p521;
    v.hash = hash == "SHA-224"   ? Hash::sha224
             : hash == "SHA-256" ? Hash::sha256
             : hash == "SHA-384" ? Hash::sha384
             : hash == "SHA-512" ? Hash::sha512
                                 : Hash::sha512_256;
    v.d = number(from_hex(d)), v.k = number(from_hex(k)), v.r = number(from_hex(r)), v.s = number(from_hex(s));
    v.digest.resize(sha2::digest_size(v.hash));
    sha2::digest(v.hash, {reinterpret_cast<const uint8_t*>(message.data()), message.size()}, v.digest);
    all.push_back(v);
  }
  REQUIRE(all.size() == 30);
  return all;
}

// n, for the edges.
std::vector<uint8_t> order(Curve c) {
  return from_hex(c == Curve::p256 ? "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"
                  : c == Curve::p384
                      ? "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77a"
                        "ecec196accc52973"
                      : "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f"
                        "966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409");
}

ec::Number plus(std::vector<uint8_t> x, int n) {
  int carry = n;
  for (size_t i = x.size(); i-- > 0; carry >>= 8) {
    carry += x[i];
    x[i] = static_cast<uint8_t>(carry);
  }
  return number(x);
}

constexpr Curve curves[] = {Curve::p256, Curve::p384, Curve::p521};

}  // namespace

TEST_CASE("k and the signature are those of RFC 6979") {
  for (const Vector& v : vectors()) {
    INFO(rows::name(v.curve) << ", hash " << static_cast<int>(v.hash));
    ec::Number e, k;
    ec::digest_to_number(v.curve, v.digest, e);
    Nonces nonces;
    nonces.deterministic(v.curve, v.hash, v.d, e);
    REQUIRE(declassify(nonces.next(k)));
    CHECK(k == v.k);

    ec::PrivateKey key;
    REQUIRE(ec::import_private(v.curve, Bytes(v.d).first(ec::size(v.curve)), key) == Status::ok);
    ec::Signature signature;
    REQUIRE(ec::sign_deterministic(key, v.hash, v.digest, signature) == Status::ok);
    CHECK(signature.r == v.r);
    CHECK(signature.s == v.s);
    CHECK(ec::verify_vartime(key.Q, v.digest, signature));
    signature.r[ec::size(v.curve) - 1] ^= 1;
    CHECK_FALSE(ec::verify_vartime(key.Q, v.digest, signature));
  }
}

TEST_CASE("a digest is cut from the right, and filled up from the left") {
  std::vector<uint8_t> digest(64);
  for (size_t i = 0; i < 64; ++i) digest[i] = static_cast<uint8_t>(i + 1);
  ec::Number e;
  ec::digest_to_number(Curve::p256, digest, e);
  CHECK(e == number(Bytes(digest).first(32)));
  ec::digest_to_number(Curve::p384, digest, e);
  CHECK(e == number(Bytes(digest).first(48)));
  ec::digest_to_number(Curve::p521, digest, e);
  std::vector<uint8_t> padded(66);
  std::copy(digest.begin(), digest.end(), padded.begin() + 2);
  CHECK(e == number(padded));
  ec::digest_to_number(Curve::p384, Bytes(digest).first(28), e);
  padded.assign(48, 0);
  std::copy(digest.begin(), digest.begin() + 28, padded.begin() + 20);
  CHECK(e == number(padded));
}

TEST_CASE("a digest at or above n is reduced once") {
  for (const Curve c : {Curve::p256, Curve::p384}) {
    const auto n = order(c);
    ec::Number reduced;
    for (const int above : {0, 1, 2, 300}) {
      ec::reduce_mod_n(c, plus(n, above), reduced);
      CHECK(reduced == plus(std::vector<uint8_t>(n.size()), above));
    }
    for (const int below : {-1, -2, -300}) {
      ec::reduce_mod_n(c, plus(n, below), reduced);
      CHECK(reduced == plus(n, below));
    }
    const std::vector<uint8_t> most(n.size(), 0xff);
    ec::reduce_mod_n(c, number(most), reduced);
    std::vector<uint8_t> expected(n.size());
    int borrow = 0;
    for (size_t i = n.size(); i-- > 0;) {
      const int d = 0xff - n[i] - borrow;
      expected[i] = static_cast<uint8_t>(d);
      borrow = d < 0;
    }
    CHECK(reduced == number(expected));
  }
}

TEST_CASE("candidates become scalars in [1, n - 1]") {
  for (const Curve c : curves) {
    INFO(rows::name(c));
    const auto n = order(c);
    const std::vector<uint8_t> zero(n.size()), most(n.size(), 0xff);
    auto accepts = [c](ec::Number x, bool plus_one) { return declassify(ec::to_scalar(c, x, plus_one)); };
    CHECK_FALSE(accepts(number(zero), false));
    CHECK(accepts(plus(zero, 1), false));
    CHECK(accepts(plus(n, -1), false));
    CHECK_FALSE(accepts(number(n), false));
    CHECK(accepts(number(zero), true));
    CHECK(accepts(plus(n, -2), true));
    CHECK_FALSE(accepts(plus(n, -1), true));
    CHECK_FALSE(accepts(number(most), true));
    ec::Number x = plus(zero, 255);
    REQUIRE(declassify(ec::to_scalar(c, x, true)));
    CHECK(x == plus(zero, 256));
  }
  // What P-521 has no bits for is cut off.
  ec::Number x = {};
  x[0] = 0xfe, x[65] = 5;
  REQUIRE(declassify(ec::to_scalar(Curve::p521, x, false)));
  CHECK(x == plus(std::vector<uint8_t>(66), 5));
}

TEST_CASE("a randomised k depends on randomness, key and digest, each by itself") {
  RandomBytes random(70);
  for (const Curve c : curves) {
    auto k = [c](const ec::Randomness& z, const ec::Number& d, const ec::Number& e) {
      Nonces nonces;
      ec::Number made;
      nonces.hedged(c, z, d, e);
      REQUIRE(declassify(nonces.next(made)));
      return made;
    };
    for (int i = 0; i < 50; ++i) {
      const auto z = random.array<ec::Randomness>(), z2 = random.array<ec::Randomness>();
      ec::Number d = {}, e = {}, d2, e2;
      d[3] = static_cast<uint8_t>(i), e[4] = 7;
      d2 = d, e2 = e;
      d2[ec::size(c) - 1] ^= 1, e2[ec::size(c) - 1] ^= 1;
      const auto base = k(z, d, e);
      CHECK(base == k(z, d, e));
      CHECK(base != k(z2, d, e));
      CHECK(base != k(z, d2, e));
      CHECK(base != k(z, d, e2));
    }
  }
}

TEST_CASE("the next candidate is another one") {
  ec::Number d = {}, e = {}, first, second;
  d[31] = 9;
  Nonces nonces;
  nonces.deterministic(Curve::p256, Hash::sha256, d, e);
  REQUIRE(declassify(nonces.next(first)));
  REQUIRE(declassify(nonces.next(second)));
  CHECK(first != second);
}

// A candidate is drawn by a part of generate, and the rest is done when the next one is asked for: that must make no difference.
TEST_CASE("candidates are the outputs of HMAC_DRBG, one request after the other") {
  RandomBytes random(71);
  for (const Curve c : {Curve::p256, Curve::p384}) {
    ec::Number d = random.array<ec::Number>(), e = random.array<ec::Number>();
    e[0] = 0;  // below n
    ec::Nonces nonces;
    nonces.deterministic(c, Hash::sha384, d, e);
    hmac_drbg::State state;
    hmac_drbg::instantiate_unchecked(state, Hash::sha384,
                                     std::array{Bytes(d).first(ec::size(c)), Bytes(e).first(ec::size(c))});
    for (int i = 0; i < 4; ++i) {
      ec::Number k;
      REQUIRE(declassify(nonces.next(k)));
      std::array<uint8_t, ec::max_size> expected;
      REQUIRE(hmac_drbg::generate(state, {}, MutableBytes(expected).first(ec::size(c))) == Status::ok);
      REQUIRE(std::equal(k.begin(), k.begin() + static_cast<ptrdiff_t>(ec::size(c)), expected.begin()));
    }
  }
}

// As those that are made alone: the first, and those that follow when one is refused.
TEST_CASE("generators that are made together give the candidates of those that are alone") {
  constexpr size_t count = ec::max_lanes;
  RandomBytes random(72);
  for (const auto& row : sha2::implementations_32_table()) {
    if ((row.needs & ~cpu::detect()) != 0) continue;
    INFO(row.name);
    sha2::select(row.needs);
    for (int round = 0; round < 1000; ++round) {
      const size_t n = 1 + random.below(count);
      auto together = std::make_unique<hmac_drbg::Together>();
      ec::Randomness z[count];
      ec::Number d[count], e[count];
      for (size_t i = 0; i < n; ++i) {
        random.fill(z[i]);
        random.fill(d[i]);
        ec::digest_to_number(Curve::p256, random.bytes(std::array{28, 32, 48, 64}[random.below(4)]), e[i]);
        Nonces::put_seed(*together, i, z[i], d[i], e[i]);
      }
      together->instantiate_and_generate_unchecked(n);
      for (size_t i = 0; i < n; ++i) {
        Nonces alone, made;
        alone.hedged(Curve::p256, z[i], d[i], e[i]);
        made.hedged(*together, i);
        for (int candidate = 0; candidate < 3; ++candidate) {
          ec::Number want, k;
          const bool accepted = declassify(alone.next(want));
          REQUIRE(declassify(made.next(k)) == accepted);
          REQUIRE(k == want);
        }
      }
    }
  }
  sha2::select(cpu::detect());
}

TEST_CASE("two signatures of one message have two nonces, and both verify") {
  rand::use(
      [](Seed& seed) {
        static RandomBytes source(71);
        for (auto& byte : seed.bytes) byte = static_cast<uint8_t>(source.below(256));
        seed.size = 600;
        return Status::ok;
      },
      nullptr);
  for (const Curve c : curves) {
    ec::PrivateKey key;
    key.Q.curve = c;
    REQUIRE(ec::generate(key) == Status::ok);
    const std::vector<uint8_t> digest(32, 0x44);
    ec::Signature a, b;
    REQUIRE(ec::sign(key, digest, a) == Status::ok);
    REQUIRE(ec::sign(key, digest, b) == Status::ok);
    CHECK(a.r != b.r);
    CHECK(ec::verify_vartime(key.Q, digest, a));
    CHECK(ec::verify_vartime(key.Q, digest, b));
    CHECK(ec::test_pairwise(key) == Status::ok);
    key.d[ec::size(c) - 1] ^= 2;
    CHECK(ec::test_pairwise(key) == Status::fatal);
  }
}

TEST_CASE("no random bytes: no key, no signature") {
  rand::use([](Seed&) { return Status::entropy; }, nullptr);
  rand::invalidate_all();
  ec::PrivateKey key;
  key.Q.curve = Curve::p256;
  CHECK(ec::generate(key) == Status::entropy);
  ec::Number d = {};
  d[31] = 3;
  REQUIRE(ec::import_private(Curve::p256, Bytes(d).first(32), key) == Status::ok);
  const std::vector<uint8_t> digest(32, 0x44);
  ec::Signature signature = {d, d};
  CHECK(ec::sign(key, digest, signature) == Status::entropy);
  CHECK(signature.r == ec::Number{});
  CHECK(signature.s == ec::Number{});
  CHECK(ec::test_pairwise(key) == Status::entropy);
}
