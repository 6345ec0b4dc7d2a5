// Signatures made and verified in lanes: what the same implementation, and the portable one, make of each alone; whatever the
// other lanes have.
#include <cstring>
#include <memory>

#include "ec/curves.hpp"
#include "rows.hpp"

using namespace cce;
using namespace cce::ec;
using rows::Number;

namespace {

using Octets = std::array<uint8_t, 32>;
using Order = Montgomery<P256Order>;

Octets octets(const Limbs<4>& x) {
  Octets o;
  to_bytes(o.data(), o.size(), x);
  return o;
}
Limbs<4> minus(const Limbs<4>& x, const Limbs<4>& y) {
  uint64_t borrow = 0;
  return subtract(x, y, borrow);
}

using Digits = OddDigits<256, P256BaseTable::width>;

// The k for which the even and the odd digits make the same point, so that the last addition of eight partial sums is a
// doubling: its digits are those of n, every other one from the last but one on negated. (Sums of digits are unique, so there
// is no other.)
Limbs<4> doubling_of_partial_sums() {
  Limbs<4> k{};
  for (size_t i = 0; i < Digits::count; ++i) {
    const auto digit = Digits::digit(P256Order::value, i);
    const uint64_t d = 2 * digit.index + 1;
    const size_t place = P256BaseTable::width * i;
    Limbs<4> term{};
    term[place / 64] = d << (place % 64);
    if (place % 64 > 58 && place / 64 < 3) term[place / 64 + 1] = d >> (64 - place % 64);
    uint64_t carry = 0;
    k = (digit.negative ^ ((Digits::count - 1 - i) % 2)) == 1 ? minus(k, term) : add(k, term, carry);
  }
  return k;
}

// Scalars at which sums of multiples of G might go wrong, and any.
std::vector<Octets> scalars() {
  const Limbs<4> n = P256Order::value;
  std::vector<Octets> found;
  const auto take = [&](const Limbs<4>& k) {
    if (less(k, n) == 1 && zero_bit(k) == 0) found.push_back(octets(k));
  };
  for (uint64_t i = 1; i <= 66; ++i) {
    take({i});
    take(minus(n, {i}));
  }
  for (size_t bit = 1; bit < 256; bit += bit < 14 ? 1 : 5) {
    Limbs<4> power{};
    power[bit / 64] = uint64_t{1} << (bit % 64);
    for (const Limbs<4>& k : {power, minus(power, {1})}) {
      take(k);
      take(minus(n, k));
    }
    ++power[0];
    take(power);
  }
  // 2 e - n for the digits e of the last place, mod 2^256: the last addition of digits one after the other is a doubling.
  constexpr size_t last = Digits::width * (Digits::count - 1);
  const size_t before = found.size();
  for (uint64_t d = 1; d < uint64_t{1} << (256 - last); d += 2) take(minus({0, 0, 0, d << (last - 192) << 1}, n));
  REQUIRE(found.size() > before);
  REQUIRE(less(doubling_of_partial_sums(), n) == 1);
  take(doubling_of_partial_sums());
  RandomBytes random(400);
  for (int i = 0; i < 100; ++i) {
    Octets k = random.array<Octets>();
    k[0] &= 0x7f;
    found.push_back(k);
  }
  return found;
}

// The portable implementation, with its own arithmetic: that of the one under test is put back behind it.
class Portable {
 public:
  Portable() { operator->()->use_arithmetic(); }
  Portable(const Portable&) = delete;
  ~Portable() { operations(Curve::p256).use_arithmetic(); }
  const Operations* operator->() const { return &implementations(Curve::p256).back().operations; }
};
Portable portable() { return Portable(); }

// A signature to be made in a lane, and its verification.
struct Case {
  Octets k, d, e, r, s, qx, qy;
  SignLane sign() { return {k.data(), d.data(), e.data(), r.data(), s.data(), 0}; }
  VerifyLane verify() const { return {qx.data(), qy.data(), e.data(), r.data(), s.data(), false}; }
};

Case make_case(RandomBytes& random, const Octets& k) {
  Case c;
  c.k = k;
  random.fill(c.d);
  c.d[0] &= 0x7f;
  random.fill(c.e);
  portable()->multiply_base(c.d.data(), c.qx.data(), c.qy.data());
  return c;
}

// f(row's operations), for those that have lanes.
template <class F>
void each_with_lanes(F f) {
  int ran = 0;
  rows::each_of(Curve::p256, [&](const Operations& operations) {
    if (operations.sign_lanes == nullptr) return;
    REQUIRE(operations.verify_lanes_vartime != nullptr);
    f(operations);
    ++ran;
  });
  if (ran == 0) WARN("no implementation of P-256 has lanes on this processor: not run");
}

std::vector<VerifyLane> verify_lanes(const Operations& operations, const std::vector<Case>& cases) {
  std::vector<VerifyLane> lanes;
  for (const Case& c : cases) lanes.push_back(c.verify());
  operations.verify_lanes_vartime(lanes.data(), lanes.size());
  return lanes;
}

std::vector<Case> some_cases(RandomBytes& random, size_t count, const std::vector<Octets>& ks) {
  std::vector<Case> cases;
  for (size_t i = 0; i < count; ++i) {
    cases.push_back(make_case(random, ks[random.below(ks.size())]));
    Case& c = cases.back();
    REQUIRE(declassify(portable()->sign(c.k.data(), c.d.data(), c.e.data(), c.r.data(), c.s.data())));
  }
  return cases;
}

}  // namespace

TEST_CASE("multiples of the base point at edges, one by one") {
  const auto ks = scalars();
  REQUIRE(ks.size() > 500);
  rows::each_of(Curve::p256, [&](const Operations& operations) {
    for (const Octets& k : ks) {
      Octets x, y, right_x, right_y;
      operations.multiply_base(k.data(), x.data(), y.data());
      portable()->multiply_base(k.data(), right_x.data(), right_y.data());
      if (x != right_x || y != right_y) FAIL("k = " << Catch::Detail::stringify(k));
    }
  });
}

TEST_CASE("signatures in lanes are those made alone") {
  each_with_lanes([](const Operations& operations) {
    RandomBytes random(410);
    const auto ks = scalars();
    size_t at = 0;
    for (size_t count = 1; at < ks.size(); count = count % max_lanes + 1) {
      std::vector<Case> cases;
      for (size_t i = 0; i < count; ++i) cases.push_back(make_case(random, ks[at++ % ks.size()]));
      std::vector<SignLane> lanes;
      for (Case& c : cases) lanes.push_back(c.sign());
      operations.sign_lanes(lanes.data(), count);
      for (size_t i = 0; i < count; ++i) {
        Case& c = cases[i];
        Octets r, s;
        REQUIRE(declassify(portable()->sign(c.k.data(), c.d.data(), c.e.data(), r.data(), s.data())));
        REQUIRE(lanes[i].refused == 0);
        REQUIRE((c.r == r && c.s == s));
      }
    }
  });
}

TEST_CASE("a lane whose s is zero says so, and the others are signed") {
  each_with_lanes([](const Operations& operations) {
    RandomBytes random(420);
    const auto ks = scalars();
    for (size_t bad = 0; bad < max_lanes; ++bad) {
      auto cases = some_cases(random, max_lanes, ks);
      // e = -r d mod n.
      Case& c = cases[bad];
      const auto product =
          Order::multiply(Order::from_integer(from_bytes<4>(c.r.data(), 32)), from_bytes<4>(c.d.data(), 32));
      c.e = octets(Order::subtract(Limbs<4>{}, product));
      std::vector<SignLane> lanes;
      const auto expected = cases;
      for (Case& each : cases) lanes.push_back(each.sign());
      operations.sign_lanes(lanes.data(), max_lanes);
      for (size_t i = 0; i < max_lanes; ++i) {
        REQUIRE((lanes[i].refused != 0) == (i == bad));
        if (i != bad) REQUIRE((cases[i].r == expected[i].r && cases[i].s == expected[i].s));
      }
    }
  });
}

TEST_CASE("verification in lanes") {
  each_with_lanes([](const Operations& operations) {
    RandomBytes random(430);
    const auto ks = scalars();
    // Whatever is wrong with one lane, and wherever: the others verify.
    const struct {
      const char* name;
      void (*spoil)(Case&);
      bool verifies;
    } spoils[] = {
        {"e", [](Case& c) { c.e[5] ^= 1; }, false},
        {"r", [](Case& c) { c.r[31] ^= 1; }, false},
        {"s", [](Case& c) { c.s[31] ^= 1; }, false},
        {"r = 0", [](Case& c) { c.r = {}; }, false},
        {"s = 0", [](Case& c) { c.s = {}; }, false},
        {"r = n", [](Case& c) { c.r = octets(P256Order::value); }, false},
        {"s = n", [](Case& c) { c.s = octets(P256Order::value); }, false},
        {"s = 2^256 - 1", [](Case& c) { c.s.fill(0xff); }, false},
        {"another key", [](Case& c) { portable()->multiply_base(c.k.data(), c.qx.data(), c.qy.data()); }, false},
        {"-s", [](Case& c) { c.s = octets(minus(P256Order::value, from_bytes<4>(c.s.data(), 32))); }, true},
        // u = 0.
        {"e = 0, signed",
         [](Case& c) {
           c.e = {};
           (void)declassify(portable()->sign(c.k.data(), c.d.data(), c.e.data(), c.r.data(), c.s.data()));
         },
         true},
        {"e = n, signed",
         [](Case& c) {
           c.e = octets(P256Order::value);
           (void)declassify(portable()->sign(c.k.data(), c.d.data(), c.e.data(), c.r.data(), c.s.data()));
         },
         true},
        // d = 1: Q is G, and u * G + v * Q meets a doubling when u = v, which e = r makes.
        {"u G = v Q",
         [](Case& c) {
           c.d = octets({1});
           portable()->multiply_base(c.d.data(), c.qx.data(), c.qy.data());
           (void)declassify(portable()->sign(c.k.data(), c.d.data(), c.e.data(), c.r.data(), c.s.data()));
           c.e = c.r;
           (void)declassify(portable()->sign(c.k.data(), c.d.data(), c.e.data(), c.r.data(), c.s.data()));
         },
         true},
        // The same with any s: an addition that met a doubling tells nothing, least of all that the signature is right.
        {"u G = v Q, forged",
         [](Case& c) {
           c.d = octets({1});
           portable()->multiply_base(c.d.data(), c.qx.data(), c.qy.data());
           c.e = c.r;
         },
         false},
        // s + n for s, with e = s k - r d: right mod n, but not in the range.
        {"s + n",
         [](Case& c) {
           const auto in_form = [](const Octets& x) { return Order::from_integer(from_bytes<4>(x.data(), 32)); };
           const auto e = Order::subtract(Order::multiply(in_form(c.k), Order::from_integer({5})),
                                          Order::multiply(in_form(c.r), in_form(c.d)));
           c.e = octets(Order::to_integer(e));
           c.s = octets({5});
           REQUIRE(portable()->verify_vartime(c.qx.data(), c.qy.data(), c.e.data(), c.r.data(), c.s.data()));
           uint64_t carry = 0;
           c.s = octets(add(Limbs<4>{5}, P256Order::value, carry));
         },
         false},
        // d = -1 and e = r: the sum is the identity.
        {"u G = -v Q",
         [](Case& c) {
           c.d = octets(minus(P256Order::value, {1}));
           portable()->multiply_base(c.d.data(), c.qx.data(), c.qy.data());
           (void)declassify(portable()->sign(c.k.data(), c.d.data(), c.e.data(), c.r.data(), c.s.data()));
           c.e = c.r;
         },
         false},
    };
    for (const auto& spoil : spoils)
      for (size_t at = 0; at < max_lanes; ++at) {
        auto cases = some_cases(random, 1 + at + random.below(max_lanes - at), ks);
        spoil.spoil(cases[at]);
        const auto lanes = verify_lanes(operations, cases);
        for (size_t i = 0; i < cases.size(); ++i) {
          INFO(spoil.name << " in lane " << at << " of " << cases.size() << ", seen in lane " << i);
          REQUIRE(lanes[i].verifies == (i != at || spoil.verifies));
          const VerifyLane& l = lanes[i];
          REQUIRE(lanes[i].verifies == portable()->verify_vartime(l.qx, l.qy, l.e, l.r, l.s));
        }
      }
  });
}

// x(R) >= n: r is x - n. Such a point is found by its x, and the key that makes it the signature's.
TEST_CASE("verification in lanes of an r that was reduced") {
  each_with_lanes([](const Operations& operations) {
    uint64_t carry = 0;
    Limbs<4> r{};
    Octets x, y;
    do {
      ++r[0];
      x = octets(add(r, P256Order::value, carry));
    } while (!portable()->decompress_vartime(x.data(), false, y.data()));
    // e = 0 and s = r: v = 1, so R = Q. With u = 0 that is verified alone; e = n s' is not at hand, so Q = R - G with u = v
    // = 1 is.
    using F = Field<Montgomery<P256Prime>>;
    using G = Group<F>;
    const auto P =
        G::from_affine({F::from_integer(from_bytes<4>(x.data(), 32)), F::from_integer(from_bytes<4>(y.data(), 32))});
    const auto minus_G = G::negate(G::AffinePoint{F::from_integer(P256Domain::G_x), F::from_integer(P256Domain::G_y)});
    const auto Q = G::to_affine(G::add_unequal(P, minus_G));
    Case c{};
    c.qx = octets(F::to_integer(Q.x));
    c.qy = octets(F::to_integer(Q.y));
    c.r = c.s = c.e = octets(r);
    std::vector<Case> cases(max_lanes, c);
    cases[3].r[31] ^= 2;
    cases[5].r = x;  // the same mod n, and what is compared with x at last; but not in the range
    const auto lanes = verify_lanes(operations, cases);
    for (size_t i = 0; i < max_lanes; ++i) REQUIRE(lanes[i].verifies == (i != 3 && i != 5));
    REQUIRE(portable()->verify_vartime(c.qx.data(), c.qy.data(), c.e.data(), c.r.data(), c.s.data()));
  });
}

// Of every length, beside each other and beside longer ones: the lanes go as far as the longest.
TEST_CASE("verification in lanes with short multipliers of the key") {
  using N = Field<Montgomery<P256Order>>;
  const auto in_form = [](const Octets& x) { return N::from_integer(from_bytes<4>(x.data(), 32)); };
  RandomBytes random(403);
  const auto make = [&](Limbs<4> v) {  // R = u G + v Q
    Case c;
    Octets u;
    random.fill(u);
    random.fill(c.d);
    u[0] &= 0x7f;
    c.d[0] &= 0x7f;
    portable()->multiply_base(c.d.data(), c.qx.data(), c.qy.data());
    const auto k = N::add(in_form(u), N::multiply(N::from_integer(v), in_form(c.d)));
    Octets y;
    portable()->multiply_base(octets(N::to_integer(k)).data(), c.r.data(), y.data());
    const auto s = N::multiply(in_form(c.r), N::invert(N::from_integer(v)));
    c.s = octets(N::to_integer(s));
    c.e = octets(N::to_integer(N::multiply(in_form(u), s)));
    return c;
  };
  const auto of_length = [&](size_t bits) {
    Octets some;
    random.fill(some);
    Limbs<4> v = from_bytes<4>(some.data(), 32);
    for (size_t i = bits; i < 256; ++i) v[i / 64] &= ~(uint64_t{1} << i % 64);
    v[(bits - 1) / 64] |= uint64_t{1} << (bits - 1) % 64;
    return v;
  };
  each_with_lanes([&](const Operations& operations) {
    for (size_t bits = 1; bits <= 255; ++bits)
      for (const bool mixed : {false, true}) {
        std::vector<Case> cases;
        for (size_t l = 0; l < max_lanes; ++l) {
          Limbs<4> v = of_length(mixed ? 1 + random.below(bits) : bits);
          v[0] |= mixed || l % 2 == 0;  // an even one is as long as n
          cases.push_back(make(bits == 1 && l == 1 ? Limbs<4>{2} : v));
        }
        const size_t forged = random.below(max_lanes);
        cases[forged].e[31] ^= 1;
        const auto lanes = verify_lanes(operations, cases);
        for (size_t l = 0; l < max_lanes; ++l) {
          INFO(bits << " bits, lane " << l << (mixed ? ", mixed" : ""));
          REQUIRE(lanes[l].verifies == (l != forged));
        }
      }
  });
}
