#include "provider/kdf.hpp"

namespace cce::provider {

bool read_mode(const Provider& provider, const OSSL_PARAM* params, Mode& mode) {
  const OSSL_PARAM* const param = find(params, OSSL_KDF_PARAM_MODE);
  if (param == nullptr) return true;
  static constexpr const char* names[] = {"EXTRACT_AND_EXPAND", "EXTRACT_ONLY", "EXPAND_ONLY"};
  std::string_view text;
  int64_t number = -1;
  if (read(*param, text)) {
    for (int i = 0; i < 3; ++i)
      if (is_named(text, names[i])) number = i;
  } else if (!read(*param, number)) {
    return refuse(provider, Reason::unsupported_parameter);
  }
  if (number < 0 || number > 2) return refuse(provider, Reason::mode_of_kdf);
  mode = static_cast<Mode>(number);
  return true;
}

namespace {

// What EVP has for a key where a derivation takes the place of a key agreement: nothing is kept in it, so one serves all.
void* new_key(void* provider) { return provider; }
void free_key(void*) {}
int has(const void*, int) { return 1; }

}  // namespace

const OSSL_DISPATCH kdf_key_functions[] = {row<OSSL_FUNC_keymgmt_new_fn>(OSSL_FUNC_KEYMGMT_NEW, new_key),
                                           row<OSSL_FUNC_keymgmt_free_fn>(OSSL_FUNC_KEYMGMT_FREE, free_key),
                                           row<OSSL_FUNC_keymgmt_has_fn>(OSSL_FUNC_KEYMGMT_HAS, has),
                                           end_of_table()};

const OSSL_ALGORITHM* kdfs() {
  static const OSSL_ALGORITHM table[] = {{"HKDF", properties, hkdf_functions.data(), "HKDF, RFC 5869"},
                                         {"TLS13-KDF", properties, tls13_kdf_functions.data(), "TLS 1.3, RFC 8446"},
                                         {"TLS1-PRF", properties, tls1_prf_functions.data(), "TLS 1.2, RFC 5246 and 7627"},
                                         {nullptr, nullptr, nullptr, nullptr}};
  return table;
}

}  // namespace cce::provider
