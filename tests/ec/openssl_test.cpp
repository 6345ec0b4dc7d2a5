// Random numbers against OpenSSL, which shares neither code nor authors with CCE.
#include "openssl.hpp"
#include "ec/self_test_answers.hpp"

using openssl::Group;
using openssl::Integer;
using rows::Curve;
using rows::Number;
using rows::Operations;

namespace {

constexpr int rounds = 200;

}  // namespace

TEST_CASE("multiples of the base point, as OpenSSL computes them") {
  rows::each([](Curve c, const Operations& operations) {
    const Group group(c);
    RandomBytes random(60);
    for (int i = 0; i < rounds; ++i) {
      const Number k = group.bytes(group.scalar(random.bytes(group.size() + 8)).get());
      Number x(group.size()), y(group.size());
      operations.multiply_base(k.data(), x.data(), y.data());
      const auto expected = group.coordinates(group.multiply(group.integer(k).get(), nullptr, nullptr).get());
      REQUIRE(x == expected.first);
      REQUIRE(y == expected.second);
    }
  });
}

TEST_CASE("multiples of a point, as OpenSSL computes them") {
  rows::each([](Curve c, const Operations& operations) {
    const Group group(c);
    RandomBytes random(61);
    for (int i = 0; i < rounds; ++i) {
      const Integer q = group.scalar(random.bytes(group.size() + 8)), k = group.scalar(random.bytes(group.size() + 8));
      const auto P = group.multiply(q.get(), nullptr, nullptr);
      const auto [px, py] = group.coordinates(P.get());
      Number x(group.size());
      operations.multiply(group.bytes(k.get()).data(), order_bits(c), px.data(), py.data(), x.data());
      REQUIRE(x == group.coordinates(group.multiply(nullptr, P.get(), k.get()).get()).first);
      REQUIRE(operations.is_on_curve_vartime(px.data(), py.data()));
      Number y(group.size());
      REQUIRE(operations.decompress_vartime(px.data(), (py.back() & 1) != 0, y.data()));
      REQUIRE(y == py);
    }
  });
}

TEST_CASE("multiples of a point by short odd numbers, as OpenSSL computes them") {
  rows::each([](Curve c, const Operations& operations) {
    const Group group(c);
    RandomBytes random(64);
    for (size_t bits = 1; bits < order_bits(c); bits += bits < 130 ? 1 : 37) {
      const Integer q = group.scalar(random.bytes(group.size() + 8));
      const auto P = group.multiply(q.get(), nullptr, nullptr);
      const auto [px, py] = group.coordinates(P.get());
      // The largest, a random one, and 1: so the uppermost digits are full, anything, and absent.
      Number k[3] = {Number(group.size(), 0xff), random.bytes(group.size()), Number(group.size(), 0)};
      for (Number& number : k) {
        for (size_t i = 0; i < number.size(); ++i) {
          const size_t place = 8 * (number.size() - 1 - i);  // of its lowest bit
          number[i] = static_cast<uint8_t>(number[i] & (place >= bits       ? 0
                                                        : bits - place >= 8 ? 0xff
                                                                            : (1 << (bits - place)) - 1));
        }
        number.back() |= 1;
        Number x(group.size());
        operations.multiply(number.data(), bits, px.data(), py.data(), x.data());
        REQUIRE(x == group.coordinates(group.multiply(nullptr, P.get(), group.integer(number).get()).get()).first);
      }
    }
  });
}

TEST_CASE("the self-tests' agreements, as OpenSSL computes them") {
  for (const cce::ec::KnownAnswer* kat : {&cce::ec::p256_answer, &cce::ec::p384_answer, &cce::ec::p521_answer}) {
    const Group group(kat->curve);
    const auto number = [&](const cce::ec::Number& n) {
      return Number(n.begin(), n.begin() + static_cast<ptrdiff_t>(group.size()));
    };
    const auto P = group.point(number(kat->peer_x), number(kat->peer_y));
    const auto Z =
        group.coordinates(group.multiply(nullptr, P.get(), group.integer(number(kat->own_d)).get()).get()).first;
    REQUIRE(Z == number(kat->Z));
  }
}

TEST_CASE("signatures, as integers make them and as OpenSSL verifies them") {
  rows::each([](Curve c, const Operations& operations) {
    const Group group(c);
    RandomBytes random(62);
    for (int i = 0; i < rounds; ++i) {
      const Integer k = group.scalar(random.bytes(group.size() + 8)), d = group.scalar(random.bytes(group.size() + 8));
      Number e = random.bytes(group.size()), r(group.size()), s(group.size());
      if (i % 5 == 0) std::fill(e.begin(), e.end(), uint8_t{0xff});
      REQUIRE(cce::ct::declassify(
          operations.sign(group.bytes(k.get()).data(), group.bytes(d.get()).data(), e.data(), r.data(), s.data())));
      const auto expected = group.sign(k.get(), d.get(), group.integer(e).get());
      REQUIRE(r == expected.first);
      REQUIRE(s == expected.second);
      const auto [qx, qy] = group.coordinates(group.multiply(d.get(), nullptr, nullptr).get());
      REQUIRE(operations.verify_vartime(qx.data(), qy.data(), e.data(), r.data(), s.data()));
      REQUIRE(rows::verifies_with_table(operations, qx, qy, e, r, s));
      Number* const parts[] = {&e, &r, &s};
      Number& changed = *parts[i % 3];
      changed[random.below(changed.size())] ^= static_cast<uint8_t>(1 << random.below(8));
      REQUIRE_FALSE(operations.verify_vartime(qx.data(), qy.data(), e.data(), r.data(), s.data()));
      REQUIRE_FALSE(rows::verifies_with_table(operations, qx, qy, e, r, s));
    }
  });
}

TEST_CASE("every implementation makes the same table of a key") {
  for (Curve c : {Curve::p256, Curve::p384, Curve::p521}) {
    const Group group(c);
    RandomBytes random(63);
    for (int i = 0; i < 20; ++i) {
      const Integer d = group.scalar(random.bytes(group.size() + 8));
      const auto Q =
          group.coordinates(group.multiply(d.get(), nullptr, nullptr).get());  // clang 14 captures no parts of it
      std::vector<uint64_t> first;
      rows::each_of(c, [&](const Operations& operations) {
        std::vector<uint64_t> table(cce::ec::key_table_size(c) / 8);
        operations.fill_key_table_vartime(Q.first.data(), Q.second.data(), table.data());
        if (first.empty()) first = table;
        REQUIRE(table == first);
      });
    }
  }
}
