// The four lanes of P-521 against plain big integers, with limbs at their bounds; and points in them against points in one lane.
// Every lane has its own operands.
#include <cstring>

#include "ec/curves.hpp"
#if defined(__x86_64__)
#include "ec/p521_arithmetic_ifma.hpp"
#include "ec/p521_lanes.hpp"
#include "lanes_points.hpp"

using namespace cce::ec;
using namespace cce::ec::p521_ifma;
using lanes_points::columns_of;
using lanes_points::has_ifma;
using lanes_points::in_lanes;

namespace {

constexpr Limbs<9> p = P521Prime::value;
using F = Field<PseudoMersenne521>;

// Limbs of each lane: of a Number, or signed ones of a Sum.
struct alignas(32) Columns {
  uint64_t l[limbs][lanes];

  // l_i + bias, which makes them positive, times 2^position(i).
  Limbs<9> value(size_t lane, uint64_t bias = 0) const {
    Limbs<9> r{};
    uint64_t carry = 0;
    for (size_t i = 0; i < limbs; ++i) {
      Limbs<9> term{};
      const size_t at = position(i) / 64, shift = position(i) % 64;
      const uint64_t w = l[i][lane] + bias;
      term[at] = w << shift;
      if (shift != 0) term[at + 1] = w >> (64 - shift);
      r = add(r, term, carry);
    }
    return r;
  }
};
static_assert(sizeof(Columns) == sizeof(Number) && sizeof(Columns) == sizeof(Large));

Limbs<9> mod_p(const Limbs<9>& x) { return reference::remainder(x, p); }
Limbs<9> product_mod_p(const Limbs<9>& x, const Limbs<9>& y) {
  return reference::remainder(reference::product(x, y), p);
}

// The same of signed limbs.
constexpr uint64_t bias = uint64_t{1} << 62;
Limbs<9> signed_mod_p(const Columns& x, size_t lane) {
  const Columns none{};
  return F::to_integer(F::subtract(mod_p(x.value(lane, bias)), mod_p(none.value(lane, bias))));
}

constexpr uint64_t unit = uint64_t{1} << 53;  // of a Sum's bound

// Any limbs below `end`; or signed ones, above -end.
Columns some(uint64_t end, bool with_sign, RandomBytes& random) {
  Columns x;
  const uint64_t all = random.below(6);
  for (size_t i = 0; i < limbs; ++i)
    for (uint64_t& w : x.l[i]) {
      const uint64_t mask = (uint64_t{1} << width(i)) - 1;
      const uint64_t patterns[] = {end - 1,          mask, 0, 1, mask + 1, mask - 1, 0xffff00000000, 0xffffffff,
                                   uint64_t{1} << 47};
      w = all < 2 ? patterns[all] : random.below(3) == 0 ? random.word() % end : patterns[random.below(9)];
      if (with_sign && (all == 0 ? i % 2 : random.below(2)) == 0) w = 0 - w;
    }
  return x;
}

[[CCE_IFMA_ENTRY]] Columns multiply_columns(const Columns& x, const Columns& y) {
  Sum<Form::product> r;
  multiply_call(r, in_lanes<Number>(x), in_lanes<Number>(y));
  return columns_of<Columns>(r);
}
[[CCE_IFMA_ENTRY]] Columns square_columns(const Columns& x) {
  Sum<Form::square> r;
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
  Sum<Form::square> r;
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

bool is_below(const Columns& x, uint64_t bound) {
  for (const auto& limb : x.l)
    for (uint64_t w : limb)
      if (w >= bound) return false;
  return true;
}
bool is_carried(const Columns& x) {
  for (size_t i = 0; i < limbs; ++i)
    for (uint64_t w : x.l[i])
      if (w >= (uint64_t{1} << width(i)) + (uint64_t{1} << 15)) return false;
  return true;
}
bool same(const Columns& x, const Columns& y) { return std::memcmp(x.l, y.l, sizeof x.l) == 0; }

}  // namespace

TEST_CASE("P-521's lanes: products and squares of numbers up to their bounds") {
  if (!has_ifma()) return;
  RandomBytes random(500);
  constexpr uint64_t end = (uint64_t{1} << 49) + (uint64_t{1} << 16);
  for (int i = 0; i < 30000; ++i) {
    const Columns x = some(end, false, random), y = some(end, false, random);
    const Columns xy = multiply_columns(x, y), xx = square_columns(x);
    REQUIRE(is_below(xy, Form::product * unit));
    REQUIRE(is_below(xx, Form::square * unit));
    for (size_t l = 0; l < lanes; ++l) {
      CAPTURE(x.value(l), y.value(l));
      if (mod_p(xy.value(l)) != product_mod_p(x.value(l), y.value(l))) FAIL("multiply");
      if (mod_p(xx.value(l)) != product_mod_p(x.value(l), x.value(l))) FAIL("square");
    }
  }
}

TEST_CASE("P-521's lanes: sums up to their bounds are carried") {
  if (!has_ifma()) return;
  RandomBytes random(510);
  int zeros = 0;
  for (int i = 0; i < 30000; ++i) {
    const Columns x = some(Form::most * unit, true, random), r = carry_columns(x);
    REQUIRE(is_carried(r));
    Columns carried;
    const Columns squared = carry_and_square_columns(x, carried);
    REQUIRE(same(carried, r));
    REQUIRE(same(squared, square_columns(r)));
    for (size_t l = 0; l < lanes; ++l) {
      CAPTURE(x.value(l, bias));
      if (mod_p(r.value(l)) != signed_mod_p(x, l)) FAIL("carry");
    }
    // The words of what is carried, of p or a little more, which is zero, among them.
    const Columns number = i % 2 == 0 ? r : some((uint64_t{1} << 47) + (uint64_t{1} << 15), false, random);
    for (size_t l = 0; l < lanes; ++l) {
      const Words words = words_of_columns(number, l);
      if (reference::less(p, words) || F::to_integer(words) != mod_p(number.value(l))) FAIL("to_words");
      zeros += F::is_zero(words) == 1;
    }
  }
  REQUIRE(zeros > 0);
}

TEST_CASE("P-521's lanes: words, and signs") {
  if (!has_ifma()) return;
  RandomBytes random(520);
  for (int i = 0; i < 5000; ++i) {
    const Words x = i == 0 ? p : reference::number_below(p, random), y = reference::number_below(p, random);
    const Columns r = columns_of_words(x, y);
    for (size_t l = 0; l < lanes; ++l) {
      for (size_t j = 0; j < limbs; ++j) REQUIRE(r.l[j][l] >> width(j) == 0);
      REQUIRE(r.value(l) == (l % 2 == 0 ? x : y));
      REQUIRE(words_of_columns(r, l) == (l % 2 == 0 ? x : y));
    }
    const Columns a = some(Form::most * unit, true, random), as_it_is = negate_columns(a, 0),
                  minus = negate_columns(a, 1);
    for (size_t j = 0; j < limbs; ++j)
      for (size_t l = 0; l < lanes; ++l) {
        REQUIRE(as_it_is.l[j][l] == a.l[j][l]);
        REQUIRE(minus.l[j][l] == (l % 2 == 1 ? 0 - a.l[j][l] : a.l[j][l]));
      }
  }
}

TEST_CASE("P-521's lanes: sums of points are what they are in one lane") {
  if (has_ifma()) lanes_points::sums<F, P521Lanes>({P521Domain::G_x, P521Domain::G_y}, 530);
}

TEST_CASE("P-521's lanes: the sum of equals or opposites has Z = 0, whatever is done to it") {
  if (has_ifma()) lanes_points::equals<F, P521Lanes>({P521Domain::G_x, P521Domain::G_y});
}
#endif
