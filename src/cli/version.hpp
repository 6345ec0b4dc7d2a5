// The version, and the sentence that goes with it wherever a reader could think otherwise.
#pragma once

#include <string>

namespace cce::cli {

constexpr const char* not_validated = "FIPS 140-3 style; not validated, holds no certificate.";

std::string version_text();  // two lines, the last without a newline

}  // namespace cce::cli
