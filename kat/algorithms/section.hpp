// What the sections of CAVP's files on curves say in words: [P-256,SHA-224], [P-256] [B.4.2 ...], [EC - SHA256].
#pragma once

#include "../test_vector.hpp"

namespace cce::kat {

struct Section {
  std::string curve, hash;  // hash is empty where none is named
};

// Of the latest section that names a curve, this one or one before it. Throws Malformed when there is none.
Section section_of(const TestVector& vector);

// Whether that can be told of the file's first case.
bool has_curve_sections(const VectorFile& file);

}  // namespace cce::kat
