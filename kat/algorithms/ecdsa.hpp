// The three formats of ECDSA's files.
#pragma once

#include "../test_vector.hpp"

namespace cce::kat::ecdsa {

void run_cavp(const TestVector& vector);
void run_wycheproof(const TestVector& vector);
void run_acvp(const TestVector& vector);

}  // namespace cce::kat::ecdsa
