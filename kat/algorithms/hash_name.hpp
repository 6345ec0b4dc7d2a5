// The names that files give to the hashes: SHA-256, SHA256, SHA2-256, SHA-512/256, SHA2-512/256, ...
#pragma once

#include <cce/cce.h>

#include <optional>
#include <string_view>

namespace cce::kat {

std::optional<cce_hash> hash_named(std::string_view name);

// Throws Skipped for a hash that the module has not.
cce_hash need_hash(std::string_view name);

}  // namespace cce::kat
