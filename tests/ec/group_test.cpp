// The group law and scalar multiplication, exhaustively, on small curves; and the tables of the real ones.
#include <bit>

#include "ec/base_tables.hpp"
#include "ec/curves.hpp"
#include "small_curves.hpp"
#include "support/catch.hpp"

using namespace cce::ec;

namespace {

template <class C>
void check_additions() {
  using G = typename C::G;
  const auto points = C::multiples();
  REQUIRE(points.size() == C::order);
  REQUIRE_FALSE(C::add(points.back(), points[1]).has_value());
  bool right = true;
  for (size_t i = 0; i < points.size(); ++i)
    for (size_t j = 0; j < points.size(); ++j) {
      const auto P = C::jacobian(points[i], 1 + (3 * i + j) % (C::prime - 1));
      const auto expected = points[(i + j) % C::order];
      if (j != 0) {
        right = right && C::plain(G::add_vartime(P, C::affine(points[j]))) == expected;
        right = right && C::plain(G::add_vartime(P, C::affine(points[C::order - j]), true)) == expected;
      }
      if (i != 0 && j != 0 && i != j) {
        right = right && C::plain(G::add_unequal(P, C::affine(points[j]))) == expected;
        right = right && C::plain(G::add_unequal(P, C::affine(points[C::order - j]), 1)) == expected;
      }
      if (i == j) right = right && C::plain(G::twice(P)) == expected;
      if (j != 0 && j < 8) right = right && C::plain(G::twice_repeatedly(P, j)) == points[(i << j) % C::order];
      if (i == j && i != 0)
        right = right && C::plain(G::from_affine(G::negate(C::affine(points[i])))) == points[C::order - i];
      if (!right) FAIL(i << " G and " << j << " G");
    }
  SUCCEED();
}

// Every scalar with the base point and, from_each, with every point.
template <class C>
void check_multiplications(bool from_each) {
  using M = Multiplication<C>;
  const auto points = C::multiples();
  C::fill_table(points);
  for (uint64_t k = 1; k < C::order; ++k) {
    if (C::plain(M::multiply_base({k})) != points[k]) FAIL(k << " G");
    for (uint64_t i = 1; i < (from_each ? C::order : 12); ++i) {
      // An odd k also as a number of as many places as it has, or of some more.
      for (size_t places = k % 2 == 1 ? std::bit_width(k) : M::bits; places <= M::bits; ++places) {
        const auto R = C::plain(M::multiply_or_negative({k}, places, C::affine(points[i])));
        if (!R || R->first != points[k * i % C::order]->first) FAIL(k << " of " << places << " places (" << i << " G)");
      }
    }
  }
  SUCCEED();
}

// A point's multiples in one row for one use, and in rows so many places apart.
template <class C>
void check_sums(uint64_t step, size_t spacing, size_t width) {
  using M = Multiplication<C>;
  const auto points = C::multiples();
  C::fill_table(points);
  const size_t per_row = size_t{1} << (width - 2);
  std::vector<Affine<Limbs<1>>> entries(per_row * M::row_count(spacing));
  for (uint64_t i = 1; i < C::order; i += step) {
    M::fill_rows_vartime(C::affine(points[i]), M::row_count(spacing), spacing, per_row, entries.data());
    for (size_t j = 0; j < entries.size(); ++j) {
      const uint64_t multiple = ((2 * (j % per_row) + 1) << (spacing * (j / per_row))) * i;
      const auto expected = C::affine(points[multiple % C::order]);
      if (entries[j].x != expected.x || entries[j].y != expected.y) FAIL("entry " << j << " of " << i << " G");
    }
    for (uint64_t u = 0; u < C::order; ++u)
      for (uint64_t v = 0; v < C::order; ++v) {
        const auto R = C::plain(M::multiply_both_vartime({u}, {v}, {entries.data(), spacing, width}));
        if (R != points[(u + v * i) % C::order]) FAIL(u << " G + " << v << " (" << i << " G)");
      }
  }
  SUCCEED();
}

template <class Domain, class Arithmetic, class Table, size_t rows, size_t per_row>
void check_table(const Affine<typename Arithmetic::Element> (&table)[rows][per_row]) {
  using F = Field<Arithmetic>;
  using G = Group<F>;
  auto first = G::from_affine({F::from_integer(Domain::G_x), F::from_integer(Domain::G_y)});
  for (size_t j = 0; j < rows; ++j) {
    auto P = first;
    const auto P2 = G::to_affine(G::twice(first));
    for (size_t i = 0; i < per_row; ++i) {
      const auto ZZ = F::square(P.Z);
      REQUIRE(F::equal(F::multiply(table[j][i].x, ZZ), P.X) == 1);
      REQUIRE(F::equal(F::multiply(table[j][i].y, F::multiply(ZZ, P.Z)), P.Y) == 1);
      P = G::add_unequal(P, P2);
    }
    for (size_t i = 0; i < Table::width * Table::stride; ++i) first = G::twice(first);
  }
}

}  // namespace

TEST_CASE("the group law, every point with every point") {
  check_additions<small::Below>();
  check_additions<small::Above>();
}

TEST_CASE("multiples, every scalar") {
  check_multiplications<small::Below>(true);
  check_multiplications<small::Above>(true);
  check_multiplications<small::Larger>(false);
}

TEST_CASE("sums of two multiples, every pair of scalars") {
#ifdef CCE_TESTS_EMULATED
  constexpr uint64_t step = 50;
#else
  constexpr uint64_t step = 3;
#endif
  check_sums<small::Below>(step, 7, 5);
  check_sums<small::Above>(3 * step, 7, 3);
  // More rows than one, closer than those of G and farther apart, the last row full and not.
  check_sums<small::Below>(step, 2, 4);
  check_sums<small::Below>(3 * step, 4, 6);
  check_sums<small::Above>(3 * step, 3, 5);
  check_sums<small::Above>(3 * step, 6, 4);
}

TEST_CASE("the tables of the base points hold what they should") {
  check_table<P256Domain, Montgomery<P256Prime>, P256BaseTable>(P256BaseTable::rows);
  check_table<P384Domain, Montgomery<P384Prime>, P384BaseTable>(P384BaseTable::rows);
  check_table<P521Domain, PseudoMersenne521, P521BaseTable>(P521BaseTable::rows);
  REQUIRE(sizeof P256BaseTable::rows + sizeof P384BaseTable::rows + sizeof P521BaseTable::rows <= 250 * 1024);
}

TEST_CASE("odd digits add up to the scalar") {
  for (uint64_t k = 1; k < 1024; k += 2) {
    int64_t sum = 0;
    for (size_t i = OddDigits<10, 3>::count; i-- > 0;) {
      const auto digit = OddDigits<10, 3>::digit(Limbs<1>{k}, i);
      REQUIRE(digit.index < 4);
      const int64_t magnitude = 2 * static_cast<int64_t>(digit.index) + 1;
      sum = 8 * sum + (digit.negative == 1 ? -magnitude : magnitude);
    }
    REQUIRE(sum == static_cast<int64_t>(k));
  }
}

TEST_CASE("sparse digits add up to the number, and are sparse") {
  for (size_t width : {2, 3, 5, 7})
    for (uint64_t k = 0; k < 1024; ++k) {
      const auto digits = SparseDigits<10>::of_vartime(Limbs<1>{k}, width).d;
      int64_t sum = 0;
      size_t last = 100;
      for (size_t i = digits.size(); i-- > 0;) {
        sum = 2 * sum + digits[i];
        if (digits[i] == 0) continue;
        REQUIRE(digits[i] % 2 != 0);
        REQUIRE(std::abs(digits[i]) < 1 << (width - 1));
        REQUIRE(last - i >= width);
        last = i;
      }
      REQUIRE(sum == static_cast<int64_t>(k));
    }
}
