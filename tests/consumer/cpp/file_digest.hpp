#pragma once

#include <cce/cce.hpp>

// The SHA-512 of a file, streamed.
cce::Outcome<cce::DigestArray<cce::Hash::sha512>> file_digest(const char* path);
