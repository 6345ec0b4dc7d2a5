// KEYEXCH: a derivation in the place of a key agreement. So programs written for EVP_PKEY_HKDF and EVP_PKEY_TLS1_PRF derive; the
// key that OpenSSL has there stands for nothing.
#pragma once

#include <algorithm>

#include "provider/kdf.hpp"

namespace cce::provider {

template <class Work>
struct KdfExchange {
  using Context = Kdf<Work>;

  static int init(void* context, void*, const OSSL_PARAM* params) { return Context::set_params(context, params); }

  // A null secret asks for its size, SIZE_MAX when that is the caller's choice.
  static int derive(void* context, unsigned char* secret, size_t* size, size_t room) {
    const auto& kdf = *static_cast<const Context*>(context);
    const size_t fixed = kdf.work.output_size();
    if (fixed == 0) return refuse(*kdf.provider, Reason::missing_parameter);
    if (secret != nullptr) {
      if (fixed != SIZE_MAX && room < fixed) return refuse(*kdf.provider, Reason::buffer_too_small);
      if (!Context::derive(context, secret, std::min(room, fixed), nullptr)) return 0;
      *size = std::min(room, fixed);
    } else {
      *size = fixed;
    }
    return 1;
  }
};

template <class Work>
KdfExchangeFunctions exchange_functions_of(OSSL_FUNC_keyexch_settable_ctx_params_fn* settable_params) {
  using Context = Kdf<Work>;
  return {row<OSSL_FUNC_keyexch_newctx_fn>(OSSL_FUNC_KEYEXCH_NEWCTX, Context::new_context),
          row<OSSL_FUNC_keyexch_freectx_fn>(OSSL_FUNC_KEYEXCH_FREECTX, Context::free_context),
          row<OSSL_FUNC_keyexch_dupctx_fn>(OSSL_FUNC_KEYEXCH_DUPCTX, Context::copy_context),
          row<OSSL_FUNC_keyexch_init_fn>(OSSL_FUNC_KEYEXCH_INIT, KdfExchange<Work>::init),
          row<OSSL_FUNC_keyexch_derive_fn>(OSSL_FUNC_KEYEXCH_DERIVE, KdfExchange<Work>::derive),
          row<OSSL_FUNC_keyexch_get_ctx_params_fn>(OSSL_FUNC_KEYEXCH_GET_CTX_PARAMS, Context::get_params),
          row<OSSL_FUNC_keyexch_gettable_ctx_params_fn>(OSSL_FUNC_KEYEXCH_GETTABLE_CTX_PARAMS, Context::gettable_params),
          row<OSSL_FUNC_keyexch_set_ctx_params_fn>(OSSL_FUNC_KEYEXCH_SET_CTX_PARAMS, Context::set_params),
          row<OSSL_FUNC_keyexch_settable_ctx_params_fn>(OSSL_FUNC_KEYEXCH_SETTABLE_CTX_PARAMS, settable_params),
          end_of_table()};
}

}  // namespace cce::provider
