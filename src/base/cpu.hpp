// Processor features, detected once, and the choice of an implementation by them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace cce::cpu {

// One bit a feature. A feature is only reported when the operating system saves the registers that it needs.
using Features = uint64_t;
enum Feature : Features {
  ssse3 = 1u << 0,
  sse41 = 1u << 1,
  aes = 1u << 2,
  pclmul = 1u << 3,
  sha = 1u << 4,
  bmi2 = 1u << 5,
  adx = 1u << 6,
  avx2 = 1u << 7,
  vaes = 1u << 8,
  vpclmul = 1u << 9,
  avx512 = 1u << 10,  // F, BW, DQ, VL and the opmask and zmm state
  avx512ifma = 1u << 11,
  rdrand = 1u << 12,
  rdseed = 1u << 13,
  arm_aes = 1u << 14,
  arm_pmull = 1u << 15,
  arm_sha256 = 1u << 16,
  arm_sha512 = 1u << 17,
  arm_rng = 1u << 18,  // RNDR and RNDRRS
};

struct Name {
  Feature bit;
  const char* text;
};

// Every feature with the name under which the module reports it, in the order of the report.
std::span<const Name> names();

// What this processor and its operating system offer.
Features of_processor();
// The same, less hidden_features().
Features detect();

// Features to treat as absent: none in the product; the tests' build of the library reads CCE_CPU_MASK.
Features hidden_features();

// Where an algorithm has several implementations, its table holds one row each, best first; the last needs nothing.
template <class Operations>
struct Implementation {
  const char* name;
  Features needs;
  Operations operations;
};

template <class Operations>
constexpr const Implementation<Operations>& pick(std::span<const Implementation<Operations>> table, Features have) {
  for (const auto& row : table.first(table.size() - 1))
    if ((row.needs & ~have) == 0) return row;
  return table.back();
}

}  // namespace cce::cpu
