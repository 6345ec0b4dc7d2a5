// The software integrity test (ISO/IEC 19790 7.5; IG 10.2.A): HMAC-SHA-256 over the module's code and constants in memory.
// A checksum goes before it, so that hardly any code runs of which nobody has looked yet whether it is whole.
#pragma once

#include <array>
#include <cstdint>

#include "base/self_test.hpp"

namespace cce::module::integrity {

using Digest = std::array<uint8_t, 32>;

// A segment is MACed in sixteen parts, which are worked on side by side, as many as the widest vectors have lanes for: each is
// a sixteenth of it, rounded down to whole blocks of 64 bytes, and the last has the rest. Several disjoint MACs are one of
// the forms that ISO/IEC 19790 names. Over all of them there is another, the one that is shown:
// whole = HMAC(key, text parts || rodata parts).
constexpr size_t parts = 16;
struct Digests {
  std::array<Digest, parts> text, rodata;
  Digest whole;
};

// What the build stamped into the library, and what the latest test computed. Any thread, any time.
Digest expected();
Digest computed();

// A second look at the outcome, in other instructions than the test's own: zero when the latest computed digest is the
// stamped one. One changed byte in the code that compares and branches must not be able to pass both.
uint64_t difference();

extern const SelfTest checksum_test, test;

}  // namespace cce::module::integrity
