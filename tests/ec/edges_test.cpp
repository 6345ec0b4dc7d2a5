// Scalars, points and signatures at the edges, with OpenSSL's integers and points to say what is right.
#include "openssl.hpp"

using openssl::Group;
using openssl::Integer;
using openssl::Point;
using rows::Curve;
using rows::Number;
using rows::Operations;

namespace {

Integer copy(const BIGNUM* x) { return Integer(BN_dup(x)); }
Integer small(uint64_t x) {
  Integer r(BN_new());
  openssl::check(BN_set_word(r.get(), x) == 1);
  return r;
}
// a + b and a * b mod n, and a^-1 mod n.
Integer sum(const Group& g, const BIGNUM* a, const BIGNUM* b) {
  Integer r(BN_new());
  openssl::check(BN_mod_add(r.get(), a, b, g.n(), g.context()) == 1);
  return r;
}
Integer product(const Group& g, const BIGNUM* a, const BIGNUM* b) {
  Integer r(BN_new());
  openssl::check(BN_mod_mul(r.get(), a, b, g.n(), g.context()) == 1);
  return r;
}
Integer inverse(const Group& g, const BIGNUM* a) { return Integer(BN_mod_inverse(nullptr, a, g.n(), g.context())); }
Integer negative(const Group& g, const BIGNUM* a) {
  Integer r(BN_new());
  openssl::check(BN_mod_sub(r.get(), g.n(), a, g.n(), g.context()) == 1);
  return r;
}
Integer shifted(uint64_t x, int bits, const BIGNUM* minus = nullptr) {
  Integer r = small(x);
  openssl::check(BN_lshift(r.get(), r.get(), bits) && (minus == nullptr || BN_sub(r.get(), r.get(), minus)));
  return r;
}

// Scalars from [1, n - 1] at which scalar multiplication might go wrong.
std::vector<Integer> edge_scalars(const Group& g) {
  std::vector<Integer> found;
  const auto take = [&](Integer k) {
    if (!BN_is_negative(k.get()) && !BN_is_zero(k.get()) && BN_cmp(k.get(), g.n()) < 0) found.push_back(std::move(k));
  };
  for (uint64_t i = 1; i <= 70; ++i) {
    // 1, 2, ...; n - 1, n - 2, ...: with these the last addition of a multiplication meets a doubling, where n - 2 |d| has |d|
    // with a minus as its last digit.
    take(small(i));
    take(negative(g, small(i).get()));
  }
  const int bits = BN_num_bits(g.n());
  for (int i = 1; i <= bits; i += i < 14 ? 1 : 3)
    for (int by : {-1, 0, 1}) {
      Integer k = shifted(1, i);
      openssl::check(by < 0 ? BN_sub_word(k.get(), 1) : BN_add_word(k.get(), static_cast<BN_ULONG>(by)));
      take(negative(g, k.get()));
      take(std::move(k));
    }
  // 2 e - n for e an odd multiple of a power of two: with e the top digit of k, the last addition of a multiplication of
  // the base point meets a doubling (src/ec/multiply.hpp).
  for (int width : {4, 5, 6}) {
    const int place = (bits - 1) / width * width;
    for (uint64_t d = 1; d < 64; d += 2) take(shifted(2 * d, place, g.n()));
  }
  // (n + 1) / 2 and its neighbours; long runs of digits alike.
  Integer half = copy(g.n());
  openssl::check(BN_rshift1(half.get(), half.get()) == 1);
  for (int i = -3; i <= 3; ++i) {
    Integer k = copy(half.get());
    openssl::check(i < 0 ? BN_sub_word(k.get(), static_cast<BN_ULONG>(-i))
                         : BN_add_word(k.get(), static_cast<BN_ULONG>(i)));
    take(std::move(k));
  }
  for (uint8_t pattern : {0x55, 0xaa, 0x0f, 0xf0, 0x11, 0x88}) take(g.scalar(Number(g.size(), pattern)));
  return found;
}

struct Signature {
  Number qx, qy, e, r, s;
};

// With the key, and with a table of it: both answer alike.
bool verifies(const Operations& operations, const Signature& x) {
  const bool answer = operations.verify_vartime(x.qx.data(), x.qy.data(), x.e.data(), x.r.data(), x.s.data());
  REQUIRE(rows::verifies_with_table(operations, x.qx, x.qy, x.e, x.r, x.s) == answer);
  return answer;
}

// The key for which (r, s) of the digest e has u1 * G + u2 * Q = R: Q = u2^-1 (R - u1 G), u1 = e / s, u2 = r / s.
Signature made_for(const Group& g, const EC_POINT* R, const BIGNUM* r, const BIGNUM* s, const BIGNUM* e) {
  const Integer w = inverse(g, s), u1 = product(g, e, w.get()), v = inverse(g, product(g, r, w.get()).get());
  const Integer minus_u1_v = product(g, negative(g, u1.get()).get(), v.get());
  const auto Q = g.coordinates(g.multiply(minus_u1_v.get(), R, v.get()).get());
  return {Q.first, Q.second, g.bytes(e), g.bytes(r), g.bytes(s)};
}

// The point with the given x, or null.
Point lift(const Group& g, const BIGNUM* x) {
  Point P = g.point();
  return EC_POINT_set_compressed_coordinates(g.get(), P.get(), x, 0, g.context()) == 1 ? std::move(P) : Point();
}

// The first x at or after `from`, by steps of `step`, that a point has.
std::pair<Integer, Point> next_point(const Group& g, const BIGNUM* from, int step) {
  Integer x = copy(from);
  for (;;) {
    if (Point P = lift(g, x.get())) return {std::move(x), std::move(P)};
    openssl::check(step > 0 ? BN_add_word(x.get(), 1) : BN_sub_word(x.get(), 1));
  }
}

}  // namespace

TEST_CASE("scalars at the edges") {
  for (Curve c : {Curve::p256, Curve::p384, Curve::p521}) {
    const Group g(c);
    const auto two = g.multiply(small(2).get(), nullptr, nullptr);
    const auto P = g.coordinates(two.get());
    const auto scalars = edge_scalars(g);
    REQUIRE(scalars.size() > 500);
    for (const Integer& k : scalars) {
      const Number bytes = g.bytes(k.get());
      const auto expected = g.coordinates(g.multiply(k.get(), nullptr, nullptr).get());
      const Number of_two = g.coordinates(g.multiply(sum(g, k.get(), k.get()).get(), nullptr, nullptr).get()).first;
      rows::each_of(c, [&](const Operations& operations) {
        Number x(g.size()), y(g.size()), z(g.size());
        operations.multiply_base(bytes.data(), x.data(), y.data());
        operations.multiply(bytes.data(), order_bits(c), P.first.data(), P.second.data(), z.data());
        if (x == expected.first && y == expected.second && z == of_two) return;
        const std::unique_ptr<char, void (*)(char*)> text(BN_bn2hex(k.get()), [](char* p) { OPENSSL_free(p); });
        FAIL((z == of_two ? "multiply_base by " : "multiply by ") << text.get());
      });
    }
  }
}

TEST_CASE("what is a scalar") {
  rows::each([](Curve c, const Operations& operations) {
    const Group g(c);
    const auto is_scalar = [&](const Number& d) { return cce::ct::declassify(operations.is_scalar(d.data())); };
    REQUIRE_FALSE(is_scalar(Number(g.size())));
    REQUIRE(is_scalar(g.bytes(small(1).get())));
    REQUIRE(is_scalar(g.bytes(negative(g, small(1).get()).get())));
    REQUIRE_FALSE(is_scalar(g.bytes(g.n())));
    Integer above = copy(g.n());
    openssl::check(BN_add_word(above.get(), 1));
    REQUIRE_FALSE(is_scalar(g.bytes(above.get())));
    REQUIRE_FALSE(is_scalar(g.bytes(g.p())));
    REQUIRE_FALSE(is_scalar(Number(g.size(), 0xff)));
    for (int bit = 0; bit < BN_num_bits(g.n()) - 1; ++bit) REQUIRE(is_scalar(g.bytes(shifted(1, bit).get())));
  });
}

TEST_CASE("signatures whose sum meets a doubling or the identity") {
  rows::each([](Curve c, const Operations& operations) {
    const Group g(c);
    RandomBytes random(70);
    for (int i = 0; i < 20; ++i) {
      const Integer d = g.scalar(random.bytes(g.size() + 8)), u2 = g.scalar(random.bytes(g.size() + 8));
      const auto Q = g.coordinates(g.multiply(d.get(), nullptr, nullptr).get());
      const auto signature = [&](const BIGNUM* u1, const BIGNUM* r) {
        const Integer s = product(g, r, inverse(g, u2.get()).get());
        return Signature{Q.first, Q.second, g.bytes(product(g, u1, s.get()).get()), g.bytes(r), g.bytes(s.get())};
      };
      // u1 G = u2 Q, so the sum is 2 u1 G.
      const Integer u1 = product(g, u2.get(), d.get());
      Integer r = g.integer(g.coordinates(g.multiply(sum(g, u1.get(), u1.get()).get(), nullptr, nullptr).get()).first);
      openssl::check(BN_nnmod(r.get(), r.get(), g.n(), g.context()) == 1);
      REQUIRE(verifies(operations, signature(u1.get(), r.get())));
      // The same with another r: an addition that met a doubling tells nothing, least of all that the signature is right.
      REQUIRE_FALSE(verifies(operations, signature(u1.get(), small(1).get())));
      // u1 G = -u2 Q: the identity, which no r fits.
      const Integer minus_u1 = negative(g, u1.get());
      REQUIRE_FALSE(verifies(operations, signature(minus_u1.get(), r.get())));
      REQUIRE_FALSE(verifies(operations, signature(minus_u1.get(), small(1).get())));
      // u1 = 0: e = 0, or n.
      r = g.integer(g.coordinates(g.multiply(u1.get(), nullptr, nullptr).get()).first);
      openssl::check(BN_nnmod(r.get(), r.get(), g.n(), g.context()) == 1);
      Signature zero = signature(small(0).get(), r.get());
      REQUIRE(verifies(operations, zero));
      zero.e = g.bytes(g.n());
      REQUIRE(verifies(operations, zero));
    }
    // Small multiples of G as keys, with small u1 and u2: the tables of odd multiples meet each other.
    for (uint64_t d = 1; d < 20; ++d)
      for (uint64_t u1 = 1; u1 < 20; ++u1) {
        const Integer u2 = small(d * u1 % 7 + 1), k = small(u1 + (d * u1 % 7 + 1) * d);
        const auto Q = g.coordinates(g.multiply(small(d).get(), nullptr, nullptr).get());
        const Integer r = g.integer(g.coordinates(g.multiply(k.get(), nullptr, nullptr).get()).first);
        openssl::check(BN_nnmod(r.get(), r.get(), g.n(), g.context()) == 1);
        const Integer s = product(g, r.get(), inverse(g, u2.get()).get());
        const Integer e = product(g, small(u1).get(), s.get());
        REQUIRE(verifies(operations, {Q.first, Q.second, g.bytes(e.get()), g.bytes(r.get()), g.bytes(s.get())}));
      }
  });
}

TEST_CASE("r and s at the ends of their range, and x-coordinates at or above n") {
  rows::each([](Curve c, const Operations& operations) {
    const Group g(c);
    RandomBytes random(71);
    const Integer one = small(1), last = negative(g, one.get());
    const Integer some = g.scalar(random.bytes(g.size() + 8)), e = g.scalar(random.bytes(g.size() + 8));
    // s of 1 and n - 1; r as small and as large as there are points for.
    for (const BIGNUM* s : {one.get(), last.get(), some.get()}) {
      for (const auto& [x, P] : {next_point(g, one.get(), 1), next_point(g, last.get(), -1)}) {
        Signature signature = made_for(g, P.get(), x.get(), s, e.get());
        REQUIRE(verifies(operations, signature));
        signature.r = g.bytes(sum(g, x.get(), one.get()).get());
        REQUIRE_FALSE(verifies(operations, signature));
      }
      // x at or above n: r = x - n, and r + n < p is found to be the x.
      const auto [x, P] = next_point(g, g.n(), 1);
      REQUIRE(BN_cmp(x.get(), g.p()) < 0);
      Integer r(BN_new());
      openssl::check(BN_sub(r.get(), x.get(), g.n()) == 1);
      if (!BN_is_zero(r.get())) REQUIRE(verifies(operations, made_for(g, P.get(), r.get(), s, e.get())));
      // The largest x: p - 1 or the next below.
      Integer top = copy(g.p());
      openssl::check(BN_sub_word(top.get(), 1) == 1);
      const auto [largest, P2] = next_point(g, top.get(), -1);
      openssl::check(BN_sub(r.get(), largest.get(), g.n()) == 1);
      REQUIRE(verifies(operations, made_for(g, P2.get(), r.get(), s, e.get())));
    }
    // Zero and n are refused for either.
    const auto [x, P] = next_point(g, one.get(), 1);
    const Signature good = made_for(g, P.get(), x.get(), some.get(), e.get());
    for (Number Signature::*part : {&Signature::r, &Signature::s})
      for (const Number& value : {Number(g.size()), g.bytes(g.n()), Number(g.size(), 0xff)}) {
        Signature bad = good;
        bad.*part = value;
        REQUIRE_FALSE(verifies(operations, bad));
      }
    // s + n, where it fits, is not s.
    Integer above = copy(g.n());
    openssl::check(BN_add(above.get(), above.get(), one.get()) == 1);
    Signature same = made_for(g, P.get(), x.get(), one.get(), e.get());
    REQUIRE(verifies(operations, same));
    same.s = g.bytes(above.get());
    REQUIRE_FALSE(verifies(operations, same));
  });
}

TEST_CASE("signing reports an s of zero") {
  rows::each([](Curve c, const Operations& operations) {
    const Group g(c);
    RandomBytes random(72);
    const Integer k = g.scalar(random.bytes(g.size() + 8)), d = g.scalar(random.bytes(g.size() + 8));
    // e = -r d makes s zero.
    const Integer r = g.integer(g.coordinates(g.multiply(k.get(), nullptr, nullptr).get()).first);
    const Number e = g.bytes(negative(g, product(g, r.get(), d.get()).get()).get());
    Number r_bytes(g.size()), s_bytes(g.size());
    REQUIRE_FALSE(cce::ct::declassify(
        operations.sign(g.bytes(k.get()).data(), g.bytes(d.get()).data(), e.data(), r_bytes.data(), s_bytes.data())));
  });
}

TEST_CASE("coordinates out of range or off the curve") {
  rows::each([](Curve c, const Operations& operations) {
    const Group g(c);
    RandomBytes random(73);
    Number y(g.size());
    const auto [x, P] = next_point(g, small(0).get(), 1);
    const auto [px, py] = g.coordinates(P.get());
    REQUIRE(operations.is_on_curve_vartime(px.data(), py.data()));
    // x + p and y + p are not taken for x and y.
    Integer above(BN_new());
    openssl::check(BN_add(above.get(), x.get(), g.p()) == 1);
    REQUIRE_FALSE(operations.is_on_curve_vartime(g.bytes(above.get()).data(), py.data()));
    REQUIRE_FALSE(operations.decompress_vartime(g.bytes(above.get()).data(), false, y.data()));
    REQUIRE_FALSE(operations.decompress_vartime(g.bytes(g.p()).data(), false, y.data()));
    REQUIRE_FALSE(operations.decompress_vartime(Number(g.size(), 0xff).data(), false, y.data()));
    REQUIRE_FALSE(operations.is_on_curve_vartime(Number(g.size()).data(), Number(g.size()).data()));
    for (bool odd : {false, true}) {
      REQUIRE(operations.decompress_vartime(px.data(), odd, y.data()));
      REQUIRE((y.back() & 1) == (odd ? 1 : 0));
      REQUIRE(operations.is_on_curve_vartime(px.data(), y.data()));
    }
    int lifted = 0;
    for (int i = 0; i < 40; ++i) {
      const Integer any = g.scalar(random.bytes(g.size() + 8));
      const bool exists = lift(g, any.get()) != nullptr;
      REQUIRE(operations.decompress_vartime(g.bytes(any.get()).data(), true, y.data()) == exists);
      lifted += exists ? 1 : 0;
      Number off = py;
      off[random.below(off.size())] ^= static_cast<uint8_t>(1 << random.below(8));
      REQUIRE_FALSE(operations.is_on_curve_vartime(px.data(), off.data()));
    }
    REQUIRE(lifted > 5);
    REQUIRE(lifted < 35);
  });
}
