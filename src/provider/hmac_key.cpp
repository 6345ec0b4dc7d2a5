// KEYMGMT and SIGNATURE: HMAC. OpenSSL also takes MACs for signatures whose key is a secret: so libssl makes the binders of TLS
// 1.3's resumption, and `openssl dgst -hmac` its digests.
#include <atomic>

#include "provider/buffer.hpp"
#include "provider/hashes.hpp"
#include "provider/operations.hpp"

namespace cce::provider {
namespace {

struct Key {
  const Provider* provider;
  std::atomic<int> references{1};
  Buffer secret;
};

void let_go(Key* key) {
  if (key != nullptr && key->references.fetch_sub(1, std::memory_order_acq_rel) == 1) destroy(key);
}

void* new_key(void* provider) {
  const auto& of = *static_cast<const Provider*>(provider);
  auto* const made = make<Key>(of);
  if (made != nullptr) made->provider = &of;
  return made;
}

void free_key(void* key) { let_go(static_cast<Key*>(key)); }

int has(const void* key, int selection) {
  if (key == nullptr) return 0;
  return (selection & OSSL_KEYMGMT_SELECT_PRIVATE_KEY) == 0 || static_cast<const Key*>(key)->secret.is_set();
}

int match(const void* left, const void* right, int) {
  if (left == nullptr || right == nullptr) return 0;
  const Bytes a = static_cast<const Key*>(left)->secret.bytes(), b = static_cast<const Key*>(right)->secret.bytes();
  if (a.size() != b.size()) return 0;
  uint8_t differing = 0;  // looked at to the end: both are secrets
  for (size_t i = 0; i < a.size(); ++i) differing |= a[i] ^ b[i];
  return differing == 0;
}

int import_key(void* to, int selection, const OSSL_PARAM* params) {
  auto& key = *static_cast<Key*>(to);
  if ((selection & OSSL_KEYMGMT_SELECT_PRIVATE_KEY) == 0) return 0;
  const OSSL_PARAM* const secret = find(params, OSSL_PKEY_PARAM_PRIV_KEY);
  Bytes bytes;
  if (secret == nullptr || !read(*secret, bytes)) return refuse(*key.provider, Reason::missing_parameter);
  return key.secret.assign(bytes) || refuse(*key.provider, CCE_ERR_MEMORY);
}

int export_key(void* from, int selection, OSSL_CALLBACK* callback, void* argument) {
  const auto& key = *static_cast<const Key*>(from);
  if ((selection & OSSL_KEYMGMT_SELECT_PRIVATE_KEY) == 0 || !key.secret.is_set()) return 0;
  const OSSL_PARAM params[] = {{OSSL_PKEY_PARAM_PRIV_KEY, OSSL_PARAM_OCTET_STRING,
                                const_cast<uint8_t*>(key.secret.data()), key.secret.size(), 0},
                               no_param};
  return callback(params, argument);
}

const OSSL_PARAM* key_types(int selection) {
  static constexpr OSSL_PARAM table[] = {bytes_param(OSSL_PKEY_PARAM_PRIV_KEY), no_param};
  return (selection & OSSL_KEYMGMT_SELECT_PRIVATE_KEY) != 0 ? table : nullptr;
}

const char* operation_name(int) { return "HMAC"; }

struct Signature {
  const Provider* provider;
  const Hash* hash = nullptr;
  Key* key = nullptr;
  cce_hmac_ctx context;
  const Hash* hash_of_message = nullptr;  // with which that was begun; null: it was not
};

void* new_context(void* provider, const char*) {
  const auto& of = *static_cast<const Provider*>(provider);
  auto* const made = make<Signature>(of);
  if (made != nullptr) made->provider = &of;
  return made;
}

void free_context(void* context) {
  auto* const signature = static_cast<Signature*>(context);
  if (signature == nullptr) return;
  let_go(signature->key);
  explicit_bzero(&signature->context, sizeof signature->context);
  destroy(signature);
}

void* copy_context(void* context) {
  const auto& from = *static_cast<const Signature*>(context);
  auto* const made = make<Signature>(*from.provider);
  if (made == nullptr) return nullptr;
  *made = from;
  if (made->key != nullptr) made->key->references.fetch_add(1, std::memory_order_relaxed);
  return made;
}

int begin(void* context, const char* digest, void* key, const OSSL_PARAM* params) {
  auto& signature = *static_cast<Signature*>(context);
  if (digest != nullptr && *digest != '\0') {
    signature.hash = hash_named(*signature.provider, digest);
    if (signature.hash == nullptr) return 0;
  }
  if (!read_hash(*signature.provider, params, OSSL_SIGNATURE_PARAM_DIGEST, signature.hash)) return 0;
  if (key != nullptr) {
    static_cast<Key*>(key)->references.fetch_add(1, std::memory_order_relaxed);
    let_go(signature.key);
    signature.key = static_cast<Key*>(key);
  }
  if (signature.hash == nullptr) return refuse(*signature.provider, Reason::missing_parameter);
  if (signature.key == nullptr || !signature.key->secret.is_set()) return refuse(*signature.provider, Reason::no_key);
  const Buffer& secret = signature.key->secret;
  signature.hash_of_message = nullptr;
  if (!is_done(*signature.provider,
               cce_hmac_init(&signature.context, signature.hash->id, secret.data(), secret.size())))
    return 0;
  signature.hash_of_message = signature.hash;
  return 1;
}

int update(void* context, const unsigned char* in, size_t size) {
  auto& signature = *static_cast<Signature*>(context);
  if (signature.hash_of_message == nullptr) return refuse(*signature.provider, Reason::wrong_order);
  return is_done(*signature.provider, cce_hmac_update(&signature.context, in, size));
}

int final(void* context, unsigned char* out, size_t* size, size_t room) {
  auto& signature = *static_cast<Signature*>(context);
  if (signature.hash_of_message == nullptr) return refuse(*signature.provider, Reason::wrong_order);
  const size_t needed = cce_digest_size(signature.hash_of_message->id);
  if (out != nullptr) {
    if (room < needed) return refuse(*signature.provider, Reason::buffer_too_small);
    if (!is_done(*signature.provider, cce_hmac_final(&signature.context, out))) return 0;
    signature.hash_of_message = nullptr;
  }
  *size = needed;
  return 1;
}

int set_params(void* context, const OSSL_PARAM* params) {
  auto& signature = *static_cast<Signature*>(context);
  return read_hash(*signature.provider, params, OSSL_SIGNATURE_PARAM_DIGEST, signature.hash);
}

const OSSL_PARAM* settable_params(void*, void*) {
  static constexpr OSSL_PARAM table[] = {text_param(OSSL_SIGNATURE_PARAM_DIGEST), no_param};
  return table;
}

}  // namespace

const OSSL_DISPATCH hmac_key_functions[] = {
    row<OSSL_FUNC_keymgmt_new_fn>(OSSL_FUNC_KEYMGMT_NEW, new_key),
    row<OSSL_FUNC_keymgmt_free_fn>(OSSL_FUNC_KEYMGMT_FREE, free_key),
    row<OSSL_FUNC_keymgmt_has_fn>(OSSL_FUNC_KEYMGMT_HAS, has),
    row<OSSL_FUNC_keymgmt_match_fn>(OSSL_FUNC_KEYMGMT_MATCH, match),
    row<OSSL_FUNC_keymgmt_import_fn>(OSSL_FUNC_KEYMGMT_IMPORT, import_key),
    row<OSSL_FUNC_keymgmt_import_types_fn>(OSSL_FUNC_KEYMGMT_IMPORT_TYPES, key_types),
    row<OSSL_FUNC_keymgmt_export_fn>(OSSL_FUNC_KEYMGMT_EXPORT, export_key),
    row<OSSL_FUNC_keymgmt_export_types_fn>(OSSL_FUNC_KEYMGMT_EXPORT_TYPES, key_types),
    row<OSSL_FUNC_keymgmt_query_operation_name_fn>(OSSL_FUNC_KEYMGMT_QUERY_OPERATION_NAME, operation_name),
    end_of_table()};

const OSSL_DISPATCH hmac_signature_functions[] = {
    row<OSSL_FUNC_signature_newctx_fn>(OSSL_FUNC_SIGNATURE_NEWCTX, new_context),
    row<OSSL_FUNC_signature_freectx_fn>(OSSL_FUNC_SIGNATURE_FREECTX, free_context),
    row<OSSL_FUNC_signature_dupctx_fn>(OSSL_FUNC_SIGNATURE_DUPCTX, copy_context),
    row<OSSL_FUNC_signature_digest_sign_init_fn>(OSSL_FUNC_SIGNATURE_DIGEST_SIGN_INIT, begin),
    row<OSSL_FUNC_signature_digest_sign_update_fn>(OSSL_FUNC_SIGNATURE_DIGEST_SIGN_UPDATE, update),
    row<OSSL_FUNC_signature_digest_sign_final_fn>(OSSL_FUNC_SIGNATURE_DIGEST_SIGN_FINAL, final),
    row<OSSL_FUNC_signature_set_ctx_params_fn>(OSSL_FUNC_SIGNATURE_SET_CTX_PARAMS, set_params),
    row<OSSL_FUNC_signature_settable_ctx_params_fn>(OSSL_FUNC_SIGNATURE_SETTABLE_CTX_PARAMS, settable_params),
    end_of_table()};

}  // namespace cce::provider
