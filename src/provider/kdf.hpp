// What the key derivations share: a context with the parameters they have been given, until they derive.
#pragma once

#include "provider/buffer.hpp"
#include "provider/hashes.hpp"
#include "provider/operations.hpp"

namespace cce::provider {

// A context of a derivation, whose Work has the members
//   bool read(const Provider&, const OSSL_PARAM*)     takes over what is there; false with a reason
//   cce_result derive(const Provider&, out, size)     CCE_ERR_ARGUMENT with a reason of its own already in the queue
//   size_t output_size() const                        SIZE_MAX when it is the caller's choice, 0 when it is not known yet
//   bool copy_from(const Work&)
template <class Work>
struct Kdf {
  const Provider* provider;
  Work work;
  bool is_approved = false;

  static void* new_context(void* provider) {
    const auto& of = *static_cast<const Provider*>(provider);
    auto* const made = make<Kdf>(of);
    if (made != nullptr) made->provider = &of;
    return made;
  }

  static void free_context(void* context) { destroy(static_cast<Kdf*>(context)); }

  static void* copy_context(void* context) {
    const auto& from = *static_cast<const Kdf*>(context);
    auto* const made = static_cast<Kdf*>(new_context(const_cast<Provider*>(from.provider)));
    if (made == nullptr) return nullptr;
    made->is_approved = from.is_approved;
    if (made->work.copy_from(from.work)) return made;
    refuse(*from.provider, CCE_ERR_MEMORY);
    destroy(made);
    return nullptr;
  }

  static void reset(void* context) {
    auto& kdf = *static_cast<Kdf*>(context);
    kdf.work.~Work();
    new (&kdf.work) Work();
  }

  static int set_params(void* context, const OSSL_PARAM* params) {
    auto& kdf = *static_cast<Kdf*>(context);
    return kdf.work.read(*kdf.provider, params);
  }

  static int derive(void* context, unsigned char* out, size_t size, const OSSL_PARAM* params) {
    auto& kdf = *static_cast<Kdf*>(context);
    if (!kdf.work.read(*kdf.provider, params)) return 0;
    const cce_result result = kdf.work.derive(*kdf.provider, out, size);
    kdf.is_approved = result == CCE_OK;
    return is_done(*kdf.provider, result);
  }

  static int get_params(void* context, OSSL_PARAM* params) {
    const auto& kdf = *static_cast<const Kdf*>(context);
    OSSL_PARAM* const size = find(params, OSSL_KDF_PARAM_SIZE);
    if (size != nullptr) {
      const size_t is = kdf.work.output_size();
      if (is == 0) return refuse(*kdf.provider, Reason::unknown_digest);
      // SIZE_MAX, as OpenSSL says "any", is beyond what write() takes.
      if (size->data_type != OSSL_PARAM_UNSIGNED_INTEGER || size->data_size != sizeof is || size->data == nullptr)
        return refuse(*kdf.provider, Reason::unsupported_parameter);
      std::memcpy(size->data, &is, sizeof is);
      size->return_size = sizeof is;
    }
    return answer(params, approved_indicator, int64_t{kdf.is_approved});
  }

  static const OSSL_PARAM* gettable_params(void*, void*) {
    static constexpr OSSL_PARAM table[] = {unsigned_param(OSSL_KDF_PARAM_SIZE), number_param(approved_indicator),
                                           no_param};
    return table;
  }
};

// The operation of a derivation: all of it but the parameters is the same.
template <class Work>
KdfFunctions functions_of(OSSL_FUNC_kdf_settable_ctx_params_fn* settable_params) {
  using Context = Kdf<Work>;
  return {row<OSSL_FUNC_kdf_newctx_fn>(OSSL_FUNC_KDF_NEWCTX, Context::new_context),
          row<OSSL_FUNC_kdf_freectx_fn>(OSSL_FUNC_KDF_FREECTX, Context::free_context),
          row<OSSL_FUNC_kdf_dupctx_fn>(OSSL_FUNC_KDF_DUPCTX, Context::copy_context),
          row<OSSL_FUNC_kdf_reset_fn>(OSSL_FUNC_KDF_RESET, Context::reset),
          row<OSSL_FUNC_kdf_derive_fn>(OSSL_FUNC_KDF_DERIVE, Context::derive),
          row<OSSL_FUNC_kdf_get_ctx_params_fn>(OSSL_FUNC_KDF_GET_CTX_PARAMS, Context::get_params),
          row<OSSL_FUNC_kdf_gettable_ctx_params_fn>(OSSL_FUNC_KDF_GETTABLE_CTX_PARAMS, Context::gettable_params),
          row<OSSL_FUNC_kdf_set_ctx_params_fn>(OSSL_FUNC_KDF_SET_CTX_PARAMS, Context::set_params),
          row<OSSL_FUNC_kdf_settable_ctx_params_fn>(OSSL_FUNC_KDF_SETTABLE_CTX_PARAMS, settable_params),
          end_of_table()};
}

// The bytes of every parameter of that name, one after the other, in the place of what was there.
inline bool read_all_bytes(const Provider& provider, const OSSL_PARAM* params, const char* name, Buffer& to) {
  bool is_first = true;
  for (const OSSL_PARAM* p = find(params, name); p != nullptr; p = find(p + 1, name)) {
    Bytes bytes;
    if (!read(*p, bytes)) return refuse(provider, Reason::unsupported_parameter);
    if (!(is_first ? to.assign(bytes) : to.append(bytes))) return refuse(provider, CCE_ERR_MEMORY);
    is_first = false;
  }
  return true;
}

// The modes of HKDF and TLS13-KDF: by OpenSSL's numbers (EVP_KDF_HKDF_MODE_*) or names.
enum class Mode : uint8_t { extract_and_expand = 0, extract_only = 1, expand_only = 2 };
bool read_mode(const Provider& provider, const OSSL_PARAM* params, Mode& mode);

}  // namespace cce::provider
