// Numbers in the four lanes of P-256, for tests: as plain big integers, and up to their bounds.
#pragma once

#include "ec/p256_arithmetic4_ifma.hpp"
#include "lanes_points.hpp"
#include "reference.hpp"
#include "support/catch.hpp"

namespace lanes4 {

using namespace cce::ec;
using namespace cce::ec::p256_ifma4;
using lanes_points::columns_of;
using lanes_points::has_ifma;
using lanes_points::in_lanes;

inline constexpr Limbs<4> p = P256Prime::value;
using Wide = Limbs<8>;

inline Wide plus(const Wide& x, const Wide& y) {
  uint64_t carry = 0;
  return add(x, y, carry);
}
inline Wide minus(const Wide& x, const Wide& y) {
  uint64_t borrow = 0;
  return subtract(x, y, borrow);
}
// w 2^bit mod 2^512.
inline Wide at(uint64_t w, size_t bit) {
  Wide r{};
  r[bit / 64] = w << (bit % 64);
  if (bit % 64 != 0 && bit / 64 < 7) r[bit / 64 + 1] = w >> (64 - bit % 64);
  return r;
}
// The 64 bits from there on; bits_at takes fewer.
inline uint64_t word_at(const Wide& x, size_t bit) { return bits_at(x, bit, 32) | bits_at(x, bit + 32, 32) << 32; }
// x / 2^bits.
inline Wide shifted_down(const Wide& x, size_t bits) {
  Wide r{};
  for (size_t i = 0; i < 8; ++i) r[i] = word_at(x, 64 * i + bits);
  return r;
}
// b p / 16, rounded down.
inline Wide sixteenths_of_p(int b) {
  return shifted_down(reference::product(p, Limbs<4>{static_cast<uint64_t>(b)}), 4);
}
inline Limbs<4> mod_p(const Wide& x) { return reference::remainder(x, p); }

// Limbs of each lane, of a Number or a Sum.
struct alignas(32) Columns {
  uint64_t l[limbs][lanes];

  // Of a Number: what multiplications see.
  Wide number(size_t lane) const {
    Wide r{};
    for (size_t i = 0; i < limbs; ++i) r = plus(r, at(l[i][lane] & ((uint64_t{1} << width) - 1), width * i));
    return r;
  }
  // Of a Sum, whose limbs are signed, mod 2^512; they are made positive by a bias.
  Wide sum(size_t lane) const {
    constexpr uint64_t bias = uint64_t{1} << 62;
    Wide r{};
    for (size_t i = 0; i < limbs; ++i) r = minus(plus(r, at(l[i][lane] + bias, width * i)), at(bias, width * i));
    return r;
  }
  // A Sum of that value, with limbs below 2^60 in absolute value that have been carried by any amount.
  void set(size_t lane, const Wide& x, RandomBytes& random) {
    for (size_t i = 0; i < limbs; ++i)
      l[i][lane] = i + 1 < limbs ? bits_at(x, width * i, width) : word_at(x, width * i);
    const bool extreme = random.below(3) == 0;
    for (size_t i = 0; i + 1 < limbs; ++i) {
      const uint64_t d = extreme ? 254 : random.word() % 255;
      const bool down = random.below(2) == 0;
      l[i][lane] += down ? d << width : 0 - (d << width);
      l[i + 1][lane] += down ? 0 - d : d;
    }
  }
};
static_assert(sizeof(Columns) == sizeof(Sum<Bounds{}>));

inline bool within(const Columns& x, uint64_t bound) {
  for (const auto& limb : x.l)
    for (uint64_t w : limb)
      if (w + bound - 1 > 2 * bound - 2) return false;
  return true;
}

// Any number up to b p / 16: often that or 0, or near to them.
inline Wide some(int b, RandomBytes& random) {
  const Wide most = sixteenths_of_p(b);
  Wide x{};
  switch (random.below(5)) {
    case 0:
      return most;
    case 1:
      return {random.below(3)};
    case 2:
      return minus(most, {random.word() >> random.below(64)});
    default:
      break;
  }
  for (uint64_t& w : x) w = random.word();
  for (size_t i = 0; i < 8; ++i) x[i] = i < 4 ? x[i] : 0;
  const Wide r = shifted_down(reference::product(reference::remainder(x, p), Limbs<4>{static_cast<uint64_t>(b)}), 4);
  return r;
}
template <Bounds b>
Columns some_sum(RandomBytes& random) {
  Columns x;
  for (size_t i = 0; i < lanes; ++i) x.set(i, some(b.lane[i], random), random);
  return x;
}
// Of a Number, with anything above its limbs.
template <Bounds b>
Columns some_number(RandomBytes& random) {
  Columns x;
  for (size_t i = 0; i < lanes; ++i) {
    const Wide value = some(b.lane[i], random);
    for (size_t j = 0; j < limbs; ++j) x.l[j][i] = bits_at(value, width * j, width) | random.word() << width;
  }
  return x;
}

inline bool no_more_than(const Wide& x, const Wide& most) { return !reference::less(most, x); }

}  // namespace lanes4
