#include "hash_name.hpp"

#include <string>

#include "../test_vector.hpp"

namespace cce::kat {
namespace {

struct Name {
  const char* size;
  cce_hash hash;
};

constexpr Name names[] = {
    {"224", CCE_SHA224}, {"256", CCE_SHA256}, {"384", CCE_SHA384}, {"512", CCE_SHA512}, {"512/256", CCE_SHA512_256},
};

}  // namespace

std::optional<cce_hash> hash_named(std::string_view name) {
  for (const std::string_view prefix : {"SHA2-", "SHA-", "SHA"}) {
    if (!name.starts_with(prefix)) continue;
    for (const auto& [size, hash] : names)
      if (name.substr(prefix.size()) == size) return hash;
  }
  return std::nullopt;
}

cce_hash need_hash(std::string_view name) {
  const auto hash = hash_named(name);
  if (!hash.has_value()) throw Skipped{std::string(name) + " is not a hash of this module"};
  return *hash;
}

}  // namespace cce::kat
