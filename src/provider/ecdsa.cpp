// SIGNATURE: ECDSA, of a digest or of a message that comes in pieces.
#include <cstring>

#include "provider/ec_key.hpp"
#include "provider/hashes.hpp"
#include "provider/operations.hpp"

namespace cce::provider {
namespace {

// Names that headers of OpenSSL before 3.2 do not have.
constexpr char nonce_type[] = "nonce-type";

struct Ecdsa {
  const Provider* provider;
  EcKeyReference key;
  const Hash* hash = nullptr;  // null: a digest is signed whose hash is not known
  cce_digest_ctx message;
  const Hash* hash_of_message = nullptr;  // with which that was begun
  bool is_deterministic = false;
  bool is_verifying = false;
};

Ecdsa& of(void* context) { return *static_cast<Ecdsa*>(context); }

void* new_context(void* provider, const char*) {
  const auto& from = *static_cast<const Provider*>(provider);
  auto* const made = make<Ecdsa>(from);
  if (made != nullptr) made->provider = &from;
  return made;
}

void free_context(void* context) {
  auto* const ecdsa = static_cast<Ecdsa*>(context);
  if (ecdsa != nullptr) explicit_bzero(&ecdsa->message, sizeof ecdsa->message);
  destroy(ecdsa);
}

void* copy_context(void* context) {
  const Ecdsa& from = of(context);
  void* const place = std::malloc(sizeof(Ecdsa));
  if (place == nullptr) {
    refuse(*from.provider, CCE_ERR_MEMORY);
    return nullptr;
  }
  return new (place) Ecdsa(from);
}

int set_params(void* context, const OSSL_PARAM* params) {
  Ecdsa& ecdsa = of(context);
  if (!read_hash(*ecdsa.provider, params, OSSL_SIGNATURE_PARAM_DIGEST, ecdsa.hash)) return 0;
  size_t number;
  if (const OSSL_PARAM* const p = find(params, OSSL_SIGNATURE_PARAM_DIGEST_SIZE); p != nullptr)
    if (!read(*p, number) || (ecdsa.hash != nullptr && number != cce_digest_size(ecdsa.hash->id)))
      return refuse(*ecdsa.provider, Reason::wrong_length);
  if (const OSSL_PARAM* const p = find(params, nonce_type); p != nullptr) {
    if (!read(*p, number) || number > 1) return refuse(*ecdsa.provider, Reason::unsupported_parameter);
    ecdsa.is_deterministic = number == 1;
  }
  return 1;
}

// A null key keeps the one that is there.
int begin(void* context, void* key, bool is_verifying, const OSSL_PARAM* params) {
  Ecdsa& ecdsa = of(context);
  if (key != nullptr) ecdsa.key.set(static_cast<EcKey*>(key));
  ecdsa.is_verifying = is_verifying;
  if (!ecdsa.key || (is_verifying ? ecdsa.key->public_key == nullptr : ecdsa.key->private_key == nullptr))
    return refuse(*ecdsa.provider, Reason::no_key);
  return set_params(context, params);
}

int begin_message(void* context, const char* digest, void* key, bool is_verifying, const OSSL_PARAM* params) {
  Ecdsa& ecdsa = of(context);
  if (digest != nullptr && *digest != '\0') {
    const Hash* const hash = hash_named(*ecdsa.provider, digest);
    if (hash == nullptr) return 0;
    ecdsa.hash = hash;
  }
  if (!begin(context, key, is_verifying, params)) return 0;
  if (ecdsa.hash == nullptr) ecdsa.hash = hash_named(*ecdsa.provider, ecdsa.key->curve->digest);
  ecdsa.hash_of_message = ecdsa.hash;
  return is_done(*ecdsa.provider, cce_digest_init(&ecdsa.message, ecdsa.hash->id));
}

int begin_sign(void* context, void* key, const OSSL_PARAM* params) { return begin(context, key, false, params); }
int begin_verify(void* context, void* key, const OSSL_PARAM* params) { return begin(context, key, true, params); }
int begin_sign_message(void* context, const char* digest, void* key, const OSSL_PARAM* params) {
  return begin_message(context, digest, key, false, params);
}
int begin_verify_message(void* context, const char* digest, void* key, const OSSL_PARAM* params) {
  return begin_message(context, digest, key, true, params);
}

// A null signature asks for the longest it can be.
int sign(void* context, unsigned char* signature, size_t* size, size_t room, const unsigned char* digest,
         size_t digest_size) {
  const Ecdsa& ecdsa = of(context);
  if (!ecdsa.key || ecdsa.is_verifying) return refuse(*ecdsa.provider, Reason::wrong_order);
  if (signature == nullptr) {
    *size = ecdsa.key->curve->signature_size;
    return 1;
  }
  if (ecdsa.hash != nullptr && digest_size != cce_digest_size(ecdsa.hash->id))
    return refuse(*ecdsa.provider, Reason::wrong_length);
  uint8_t made[CCE_MAX_SIGNATURE_SIZE];
  size_t made_size = sizeof made;
  cce_result result;
  if (ecdsa.is_deterministic) {
    // RFC 6979 takes the hash itself, too.
    if (ecdsa.hash == nullptr) return refuse(*ecdsa.provider, Reason::missing_parameter);
    result = cce_ecdsa_sign_digest_deterministic(ecdsa.key->private_key, ecdsa.hash->id, digest, digest_size, CCE_SIG_DER,
                                                 made, &made_size);
  } else {
    result = cce_ecdsa_sign_digest(ecdsa.key->private_key, digest, digest_size, CCE_SIG_DER, made, &made_size);
  }
  if (!is_done(*ecdsa.provider, result)) return 0;
  if (room < made_size) return refuse(*ecdsa.provider, Reason::buffer_too_small);
  std::memcpy(signature, made, made_size);
  *size = made_size;
  return 1;
}

int verify(void* context, const unsigned char* signature, size_t size, const unsigned char* digest, size_t digest_size) {
  const Ecdsa& ecdsa = of(context);
  if (!ecdsa.key || !ecdsa.is_verifying) return refuse(*ecdsa.provider, Reason::wrong_order);
  if (ecdsa.hash != nullptr && digest_size != cce_digest_size(ecdsa.hash->id))
    return refuse(*ecdsa.provider, Reason::wrong_length);
  const cce_result result =
      cce_ecdsa_verify_digest(ecdsa.key->public_key, digest, digest_size, CCE_SIG_DER, signature, size);
  // That a signature does not verify is an answer and no error, which callers tell apart by the error queue.
  return result != CCE_ERR_AUTH && is_done(*ecdsa.provider, result);
}

int update(void* context, const unsigned char* in, size_t size) {
  Ecdsa& ecdsa = of(context);
  if (ecdsa.hash_of_message == nullptr) return refuse(*ecdsa.provider, Reason::wrong_order);
  return is_done(*ecdsa.provider, cce_digest_update(&ecdsa.message, in, size));
}

bool finish_digest(Ecdsa& ecdsa, uint8_t (&digest)[CCE_MAX_DIGEST_SIZE]) {
  // Another hash that was set since would sign bytes that nobody has written.
  if (ecdsa.hash_of_message == nullptr || ecdsa.hash_of_message != ecdsa.hash)
    return refuse(*ecdsa.provider, Reason::wrong_order);
  return is_done(*ecdsa.provider, cce_digest_final(&ecdsa.message, digest));
}

int sign_message(void* context, unsigned char* signature, size_t* size, size_t room) {
  Ecdsa& ecdsa = of(context);
  if (signature == nullptr) return sign(context, nullptr, size, 0, nullptr, 0);
  uint8_t digest[CCE_MAX_DIGEST_SIZE];
  return finish_digest(ecdsa, digest) && sign(context, signature, size, room, digest, cce_digest_size(ecdsa.hash->id));
}

int verify_message(void* context, const unsigned char* signature, size_t size) {
  Ecdsa& ecdsa = of(context);
  uint8_t digest[CCE_MAX_DIGEST_SIZE];
  return finish_digest(ecdsa, digest) && verify(context, signature, size, digest, cce_digest_size(ecdsa.hash->id));
}

int get_params(void* context, OSSL_PARAM* params) {
  const Ecdsa& ecdsa = of(context);
  if (OSSL_PARAM* const p = find(params, OSSL_SIGNATURE_PARAM_ALGORITHM_ID); p != nullptr) {
    if (ecdsa.hash == nullptr || ecdsa.hash->ecdsa_identifier.empty())
      return refuse(*ecdsa.provider, Reason::unknown_digest);
    if (!write(*p, ecdsa.hash->ecdsa_identifier)) return refuse(*ecdsa.provider, Reason::wrong_length);
  }
  if (ecdsa.hash != nullptr && (!answer(params, OSSL_SIGNATURE_PARAM_DIGEST, ecdsa.hash->name) ||
                                !answer(params, OSSL_SIGNATURE_PARAM_DIGEST_SIZE,
                                        static_cast<int64_t>(cce_digest_size(ecdsa.hash->id)))))
    return 0;
  return answer(params, nonce_type, int64_t{ecdsa.is_deterministic}) && answer(params, approved_indicator, int64_t{1});
}

const OSSL_PARAM* gettable_params(void*, void*) {
  static constexpr OSSL_PARAM table[] = {bytes_param(OSSL_SIGNATURE_PARAM_ALGORITHM_ID),
                                         text_param(OSSL_SIGNATURE_PARAM_DIGEST),
                                         unsigned_param(OSSL_SIGNATURE_PARAM_DIGEST_SIZE),
                                         unsigned_param(nonce_type),
                                         number_param(approved_indicator),
                                         no_param};
  return table;
}

const OSSL_PARAM* settable_params(void*, void*) {
  static constexpr OSSL_PARAM table[] = {text_param(OSSL_SIGNATURE_PARAM_DIGEST),
                                         text_param(OSSL_SIGNATURE_PARAM_PROPERTIES),
                                         unsigned_param(OSSL_SIGNATURE_PARAM_DIGEST_SIZE), unsigned_param(nonce_type),
                                         no_param};
  return table;
}

const OSSL_DISPATCH functions[] = {
    row<OSSL_FUNC_signature_newctx_fn>(OSSL_FUNC_SIGNATURE_NEWCTX, new_context),
    row<OSSL_FUNC_signature_freectx_fn>(OSSL_FUNC_SIGNATURE_FREECTX, free_context),
    row<OSSL_FUNC_signature_dupctx_fn>(OSSL_FUNC_SIGNATURE_DUPCTX, copy_context),
    row<OSSL_FUNC_signature_sign_init_fn>(OSSL_FUNC_SIGNATURE_SIGN_INIT, begin_sign),
    row<OSSL_FUNC_signature_sign_fn>(OSSL_FUNC_SIGNATURE_SIGN, sign),
    row<OSSL_FUNC_signature_verify_init_fn>(OSSL_FUNC_SIGNATURE_VERIFY_INIT, begin_verify),
    row<OSSL_FUNC_signature_verify_fn>(OSSL_FUNC_SIGNATURE_VERIFY, verify),
    row<OSSL_FUNC_signature_digest_sign_init_fn>(OSSL_FUNC_SIGNATURE_DIGEST_SIGN_INIT, begin_sign_message),
    row<OSSL_FUNC_signature_digest_sign_update_fn>(OSSL_FUNC_SIGNATURE_DIGEST_SIGN_UPDATE, update),
    row<OSSL_FUNC_signature_digest_sign_final_fn>(OSSL_FUNC_SIGNATURE_DIGEST_SIGN_FINAL, sign_message),
    row<OSSL_FUNC_signature_digest_verify_init_fn>(OSSL_FUNC_SIGNATURE_DIGEST_VERIFY_INIT, begin_verify_message),
    row<OSSL_FUNC_signature_digest_verify_update_fn>(OSSL_FUNC_SIGNATURE_DIGEST_VERIFY_UPDATE, update),
    row<OSSL_FUNC_signature_digest_verify_final_fn>(OSSL_FUNC_SIGNATURE_DIGEST_VERIFY_FINAL, verify_message),
    row<OSSL_FUNC_signature_get_ctx_params_fn>(OSSL_FUNC_SIGNATURE_GET_CTX_PARAMS, get_params),
    row<OSSL_FUNC_signature_gettable_ctx_params_fn>(OSSL_FUNC_SIGNATURE_GETTABLE_CTX_PARAMS, gettable_params),
    row<OSSL_FUNC_signature_set_ctx_params_fn>(OSSL_FUNC_SIGNATURE_SET_CTX_PARAMS, set_params),
    row<OSSL_FUNC_signature_settable_ctx_params_fn>(OSSL_FUNC_SIGNATURE_SETTABLE_CTX_PARAMS, settable_params),
    end_of_table()};

}  // namespace

const OSSL_ALGORITHM* signatures() {
  static const OSSL_ALGORITHM table[] = {{"ECDSA", properties, functions, "ECDSA, FIPS 186-5"},
                                         {"HMAC", properties, hmac_signature_functions, "HMAC in a signature's place"},
                                         {nullptr, nullptr, nullptr, nullptr}};
  return table;
}

}  // namespace cce::provider
