// The verdicts that files give.
#pragma once

#include "../test_vector.hpp"

namespace cce::kat {

// CAVP's "Result = P (0 )" and "Result = F (3 - S changed)". Throws Malformed for anything else.
bool is_pass(const TestVector& vector);

// Wycheproof's "result". What is acceptable may be taken or refused; if taken, it must be right.
enum class Verdict { valid, acceptable, invalid };
Verdict verdict_of(const TestVector& vector);

}  // namespace cce::kat
