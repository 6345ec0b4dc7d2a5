// The fixedInfo that ACVP's key derivation tests describe by a pattern such as "uPartyInfo||vPartyInfo||l"
// (SP 800-56C; the ACVP specification of KDA HKDF, section FixedInfoPatternConstruction).
#pragma once

#include "../test_vector.hpp"

namespace cce::kat {

// Throws Skipped for a pattern or an encoding that is not known.
Bytes fixed_info(const TestVector& vector);

}  // namespace cce::kat
