// Inversion mod m of public numbers: the divsteps of divsteps.hpp, from delta = 1, in a time that tells the number. One
// function for all moduli.
#pragma once

#include "ec/limbs.hpp"

namespace cce::ec {

// A number in signed limbs of 62 bits, the last of which has the sign and two bits to spare; P-521's has nine.
using SignedLimbs = std::array<int64_t, 9>;

struct DivstepsModulus {
  size_t size;  // limbs
  SignedLimbs limbs;
  uint64_t inverse;  // m^-1 mod 2^62
};

template <class Modulus>
inline constexpr DivstepsModulus divsteps_modulus = [] {
  DivstepsModulus m{(Modulus::bits + 61) / 62, {}, Modulus::value[0]};
  for (size_t i = 0; i < m.size; ++i) m.limbs[i] = static_cast<int64_t>(bits_at(Modulus::value, 62 * i, 62));
  // Newton, as in MontgomeryConstants.
  for (int correct = 3; correct < 62; correct *= 2) m.inverse *= 2 - Modulus::value[0] * m.inverse;
  return m;
}();

// x <- x^-1 mod m; x in [0, m), m prime. Zero gives zero.
void invert_vartime(const DivstepsModulus& m, SignedLimbs& x);

template <class Modulus>
Limbs<Modulus::limbs> inverse_vartime(const Limbs<Modulus::limbs>& x) {
  SignedLimbs wide{};
  for (size_t i = 0; i < wide.size(); ++i) wide[i] = static_cast<int64_t>(bits_at(x, 62 * i, 62));
  invert_vartime(divsteps_modulus<Modulus>, wide);
  Limbs<Modulus::limbs> r{};
  for (size_t i = 0; i < r.size(); ++i) {
    // Word i begins in the middle of a limb, or at its beginning, and takes in the next one, or two.
    const size_t limb = 64 * i / 62, shift = 64 * i % 62;
    const auto at = [&](size_t j) { return j < wide.size() ? static_cast<uint64_t>(wide[j]) : 0; };
    r[i] = at(limb) >> shift | at(limb + 1) << (62 - shift);
    if (shift > 60) r[i] |= at(limb + 2) << (124 - shift);
  }
  return r;
}

}  // namespace cce::ec
