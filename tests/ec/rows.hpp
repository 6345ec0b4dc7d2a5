// Runs a test on each implementation of each curve that this processor has.
#pragma once

#include <string>
#include <vector>

#include "aes/random_bytes.hpp"
#include "ec/curve.hpp"
#include "support/catch.hpp"

namespace rows {

using cce::ec::Curve;
using cce::ec::Operations;
using Number = std::vector<uint8_t>;  // big-endian

inline const char* name(Curve c) { return c == Curve::p256 ? "P-256" : c == Curve::p384 ? "P-384" : "P-521"; }

// f(operations), for each implementation of a curve.
template <class F>
void each_of(Curve c, F f) {
  int ran = 0;
  for (const auto& row : cce::ec::implementations(c)) {
    if ((row.needs & ~cce::cpu::detect()) != 0) continue;
    INFO(name(c) << ", implementation " << row.name);
    cce::ec::use(c, row);
    f(row.operations);
    ++ran;
  }
  cce::ec::select(cce::cpu::detect());
  REQUIRE(ran >= 1);
}

// f(curve, operations), for each of each curve.
template <class F>
void each(F f) {
  for (Curve c : {Curve::p256, Curve::p384, Curve::p521})
    each_of(c, [&](const Operations& operations) { f(c, operations); });
}

// By a table that is made for it, and is not larger than it should be.
inline bool verifies_with_table(const Operations& operations, const Number& qx, const Number& qy, const Number& e,
                                const Number& r, const Number& s) {
  const Curve c = qx.size() == 32 ? Curve::p256 : qx.size() == 48 ? Curve::p384 : Curve::p521;
  constexpr uint64_t untouched = 0x5aa5'1234'cafe'0ff0;
  std::vector<uint64_t> table(cce::ec::key_table_size(c) / 8 + 1, untouched);
  operations.fill_key_table_vartime(qx.data(), qy.data(), table.data());
  REQUIRE(table.back() == untouched);
  REQUIRE(table[table.size() - 2] != untouched);
  return operations.verify_with_table_vartime(table.data(), e.data(), r.data(), s.data());
}

}  // namespace rows
