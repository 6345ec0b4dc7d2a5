// KDF: HKDF.
#include "provider/kdf_exchange.hpp"

namespace cce::provider {
namespace {

struct Hkdf {
  const Hash* hash = nullptr;
  Mode mode = Mode::extract_and_expand;
  Buffer key, salt, info;

  bool read(const Provider& provider, const OSSL_PARAM* params) {
    return read_hash(provider, params, OSSL_KDF_PARAM_DIGEST, hash) && read_mode(provider, params, mode) &&
           read_bytes(provider, params, OSSL_KDF_PARAM_KEY, key) &&
           read_bytes(provider, params, OSSL_KDF_PARAM_SALT, salt) &&
           read_all_bytes(provider, params, OSSL_KDF_PARAM_INFO, info);
  }

  cce_result derive(const Provider& provider, uint8_t* out, size_t size) const {
    if (hash == nullptr || !key.is_set()) {
      refuse(provider, hash == nullptr ? Reason::missing_parameter : Reason::no_key);
      return CCE_ERR_ARGUMENT;
    }
    switch (mode) {
      case Mode::extract_only:
        if (size != cce_digest_size(hash->id)) return CCE_ERR_BUFFER;
        return cce_hkdf_extract(hash->id, salt.data(), salt.size(), key.data(), key.size(), out);
      case Mode::expand_only:
        return cce_hkdf_expand(hash->id, key.data(), key.size(), info.data(), info.size(), out, size);
      case Mode::extract_and_expand:
        break;
    }
    return cce_hkdf(hash->id, salt.data(), salt.size(), key.data(), key.size(), info.data(), info.size(), out, size);
  }

  size_t output_size() const {
    if (mode != Mode::extract_only) return SIZE_MAX;
    return hash == nullptr ? 0 : cce_digest_size(hash->id);
  }

  bool copy_from(const Hkdf& from) {
    hash = from.hash;
    mode = from.mode;
    return copy(key, from.key) && copy(salt, from.salt) && copy(info, from.info);
  }
};

const OSSL_PARAM* settable_params(void*, void*) {
  static constexpr OSSL_PARAM table[] = {text_param(OSSL_KDF_PARAM_DIGEST), text_param(OSSL_KDF_PARAM_PROPERTIES),
                                         text_param(OSSL_KDF_PARAM_MODE),   number_param(OSSL_KDF_PARAM_MODE),
                                         bytes_param(OSSL_KDF_PARAM_KEY),   bytes_param(OSSL_KDF_PARAM_SALT),
                                         bytes_param(OSSL_KDF_PARAM_INFO),  no_param};
  return table;
}

}  // namespace

const KdfFunctions hkdf_functions = functions_of<Hkdf>(settable_params);
const KdfExchangeFunctions hkdf_exchange_functions = exchange_functions_of<Hkdf>(settable_params);

}  // namespace cce::provider
