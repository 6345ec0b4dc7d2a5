// A sealed file back into what it was made of.
#pragma once

#include "sealed/seal_file.hpp"

namespace cce::cli::sealed {

// write gets verified plaintext only, in order; that the end is missing shows at the end. Throws Failure for what does not
// verify, InputError, and what write throws.
void open_file(const File& input, const SecretBytes& key, const SecretBytes& associated_data, Progress& progress,
               const Write& write);

}  // namespace cce::cli::sealed
