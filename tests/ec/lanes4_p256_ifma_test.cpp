// The arithmetic of P-256's four lanes against plain big integers, with limbs and numbers at their bounds. Every lane has its own
// operands.
#if defined(__x86_64__)
#include "lanes4_p256.hpp"

using namespace lanes4;

namespace {

// A result, and how large its type says it may be.
struct Result {
  Columns columns;
  Bounds bounds;
};
template <template <Bounds> class X, Bounds b>
[[CCE_IFMA]] inline Result result(const X<b>& x) {
  return {columns_of<Columns>(x), b};
}

constexpr Bounds a = {256, 19, 224, 67}, b = {18, 256, 21, 67}, c = {64, 18, 69, 34};

[[CCE_IFMA_ENTRY]] Result multiply_columns(const Columns& x, const Columns& y) {
  return result(multiply(in_lanes<Number<a>>(x), in_lanes<Number<b>>(y)));
}
[[CCE_IFMA_ENTRY]] Result multiply_add_columns(const Columns& x, const Columns& y, const Columns& z) {
  return result(multiply(in_lanes<Number<a>>(x), in_lanes<Number<b>>(y), in_lanes<Sum<c>>(z)));
}
[[CCE_IFMA_ENTRY]] Columns carry_columns(const Columns& x) { return columns_of<Columns>(carried(in_lanes<Sum<a>>(x))); }
[[CCE_IFMA_ENTRY]] Result reduce_columns(const Columns& x) {
  return result(reduced(in_lanes<Sum<Bounds::all(16 * 127)>>(x)));
}
[[CCE_IFMA_ENTRY]] Result subtract_columns(const Columns& x, const Columns& y) {
  return result(in_lanes<Sum<a>>(x) - in_lanes<Sum<c>>(y));
}
[[CCE_IFMA_ENTRY]] Result negate_columns(const Columns& y) { return result(-in_lanes<Sum<c>>(y)); }
[[CCE_IFMA_ENTRY]] Result add_in_columns(const Columns& x, const Columns& y) {
  return result(add_in<5>(in_lanes<Sum<a>>(x), in_lanes<Sum<c>>(y)));
}
[[CCE_IFMA_ENTRY]] Result only_columns(const Columns& x) { return result(only<6>(in_lanes<Sum<a>>(x))); }
[[CCE_IFMA_ENTRY]] Result sum_columns(const Columns& x) { return result(sum_of(in_lanes<Number<a>>(x))); }
[[CCE_IFMA_ENTRY]] Result select_columns(const Columns& x, const Columns& y) {
  return result(select<9>(in_lanes<Number<a>>(x), in_lanes<Number<b>>(y)));
}
[[CCE_IFMA_ENTRY]] Result arrange_columns(const Columns& x, bool across) {
  return across ? result(arranged<3, 0, 1, 1>(in_lanes<Number<a>>(x)))
                : result(arranged<1, 0, 3, 3>(in_lanes<Number<a>>(x)));
}
template <int bits>
[[CCE_IFMA_ENTRY]] Result columns_of_words(const Words& x, const Words& y) {
  return result(from_words<bits>(x, y));
}
[[CCE_IFMA_ENTRY]] Columns sign_columns(const Columns& x, uint64_t negative) {
  return columns_of<Columns>(with_sign<12>(in_lanes<Number<Bounds::all(256)>>(x), negative));
}
[[CCE_IFMA_ENTRY]] Words words_of_columns(const Columns& x, size_t lane) {
  return to_words(in_lanes<Number<Bounds::all(32)>>(x), lane);
}

// Is it that value in each lane, or one congruent to it, and as small as it should be?
template <class Value>
void require_values(const Result& r, Value value) {
  REQUIRE(within(r.columns, uint64_t{1} << 61));
  for (size_t l = 0; l < lanes; ++l) {
    CAPTURE(l, value(l), r.columns.sum(l));
    REQUIRE(no_more_than(r.columns.sum(l), sixteenths_of_p(r.bounds.lane[l])));
    REQUIRE(mod_p(r.columns.sum(l)) == mod_p(value(l)));
  }
}

}  // namespace

TEST_CASE("P-256's four lanes: products of numbers up to their bounds") {
  if (!has_ifma()) return;
  RandomBytes random(500);
  constexpr Limbs<4> R = MontgomeryConstants<P256Prime>::power_of_two(260);
  const auto in_montgomery_form = [&](const Wide& x) { return mod_p(reference::product(mod_p(x), R)); };
  for (int i = 0; i < 20000; ++i) {
    const Columns x = some_number<a>(random), y = some_number<b>(random), z = some_sum<c>(random);
    const Result r = multiply_columns(x, y), more = multiply_add_columns(x, y, z);
    REQUIRE(within(r.columns, uint64_t{1} << 56));
    for (size_t l = 0; l < lanes; ++l) {
      const Limbs<4> expected = mod_p(reference::product(mod_p(x.number(l)), mod_p(y.number(l))));
      CAPTURE(l, x.number(l), y.number(l), z.sum(l));
      REQUIRE(in_montgomery_form(r.columns.sum(l)) == expected);
      REQUIRE(no_more_than(r.columns.sum(l), sixteenths_of_p(r.bounds.lane[l])));
      REQUIRE(more.columns.sum(l) == plus(r.columns.sum(l), z.sum(l)));
      REQUIRE(more.bounds.lane[l] == r.bounds.lane[l] + c.lane[l]);
    }
  }
}

TEST_CASE("P-256's four lanes: sums up to their bounds are carried, and reduced") {
  if (!has_ifma()) return;
  RandomBytes random(510);
  for (int i = 0; i < 20000; ++i) {
    const Columns x = some_sum<a>(random), r = carry_columns(x);
    for (size_t l = 0; l < lanes; ++l) REQUIRE(r.number(l) == x.sum(l));
    const Columns large = some_sum<Bounds::all(16 * 127)>(random);
    const Result small = reduce_columns(large);
    REQUIRE(small.bounds.lane[0] == 17);
    require_values(small, [&](size_t l) { return large.sum(l); });
  }
}

TEST_CASE("P-256's four lanes: sums, differences and what lanes are chosen") {
  if (!has_ifma()) return;
  RandomBytes random(520);
  const Wide p_100 = sixteenths_of_p(1600);
  for (int i = 0; i < 5000; ++i) {
    const Columns x = some_sum<a>(random), y = some_sum<c>(random);
    require_values(subtract_columns(x, y), [&](size_t l) { return minus(plus(x.sum(l), p_100), y.sum(l)); });
    require_values(negate_columns(y), [&](size_t l) { return minus(p_100, y.sum(l)); });
    require_values(add_in_columns(x, y), [&](size_t l) { return l % 2 == 0 ? plus(x.sum(l), y.sum(l)) : x.sum(l); });
    require_values(only_columns(x), [&](size_t l) { return l == 1 || l == 2 ? x.sum(l) : Wide{}; });
    const Columns n = some_number<a>(random), m = some_number<b>(random);
    require_values(sum_columns(n), [&](size_t l) { return n.number(l); });
    const Result chosen = select_columns(n, m), across = arrange_columns(n, true), near = arrange_columns(n, false);
    for (size_t l = 0; l < lanes; ++l) {
      constexpr size_t from[] = {3, 0, 1, 1}, from_near[] = {1, 0, 3, 3};
      const bool second = l == 0 || l == 3;
      REQUIRE(chosen.columns.number(l) == (second ? m : n).number(l));
      REQUIRE(chosen.bounds.lane[l] == (second ? b : a).lane[l]);
      REQUIRE(across.columns.number(l) == n.number(from[l]));
      REQUIRE(across.bounds.lane[l] == a.lane[from[l]]);
      REQUIRE(near.columns.number(l) == n.number(from_near[l]));
      REQUIRE(near.bounds.lane[l] == a.lane[from_near[l]]);
    }
  }
}

TEST_CASE("P-256's four lanes: words, and signs") {
  if (!has_ifma()) return;
  RandomBytes random(530);
  for (int i = 0; i < 5000; ++i) {
    const Words x = reference::number_below(p, random), y = reference::number_below(p, random);
    const auto check = [&](const Result& r, uint64_t times) {
      for (size_t l = 0; l < lanes; ++l) {
        REQUIRE(r.columns.number(l) == reference::product(l < 2 ? x : y, Limbs<4>{times}));
        REQUIRE(no_more_than(r.columns.number(l), sixteenths_of_p(r.bounds.lane[l])));
      }
    };
    check(columns_of_words<0>(x, y), 1);
    check(columns_of_words<1>(x, y), 2);
    check(columns_of_words<4>(x, y), 16);
    const Columns n = some_number<Bounds::all(256)>(random), same = sign_columns(n, 0), minus_n = sign_columns(n, 1);
    const Columns small = some_number<Bounds::all(31)>(random);
    for (size_t l = 0; l < lanes; ++l) {
      REQUIRE(same.number(l) == n.number(l));
      REQUIRE(minus_n.number(l) == (l < 2 ? n.number(l) : minus(sixteenths_of_p(256), n.number(l))));
      REQUIRE(words_of_columns(small, l) == mod_p(small.number(l)));
    }
  }
}
#endif
