// What a self-test is. Each algorithm defines its own beside its code; module/power_up.cpp lists them all in order.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/bytes.hpp"
#include "base/ct.hpp"

namespace cce {

// The algorithms of the boundary, in the granularity in which a failed self-test takes them out of service.
enum class Algorithm : uint8_t {
  integrity, sha2, hmac, hkdf, tls12, tls13, x963, gcm, drbg, entropy, p256, p384, p521, count
};

enum class TestKind : uint8_t { integrity = 1, known_answer = 2, health = 3 };

// Where a test leaves what it expected and what it got, for the failure record.
struct Evidence {
  const char* where = nullptr;  // the part that failed, when a test has parts
  std::array<uint8_t, 64> expected{}, got{};
  size_t size = 0;

  // True when equal. Test vectors are public, so their comparison may leave the constant-time world.
  [[nodiscard]] bool matches(Bytes want, Bytes have) {
    size = std::min(want.size(), expected.size());
    std::copy_n(want.begin(), size, expected.begin());
    std::copy_n(have.begin(), std::min(have.size(), size), got.begin());
    return declassify(ct::equal(want, have));
  }
};

struct SelfTest {
  const char* name;            // unique and stable: "sha256"
  const char* algorithm_name;  // as NIST's ACVP names it: "SHA2-256"
  const char* detail;          // what is tested
  Algorithm algorithm;         // what a failure takes out of service
  TestKind kind;
  bool (*run)(Evidence&);  // true: passed
};

}  // namespace cce
