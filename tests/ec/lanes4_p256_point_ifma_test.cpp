// Points in P-256's four lanes: the formulas against the same on residues, of coordinates up to their bounds; and sums of points
// against those in one lane.
#if defined(__x86_64__)
#include "ec/curves.hpp"
#include "ec/p256_lanes.hpp"
#include "ec/p256_point4_ifma.hpp"
#include "lanes4_p256.hpp"

using namespace lanes4;

namespace {

// Residues mod p as the lanes have them: products with R = 2^260.
using Residue = Limbs<4>;
using Mod = Montgomery<P256Prime>;
Residue operator*(const Residue& x, const Residue& y) {
  constexpr Residue inverse_of_16 =
      Mod::to_integer(Mod::halve(Mod::halve(Mod::halve(Mod::halve(Mod::from_integer({1}))))));
  // x y / 2^256, and that is divided by 16.
  return mod_p(reference::product(Mod::multiply(x, y), inverse_of_16));
}
Residue operator+(const Residue& x, const Residue& y) { return Mod::add(x, y); }
Residue operator-(const Residue& x, const Residue& y) { return Mod::subtract(x, y); }

// The parts of a Point, and what they are.
struct Parts {
  Columns N_N_W_W, Z, minus_X, X_ZZ;

  Residue N() const { return mod_p(N_N_W_W.number(0)); }
  Residue W() const { return mod_p(N_N_W_W.number(2)); }
  Residue z() const { return mod_p(Z.number(0)); }
  Residue X() const { return mod_p(X_ZZ.sum(0)); }
  Residue ZZ() const { return mod_p(X_ZZ.sum(1)); }
};
// Coordinates of no curve, each up to its bound; but what a Point has twice, or a multiple of, is the same.
Parts some_parts(RandomBytes& random) {
  Parts P;
  P.N_N_W_W = some_number<Bounds{51, 51, 17, 17}>(random);
  P.Z = some_number<Bounds::all(19)>(random);
  P.X_ZZ = some_sum<Bounds{64, 18, 69, 34}>(random);
  const Wide X = P.X_ZZ.sum(0), X2 = plus(X, X);
  for (size_t i = 0; i < limbs; ++i) {
    P.N_N_W_W.l[i][1] = P.N_N_W_W.l[i][0];
    P.N_N_W_W.l[i][3] = P.N_N_W_W.l[i][2];
    for (size_t l = 1; l < lanes; ++l) P.Z.l[i][l] = P.Z.l[i][0];
    for (size_t l = 0; l < lanes; ++l) {
      const Wide value = l < 2 ? minus(sixteenths_of_p(128), X2) : minus(sixteenths_of_p(192), plus(X2, X));
      P.minus_X.l[i][l] = bits_at(value, width * i, width) | random.word() << width;
    }
  }
  return P;
}

[[CCE_IFMA]] inline Point point_of(const Parts& P) {
  Point r;
  copy(r.N_N_W_W.l, in_lanes<Number<Bounds::all(256)>>(P.N_N_W_W).l);
  copy(r.Z.l, in_lanes<Number<Bounds::all(256)>>(P.Z).l);
  copy(r.minus_X2_X2_X3_X3.l, in_lanes<Number<Bounds::all(256)>>(P.minus_X).l);
  copy(r.X_ZZ.l, in_lanes<Sum<Bounds{}>>(P.X_ZZ).l);
  return r;
}
[[CCE_IFMA]] inline Parts parts_of(const Point& P) {
  return {columns_of<Columns>(P.N_N_W_W), columns_of<Columns>(P.Z), columns_of<Columns>(P.minus_X2_X2_X3_X3), columns_of<Columns>(P.X_ZZ)};
}
[[CCE_IFMA_ENTRY]] Parts twice_of(const Parts& P) {
  Point r = point_of(P);
  twice(r);
  return parts_of(r);
}
[[CCE_IFMA_ENTRY]] Parts sum_of_parts(const Parts& P, const Affine<Words>& Q, uint64_t negative) {
  Point r = point_of(P);
  add(r, Q, negative);
  return parts_of(r);
}

void require_within_bounds(const Parts& P) {
  constexpr Bounds N_W = {51, 51, 17, 17}, X_ZZ = {64, 18, 69, 34};
  REQUIRE(within(P.X_ZZ, uint64_t{1} << 58));
  for (size_t l = 0; l < lanes; ++l) {
    REQUIRE(no_more_than(P.N_N_W_W.number(l), sixteenths_of_p(N_W.lane[l])));
    REQUIRE(no_more_than(P.Z.number(l), sixteenths_of_p(19)));
    REQUIRE(no_more_than(P.minus_X.number(l), sixteenths_of_p(l < 2 ? 128 : 192)));
    if (l < 2) REQUIRE(no_more_than(P.X_ZZ.sum(l), sixteenths_of_p(X_ZZ.lane[l])));
    REQUIRE(P.Z.number(l) == P.Z.number(0));
    REQUIRE(P.N_N_W_W.number(l) == P.N_N_W_W.number(l < 2 ? 0 : 2));
  }
  const Residue zero{}, X2 = P.X() + P.X();
  REQUIRE(mod_p(P.minus_X.number(0)) == zero - X2);
  REQUIRE(mod_p(P.minus_X.number(2)) == zero - X2 - P.X());
}

}  // namespace

TEST_CASE("P-256's four lanes: the formulas, of coordinates up to their bounds") {
  if (!has_ifma()) return;
  RandomBytes random(540);
  for (int i = 0; i < 4000; ++i) {
    const Parts P = some_parts(random);
    const Residue N = P.N(), W = P.W(), Z = P.z(), X = P.X(), WW = W * W;
    const auto slope = [](const Residue& x, const Residue& zz) {
      const Residue product = (zz - x) * (zz + x);
      return product + product + product;
    };
    {
      const Parts r = twice_of(P);
      require_within_bounds(r);
      const Residue S = X * WW, x = N * N - S - S, NS = N * (x - S);
      REQUIRE(r.X() == x);
      REQUIRE(r.W() == NS + NS - WW * WW);
      REQUIRE(r.z() == W * Z);
      REQUIRE(r.ZZ() == r.z() * r.z());
      REQUIRE(r.N() == slope(x, r.ZZ()));
    }
    const Affine<Words> Q = {reference::number_below(p, random), reference::number_below(p, random)};
    const uint64_t negative = random.below(2);
    const Parts r = sum_of_parts(P, Q, negative);
    require_within_bounds(r);
    const auto times_16 = [](const Residue& x) { return mod_p(reference::product(x, Residue{16})); };
    const Residue qx = times_16(Q.x), qy = negative == 1 ? Residue{} - times_16(Q.y) : times_16(Q.y);
    const Residue H = qx * P.ZZ() - X, ZZZ = Z * P.ZZ(), yZZZ = qy * ZZZ, rr = yZZZ + yZZZ - W, H2 = H + H, I = H2 * H2;
    const Residue V = X * I, J = H * I, x = rr * rr - J - V - V, half_W = rr * (V - x) - W * J;
    REQUIRE(r.X() == x);
    REQUIRE(r.W() == half_W + half_W);
    REQUIRE(r.z() == Z * H2);
    REQUIRE(r.ZZ() == r.z() * r.z());
    REQUIRE(r.N() == slope(x, r.ZZ()));
  }
}

namespace {

using F = Field<Montgomery<P256Prime>>;
constexpr Affine<Words> base = {Montgomery<P256Prime>::from_integer(P256Domain::G_x),
                                Montgomery<P256Prime>::from_integer(P256Domain::G_y)};

}  // namespace

TEST_CASE("P-256's four lanes: sums of points are what they are in one lane") {
  if (has_ifma()) lanes_points::sums<F, P256Lanes>(base, 550);
}

TEST_CASE("P-256's four lanes: the sum of equals or opposites has Z = 0, whatever is done to it") {
  if (has_ifma()) lanes_points::equals<F, P256Lanes>(base);
}
#endif
