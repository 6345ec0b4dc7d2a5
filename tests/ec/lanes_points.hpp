// What the tests of each curve's four lanes share: numbers in and out of vectors, and points against points in one lane.
#pragma once

#include <iterator>

#include "base/cpu.hpp"
#include "ec/lane_sum.hpp"
#include "ec/lanes4_ifma.hpp"
#include "reference.hpp"
#include "support/catch.hpp"

namespace lanes_points {

using cce::ec::Affine;

inline bool has_ifma() {
  constexpr cce::cpu::Features needs = cce::cpu::avx512 | cce::cpu::avx512ifma | cce::cpu::bmi2;
  if ((cce::cpu::detect() & needs) == needs) return true;
  WARN("this processor has no AVX-512 IFMA: not run");
  return false;
}

// Columns are a test's words of each limb, by lanes: l[limbs][lanes], aligned as vectors are.
template <class To, class Columns>
[[CCE_IFMA]] inline To in_lanes(const Columns& x) {
  To r;
  for (size_t i = 0; i < std::size(x.l); ++i)
    r.l[i] = reinterpret_cast<cce::ec::lanes4::Vector>(_mm256_load_si256(reinterpret_cast<const __m256i*>(x.l[i])));
  return r;
}
template <class Columns, class From>
[[CCE_IFMA]] inline Columns columns_of(const From& x) {
  Columns r;
  for (size_t i = 0; i < std::size(r.l); ++i)
    _mm256_store_si256(reinterpret_cast<__m256i*>(r.l[i]), reinterpret_cast<__m256i>(x.l[i]));
  return r;
}

template <class F>
bool is(const typename cce::ec::Group<F>::Point& P, const typename cce::ec::Group<F>::Point& Q) {
  using G = cce::ec::Group<F>;
  if (G::is_identity(P) == 1 || G::is_identity(Q) == 1) return G::is_identity(P) == G::is_identity(Q);
  const auto a = G::to_affine(P), b = G::to_affine(Q);
  return F::equal(a.x, b.x) == 1 && F::equal(a.y, b.y) == 1;
}

// Sums of any length are what they are in one lane.
template <class F, class Lanes>
void sums(const Affine<typename F::Element>& base, uint64_t seed) {
  using G = cce::ec::Group<F>;
  RandomBytes random(seed);
  auto other = G::twice(G::from_affine(base));
  for (int i = 0; i < 60; ++i) {
    const auto P = G::to_affine(other);
    cce::ec::LaneSum<F, Lanes> sum;
    sum.start(P);
    auto expected = G::from_affine(P);
    REQUIRE(is<F>(sum.point(), expected));
    for (int j = 0; j < 40; ++j) {
      if (random.below(2) == 0) {
        sum.twice();
        expected = G::twice(expected);
      } else {
        const uint64_t negative = random.below(2);
        sum.add_unequal(base, negative);
        expected = G::add_unequal(expected, negative == 1 ? G::negate(base) : base);
      }
      REQUIRE(is<F>(sum.point(), expected));
    }
    other = expected;
  }
}

// The sum of equals or opposites has Z = 0, whatever is done to it.
template <class F, class Lanes>
void equals(const Affine<typename F::Element>& base) {
  using G = cce::ec::Group<F>;
  for (uint64_t negative : {0, 1})
    for (int before : {0, 1, 3, 4}) {
      cce::ec::LaneSum<F, Lanes> sum;
      sum.start(base);
      for (int i = 0; i < before; ++i) i == 3 ? sum.add_unequal(base) : sum.twice();
      const auto same = G::to_affine(sum.point());
      REQUIRE(G::is_identity(sum.point()) == 0);
      sum.add_unequal(same, negative);
      for (int i = 0; i < 4; ++i) {
        REQUIRE(G::is_identity(sum.point()) == 1);
        if (i % 2 == 0)
          sum.twice();
        else
          sum.add_unequal(base);
      }
      REQUIRE(G::is_identity(sum.point()) == 1);
    }
}

}  // namespace lanes_points
