// The implementations of the curves, by curve and instruction set. Those of another architecture are declared and never
// linked.
#pragma once

#include "ec/curve.hpp"
#include "ec/limbs.hpp"
#include "ec/point.hpp"

namespace cce::ec {

// The functions that multiply points, with sums in one lane or in several: of each one file instantiates those that there are.
template <class Tag, Sums sums>
struct Points {
  static void multiply_base(const uint8_t* k, uint8_t* x, uint8_t* y);
  static void multiply(const uint8_t* k, size_t k_bits, const uint8_t* px, const uint8_t* py, uint8_t* x);
  static ct::Choice sign(const uint8_t* k, const uint8_t* d, const uint8_t* e, uint8_t* r, uint8_t* s);
  static bool verify_vartime(const uint8_t* qx, const uint8_t* qy, const uint8_t* e, const uint8_t* r,
                             const uint8_t* s);
  static void fill_key_table_vartime(const uint8_t* qx, const uint8_t* qy, void* table);
  static bool verify_with_table_vartime(const void* table, const uint8_t* e, const uint8_t* r, const uint8_t* s);
};

// The other functions of an implementation.
template <class Tag>
struct Kernel {
  static ct::Choice is_scalar(const uint8_t* d);
  static bool is_on_curve_vartime(const uint8_t* x, const uint8_t* y);
  static bool decompress_vartime(const uint8_t* x, bool odd, uint8_t* y);
};

// Make an arithmetic mod p that of the curve's operations. Where there is one alone, its does nothing.
using UseArithmetic = void();
UseArithmetic use_p256_portable, use_p256_adx, use_p384_portable, use_p384_adx, use_p521_portable, use_p521_adx;

// Functions, and not objects, of which each instantiation would leave one in the library, with its relocations.
template <class Tag, Sums sums = Sums::in_one_lane>
consteval Operations operations_of(UseArithmetic* use_arithmetic) {
  using P = Points<Tag, sums>;
  using K = Kernel<Tag>;
  return {K::is_scalar,
          P::multiply_base,
          P::multiply,
          P::sign,
          K::is_on_curve_vartime,
          K::decompress_vartime,
          P::verify_vartime,
          P::fill_key_table_vartime,
          P::verify_with_table_vartime,
          nullptr,
          nullptr,
          use_arithmetic};
}

// Points as (X / ZZ, Y / ZZZ), ZZ^3 = ZZZ^2, elements as the field has them.
template <size_t n>
struct LanePoint {
  Limbs<n> X, Y, ZZ, ZZZ;
};

// Of a verification: R = u * G + v * Q, u and v as integers, Q = (x, y) as elements of the field.
struct VerifyNumbers {
  Limbs<4> u, v, x, y;
};

// What lanes.hpp does for the lanes of P-256, in the arithmetic of an implementation in one lane.
template <class Tag>
struct KernelOfLanes {
  using Point = LanePoint<4>;
  static void to_affine(const Point& P, uint8_t* x, uint8_t* y);
  static void sign(const Point* R, SignLane* lanes, size_t count);
  static void prepare_verify_vartime(VerifyLane* lanes, size_t count, VerifyNumbers* numbers);
  static void finish_verify_vartime(const Point* R, const VerifyNumbers* numbers, VerifyLane* lanes, size_t count);
  static bool prepare_verify_one_vartime(const VerifyLane& one, Limbs<4>& u, Limbs<4>& v);
  static bool finish_verify_one_vartime(const Point& uG, const Limbs<4>& v, const VerifyLane& one, const void* table);
};

// P-256 in eight lanes.
struct P256Ifma {
  static void multiply_base(const uint8_t* k, uint8_t* x, uint8_t* y);
  static ct::Choice sign(const uint8_t* k, const uint8_t* d, const uint8_t* e, uint8_t* r, uint8_t* s);
  static void sign_lanes(SignLane* lanes, size_t count);
  static bool verify_vartime(const uint8_t* qx, const uint8_t* qy, const uint8_t* e, const uint8_t* r,
                             const uint8_t* s);
  static bool verify_with_table_vartime(const void* table, const uint8_t* e, const uint8_t* r, const uint8_t* s);
  static void verify_lanes_vartime(VerifyLane* lanes, size_t count);
};

struct P256;
struct P384;
struct P521;

}  // namespace cce::ec
