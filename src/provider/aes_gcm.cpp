// CIPHER: AES-256-GCM.
#include "provider/aes_gcm.hpp"

#include <algorithm>
#include <cstring>

#include "provider/operations.hpp"

namespace cce::provider::gcm {

Context::Context(const Context& from)
    : provider(from.provider),
      key(from.key),
      sealer(from.sealer),
      is_sealing(from.is_sealing),
      is_generated(from.is_generated),
      state(from.state),
      iv(from.iv),
      iv_size(from.iv_size),
      tag(from.tag),
      tag_size(from.tag_size),
      tls_aad(from.tls_aad),
      is_tls_record(from.is_tls_record) {}

bool Context::set_key(Bytes bytes) {
  if (bytes.size() != CCE_GCM_KEY_SIZE) return refuse(provider, Reason::wrong_length);
  cce_gcm_key* made = nullptr;
  if (!is_done(provider, cce_gcm_key_import(bytes.data(), bytes.size(), &made))) return false;
  if (!key.set(provider, made)) return false;
  sealer.reset();
  if (state == Iv::taken) state = Iv::spent;
  return stream != nullptr || is_done(provider, cce_gcm_stream_new(&stream));
}

bool Context::set_iv(Bytes bytes) {
  if (bytes.empty() || bytes.size() > max_iv) return refuse(provider, Reason::wrong_length);
  std::copy(bytes.begin(), bytes.end(), iv.begin());
  iv_size = bytes.size();
  state = Iv::given;
  return true;
}

bool Context::begin() {
  if (key.get() == nullptr) return refuse(provider, Reason::no_key);
  if (state == Iv::taken) return true;
  if (state == Iv::spent || (state == Iv::none && !is_sealing)) return refuse(provider, Reason::no_iv);
  is_generated = false;
  cce_result result;
  if (!is_sealing) {
    result = cce_gcm_stream_open(stream, key.get(), iv.data(), iv_size);
  } else if (state == Iv::given) {
    result = cce_gcm_stream_seal_with_iv(stream, key.get(), iv.data(), iv_size);
  } else {
    // Nobody has set an IV: the module makes one, which is read as a parameter.
    if (iv_size != CCE_GCM_IV_SIZE) return refuse(provider, Reason::wrong_length);
    result = cce_gcm_stream_seal(stream, key.get(), iv.data());
    is_generated = true;
  }
  if (!is_done(provider, result)) return false;
  state = Iv::taken;
  return true;
}

bool Context::begin_counted() {
  if (sealer.get() == nullptr) return refuse(provider, Reason::no_iv);
  const cce_result result = cce_gcm_stream_seal_next(stream, sealer.get(), iv.data());
  if (!is_done(provider, result)) return false;
  is_generated = result == CCE_OK;
  state = Iv::taken;
  return true;
}

namespace {

bool finish(Context& gcm) {
  if (!gcm.begin()) return false;
  gcm.state = Iv::spent;
  if (gcm.is_sealing) {
    if (!is_done(gcm.provider, cce_gcm_stream_tag(gcm.stream, gcm.tag.data(), gcm.tag.size()))) return false;
    gcm.tag_size = gcm.tag.size();
    return true;
  }
  if (gcm.tag_size == 0) return refuse(gcm.provider, Reason::missing_parameter);
  const size_t size = gcm.tag_size;
  return is_done(gcm.provider, cce_gcm_stream_verify(gcm.stream, gcm.tag.data(), size));
}

void* new_context(void* provider) {
  const auto& of = *static_cast<const Provider*>(provider);
  void* const place = std::malloc(sizeof(Context));
  if (place == nullptr) {
    refuse(of, CCE_ERR_MEMORY);
    return nullptr;
  }
  return new (place) Context(of);
}

void free_context(void* context) { destroy(static_cast<Context*>(context)); }

// Of a message that is being sealed, two copies would go on with the same keystream: neither that nor one that is being opened
// can be copied. What has not begun, can.
void* copy_context(void* context) {
  const auto& from = *static_cast<const Context*>(context);
  if (from.state == Iv::taken) {
    refuse(from.provider, CCE_ERR_UNSUPPORTED);
    return nullptr;
  }
  void* const place = std::malloc(sizeof(Context));
  if (place == nullptr) {
    refuse(from.provider, CCE_ERR_MEMORY);
    return nullptr;
  }
  auto* const made = new (place) Context(from);
  if (from.stream == nullptr || is_done(from.provider, cce_gcm_stream_new(&made->stream))) return made;
  destroy(made);
  return nullptr;
}

int init(void* context, const unsigned char* key, size_t key_size, const unsigned char* iv, size_t iv_size, bool sealing,
         const OSSL_PARAM* params) {
  auto& gcm = *static_cast<Context*>(context);
  gcm.is_sealing = sealing;
  gcm.is_tls_record = false;
  if (iv != nullptr && !gcm.set_iv({iv, iv_size})) return 0;
  if (key != nullptr && !gcm.set_key({key, key_size})) return 0;
  return set_context_params(context, params);
}

int init_sealing(void* context, const unsigned char* key, size_t key_size, const unsigned char* iv, size_t iv_size,
                 const OSSL_PARAM* params) {
  return init(context, key, key_size, iv, iv_size, true, params);
}

int init_opening(void* context, const unsigned char* key, size_t key_size, const unsigned char* iv, size_t iv_size,
                 const OSSL_PARAM* params) {
  return init(context, key, key_size, iv, iv_size, false, params);
}

// Additional data when out is null.
int update(void* context, unsigned char* out, size_t* size, size_t room, const unsigned char* in, size_t in_size) {
  auto& gcm = *static_cast<Context*>(context);
  *size = 0;
  if (gcm.is_tls_record) {
    if (out != in || room < in_size) return refuse(gcm.provider, Reason::wrong_record);
    return crypt_tls_record(gcm, {out, in_size}, *size);
  }
  if (in_size == 0) return 1;
  if (!gcm.begin()) return 0;
  if (out == nullptr) {
    if (!is_done(gcm.provider, cce_gcm_stream_aad(gcm.stream, in, in_size))) return 0;
  } else {
    if (room < in_size) return refuse(gcm.provider, Reason::buffer_too_small);
    if (!is_done(gcm.provider, cce_gcm_stream_update(gcm.stream, in, in_size, out))) return 0;
  }
  *size = in_size;
  return 1;
}

int final(void* context, unsigned char*, size_t* size, size_t) {
  auto& gcm = *static_cast<Context*>(context);
  *size = 0;
  return finish(gcm);
}

// As EVP_Cipher calls it: the end when there is no input.
int cipher(void* context, unsigned char* out, size_t* size, size_t room, const unsigned char* in, size_t in_size) {
  return in == nullptr ? final(context, out, size, room) : update(context, out, size, room, in, in_size);
}

}  // namespace

const OSSL_DISPATCH functions[] = {
    row<OSSL_FUNC_cipher_newctx_fn>(OSSL_FUNC_CIPHER_NEWCTX, new_context),
    row<OSSL_FUNC_cipher_freectx_fn>(OSSL_FUNC_CIPHER_FREECTX, free_context),
    row<OSSL_FUNC_cipher_dupctx_fn>(OSSL_FUNC_CIPHER_DUPCTX, copy_context),
    row<OSSL_FUNC_cipher_encrypt_init_fn>(OSSL_FUNC_CIPHER_ENCRYPT_INIT, init_sealing),
    row<OSSL_FUNC_cipher_decrypt_init_fn>(OSSL_FUNC_CIPHER_DECRYPT_INIT, init_opening),
    row<OSSL_FUNC_cipher_update_fn>(OSSL_FUNC_CIPHER_UPDATE, update),
    row<OSSL_FUNC_cipher_final_fn>(OSSL_FUNC_CIPHER_FINAL, final),
    row<OSSL_FUNC_cipher_cipher_fn>(OSSL_FUNC_CIPHER_CIPHER, cipher),
    row<OSSL_FUNC_cipher_get_params_fn>(OSSL_FUNC_CIPHER_GET_PARAMS, get_params),
    row<OSSL_FUNC_cipher_gettable_params_fn>(OSSL_FUNC_CIPHER_GETTABLE_PARAMS, gettable_params),
    row<OSSL_FUNC_cipher_get_ctx_params_fn>(OSSL_FUNC_CIPHER_GET_CTX_PARAMS, get_context_params),
    row<OSSL_FUNC_cipher_gettable_ctx_params_fn>(OSSL_FUNC_CIPHER_GETTABLE_CTX_PARAMS, gettable_context_params),
    row<OSSL_FUNC_cipher_set_ctx_params_fn>(OSSL_FUNC_CIPHER_SET_CTX_PARAMS, set_context_params),
    row<OSSL_FUNC_cipher_settable_ctx_params_fn>(OSSL_FUNC_CIPHER_SETTABLE_CTX_PARAMS, settable_context_params),
    end_of_table()};

}  // namespace cce::provider::gcm

namespace cce::provider {

const OSSL_ALGORITHM* ciphers() {
  static const OSSL_ALGORITHM table[] = {
      {"AES-256-GCM:id-aes256-GCM:2.16.840.1.101.3.4.1.46", properties, gcm::functions, "AES-256-GCM"},
      {nullptr, nullptr, nullptr, nullptr}};
  return table;
}

}  // namespace cce::provider
