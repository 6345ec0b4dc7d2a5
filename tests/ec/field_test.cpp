// Every arithmetic, portable and of each instruction set, against plain big integers; inversion against Fermat's theorem.
#include <string>

#include "base/cpu.hpp"
#include "ec/curves.hpp"
#include "reference.hpp"
#include "support/catch.hpp"
#if defined(__x86_64__)
#include "ec/p256_arithmetic_adx.hpp"
#include "ec/p384_arithmetic_adx.hpp"
#include "ec/p521_arithmetic_adx.hpp"
#endif

using namespace cce::ec;

namespace {

#ifdef CCE_TESTS_EMULATED
constexpr int cases = 2000;
#else
constexpr int cases = 150000;
#endif

// Whether r represents t mod m, its bound included: an element x is held as x R mod m, R = 1 or 2^(64 n).
template <class A>
struct Form {
  static constexpr size_t n = A::n;
  static constexpr bool plain = std::is_base_of_v<PseudoMersenne521, A>;
  static constexpr Limbs<n> m = A::Modulus::value;

  static bool bounded(const Limbs<n>& r) { return reference::less(r, m) || (plain && r == m); }
  // r = t / R.
  static bool is_product(const Limbs<n>& r, const Limbs<2 * n>& t) {
    const auto scaled = reference::widened(r, plain ? 0 : n);
    return bounded(r) && reference::remainder(scaled, m) == reference::remainder(t, m);
  }
  static bool is(const Limbs<n>& r, const Limbs<n>& expected) {
    return bounded(r) && reference::remainder(r, m) == reference::remainder(expected, m);
  }
  // x, or the other form of zero now and then.
  static Limbs<n> some(RandomBytes& random) {
    const Limbs<n> x = reference::number_below(m, random);
    return plain && x == Limbs<n>{} && random.below(2) == 0 ? m : x;
  }
};

// The first operation that is wrong for x and y, or none.
template <class A>
std::string wrong(const Limbs<A::n>& x, const Limbs<A::n>& y) {
  using F = Form<A>;
  constexpr size_t n = A::n;
  if (!F::is_product(A::multiply(x, y), reference::product(x, y))) return "multiply";
  if (!F::is_product(A::square(x), reference::product(x, x))) return "square";
  const Limbs<n> sum = A::add(x, y), difference = A::subtract(x, y), half = A::halve(x);
  // Sums of two are compared as remainders of twice as many words, so that nothing is carried away.
  Limbs<2 * n> total = reference::widened(x);
  uint64_t carry = 0;
  for (size_t i = 0; i < 2 * n; ++i) total[i] = add_carry(total[i], i < n ? y[i] : 0, carry);
  if (!F::bounded(sum) || reference::remainder(total, F::m) != reference::remainder(sum, F::m)) return "add";
  total = reference::widened(difference);
  carry = 0;
  for (size_t i = 0; i < 2 * n; ++i) total[i] = add_carry(total[i], i < n ? y[i] : 0, carry);
  if (!F::bounded(difference) || reference::remainder(total, F::m) != reference::remainder(x, F::m)) return "subtract";
  total = reference::widened(half);
  carry = 0;
  for (size_t i = 0; i < 2 * n; ++i) total[i] = add_carry(total[i], i < n ? half[i] : 0, carry);
  if (!F::bounded(half) || reference::remainder(total, F::m) != reference::remainder(x, F::m)) return "halve";
  if (A::is_zero(x) == 0) {
    const Limbs<n> negated = Field<A>::negate_nonzero(x);
    if (!F::bounded(negated) || A::is_zero(A::add(x, negated)) == 0) return "negate_nonzero";
  }
  if ((A::is_zero(x) == 1) != (reference::remainder(x, F::m) == Limbs<n>{})) return "is_zero";
  return "";
}

template <class A>
void check_arithmetic(uint64_t seed) {
  RandomBytes random(seed);
  for (int i = 0; i < cases; ++i) {
    const auto x = Form<A>::some(random), y = Form<A>::some(random);
    if (const std::string name = wrong<A>(x, y); !name.empty()) {
      CAPTURE(x, y);
      FAIL(name);
    }
  }
  SUCCEED();
}

template <class A>
void check_forms(uint64_t seed) {
  RandomBytes random(seed);
  for (int i = 0; i < cases / 50; ++i) {
    const auto x = reference::number_below(A::Modulus::value, random);
    REQUIRE(A::to_integer(A::from_integer(x)) == x);
  }
  REQUIRE(A::to_integer(A::one()) == Limbs<A::n>{1});
}

template <class A>
void check_inversion(uint64_t seed) {
  using F = Field<A>;
  RandomBytes random(seed);
  Limbs<A::n> minus_2 = A::Modulus::value;
  minus_2[0] -= 2;
  for (int i = 0; i < cases / 50; ++i) {
    const auto x = Form<A>::some(random);
    const auto inverse = F::invert(x);
    REQUIRE(Form<A>::bounded(inverse));
    REQUIRE(F::equal(A::multiply(x, inverse), A::is_zero(x) == 1 ? Limbs<A::n>{} : A::one()) == 1);
    REQUIRE(F::equal(inverse, F::invert_vartime(x)) == 1);
    if (i % 100 == 0) REQUIRE(F::equal(inverse, F::power_vartime(x, minus_2)) == 1);
  }
  // Numbers of few bits and of long runs, and their negatives.
  for (size_t bit = 0; bit < A::Modulus::bits; ++bit)
    for (uint64_t by : {0, 1}) {
      Limbs<A::n> x{};
      x[bit / 64] = uint64_t{1} << bit % 64;
      uint64_t borrow = 0;
      x = subtract(x, Limbs<A::n>{by}, borrow);
      if (less(x, A::Modulus::value) == 0) continue;
      for (const auto& y : {x, subtract(A::Modulus::value, x, borrow)}) {
        const auto inverse = inverse_vartime<typename A::Modulus>(y);
        REQUIRE(less(inverse, A::Modulus::value) == 1);
        REQUIRE(inverse == Divsteps<typename A::Modulus>::inverse(y));
      }
    }
}

// Two at a time are what they are alone, and neither minds the other.
template <class A, class B>
void check_inversion_of_both(uint64_t seed) {
  RandomBytes random(seed);
  for (int i = 0; i < cases / 100; ++i) {
    const auto x = reference::number_below(A::value, random);
    const auto y = reference::number_below(B::value, random);
    auto both_x = x, both_y = y;
    Divsteps<A>::template invert_both<B>(both_x, both_y);
    REQUIRE(both_x == Divsteps<A>::inverse(x));
    REQUIRE(both_y == Divsteps<B>::inverse(y));
  }
}

template <class A>
void check(const std::string& name, uint64_t seed) {
  INFO(name);
  check_arithmetic<A>(seed);
  check_forms<A>(seed + 1);
  check_inversion<A>(seed + 2);
}

template <class Modulus>
constexpr bool inverts_in_the_compiler() {
  using M = Montgomery<Modulus>;
  const auto x = Limbs<M::n>{0x123456789abcdef, 0xfedcba9876543210};
  return M::multiply(M::from_integer(x), Divsteps<Modulus>::inverse(x)) == Limbs<M::n>{1};
}
static_assert(inverts_in_the_compiler<P256Prime>() && inverts_in_the_compiler<P256Order>());

}  // namespace

TEST_CASE("portable arithmetic mod p") {
  check<Montgomery<P256Prime>>("P-256", 100);
  check<Montgomery<P384Prime>>("P-384", 110);
  check<PseudoMersenne521>("P-521", 120);
  check<Montgomery<P521Prime>>("P-521 in Montgomery form", 130);
}

TEST_CASE("inversion mod p and mod n at once") {
  check_inversion_of_both<P256Prime, P256Order>(210);
  check_inversion_of_both<P384Order, P384Prime>(220);
  check_inversion_of_both<P521Prime, P521Order>(230);
}

TEST_CASE("portable arithmetic mod n") {
  check<Montgomery<P256Order>>("P-256", 140);
  check<Montgomery<P384Order>>("P-384", 150);
  check<Montgomery<P521Order>>("P-521", 160);
}

#if defined(__x86_64__)
TEST_CASE("arithmetic mod p with BMI2 and ADX") {
  constexpr cce::cpu::Features needs = cce::cpu::bmi2 | cce::cpu::adx;
  if ((cce::cpu::detect() & needs) != needs) {
    WARN("this processor has no BMI2 or no ADX: not run");
    return;
  }
  check<p256_adx::Arithmetic>("P-256", 170);
  check<p384_adx::Arithmetic>("P-384", 180);
  check<p521_adx::Arithmetic>("P-521", 190);
}
#endif

TEST_CASE("square roots are found, and what has none is told") {
  RandomBytes random(200);
  using F = Field<Montgomery<P256Prime>>;
  int roots = 0;
  for (int i = 0; i < 100; ++i) {
    const auto x = F::from_integer(reference::number_below(P256Prime::value, random));
    const auto root = F::root_candidate_vartime(x), square = F::square(root);
    const auto minus_x = F::negate(x);
    // One of x and -x is a square, as p = 3 mod 4; the candidate's square is that one.
    REQUIRE(F::equal(square, x) + F::equal(square, minus_x) >= 1);
    roots += F::equal(square, x) == 1 ? 1 : 0;
    REQUIRE(F::equal(F::square(F::root_candidate_vartime(square)), square) == 1);
  }
  REQUIRE(roots > 20);
  REQUIRE(roots < 80);
}
