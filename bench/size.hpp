// How large a library is where it is installed.
#pragma once

#include <cstdint>
#include <string>

namespace cce::bench {

// Bytes of the file without what `strip` takes out of it: the table of symbols that the loader does not need, and what is
// there for a debugger. 0 when it is no such file.
uint64_t stripped_size(const std::string& file);

// The file that a function was loaded from; empty when the loader does not tell.
std::string file_of(const void* function);

}  // namespace cce::bench
