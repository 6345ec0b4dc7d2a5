// The four lanes of P-384 against plain big integers, with limbs at their bounds; and points in them against points in one lane.
// Every lane has its own operands.
#include <algorithm>
#include <cstring>

#include "ec/curves.hpp"
#if defined(__x86_64__)
#include "ec/p384_arithmetic_ifma.hpp"
#include "ec/p384_lanes.hpp"
#include "lanes_points.hpp"

using namespace cce::ec;
using namespace cce::ec::p384_ifma;
using lanes_points::columns_of;
using lanes_points::has_ifma;
using lanes_points::in_lanes;

namespace {

constexpr Limbs<6> p = P384Prime::value;
using Wide = Limbs<12>;
using F = Field<Montgomery<P384Prime>>;

// Limbs of each lane: of a Number, or signed ones of a Sum.
struct alignas(64) Columns {
  uint64_t l[limbs][lanes];

  // l_i + bias, which makes them positive, times 2^(48 i).
  Wide value(size_t lane, uint64_t bias = 0) const {
    Wide r{};
    uint64_t carry = 0;
    for (size_t i = 0; i < limbs; ++i) {
      Wide term{};
      const size_t at = width * i / 64, shift = width * i % 64;
      const uint64_t w = l[i][lane] + bias;
      term[at] = w << shift;
      if (shift != 0) term[at + 1] = w >> (64 - shift);
      r = add(r, term, carry);
    }
    return r;
  }
  uint64_t most(size_t i) const { return *std::max_element(l[i], l[i] + lanes); }
};
static_assert(sizeof(Columns) == sizeof(Number) && sizeof(Columns) == sizeof(Large));

Limbs<6> mod_p(const Wide& x) { return reference::remainder(x, p); }

// The same of signed limbs.
constexpr uint64_t bias = uint64_t{1} << 63;
Limbs<6> signed_mod_p(const Columns& x, size_t lane) {
  const Columns none{};
  return Montgomery<P384Prime>::subtract(mod_p(x.value(lane, bias)), mod_p(none.value(lane, bias)));
}
bool is_within(const Columns& x, uint64_t bound) {
  for (const auto& limb : x.l)
    for (uint64_t w : limb)
      if (w + bound - 1 > 2 * bound - 2) return false;
  return true;
}

// Any limbs below `end`; or signed ones, above -end.
Columns some(uint64_t end, bool with_sign, RandomBytes& random) {
  Columns x;
  const bool all_extreme = random.below(8) == 0;
  for (auto& limb : x.l)
    for (uint64_t& w : limb) {
      const uint64_t patterns[] = {end - 1,           end - 1,        0,          1,          (uint64_t{1} << 48) - 1,
                                   uint64_t{1} << 48, 0xffff00000000, 0xffffffff, 0xffff0000, 0xffff};
      w = all_extreme ? end - 1 : random.below(3) == 0 ? random.word() % end : patterns[random.below(10)];
      if (with_sign && random.below(2) == 0) w = 0 - w;
    }
  return x;
}

[[CCE_IFMA_ENTRY]] Columns multiply_columns(const Columns& x, const Columns& y) {
  Sum<1> r;
  multiply_call(r, in_lanes<Number>(x), in_lanes<Number>(y));
  return columns_of<Columns>(r);
}
[[CCE_IFMA_ENTRY]] Columns square_columns(const Columns& x) {
  Sum<1> r;
  square_call(r, in_lanes<Number>(x));
  return columns_of<Columns>(r);
}
[[CCE_IFMA_ENTRY]] Columns carry_columns(const Columns& x) {
  Number r;
  carry(r, in_lanes<Large>(x));
  return columns_of<Columns>(r);
}
[[CCE_IFMA_ENTRY]] Columns carry_and_square_columns(const Columns& x, Columns& carried) {
  Number number;
  Sum<1> r;
  carry_and_square(r, number, in_lanes<Large>(x));
  carried = columns_of<Columns>(number);
  return columns_of<Columns>(r);
}
[[CCE_IFMA_ENTRY]] Words words_of_columns(const Columns& x, size_t lane) { return to_words(in_lanes<Number>(x), lane); }
[[CCE_IFMA_ENTRY]] Columns columns_of_words(const Words& x, const Words& y) {
  Number r;
  from_words(r, x, y);
  return columns_of<Columns>(r);
}
[[CCE_IFMA_ENTRY]] Columns negate_columns(const Columns& x, uint64_t negative) {
  Large r = in_lanes<Large>(x);
  for (size_t i = 0; i < limbs; ++i) r.put(i, with_sign<10>(r[i], negative));
  return columns_of<Columns>(r);
}
// Lane 2 of every limb in all lanes.
[[CCE_IFMA_ENTRY]] Columns spread_columns(const Columns& x) {
  const Large from = in_lanes<Large>(x);
  Large r;
  for (size_t i = 0; i < limbs; ++i) r.put(i, everywhere<2>(from, i));
  return columns_of<Columns>(r);
}

constexpr uint64_t unit = uint64_t{1} << 58;  // of a Sum's bound
bool same(const Columns& x, const Columns& y) { return std::memcmp(x.l, y.l, sizeof x.l) == 0; }

constexpr Affine<Words> base = {Montgomery<P384Prime>::from_integer(P384Domain::G_x),
                                Montgomery<P384Prime>::from_integer(P384Domain::G_y)};

}  // namespace

TEST_CASE("P-384's lanes: products and squares of numbers up to their bounds") {
  if (!has_ifma()) return;
  RandomBytes random(400);
  constexpr Limbs<6> R = MontgomeryConstants<P384Prime>::R;
  constexpr uint64_t end = (uint64_t{1} << 50) + (uint64_t{1} << 17);
  for (int i = 0; i < 60000; ++i) {
    const Columns x = some(end, false, random), y = some(end, false, random);
    const Columns xy = multiply_columns(x, y), xx = square_columns(x);
    REQUIRE(is_within(xy, unit));
    REQUIRE(is_within(xx, unit));
    for (size_t l = 0; l < lanes; ++l) {
      CAPTURE(x.value(l), y.value(l));
      const Limbs<6> x_l = mod_p(x.value(l)), y_l = mod_p(y.value(l));
      if (mod_p(reference::product(signed_mod_p(xy, l), R)) != mod_p(reference::product(x_l, y_l))) FAIL("multiply");
      if (mod_p(reference::product(signed_mod_p(xx, l), R)) != mod_p(reference::product(x_l, x_l))) FAIL("square");
    }
  }
}

TEST_CASE("P-384's lanes: sums up to their bounds are carried") {
  if (!has_ifma()) return;
  RandomBytes random(410);
  const Wide twice_p = [] {
    uint64_t carry = 0;
    return add(reference::widened(p), reference::widened(p), carry);
  }();
  for (int i = 0; i < 60000; ++i) {
    const Columns x = some(Form::most * unit, true, random), r = carry_columns(x);
    constexpr uint64_t one = uint64_t{1} << 48, little = uint64_t{1} << 16;
    for (size_t j = 0; j < limbs; ++j)
      REQUIRE(r.most(j) < (j == 0 ? 2 * one + little : j == 2 ? 2 * one : one + little));
    Columns carried;
    const Columns squared = carry_and_square_columns(x, carried);
    REQUIRE(same(carried, r));
    REQUIRE(same(squared, square_columns(r)));
    for (size_t l = 0; l < lanes; ++l) {
      if (mod_p(r.value(l)) != signed_mod_p(x, l) || !reference::less(r.value(l), twice_p)) {
        CAPTURE(x.value(l, bias));
        FAIL("carry");
      }
      if (words_of_columns(r, l) != mod_p(r.value(l))) FAIL("to_words");
    }
  }
}

TEST_CASE("P-384's lanes: words, and signs") {
  if (!has_ifma()) return;
  RandomBytes random(420);
  for (int i = 0; i < 5000; ++i) {
    const Words x = reference::number_below(p, random), y = reference::number_below(p, random);
    const Columns r = columns_of_words(x, y);
    for (size_t l = 0; l < lanes; ++l) {
      for (size_t j = 0; j < limbs; ++j) REQUIRE(r.l[j][l] >> width == 0);
      REQUIRE(words_of_columns(r, l) == (l % 2 == 0 ? x : y));
    }
    const Columns a = some(Form::most * unit, true, random), as_it_is = negate_columns(a, 0),
                  minus = negate_columns(a, 1), spread = spread_columns(a);
    for (size_t j = 0; j < limbs; ++j)
      for (size_t l = 0; l < lanes; ++l) {
        REQUIRE(as_it_is.l[j][l] == a.l[j][l]);
        REQUIRE(minus.l[j][l] == (l % 2 == 1 ? 0 - a.l[j][l] : a.l[j][l]));
        REQUIRE(spread.l[j][l] == a.l[j][2]);
      }
  }
}

TEST_CASE("P-384's lanes: sums of points are what they are in one lane") {
  if (has_ifma()) lanes_points::sums<F, P384Lanes>(base, 430);
}

TEST_CASE("P-384's lanes: the sum of equals or opposites has Z = 0, whatever is done to it") {
  if (has_ifma()) lanes_points::equals<F, P384Lanes>(base);
}
#endif
