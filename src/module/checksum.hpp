// A checksum over the module's code, looked at before any of that code is run.
#pragma once

#include <cstdint>

#include "base/bytes.hpp"

namespace cce::module {

// Not cryptographic: HMAC-SHA-256 decides on integrity. But SHA-256 on damaged code may crash or never end instead of
// giving a wrong digest; this needs a hundred bytes of code and sees every change of a single 64-bit word for certain:
// h -> (h ^ w) * m is a bijection in h and in w, for odd m.
uint64_t checksum(Bytes bytes);

}  // namespace cce::module
