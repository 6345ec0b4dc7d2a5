// Arithmetic mod p of P-384 with AVX-512 IFMA: four independent numbers at once, one in each 64-bit lane of eight registers of
// 256 bits. They are four factors, or terms, of one point's coordinates.
//
// x = l_0 + l_1 2^48 + .. + l_7 2^336, in Montgomery form with R = 2^384: that of one lane, so words become limbs and limbs
// words as they are. IFMA multiplies the low 52 bits of its operands, so factors have limbs below that (a Number); what is
// only added or subtracted need not (a Sum). With 48 bits p is sparse: 2^96 and 2^384 are at limbs, and four bits of every
// limb are free, so that carries go one limb up, all at once, and not from the first limb to the last.
#pragma once

#include "ec/domains.hpp"
#include "ec/lanes4_ifma.hpp"
#include "ec/montgomery.hpp"
#include "ec/point.hpp"

namespace cce::ec::p384_ifma {
namespace {

using namespace lanes4;

constexpr size_t limbs = 8, width = 48;

using Words = Limbs<6>;  // < p

struct Form {
  static constexpr size_t limbs = p384_ifma::limbs;
  static constexpr int most = 8;
};
// |l_i| < bound 2^58.
template <int bound>
using Sum = SumOf<Form, bound>;
// 0 <= l_i < 2^50. x < 2^384 + 2^351, if it comes of a Sum.
using Number = NumberOf<Form>;

[[CCE_IFMA]] inline Vector limb_mask() { return all_lanes((uint64_t{1} << width) - 1); }

// r = x y / 2^384 mod p.
//
// Limb k of the product is low_k + 16 high_(k - 1), the sums of the halves of l_i l_j with i + j = k and k - 1, as a high half
// counts 2^52 = 16 2^48. Low halves are below 2^52, high ones below 2^48, and there are at most 15 of both: so the limb is at
// most b = 15 2^52.
//
// p = 2^384 - 2^128 - 2^96 + 2^32 - 1, so -p^-1 = 1 + 2^32 mod 2^48. Adding q p to a limb t, with u = 2^32 t mod 2^48 and
// q = t + u, takes q from it and adds u and, one limb above, h = q / 2^16 rounded down, for q 2^32 = h 2^48 + u (u 2^32 is a
// multiple of 2^64): so t becomes zero with nothing to carry. The rest of q p is -q - u two limbs above, -h three, and q
// eight above. t, and with it q, may be negative.
//
// Let e = 2^50, which is more than 2 u and all |h| together. Limbs 0 and 1 are from 0 to b + e, as only h is added. From the
// limbs 2 and 3 that is taken, and e: they are from -(b + 2 e) to b + e. So the limbs 4 and 5 are from -(b + 2 e) to 2 b + 3 e,
// and 6 and 7 from -(2 b + 4 e) to 2 b + 3 e. r_0 is b and q_0 less q_6, the most that there is: below 4 b + 8 e < 2^58.
[[CCE_IFMA]] inline void multiply(Sum<1>& r, const Number& x, const Number& y) {
  Vector low[2 * limbs], high[2 * limbs], h[limbs], q_u[limbs];
#pragma GCC unroll 8
  for (size_t i = 0; i < limbs; ++i) {
#pragma GCC unroll 8
    for (size_t j = 0; j < limbs; ++j) low[i + j] = add_low(i == 0 ? Vector{} : low[i + j], x.l[j], y.l[i]);
    Vector t = low[i];
    if (i >= 1) t += high[i - 1] << 4;
    if (i >= 2) t -= q_u[i - 2];
    if (i >= 3) t -= h[i - 3];
    if (i >= 1) t += h[i - 1];  // the last that is known
#pragma GCC unroll 8
    for (size_t j = 0; j < limbs; ++j)
      high[i + j] = add_high(i == 0 || j == limbs - 1 ? Vector{} : high[i + j], x.l[j], y.l[i]);
    const Vector u = t << 32 & limb_mask(), q = t + u;
    h[i] = signed_shift(q, 16);
    q_u[i] = q + u;
    low[i + limbs] = q;
  }
#pragma GCC unroll 8
  for (size_t k = 0; k < limbs; ++k) r.l[k] = low[k + limbs] + (high[k + limbs - 1] << 4);
  r.l[0] += h[7] - q_u[6] - h[5];
  r.l[1] -= q_u[7] + h[6];
  r.l[2] -= h[7];
}

// Out of line, for what is not called that often: every byte of code is read at each load of the library.
[[CCE_IFMA_ENTRY]] void multiply_call(Sum<1>& r, const Number& x, const Number& y) { multiply(r, x, y); }

// A multiple of p less 2^48, of limbs between 2^61 + 2^48 and 2^61 + 2^49: what makes every limb of a Sum positive.
struct Offset {
  uint64_t l[limbs];

  constexpr Offset() : l{} {
    using M = Montgomery<P384Prime>;
    Limbs<6> rest{};  // less all that is put into limbs
    const auto take = [&](size_t bit) { rest = M::subtract(rest, M::Constants::power_of_two(bit)); };
    take(width);
    for (size_t i = 0; i < limbs; ++i) take(61 + width * i), take(width + width * i);
    for (size_t i = 0; i < limbs; ++i)
      l[i] = (uint64_t{1} << 61) + (uint64_t{1} << width) + bits_at(rest, width * i, width);
  }
};
inline constexpr Offset offset;

// The same number mod p. Every limb keeps 48 bits of what it is with the offset, which is below 2^62 + 2^50, and gives the rest
// to the next, k < 2^15 of the last to 2^384 = 2^128 + 2^96 - 2^32 + 1. The first limb gets the 2^48 that the offset lacks, so
// that -2^32 k, above -2^47, leaves it positive. So l_0 < 2^49 + 2^15, l_2 < 2^48 + 2^47 + 2^16, and the others are below
// 2^48 + 2^15.
template <int bound>
[[CCE_IFMA]] inline Number carried(const Sum<bound>& x) {
  Vector t[limbs];
#pragma GCC unroll 8
  for (size_t i = 0; i < limbs; ++i) t[i] = x.l[i] + offset.l[i];
  Number r;
  const Vector k = t[limbs - 1] >> width;
  r.l[0] = ((t[0] & limb_mask()) | all_lanes(uint64_t{1} << width)) + k - (k << 32);
#pragma GCC unroll 8
  for (size_t i = 1; i < limbs; ++i) r.l[i] = (t[i] & limb_mask()) + (t[i - 1] >> width);
  r.l[2] += k + (k << 32);
  return r;
}

// Three words of (a_0, .. a_3, b_0, .. b_3) as four limbs: l_i in lane i.
template <int w0, int w1, int w2>
[[CCE_IFMA]] inline Vector limbs_of(Vector a, Vector b) {
  const Vector low = __builtin_shufflevector(a, b, w0, w0, w1, w2),
               high = __builtin_shufflevector(a, b, w0, w1, w2, w2);
  // Shifts by 64 leave nothing.
  const auto right = _mm256_srlv_epi64(reinterpret_cast<__m256i>(low), _mm256_setr_epi64x(0, 48, 32, 16));
  const auto left = _mm256_sllv_epi64(reinterpret_cast<__m256i>(high), _mm256_setr_epi64x(64, 16, 32, 64));
  return (reinterpret_cast<Vector>(right) | reinterpret_cast<Vector>(left)) & limb_mask();
}

// x in the lanes 0 and 1, y in the lanes 2 and 3. It is read as look-ups write it, in vectors of four words: a load that gets its
// words from several stores waits for all that comes before.
[[CCE_IFMA]] inline Number from_words(const Affine<Words>& P) {
  static_assert(sizeof P == 3 * sizeof(Vector));
  const auto* const words = reinterpret_cast<const __m256i*>(&P);
  Vector w[3];
#pragma GCC unroll 3
  for (size_t i = 0; i < 3; ++i) w[i] = reinterpret_cast<Vector>(_mm256_loadu_si256(words + i));
  const Vector x0 = limbs_of<0, 1, 2>(w[0], w[1]), x4 = limbs_of<3, 4, 5>(w[0], w[1]),
               y0 = limbs_of<2, 3, 4>(w[1], w[2]), y4 = limbs_of<1, 2, 3>(w[2], w[2]);
  Number r;
  r.l[0] = __builtin_shufflevector(x0, y0, 0, 0, 4, 4);
  r.l[1] = __builtin_shufflevector(x0, y0, 1, 1, 5, 5);
  r.l[2] = __builtin_shufflevector(x0, y0, 2, 2, 6, 6);
  r.l[3] = __builtin_shufflevector(x0, y0, 3, 3, 7, 7);
  r.l[4] = __builtin_shufflevector(x4, y4, 0, 0, 4, 4);
  r.l[5] = __builtin_shufflevector(x4, y4, 1, 1, 5, 5);
  r.l[6] = __builtin_shufflevector(x4, y4, 2, 2, 6, 6);
  r.l[7] = __builtin_shufflevector(x4, y4, 3, 3, 7, 7);
  return r;
}

// The words of a lane of a Number that comes of a Sum, fully reduced: it is below 2p.
[[CCE_IFMA_ENTRY]] Words to_words(const Number& x, size_t lane) {
  Words r;
  uint64_t carry = 0, l[limbs];
  for (size_t i = 0; i < limbs; ++i) {
    l[i] = x.l[i][lane] + carry;
    carry = l[i] >> width;
    l[i] &= (uint64_t{1} << width) - 1;
  }
  for (size_t half = 0; half < 2; ++half) {
    const uint64_t* const m = l + 4 * half;
    r[3 * half] = m[0] | m[1] << 48;
    r[3 * half + 1] = m[1] >> 16 | m[2] << 32;
    r[3 * half + 2] = m[2] >> 32 | m[3] << 16;
  }
  return Montgomery<P384Prime>::reduce_once(r, carry);
}

}  // namespace
}  // namespace cce::ec::p384_ifma
