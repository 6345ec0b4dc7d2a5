// What an operation of the core answers. The edge (module/serve) turns it into the result of the C ABI.
#pragma once

#include <cstdint>

namespace cce {

enum class [[nodiscard]] Status : uint8_t{
    ok,
    argument,  // a precondition that the caller can check does not hold
    limit,     // a limit of the standard is reached
    auth,      // does not verify
  key,       // not a valid key, or one that is no longer in use
  entropy,   // the noise sources gave too little, or failed their tests
  memory,    // memory could not be had
  buffer,       // the caller's buffer is too small; the size needed has been told
  unsupported,  // well formed, but of a kind that is not offered
  quarantined,  // rests on an algorithm whose self-test failed
  self_test,    // a conditional self-test failed; it has been recorded
    fatal,     // a fault after which no output of the module can be trusted
};

}  // namespace cce
