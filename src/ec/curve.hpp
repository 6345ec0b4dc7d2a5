// The NIST prime curves P-256, P-384 and P-521 (SP 800-186 section 3.2.1): the operations that ECDSA, ECDH and keys are
// made of. A curve is y^2 = x^3 - 3x + b over the integers mod p, of prime order n, cofactor 1.
//
// Every number crosses this face as big-endian bytes, size(curve) of them: 32, 48 or 66, for p and for n alike. What is
// behind it (limbs, Montgomery form, tables) is an implementation's own affair.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/cpu.hpp"
#include "base/ct.hpp"

namespace cce::ec {

enum class Curve : uint8_t { p256 = 1, p384 = 2, p521 = 3 };

constexpr size_t max_size = 66;
constexpr size_t size(Curve c) { return c == Curve::p256 ? 32 : c == Curve::p384 ? 48 : 66; }
constexpr size_t order_bits(Curve c) { return c == Curve::p256 ? 256 : c == Curve::p384 ? 384 : 521; }

// A table of the multiples of a public key has rows of 16 points, one for each 32 bits of n: 8 KB, 18 KB and 38.25 KB.
constexpr size_t key_table_spacing = 32, key_table_entries = 16;
constexpr size_t key_table_size(Curve c) {
  return (order_bits(c) + key_table_spacing - 1) / key_table_spacing * key_table_entries * 2 * ((size(c) + 7) / 8 * 8);
}
// One of several signatures to be made, or verified, together: the operands of Operations::sign and verify_vartime.
struct SignLane {
  const uint8_t *k, *d, *e;
  uint8_t *r, *s;
  uint64_t refused;  // set: not zero when r or s is zero, and another k is needed
};
struct VerifyLane {
  const uint8_t *qx, *qy, *e, *r, *s;
  bool verifies;  // set
};
constexpr size_t max_lanes = 8;

// What an implementation of a curve supplies. Pointers are to size(curve) bytes each; outputs may be inputs. Constant
// time in every operand, unless the name ends in _vartime: that one is for public operands only.
struct Operations {
  // Yes when 1 <= d <= n - 1.
  ct::Choice (*is_scalar)(const uint8_t* d);
  // (x, y) = k * G, for 1 <= k <= n - 1.
  void (*multiply_base)(const uint8_t* k, uint8_t* x, uint8_t* y);
  // x = the x-coordinate of k * P, for 1 <= k <= n - 1 and P = (px, py) a point of the curve, so never the identity. P is
  // public: what depends on it alone is not done in constant time. So is k_bits, which is order_bits(curve); or less, for an
  // odd k < 2^k_bits.
  void (*multiply)(const uint8_t* k, size_t k_bits, const uint8_t* px, const uint8_t* py, uint8_t* x);
  // FIPS 186-5 section 6.4.1 steps 3 to 11, for a given k: r = (k * G).x mod n, s = k^-1 * (e + r * d) mod n, for
  // 1 <= k, d <= n - 1 and any e below 2^(8 * size). No when r or s is zero: then another k is needed.
  ct::Choice (*sign)(const uint8_t* k, const uint8_t* d, const uint8_t* e, uint8_t* r, uint8_t* s);

  // x, y < p and the equation of the curve holds.
  bool (*is_on_curve_vartime)(const uint8_t* x, const uint8_t* y);
  // The y of the point with this x and the given lowest bit of y; false when x >= p or no point has it.
  bool (*decompress_vartime)(const uint8_t* x, bool odd, uint8_t* y);
  // FIPS 186-5 section 6.4.2 for the public key (qx, qy), a point of the curve, and any e below 2^(8 * size): 1 <= r, s
  // <= n - 1 is checked here.
  bool (*verify_vartime)(const uint8_t* qx, const uint8_t* qy, const uint8_t* e, const uint8_t* r, const uint8_t* s);
  // The same with a table of the public key: key_table_size(curve) bytes, aligned as words are, which fill_key_table_vartime
  // writes and any implementation of the curve can read.
  void (*fill_key_table_vartime)(const uint8_t* qx, const uint8_t* qy, void* table);
  bool (*verify_with_table_vartime)(const void* table, const uint8_t* e, const uint8_t* r, const uint8_t* s);

  // sign, and verify_vartime, of up to max_lanes at once, in the time of several; null where nothing is gained by it.
  void (*sign_lanes)(SignLane* lanes, size_t count);
  void (*verify_lanes_vartime)(VerifyLane* lanes, size_t count);

  // Makes this implementation's arithmetic that of the curve. Implementations share the code around it, so all of a curve compute
  // with the one that was chosen last: with the same results, in its time, on processors that have its instructions.
  void (*use_arithmetic)();
};

using Implementation = cpu::Implementation<Operations>;

// The implementations of a curve in this build, best first; the last needs no processor feature.
std::span<const Implementation> implementations(Curve c);

// Chooses the implementations by the processor's features; before it, the portable ones serve. Not while operations run.
void select(cpu::Features have);
// Makes one of a curve's implementations the chosen one.
void use(Curve c, const Implementation& row);
const char* implementation(Curve c, cpu::Features have);

// The chosen one.
const Operations& operations(Curve c);

}  // namespace cce::ec
