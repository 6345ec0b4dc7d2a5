#include "provider/hashes.hpp"

namespace cce::provider {

const Hash* hash_named(const Provider& provider, std::string_view name) {
  for (const Hash& hash : hashes)
    if (is_among(name, hash.names)) return &hash;
  refuse(provider, Reason::unknown_digest);
  return nullptr;
}

bool read_hash(const Provider& provider, const OSSL_PARAM* params, const char* name, const Hash*& hash) {
  const OSSL_PARAM* const param = find(params, name);
  if (param == nullptr) return true;
  std::string_view text;
  if (!read(*param, text)) return refuse(provider, Reason::unsupported_parameter);
  const Hash* const found = hash_named(provider, text);
  if (found == nullptr) return false;
  hash = found;
  return true;
}

}  // namespace cce::provider
