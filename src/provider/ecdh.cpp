// KEYEXCH: ECDH, and a derivation by X9.63 within it. The cofactor of these curves is 1, so either cofactor mode gives the same
// secret.
#include "provider/ec_key.hpp"
#include "provider/operations.hpp"
#include "provider/x963.hpp"

namespace cce::provider {
namespace {

struct Ecdh {
  const Provider* provider;
  EcKeyReference own, peer;
  int cofactor_mode = -1;  // -1: as the key says
  X963 derivation;
  bool is_approved = true;  // the latest secret
};

// The secret, where it is not given away itself.
struct Agreed {
  std::array<uint8_t, CCE_MAX_FIELD_SIZE> z;
  size_t size = CCE_MAX_FIELD_SIZE;

  ~Agreed() { explicit_bzero(z.data(), z.size()); }
};

Ecdh& of(void* context) { return *static_cast<Ecdh*>(context); }

void* new_context(void* provider) {
  const auto& from = *static_cast<const Provider*>(provider);
  auto* const made = make<Ecdh>(from);
  if (made != nullptr) made->provider = &from;
  return made;
}

void free_context(void* context) { destroy(static_cast<Ecdh*>(context)); }

void* copy_context(void* context) {
  const Ecdh& from = of(context);
  auto* const made = make<Ecdh>(*from.provider);
  if (made == nullptr) return nullptr;
  made->provider = from.provider;
  made->own.set(from.own.get());
  made->peer.set(from.peer.get());
  made->cofactor_mode = from.cofactor_mode;
  made->is_approved = from.is_approved;
  if (made->derivation.copy_from(from.derivation)) return made;
  refuse(*from.provider, CCE_ERR_MEMORY);
  destroy(made);
  return nullptr;
}

int set_params(void* context, const OSSL_PARAM* params) {
  Ecdh& ecdh = of(context);
  if (const OSSL_PARAM* const p = find(params, OSSL_EXCHANGE_PARAM_EC_ECDH_COFACTOR_MODE); p != nullptr) {
    int64_t mode;
    if (!read(*p, mode) || mode < -1 || mode > 1) return refuse(*ecdh.provider, Reason::unsupported_parameter);
    ecdh.cofactor_mode = static_cast<int>(mode);
  }
  return ecdh.derivation.read(*ecdh.provider, params);
}

int init(void* context, void* key, const OSSL_PARAM* params) {
  Ecdh& ecdh = of(context);
  auto* const own = static_cast<EcKey*>(key);
  if (own == nullptr || own->private_key == nullptr) return refuse(*ecdh.provider, Reason::no_key);
  ecdh.own.set(own);
  // EVP takes a new context each time. One that is begun again gives the bare secret until it is told otherwise, as OpenSSL's
  // own does.
  ecdh.derivation.is_on = false;
  ecdh.cofactor_mode = -1;
  return set_params(context, params);
}

int set_peer(void* context, void* key) {
  Ecdh& ecdh = of(context);
  auto* const peer = static_cast<EcKey*>(key);
  if (!ecdh.own || peer == nullptr || peer->public_key == nullptr) return refuse(*ecdh.provider, Reason::no_key);
  if (peer->curve != ecdh.own->curve) return refuse(*ecdh.provider, Reason::unknown_curve);
  ecdh.peer.set(peer);
  return 1;
}

// What the secret becomes, at `secret`, where there is room for it.
int derive_key(Ecdh& ecdh, unsigned char* secret) {
  if (!ecdh.derivation.is_complete(*ecdh.provider)) return 0;
  Agreed agreed;
  cce_result result = cce_ecdh(ecdh.own->private_key, ecdh.peer->public_key, agreed.z.data(), &agreed.size);
  if (!is_done(*ecdh.provider, result)) return 0;
  result = ecdh.derivation.derive(Bytes(agreed.z).first(agreed.size), secret);
  ecdh.is_approved = result == CCE_OK;
  return is_done(*ecdh.provider, result);
}

// A null secret asks for its size.
int derive(void* context, unsigned char* secret, size_t* size, size_t room) {
  Ecdh& ecdh = of(context);
  if (!ecdh.own || !ecdh.peer) return refuse(*ecdh.provider, Reason::no_key);
  const size_t needed = ecdh.derivation.is_on ? ecdh.derivation.size : ecdh.own->curve->field_size;
  if (secret == nullptr) {
    *size = needed;
    return 1;
  }
  if (room < needed) return refuse(*ecdh.provider, Reason::buffer_too_small);
  if (ecdh.derivation.is_on) {
    if (!derive_key(ecdh, secret)) return 0;
  } else {
    size_t made = room;
    const cce_result result = cce_ecdh(ecdh.own->private_key, ecdh.peer->public_key, secret, &made);
    ecdh.is_approved = result == CCE_OK;
    if (!is_done(*ecdh.provider, result)) return 0;
  }
  *size = needed;
  return 1;
}

int get_params(void* context, OSSL_PARAM* params) {
  const Ecdh& ecdh = of(context);
  const int mode = ecdh.cofactor_mode == -1 ? 0 : ecdh.cofactor_mode;
  return answer(params, OSSL_EXCHANGE_PARAM_EC_ECDH_COFACTOR_MODE, int64_t{mode}) &&
         ecdh.derivation.answer(params) && answer(params, approved_indicator, int64_t{ecdh.is_approved});
}

const OSSL_PARAM* gettable_params(void*, void*) {
  static constexpr OSSL_PARAM table[] = {
      number_param(OSSL_EXCHANGE_PARAM_EC_ECDH_COFACTOR_MODE), text_param(OSSL_EXCHANGE_PARAM_KDF_TYPE),
      text_param(OSSL_EXCHANGE_PARAM_KDF_DIGEST), unsigned_param(OSSL_EXCHANGE_PARAM_KDF_OUTLEN),
      bytes_pointer_param(OSSL_EXCHANGE_PARAM_KDF_UKM), number_param(approved_indicator), no_param};
  return table;
}

const OSSL_PARAM* settable_params(void*, void*) {
  static constexpr OSSL_PARAM table[] = {
      number_param(OSSL_EXCHANGE_PARAM_EC_ECDH_COFACTOR_MODE), text_param(OSSL_EXCHANGE_PARAM_KDF_TYPE),
      text_param(OSSL_EXCHANGE_PARAM_KDF_DIGEST), text_param(OSSL_EXCHANGE_PARAM_KDF_DIGEST_PROPS),
      unsigned_param(OSSL_EXCHANGE_PARAM_KDF_OUTLEN), bytes_param(OSSL_EXCHANGE_PARAM_KDF_UKM), no_param};
  return table;
}

const OSSL_DISPATCH functions[] = {
    row<OSSL_FUNC_keyexch_newctx_fn>(OSSL_FUNC_KEYEXCH_NEWCTX, new_context),
    row<OSSL_FUNC_keyexch_freectx_fn>(OSSL_FUNC_KEYEXCH_FREECTX, free_context),
    row<OSSL_FUNC_keyexch_dupctx_fn>(OSSL_FUNC_KEYEXCH_DUPCTX, copy_context),
    row<OSSL_FUNC_keyexch_init_fn>(OSSL_FUNC_KEYEXCH_INIT, init),
    row<OSSL_FUNC_keyexch_set_peer_fn>(OSSL_FUNC_KEYEXCH_SET_PEER, set_peer),
    row<OSSL_FUNC_keyexch_derive_fn>(OSSL_FUNC_KEYEXCH_DERIVE, derive),
    row<OSSL_FUNC_keyexch_get_ctx_params_fn>(OSSL_FUNC_KEYEXCH_GET_CTX_PARAMS, get_params),
    row<OSSL_FUNC_keyexch_gettable_ctx_params_fn>(OSSL_FUNC_KEYEXCH_GETTABLE_CTX_PARAMS, gettable_params),
    row<OSSL_FUNC_keyexch_set_ctx_params_fn>(OSSL_FUNC_KEYEXCH_SET_CTX_PARAMS, set_params),
    row<OSSL_FUNC_keyexch_settable_ctx_params_fn>(OSSL_FUNC_KEYEXCH_SETTABLE_CTX_PARAMS, settable_params),
    end_of_table()};

}  // namespace

const OSSL_ALGORITHM* key_exchanges() {
  static const OSSL_ALGORITHM table[] = {{"ECDH", properties, functions, "ECDH, SP 800-56A"},
                                         {"HKDF", properties, hkdf_exchange_functions.data(), "HKDF, RFC 5869"},
                                         {"TLS1-PRF", properties, tls1_prf_exchange_functions.data(), "TLS 1.2, RFC 5246 and 7627"},
                                         {nullptr, nullptr, nullptr, nullptr}};
  return table;
}

}  // namespace cce::provider
