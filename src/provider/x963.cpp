#include "provider/x963.hpp"

namespace cce::provider {
namespace {

constexpr char name_of_x963[] = "X963KDF";

bool read_type(const Provider& provider, const OSSL_PARAM* params, bool& is_on) {
  const OSSL_PARAM* const param = find(params, OSSL_EXCHANGE_PARAM_KDF_TYPE);
  if (param == nullptr) return true;
  std::string_view type;
  if (!read(*param, type)) return refuse(provider, Reason::unsupported_parameter);
  // Another one must not be taken for none: the bare secret would be used as a key.
  if (!type.empty() && type != name_of_x963) return refuse(provider, CCE_ERR_UNSUPPORTED);
  is_on = !type.empty();
  return true;
}

bool read_size(const Provider& provider, const OSSL_PARAM* params, size_t& size) {
  const OSSL_PARAM* const param = find(params, OSSL_EXCHANGE_PARAM_KDF_OUTLEN);
  return param == nullptr || read(*param, size) || refuse(provider, Reason::unsupported_parameter);
}

// Which provider's digest is wanted is of no matter here, but what is no text at all is a mistake.
bool is_text(const Provider& provider, const OSSL_PARAM* params, const char* name) {
  const OSSL_PARAM* const param = find(params, name);
  std::string_view text;
  return param == nullptr || read(*param, text) || refuse(provider, Reason::unsupported_parameter);
}

}  // namespace

bool X963::read(const Provider& provider, const OSSL_PARAM* params) {
  return read_type(provider, params, is_on) && read_hash(provider, params, OSSL_EXCHANGE_PARAM_KDF_DIGEST, hash) &&
         is_text(provider, params, OSSL_EXCHANGE_PARAM_KDF_DIGEST_PROPS) && read_size(provider, params, size) &&
         read_bytes(provider, params, OSSL_EXCHANGE_PARAM_KDF_UKM, shared_info);
}

bool X963::answer(OSSL_PARAM* params) const {
  OSSL_PARAM* const ukm = find(params, OSSL_EXCHANGE_PARAM_KDF_UKM);
  return provider::answer(params, OSSL_EXCHANGE_PARAM_KDF_TYPE, is_on ? name_of_x963 : "") &&
         provider::answer(params, OSSL_EXCHANGE_PARAM_KDF_DIGEST, hash == nullptr ? "" : hash->name) &&
         provider::answer(params, OSSL_EXCHANGE_PARAM_KDF_OUTLEN, static_cast<int64_t>(size)) &&
         (ukm == nullptr || write_pointer(*ukm, shared_info.bytes()));
}

bool X963::copy_from(const X963& from) {
  is_on = from.is_on;
  hash = from.hash;
  size = from.size;
  return copy(shared_info, from.shared_info);
}

bool X963::is_complete(const Provider& provider) const {
  return (hash != nullptr && size != 0) || refuse(provider, Reason::missing_parameter);
}

cce_result X963::derive(Bytes z, uint8_t* out) const {
  return cce_x963_kdf(hash->id, z.data(), z.size(), shared_info.data(), shared_info.size(), out, size);
}

}  // namespace cce::provider
