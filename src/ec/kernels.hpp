// The implementations of the curves, by curve and instruction set. Those of another architecture are declared and never
// linked.
#pragma once

#include "ec/curve.hpp"
#include "ec/limbs.hpp"

namespace cce::ec {

// The functions of an implementation, which one file instantiates.
template <class Tag>
struct Kernel {
  static ct::Choice is_scalar(const uint8_t* d);
  static void multiply_base(const uint8_t* k, uint8_t* x, uint8_t* y);
  static void multiply(const uint8_t* k, size_t k_bits, const uint8_t* px, const uint8_t* py, uint8_t* x);
  static ct::Choice sign(const uint8_t* k, const uint8_t* d, const uint8_t* e, uint8_t* r, uint8_t* s);
  static bool is_on_curve_vartime(const uint8_t* x, const uint8_t* y);
  static bool decompress_vartime(const uint8_t* x, bool odd, uint8_t* y);
  static bool verify_vartime(const uint8_t* qx, const uint8_t* qy, const uint8_t* e, const uint8_t* r,
                             const uint8_t* s);
  static void fill_key_table_vartime(const uint8_t* qx, const uint8_t* qy, void* table);
  static bool verify_with_table_vartime(const void* table, const uint8_t* e, const uint8_t* r, const uint8_t* s);

  // A function, and not an object, of which each instantiation would leave one in the library, with its relocations.
  static consteval Operations operations() {
    return {is_scalar,
            multiply_base,
            multiply,
            sign,
            is_on_curve_vartime,
            decompress_vartime,
            verify_vartime,
            fill_key_table_vartime,
            verify_with_table_vartime,
            nullptr,
            nullptr};
  }
};

// Those of them that multiply points: of an implementation that adds points in another way, and leaves all else to another one.
template <class Tag>
struct KernelOfSums {
  static void multiply_base(const uint8_t* k, uint8_t* x, uint8_t* y);
  static void multiply(const uint8_t* k, size_t k_bits, const uint8_t* px, const uint8_t* py, uint8_t* x);
  static ct::Choice sign(const uint8_t* k, const uint8_t* d, const uint8_t* e, uint8_t* r, uint8_t* s);
  static bool verify_vartime(const uint8_t* qx, const uint8_t* qy, const uint8_t* e, const uint8_t* r,
                             const uint8_t* s);
  static void fill_key_table_vartime(const uint8_t* qx, const uint8_t* qy, void* table);
  static bool verify_with_table_vartime(const void* table, const uint8_t* e, const uint8_t* r, const uint8_t* s);

  static constexpr Operations operations_over(Operations o) {
    o.multiply_base = multiply_base;
    o.multiply = multiply;
    o.sign = sign;
    o.verify_vartime = verify_vartime;
    o.fill_key_table_vartime = fill_key_table_vartime;
    o.verify_with_table_vartime = verify_with_table_vartime;
    return o;
  }
};

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

struct P256Portable;
struct P384Portable;
struct P521Portable;
struct P256Adx;
struct P384Adx;
struct P521Adx;
struct P384Ifma;
struct P521Ifma;

}  // namespace cce::ec
