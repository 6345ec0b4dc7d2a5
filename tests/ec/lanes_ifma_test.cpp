// Arithmetic in the lanes of AVX-512 IFMA against plain big integers, with each type's largest numbers among the operands;
// every lane has its own.
#include <memory>
#include <string>

#include "base/cpu.hpp"
#include "reference.hpp"
#include "support/catch.hpp"
#if defined(__x86_64__)
#include "ec/p256_arithmetic_ifma.hpp"

using namespace cce::ec;
using namespace cce::ec::p256_ifma;

namespace {

using Wide = Limbs<8>;
constexpr Limbs<4> p = P256Prime::value;
constexpr size_t lanes = 8;

Wide times(const Wide& x, uint64_t factor) {
  Wide r{};
  uint64_t carry = 0;
  for (size_t i = 0; i < 8; ++i) r[i] = multiply_add(x[i], factor, 0, carry);
  return r;
}
Wide plus(const Wide& x, const Wide& y) {
  uint64_t carry = 0;
  return add(x, y, carry);
}
Limbs<4> mod_p(const Wide& x) { return reference::remainder(x, p); }

// A number of each lane.
using Values = std::array<Wide, lanes>;

// From 0 to bound p / 16, both included.
Values some(int bound, RandomBytes& random) {
  Wide most = times(reference::widened(p), static_cast<uint64_t>(bound));
  for (size_t i = 0; i < 8; ++i) most[i] = most[i] >> 4 | (i < 7 ? most[i + 1] << 60 : 0);
  Values v;
  for (Wide& x : v) {
    const size_t multiples = static_cast<size_t>(bound) / 16;
    x = plus(reference::widened(reference::number_below(p, random)),
             times(reference::widened(p), multiples == 0 ? 0 : random.below(multiples)));
    if (random.below(6) == 0 || bound < 16) x = most;
  }
  return v;
}

template <int bound>
struct alignas(64) Words {
  uint64_t limb[5][lanes];

  static Words of(const Values& values) {
    Words w;
    for (size_t l = 0; l < lanes; ++l)
      for (size_t i = 0; i < 5; ++i) w.limb[i][l] = bits_at(values[l], 52 * i, 52);
    return w;
  }
  // False when a limb is out of 52 bits or a number out of its bound.
  bool is_bounded() const {
    for (size_t l = 0; l < lanes; ++l) {
      for (size_t i = 0; i < 5; ++i)
        if (limb[i][l] >> 52 != 0) return false;
      if (reference::less(times(reference::widened(p), static_cast<uint64_t>(bound)), times(value(l), 16)))
        return false;
    }
    return true;
  }
  Wide value(size_t lane) const {
    Wide r{};
    for (size_t i = 0; i < 5; ++i) {
      const size_t word = 52 * i / 64, shift = 52 * i % 64;
      r[word] |= limb[i][lane] << shift;
      if (shift > 12) r[word + 1] |= limb[i][lane] >> (64 - shift);
    }
    return r;
  }
};

template <int bound>
[[CCE_IFMA]] inline Number<bound> load_number(const Words<bound>& w) {
  Number<bound> x;
  for (int i = 0; i < 5; ++i) x.l[i] = load(w.limb[i]);
  return x;
}
template <int bound>
[[CCE_IFMA]] inline Words<bound> words_of(const Number<bound>& x) {
  Words<bound> w;
  for (int i = 0; i < 5; ++i) store(w.limb[i], x.l[i]);
  return w;
}

template <int a, int b>
[[CCE_IFMA_ENTRY]] auto multiply_words(const Words<a>& x, const Words<b>& y) {
  return words_of(multiply(load_number(x), load_number(y)));
}
template <int a>
[[CCE_IFMA_ENTRY]] auto square_words(const Words<a>& x) {
  return words_of(square(load_number(x)));
}
template <int a, int b>
[[CCE_IFMA_ENTRY]] auto subtract_words(const Words<a>& x, const Words<b>& y) {
  return words_of(carried(subtract(load_number(x), load_number(y))));
}
template <int a>
[[CCE_IFMA_ENTRY]] auto negate_words(const Words<a>& x) {
  return words_of(negated(load_number(x)));
}
// As the X of an addition is made, the longest of all sums, and the Y of a doubling.
template <int a, int b>
[[CCE_IFMA_ENTRY]] auto reduce_words(const Words<a>& x, const Words<b>& y) {
  return words_of(reduced(subtract(load_number(x), add(load_number(y), shift<1>(load_number(x))))));
}
template <int a>
[[CCE_IFMA_ENTRY]] auto eightfold_words(const Words<a>& x) {
  return words_of(reduced(shift<3>(load_number(x))));
}
[[CCE_IFMA_ENTRY]] uint8_t zero_lanes(const Words<31>& x) { return is_zero(load_number(x)); }
template <int bits>
[[CCE_IFMA_ENTRY]] auto shifted_words(const std::array<Limbs<4>, lanes>& x) {
  alignas(64) uint64_t w[4][lanes];
  for (size_t l = 0; l < lanes; ++l)
    for (size_t i = 0; i < 4; ++i) w[i][l] = x[l][i];
  return words_of(from_words<bits>(load(w[0]), load(w[1]), load(w[2]), load(w[3])));
}

// r 2^260 = x y.
bool is_product(const Wide& r, const Wide& x, const Wide& y) {
  constexpr Limbs<4> R = MontgomeryConstants<P256Prime>::power_of_two(260);
  return mod_p(reference::product(mod_p(r), R)) == mod_p(reference::product(mod_p(x), mod_p(y)));
}

// The words are in their bounds, and every lane is right.
template <int bound, class IsRight>
bool holds(const Words<bound>& words, IsRight is_right) {
  bool all = words.is_bounded();
  for (size_t l = 0; l < lanes; ++l) all = all && is_right(l);
  return all;
}

// What is wrong of the operations on numbers up to a p / 16 and b p / 16, or nothing.
template <int a, int b>
std::string wrong(RandomBytes& random) {
  const Values x = some(a, random), y = some(b, random);
  const auto X = Words<a>::of(x);
  const auto Y = Words<b>::of(y);
  const auto product = multiply_words(X, Y);
  if (!holds(product, [&](size_t l) { return is_product(product.value(l), x[l], y[l]); })) return "multiply";
  const auto square = square_words(X);
  if (!holds(square, [&](size_t l) { return is_product(square.value(l), x[l], x[l]); })) return "square";
  if constexpr (a + 16 * up(b, 16) <= 256) {
    const auto difference = subtract_words(X, Y);
    if (!holds(difference, [&](size_t l) { return mod_p(plus(difference.value(l), y[l])) == mod_p(x[l]); }))
      return "subtract";
  }
  const auto minus = negate_words(X);
  if (!holds(minus, [&](size_t l) { return mod_p(plus(minus.value(l), x[l])) == Limbs<4>{}; })) return "negated";
  const auto sum = reduce_words(X, Y);
  if (!holds(sum, [&](size_t l) { return mod_p(plus(plus(sum.value(l), y[l]), x[l])) == Limbs<4>{}; }))
    return "reduced";
  const auto eightfold = eightfold_words(X);
  if (!holds(eightfold, [&](size_t l) { return mod_p(eightfold.value(l)) == mod_p(times(x[l], 8)); })) return "shift";
  return "";
}

template <int a, int b>
void check(uint64_t seed) {
  RandomBytes random(seed);
  for (int i = 0; i < 6000; ++i)
    if (const std::string name = wrong<a, b>(random); !name.empty()) FAIL("bounds " << a << ", " << b << ": " << name);
  SUCCEED();
}

bool has_ifma() {
  constexpr cce::cpu::Features needs = cce::cpu::avx512 | cce::cpu::avx512ifma | cce::cpu::bmi2;
  if ((cce::cpu::detect() & needs) == needs) return true;
  WARN("this processor has no AVX-512 IFMA: not run");
  return false;
}

}  // namespace

TEST_CASE("lanes: arithmetic mod p, to the bounds of its types") {
  if (!has_ifma()) return;
  check<16, 16>(300);
  check<64, 32>(310);
  check<56, 101>(320);
  check<160, 80>(330);
  check<240, 256>(340);
  check<1, 255>(350);
}

TEST_CASE("lanes: words become limbs, and zero is 0 or p") {
  if (!has_ifma()) return;
  RandomBytes random(360);
  for (int i = 0; i < 5000; ++i) {
    std::array<Limbs<4>, lanes> x;
    for (auto& number : x) number = reference::number_below(p, random);
    const auto fourfold = shifted_words<2>(x);
    const auto twofold = shifted_words<1>(x);
    REQUIRE(fourfold.is_bounded());
    REQUIRE(twofold.is_bounded());
    for (size_t l = 0; l < lanes; ++l) {
      REQUIRE(fourfold.value(l) == times(reference::widened(x[l]), 4));
      REQUIRE(twofold.value(l) == times(reference::widened(x[l]), 2));
    }
    Values maybe_zero = some(31, random);
    uint8_t expected = 0;
    for (size_t l = 0; l < lanes; ++l) {
      if (random.below(3) == 0) maybe_zero[l] = random.below(2) == 0 ? Wide{} : reference::widened(p);
      if (maybe_zero[l] == Wide{} || maybe_zero[l] == reference::widened(p)) expected |= static_cast<uint8_t>(1 << l);
    }
    REQUIRE(zero_lanes(Words<31>::of(maybe_zero)) == expected);
  }
}
#endif
