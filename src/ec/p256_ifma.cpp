// P-256 with AVX-512 IFMA: multiples of the base point in eight lanes, which are the partial sums of one or eight of them.
#include "base/registers.hpp"
#include "base/residue.hpp"
#include "ec/kernels.hpp"
#include "ec/p256_verify_ifma.hpp"

namespace cce::ec {
namespace p256_ifma {
namespace {

using OneLane = KernelOfLanes<P256>;

// The words of a lane's number, below 2p, fully reduced.
[[gnu::noinline]] Limbs<4> to_words(const uint64_t (&limbs)[5][lanes], size_t lane) {
  uint64_t l[5];
  for (size_t i = 0; i < 5; ++i) l[i] = limbs[i][lane];
  const Limbs<4> words = {l[0] | l[1] << 52, l[1] >> 12 | l[2] << 40, l[2] >> 24 | l[3] << 28, l[3] >> 36 | l[4] << 16};
  return Montgomery<P256Prime>::reduce_once(words, l[4] >> 48);
}

// A coordinate of the first lanes' points, from Montgomery form with R = 2^260 to that with R = 2^256: x 2^260 times 2^256 /
// 2^260.
template <int bound>
[[CCE_IFMA_ENTRY]] void unpack(const Number<bound>& x, LanePoint<4>* points, Limbs<4> LanePoint<4>::*coordinate,
                               size_t count) {
  const auto words = multiply(x, power_of_two<256>());
  alignas(64) uint64_t limbs[5][lanes];
#pragma GCC unroll 5
  for (int i = 0; i < 5; ++i) store(limbs[i], words.l[i]);
  for (size_t l = 0; l < count; ++l) points[l].*coordinate = to_words(limbs, l);
}

// k * G, 0 < k < n.
[[CCE_IFMA_ENTRY]] void multiply_base(LanePoint<4>& P, const Scalar& k, EntriesOfRows* entries) {
  Point sum;
  multiply_base_one(sum, k, entries);
  unpack(sum.X, &P, &LanePoint<4>::X, 1);
  unpack(sum.Y, &P, &LanePoint<4>::Y, 1);
  unpack(sum.ZZ, &P, &LanePoint<4>::ZZ, 1);
  unpack(sum.ZZZ, &P, &LanePoint<4>::ZZZ, 1);
}

[[CCE_IFMA_ENTRY]] void multiply_base_body(const uint8_t* k, uint8_t* x, uint8_t* y) {
  LanePoint<4> P;
  multiply_base(P, from_bytes<4>(k, 32), scan_rows);
  OneLane::to_affine(P, x, y);
}

// With the table of the key, or null. u G in lanes takes half the time of its additions among those of v Q. u = 0 is nothing that
// lanes take.
bool verify_one_vartime(const VerifyLane& one, const void* table) {
  using Scalars = Points<P256, Sums::in_one_lane>;
  Scalar u, v;
  if (!OneLane::prepare_verify_one_vartime(one, u, v)) return false;
  if (zero_bit(u) == 1)
    return table != nullptr ? Scalars::verify_with_table_vartime(table, one.e, one.r, one.s)
                            : Scalars::verify_vartime(one.qx, one.qy, one.e, one.r, one.s);
  LanePoint<4> uG;
  multiply_base(uG, u, look_up_rows_vartime);
  return OneLane::finish_verify_one_vartime(uG, v, one, table);
}

[[CCE_IFMA_ENTRY]] void sign_body(SignLane* signatures, size_t count) {
  Point sum;
  if (count == 1) {
    multiply_base_one(sum, from_bytes<4>(signatures[0].k, 32), scan_rows);
  } else {
    // Lanes without a signature repeat the first.
    Scalar k[lanes];
    for (size_t l = 0; l < lanes; ++l) k[l] = from_bytes<4>(signatures[l < count ? l : 0].k, 32);
    multiply_base_each(sum, k, scan_row);
  }
  LanePoint<4> R[lanes];
  unpack(sum.X, R, &LanePoint<4>::X, count);
  unpack(sum.ZZ, R, &LanePoint<4>::ZZ, count);
  OneLane::sign(R, signatures, count);
}

// What they need of the stack, generously.
constexpr size_t stack = 16384;

}  // namespace
}  // namespace p256_ifma

void P256Ifma::multiply_base(const uint8_t* k, uint8_t* x, uint8_t* y) {
  p256_ifma::multiply_base_body(k, x, y);
  wipe_stack<p256_ifma::stack>();
  registers::clear_avx512();
}

void P256Ifma::sign_lanes(SignLane* signatures, size_t count) {
  p256_ifma::sign_body(signatures, count);
  wipe_stack<p256_ifma::stack>();
  registers::clear_avx512();
}

ct::Choice P256Ifma::sign(const uint8_t* k, const uint8_t* d, const uint8_t* e, uint8_t* r, uint8_t* s) {
  SignLane one = {k, d, e, r, s, 0};
  sign_lanes(&one, 1);
  return ct::Choice::is_zero(one.refused);
}

bool P256Ifma::verify_vartime(const uint8_t* qx, const uint8_t* qy, const uint8_t* e, const uint8_t* r,
                              const uint8_t* s) {
  return p256_ifma::verify_one_vartime({qx, qy, e, r, s, false}, nullptr);
}

bool P256Ifma::verify_with_table_vartime(const void* table, const uint8_t* e, const uint8_t* r, const uint8_t* s) {
  return p256_ifma::verify_one_vartime({nullptr, nullptr, e, r, s, false}, table);
}

[[CCE_IFMA_ENTRY]] void P256Ifma::verify_lanes_vartime(VerifyLane* signatures, size_t count) {
  using namespace p256_ifma;
  VerifyNumbers numbers[lanes];
  OneLane::prepare_verify_vartime(signatures, count, numbers);
  Scalar u[lanes], v[lanes];
  alignas(64) uint64_t words[8][lanes];  // of x and of y
  for (size_t l = 0; l < lanes; ++l) {
    // Lanes without a signature repeat the first; u = 0 is nothing that lanes take.
    const VerifyNumbers& number = numbers[l < count ? l : 0];
    u[l] = zero_bit(number.u) == 1 ? Scalar{1} : number.u;
    v[l] = number.v;
    for (size_t i = 0; i < 4; ++i) {
      words[i][l] = number.x[i];
      words[i + 4][l] = number.y[i];
    }
  }
  Vector w[8];
  for (size_t i = 0; i < 8; ++i) w[i] = load(words[i]);
  Point sum;
  multiply_both_vartime(sum, u, v, from_table(w, Vector{}));
  LanePoint<4> R[lanes];
  unpack(sum.X, R, &LanePoint<4>::X, count);
  unpack(sum.ZZ, R, &LanePoint<4>::ZZ, count);
  OneLane::finish_verify_vartime(R, numbers, signatures, count);
}

}  // namespace cce::ec
