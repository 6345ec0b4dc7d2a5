// KDF: TLS13-KDF, a step of the key schedule of TLS 1.3. Its modes are those of HKDF, and each does what libssl calls it for:
// EXTRACT_ONLY gives the next secret from the one before it (salt), EXPAND_ONLY is HKDF-Expand-Label.
#include "provider/kdf.hpp"

namespace cce::provider {
namespace {

constexpr std::string_view prefix_of_tls = "tls13 ";

struct Tls13Kdf {
  const Hash* hash = nullptr;
  Mode mode = Mode::extract_only;
  bool has_mode = false;
  Buffer key, salt, prefix, label, data;

  bool read(const Provider& provider, const OSSL_PARAM* params) {
    if (find(params, OSSL_KDF_PARAM_MODE) != nullptr) {
      if (!read_mode(provider, params, mode)) return false;
      if (mode == Mode::extract_and_expand) return refuse(provider, Reason::mode_of_kdf);
      has_mode = true;
    }
    return read_hash(provider, params, OSSL_KDF_PARAM_DIGEST, hash) &&
           read_bytes(provider, params, OSSL_KDF_PARAM_KEY, key) &&
           read_bytes(provider, params, OSSL_KDF_PARAM_SALT, salt) &&
           read_bytes(provider, params, OSSL_KDF_PARAM_PREFIX, prefix) &&
           read_bytes(provider, params, OSSL_KDF_PARAM_LABEL, label) &&
           read_bytes(provider, params, OSSL_KDF_PARAM_DATA, data);
  }

  cce_result derive(const Provider& provider, uint8_t* out, size_t size) const {
    if (hash == nullptr || !has_mode) {
      refuse(provider, Reason::missing_parameter);
      return CCE_ERR_ARGUMENT;
    }
    // The prefix is the module's to write. DTLS 1.3 has another, which is not offered.
    if (prefix.is_set() && std::string_view(reinterpret_cast<const char*>(prefix.data()), prefix.size()) != prefix_of_tls)
      return CCE_ERR_UNSUPPORTED;
    if (mode == Mode::extract_only) {
      if (size != cce_digest_size(hash->id)) return CCE_ERR_BUFFER;
      return cce_tls13_extract(hash->id, salt.data(), salt.size(), key.data(), key.size(), out);
    }
    if (!key.is_set() || !prefix.is_set()) {
      refuse(provider, key.is_set() ? Reason::missing_parameter : Reason::no_key);
      return CCE_ERR_ARGUMENT;
    }
    return cce_tls13_expand_label(hash->id, key.data(), key.size(), label.data(), label.size(), data.data(), data.size(),
                                  out, size);
  }

  size_t output_size() const {
    if (mode != Mode::extract_only) return SIZE_MAX;
    return hash == nullptr ? 0 : cce_digest_size(hash->id);
  }

  bool copy_from(const Tls13Kdf& from) {
    hash = from.hash;
    mode = from.mode;
    has_mode = from.has_mode;
    return copy(key, from.key) && copy(salt, from.salt) && copy(prefix, from.prefix) && copy(label, from.label) &&
           copy(data, from.data);
  }
};

const OSSL_PARAM* settable_params(void*, void*) {
  static constexpr OSSL_PARAM table[] = {text_param(OSSL_KDF_PARAM_DIGEST),  text_param(OSSL_KDF_PARAM_PROPERTIES),
                                         text_param(OSSL_KDF_PARAM_MODE),    number_param(OSSL_KDF_PARAM_MODE),
                                         bytes_param(OSSL_KDF_PARAM_KEY),    bytes_param(OSSL_KDF_PARAM_SALT),
                                         bytes_param(OSSL_KDF_PARAM_PREFIX), bytes_param(OSSL_KDF_PARAM_LABEL),
                                         bytes_param(OSSL_KDF_PARAM_DATA),   no_param};
  return table;
}

}  // namespace

const KdfFunctions tls13_kdf_functions = functions_of<Tls13Kdf>(settable_params);

}  // namespace cce::provider
