// The names that files give to the curves, and numbers of a curve.
#pragma once

#include <cce/cce.h>

#include <optional>
#include <string_view>

#include "../test_vector.hpp"

namespace cce::kat {

// P-256, secp256r1, prime256v1, ...
std::optional<cce_curve> curve_named(std::string_view name);

// Throws Skipped for a curve that the module has not.
cce_curve need_curve(std::string_view name);

std::size_t field_size(cce_curve curve);  // bytes

// An integer, as CAVS and Wycheproof write it: with as many digits as it has, an odd number of them too, or with zeros
// before it. Without those zeros; empty for 0.
Bytes integer_of(const Field& field);

// The same with zeros before it up to a size, for a number that fits; a longer one stays longer.
Bytes padded(const Bytes& integer, std::size_t size);

// For a number that must fit in so many bytes. Throws Malformed.
Bytes number_of_size(const TestVector& vector, std::string_view key, std::size_t size);

}  // namespace cce::kat
