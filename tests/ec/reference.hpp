// Plain arithmetic on big integers, to compare with: products by the schoolbook, remainders by long division.
#pragma once

#include <bit>

#include "aes/random_bytes.hpp"
#include "ec/limbs.hpp"

namespace reference {

using cce::Uint128;
using cce::ec::Limbs;

template <size_t n>
Limbs<2 * n> product(const Limbs<n>& x, const Limbs<n>& y) {
  Limbs<2 * n> r{};
  for (size_t i = 0; i < n; ++i) {
    uint64_t carry = 0;
    for (size_t j = 0; j < n; ++j) {
      const Uint128 t = static_cast<Uint128>(x[i]) * y[j] + r[i + j] + carry;
      r[i + j] = static_cast<uint64_t>(t);
      carry = static_cast<uint64_t>(t >> 64);
    }
    r[i + n] = carry;
  }
  return r;
}

template <size_t n>
bool less(const Limbs<n>& x, const Limbs<n>& y) {
  for (size_t i = n; i-- > 0;)
    if (x[i] != y[i]) return x[i] < y[i];
  return false;
}

// t mod m, for m whose first 32 bits are ones: the word above what is left of t is then hardly less than the digit of the
// quotient.
template <size_t n>
Limbs<n> remainder(const Limbs<2 * n>& t, const Limbs<n>& m) {
  const int shift = std::countl_zero(m[n - 1]);
  const auto shifted = [shift](uint64_t word, uint64_t below) {
    return shift == 0 ? word : word << shift | below >> (64 - shift);
  };
  Limbs<2 * n + 1> r{};
  Limbs<n + 1> d{};
  for (size_t i = 0; i <= 2 * n; ++i) r[i] = shifted(i < 2 * n ? t[i] : 0, i > 0 ? t[i - 1] : 0);
  for (size_t i = 0; i < n; ++i) d[i] = shifted(m[i], i > 0 ? m[i - 1] : 0);
  const auto subtract_multiple = [&](size_t at, uint64_t q) {
    uint64_t above = 0, borrow = 0;
    for (size_t j = 0; j <= n; ++j) {
      const Uint128 w = static_cast<Uint128>(d[j]) * q + above;
      above = static_cast<uint64_t>(w >> 64);
      const Uint128 difference = static_cast<Uint128>(r[at + j]) - static_cast<uint64_t>(w) - borrow;
      r[at + j] = static_cast<uint64_t>(difference);
      borrow = static_cast<uint64_t>(difference >> 64) & 1;
    }
  };
  for (size_t at = n + 1; at-- > 0;) {
    while (r[at + n] > 0) subtract_multiple(at, r[at + n]);
    const auto fits = [&] {
      Limbs<n + 1> part{};
      for (size_t j = 0; j <= n; ++j) part[j] = r[at + j];
      return !less(part, d);
    };
    while (fits()) subtract_multiple(at, 1);
  }
  Limbs<n> result{};
  for (size_t i = 0; i < n; ++i)
    result[i] = shift == 0 ? r[i] : r[i] >> shift | (i + 1 < n ? r[i + 1] << (64 - shift) : 0);
  return result;
}

template <size_t n>
Limbs<2 * n> widened(const Limbs<n>& x, size_t words_below = 0) {
  Limbs<2 * n> r{};
  for (size_t i = 0; i < n; ++i) r[i + words_below] = x[i];
  return r;
}

template <size_t n>
Limbs<n> remainder(const Limbs<n>& x, const Limbs<n>& m) {
  return remainder(widened(x), m);
}

// Numbers at which carries go wrong: limbs that are all ones, zeros, powers of two and the modulus' own, give or take one;
// numbers next to 0 and next to m; and any.
template <size_t n>
Limbs<n> number_below(const Limbs<n>& m, RandomBytes& random) {
  Limbs<n> r{};
  switch (random.below(4)) {
    case 0:
      for (auto& w : r) w = random.word();
      break;
    case 1:
      for (size_t i = 0; i < n; ++i) {
        const uint64_t patterns[] = {0,
                                     1,
                                     ~uint64_t{0},
                                     ~uint64_t{1},
                                     uint64_t{1} << 63,
                                     0xffffffff,
                                     uint64_t{1} << 32,
                                     ~uint64_t{0} << 32,
                                     m[i],
                                     m[i] + 1,
                                     m[i] - 1,
                                     random.word()};
        r[i] = patterns[random.below(std::size(patterns))];
      }
      break;
    case 2: {
      r[0] = random.below(4);
      if (random.below(2) == 0) r[random.below(n)] |= uint64_t{1} << random.below(64);
      break;
    }
    default: {
      Limbs<n> small{};
      small[random.below(n)] = random.below(2) == 0 ? random.below(4) : uint64_t{1} << random.below(64);
      uint64_t borrow = 0;
      r = cce::ec::subtract(m, remainder(small, m), borrow);
    }
  }
  return remainder(r, m);
}

}  // namespace reference
