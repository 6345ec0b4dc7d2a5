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
    f(row.operations);
    ++ran;
  }
  REQUIRE(ran >= 1);
}

// f(curve, operations), for each of each curve.
template <class F>
void each(F f) {
  for (Curve c : {Curve::p256, Curve::p384, Curve::p521})
    each_of(c, [&](const Operations& operations) { f(c, operations); });
}

}  // namespace rows
