// RAND: CTR-DRBG and HMAC-DRBG. The module seeds each from its own noise sources, so a parent, which OpenSSL gives to the
// generators of a thread, is not asked for anything, and nothing but the module can be the source of a seed.
#include <pthread.h>

#include <atomic>

#include "provider/buffer.hpp"
#include "provider/hashes.hpp"
#include "provider/operations.hpp"

namespace cce::provider {
namespace {

constexpr int64_t strength = 256;  // bits, of every kind
// EVP_RAND_STATE_UNINITIALISED and _READY; OpenSSL's header of them is not one for providers.
constexpr int64_t uninitialised = 0, ready = 1;

// The module's generators take turns themselves. What is left for OpenSSL's lock is that one thread may take a generator away
// that another one is in the midst of.
struct Generator {
  const Provider* provider;
  cce_drbg_kind kind;
  bool is_hmac;
  std::atomic<cce_drbg*> drbg{nullptr};
  pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
  std::atomic<bool> takes_turns{false};

  ~Generator() {
    cce_drbg_free(drbg.load());
    pthread_mutex_destroy(&turn);
  }
};

Generator& of(void* context) { return *static_cast<Generator*>(context); }

template <bool is_hmac>
void* new_context(void* provider, void*, const OSSL_DISPATCH*) {
  const auto& from = *static_cast<const Provider*>(provider);
  auto* const made = make<Generator>(from);
  if (made == nullptr) return nullptr;
  made->provider = &from;
  made->is_hmac = is_hmac;
  made->kind = is_hmac ? CCE_HMAC_DRBG_SHA256 : CCE_CTR_DRBG_AES256;
  return made;
}

void free_context(void* context) { destroy(static_cast<Generator*>(context)); }

bool set_hash(Generator& generator, const Hash& hash) {
  switch (hash.id) {
    case CCE_SHA256:
      generator.kind = CCE_HMAC_DRBG_SHA256;
      return true;
    case CCE_SHA384:
      generator.kind = CCE_HMAC_DRBG_SHA384;
      return true;
    case CCE_SHA512:
      generator.kind = CCE_HMAC_DRBG_SHA512;
      return true;
    default:
      return refuse(*generator.provider, Reason::unknown_digest);
  }
}

// The intervals of reseeding are the module's own, and are the standard's; what is set of them is not looked at.
int set_params(void* context, const OSSL_PARAM* params) {
  Generator& generator = of(context);
  std::string_view text;
  if (!generator.is_hmac) {
    if (const OSSL_PARAM* const p = find(params, OSSL_DRBG_PARAM_CIPHER); p != nullptr)
      if (!read(*p, text) || !is_named(text, "AES-256-CTR"))
        return refuse(*generator.provider, Reason::unsupported_parameter);
    size_t derives;
    if (const OSSL_PARAM* const p = find(params, OSSL_DRBG_PARAM_USE_DF); p != nullptr)
      if (!read(*p, derives) || derives == 0) return refuse(*generator.provider, Reason::unsupported_parameter);
    return 1;
  }
  if (const OSSL_PARAM* const p = find(params, OSSL_DRBG_PARAM_MAC); p != nullptr)
    if (!read(*p, text) || !is_named(text, "HMAC")) return refuse(*generator.provider, Reason::unsupported_parameter);
  const Hash* hash = nullptr;
  if (!read_hash(*generator.provider, params, OSSL_DRBG_PARAM_DIGEST, hash)) return 0;
  return hash == nullptr || set_hash(generator, *hash);
}

int instantiate(void* context, unsigned int bits, int, const unsigned char* personalization, size_t size,
                const OSSL_PARAM* params) {
  Generator& generator = of(context);
  if (bits > strength) return refuse(*generator.provider, CCE_ERR_LIMIT);
  if (!set_params(context, params)) return 0;
  cce_drbg* made = nullptr;
  if (!is_done(*generator.provider, cce_drbg_new(generator.kind, personalization, size, &made))) return 0;
  cce_drbg_free(generator.drbg.exchange(made));
  return 1;
}

int uninstantiate(void* context) {
  cce_drbg_free(of(context).drbg.exchange(nullptr));
  return 1;
}

// use(drbg). A generator that was zeroised with the module is made anew once the module is back, without the personalization string
// that it may have had: OpenSSL asks nobody else, and the library context would have no random numbers for the rest of its life.
template <class Use>
int with_drbg(Generator& generator, Use use) {
  cce_drbg* const drbg = generator.drbg.load();
  if (drbg == nullptr) return refuse(*generator.provider, Reason::wrong_order);
  cce_result result = use(drbg);
  if (result == CCE_ERR_KEY) {
    cce_drbg* made = nullptr;
    if (!is_done(*generator.provider, cce_drbg_new(generator.kind, nullptr, 0, &made))) return 0;
    cce_drbg_free(generator.drbg.exchange(made));
    result = use(made);
  }
  return is_done(*generator.provider, result);
}

int generate(void* context, unsigned char* out, size_t size, unsigned int bits, int prediction_resistance,
             const unsigned char* additional, size_t additional_size) {
  Generator& generator = of(context);
  if (bits > strength) return refuse(*generator.provider, CCE_ERR_LIMIT);
  return with_drbg(generator, [&](cce_drbg* drbg) {
    return cce_drbg_generate(drbg, prediction_resistance, additional, additional_size, out, size);
  });
}

// What the caller calls entropy is additional input: it adds to the module's own, and cannot take its place.
int reseed(void* context, int, const unsigned char* entropy, size_t entropy_size, const unsigned char* additional,
           size_t additional_size) {
  Generator& generator = of(context);
  Buffer input;
  if (!input.assign({entropy, entropy == nullptr ? 0 : entropy_size}) ||
      !input.append({additional, additional == nullptr ? 0 : additional_size}))
    return refuse(*generator.provider, CCE_ERR_MEMORY);
  return with_drbg(generator, [&](cce_drbg* drbg) { return cce_drbg_reseed(drbg, input.data(), input.size()); });
}

// Asked for by who shares a generator between threads; EVP then locks around every call.
int enable_locking(void* context) {
  of(context).takes_turns.store(true);
  return 1;
}
int lock(void* context) { return !of(context).takes_turns.load() || pthread_mutex_lock(&of(context).turn) == 0; }
void unlock(void* context) {
  if (of(context).takes_turns.load()) pthread_mutex_unlock(&of(context).turn);
}

int is_zeroised(void* context) { return of(context).drbg.load() == nullptr; }

int get_params(void* context, OSSL_PARAM* params) {
  const Generator& generator = of(context);
  const char* const hash = generator.kind == CCE_HMAC_DRBG_SHA256   ? "SHA2-256"
                           : generator.kind == CCE_HMAC_DRBG_SHA384 ? "SHA2-384"
                                                                    : "SHA2-512";
  if (generator.is_hmac ? !answer(params, OSSL_DRBG_PARAM_MAC, "HMAC") || !answer(params, OSSL_DRBG_PARAM_DIGEST, hash)
                        : !answer(params, OSSL_DRBG_PARAM_CIPHER, "AES-256-CTR") ||
                              !answer(params, OSSL_DRBG_PARAM_USE_DF, int64_t{1}))
    return 0;
  return answer(params, OSSL_RAND_PARAM_STATE, generator.drbg.load() == nullptr ? uninitialised : ready) &&
         answer(params, OSSL_RAND_PARAM_STRENGTH, strength) &&
         answer(params, OSSL_RAND_PARAM_MAX_REQUEST, int64_t{CCE_DRBG_MAX_REQUEST}) &&
         answer(params, approved_indicator, int64_t{1});
}

const OSSL_PARAM* gettable_params(void*, void*) {
  static constexpr OSSL_PARAM table[] = {number_param(OSSL_RAND_PARAM_STATE),
                                         unsigned_param(OSSL_RAND_PARAM_STRENGTH),
                                         unsigned_param(OSSL_RAND_PARAM_MAX_REQUEST),
                                         text_param(OSSL_DRBG_PARAM_CIPHER),
                                         number_param(OSSL_DRBG_PARAM_USE_DF),
                                         text_param(OSSL_DRBG_PARAM_MAC),
                                         text_param(OSSL_DRBG_PARAM_DIGEST),
                                         number_param(approved_indicator),
                                         no_param};
  return table;
}

const OSSL_PARAM* settable_params(void*, void*) {
  static constexpr OSSL_PARAM table[] = {text_param(OSSL_DRBG_PARAM_PROPERTIES), text_param(OSSL_DRBG_PARAM_CIPHER),
                                         number_param(OSSL_DRBG_PARAM_USE_DF),   text_param(OSSL_DRBG_PARAM_MAC),
                                         text_param(OSSL_DRBG_PARAM_DIGEST),     no_param};
  return table;
}

template <bool is_hmac>
const OSSL_DISPATCH functions[] = {
    row<OSSL_FUNC_rand_newctx_fn>(OSSL_FUNC_RAND_NEWCTX, new_context<is_hmac>),
    row<OSSL_FUNC_rand_freectx_fn>(OSSL_FUNC_RAND_FREECTX, free_context),
    row<OSSL_FUNC_rand_instantiate_fn>(OSSL_FUNC_RAND_INSTANTIATE, instantiate),
    row<OSSL_FUNC_rand_uninstantiate_fn>(OSSL_FUNC_RAND_UNINSTANTIATE, uninstantiate),
    row<OSSL_FUNC_rand_generate_fn>(OSSL_FUNC_RAND_GENERATE, generate),
    row<OSSL_FUNC_rand_reseed_fn>(OSSL_FUNC_RAND_RESEED, reseed),
    row<OSSL_FUNC_rand_enable_locking_fn>(OSSL_FUNC_RAND_ENABLE_LOCKING, enable_locking),
    row<OSSL_FUNC_rand_lock_fn>(OSSL_FUNC_RAND_LOCK, lock),
    row<OSSL_FUNC_rand_unlock_fn>(OSSL_FUNC_RAND_UNLOCK, unlock),
    row<OSSL_FUNC_rand_verify_zeroization_fn>(OSSL_FUNC_RAND_VERIFY_ZEROIZATION, is_zeroised),
    row<OSSL_FUNC_rand_get_ctx_params_fn>(OSSL_FUNC_RAND_GET_CTX_PARAMS, get_params),
    row<OSSL_FUNC_rand_gettable_ctx_params_fn>(OSSL_FUNC_RAND_GETTABLE_CTX_PARAMS, gettable_params),
    row<OSSL_FUNC_rand_set_ctx_params_fn>(OSSL_FUNC_RAND_SET_CTX_PARAMS, set_params),
    row<OSSL_FUNC_rand_settable_ctx_params_fn>(OSSL_FUNC_RAND_SETTABLE_CTX_PARAMS, settable_params),
    end_of_table()};

}  // namespace

const OSSL_ALGORITHM* generators() {
  static const OSSL_ALGORITHM table[] = {{"CTR-DRBG", properties, functions<false>, "CTR_DRBG with AES-256, SP 800-90A"},
                                         {"HMAC-DRBG", properties, functions<true>, "HMAC_DRBG with SHA-2, SP 800-90A"},
                                         {nullptr, nullptr, nullptr, nullptr}};
  return table;
}

}  // namespace cce::provider
