// MAC: HMAC.
#include "provider/buffer.hpp"
#include "provider/hashes.hpp"
#include "provider/operations.hpp"

namespace cce::provider {
namespace {

struct Mac {
  const Provider* provider;
  const Hash* hash = nullptr;
  Buffer key;
  cce_hmac_ctx keyed;    // begun with the key: each message starts as a copy of it
  cce_hmac_ctx running;
  bool is_keyed = false;
  bool is_approved = false;
};

void* new_context(void* provider) {
  const auto& of = *static_cast<const Provider*>(provider);
  auto* const made = make<Mac>(of);
  if (made != nullptr) made->provider = &of;
  return made;
}

void free_context(void* context) {
  auto* const mac = static_cast<Mac*>(context);
  if (mac == nullptr) return;
  explicit_bzero(&mac->keyed, sizeof mac->keyed);
  explicit_bzero(&mac->running, sizeof mac->running);
  destroy(mac);
}

void* copy_context(void* context) {
  const auto& from = *static_cast<const Mac*>(context);
  auto* const made = make<Mac>(*from.provider);
  if (made == nullptr) return nullptr;
  made->provider = from.provider;
  made->hash = from.hash;
  made->keyed = from.keyed;
  made->running = from.running;
  made->is_keyed = from.is_keyed;
  made->is_approved = from.is_approved;
  if (from.key.is_set() && !made->key.assign(from.key.bytes())) {
    free_context(made);
    return nullptr;
  }
  return made;
}

// Once there are a hash and a key, whichever came first.
bool set_up(Mac& mac) {
  if (mac.hash == nullptr || !mac.key.is_set()) return true;
  const cce_result result = cce_hmac_init(&mac.keyed, mac.hash->id, mac.key.data(), mac.key.size());
  mac.is_approved = result == CCE_OK;
  mac.is_keyed = is_done(*mac.provider, result);
  if (mac.is_keyed) mac.running = mac.keyed;
  return mac.is_keyed;
}

int set_params(void* context, const OSSL_PARAM* params) {
  auto& mac = *static_cast<Mac*>(context);
  const Hash* const before = mac.hash;
  if (!read_hash(*mac.provider, params, OSSL_MAC_PARAM_DIGEST, mac.hash)) return 0;
  if (mac.hash != before) mac.is_keyed = false;  // until there is a context of the new one, whose MACs are of another length
  // CBC records of TLS in constant time: no cipher suite of this provider has them.
  if (find(params, OSSL_MAC_PARAM_TLS_DATA_SIZE) != nullptr)
    return refuse(*mac.provider, Reason::unsupported_parameter);
  const OSSL_PARAM* const key = find(params, OSSL_MAC_PARAM_KEY);
  if (key == nullptr) return mac.hash == before || set_up(mac);
  Bytes bytes;
  if (!read(*key, bytes)) return refuse(*mac.provider, Reason::unsupported_parameter);
  return (mac.key.assign(bytes) || refuse(*mac.provider, CCE_ERR_MEMORY)) && set_up(mac);
}

int init(void* context, const unsigned char* key, size_t size, const OSSL_PARAM* params) {
  auto& mac = *static_cast<Mac*>(context);
  if (!set_params(context, params)) return 0;
  if (key != nullptr) {
    if (!mac.key.assign({key, size})) return refuse(*mac.provider, CCE_ERR_MEMORY);
    if (!set_up(mac)) return 0;
  }
  if (!mac.is_keyed) return refuse(*mac.provider, mac.hash == nullptr ? Reason::missing_parameter : Reason::no_key);
  mac.running = mac.keyed;
  return 1;
}

int update(void* context, const unsigned char* in, size_t size) {
  auto& mac = *static_cast<Mac*>(context);
  if (!mac.is_keyed) return refuse(*mac.provider, Reason::no_key);
  return is_done(*mac.provider, cce_hmac_update(&mac.running, in, size));
}

int final(void* context, unsigned char* out, size_t* size, size_t room) {
  auto& mac = *static_cast<Mac*>(context);
  if (!mac.is_keyed) return refuse(*mac.provider, Reason::no_key);
  const size_t needed = cce_digest_size(mac.hash->id);
  if (room < needed) return refuse(*mac.provider, Reason::buffer_too_small);
  if (!is_done(*mac.provider, cce_hmac_final(&mac.running, out))) return 0;
  *size = needed;
  return 1;
}

int get_params(void* context, OSSL_PARAM* params) {
  const auto& mac = *static_cast<const Mac*>(context);
  const size_t size = mac.hash == nullptr ? 0 : cce_digest_size(mac.hash->id);
  const size_t block = mac.hash == nullptr ? 0 : mac.hash->block_size;
  return answer(params, OSSL_MAC_PARAM_SIZE, static_cast<int64_t>(size)) &&
         answer(params, OSSL_MAC_PARAM_BLOCK_SIZE, static_cast<int64_t>(block)) &&
         answer(params, approved_indicator, int64_t{mac.is_approved});
}

const OSSL_PARAM* gettable_params(void*, void*) {
  static constexpr OSSL_PARAM table[] = {unsigned_param(OSSL_MAC_PARAM_SIZE), unsigned_param(OSSL_MAC_PARAM_BLOCK_SIZE),
                                         number_param(approved_indicator), no_param};
  return table;
}

const OSSL_PARAM* settable_params(void*, void*) {
  static constexpr OSSL_PARAM table[] = {text_param(OSSL_MAC_PARAM_DIGEST), text_param(OSSL_MAC_PARAM_PROPERTIES),
                                         bytes_param(OSSL_MAC_PARAM_KEY), no_param};
  return table;
}

const OSSL_DISPATCH functions[] = {
    row<OSSL_FUNC_mac_newctx_fn>(OSSL_FUNC_MAC_NEWCTX, new_context),
    row<OSSL_FUNC_mac_freectx_fn>(OSSL_FUNC_MAC_FREECTX, free_context),
    row<OSSL_FUNC_mac_dupctx_fn>(OSSL_FUNC_MAC_DUPCTX, copy_context),
    row<OSSL_FUNC_mac_init_fn>(OSSL_FUNC_MAC_INIT, init),
    row<OSSL_FUNC_mac_update_fn>(OSSL_FUNC_MAC_UPDATE, update),
    row<OSSL_FUNC_mac_final_fn>(OSSL_FUNC_MAC_FINAL, final),
    row<OSSL_FUNC_mac_get_ctx_params_fn>(OSSL_FUNC_MAC_GET_CTX_PARAMS, get_params),
    row<OSSL_FUNC_mac_gettable_ctx_params_fn>(OSSL_FUNC_MAC_GETTABLE_CTX_PARAMS, gettable_params),
    row<OSSL_FUNC_mac_set_ctx_params_fn>(OSSL_FUNC_MAC_SET_CTX_PARAMS, set_params),
    row<OSSL_FUNC_mac_settable_ctx_params_fn>(OSSL_FUNC_MAC_SETTABLE_CTX_PARAMS, settable_params),
    end_of_table()};

}  // namespace

const OSSL_ALGORITHM* macs() {
  static const OSSL_ALGORITHM table[] = {{"HMAC", properties, functions, "HMAC with SHA-2"},
                                         {nullptr, nullptr, nullptr, nullptr}};
  return table;
}

}  // namespace cce::provider
