/* The contract of cce.h: every name, signature, value and struct member that programs out there are compiled against.
 * Lines are added here when a service is added; a line that has to change breaks those programs. */
#include <cce/cce.h>
#include <stddef.h>

/* Results, states and the other numbers. */
_Static_assert(CCE_OK == 0, "the ABI has changed");
_Static_assert(CCE_OK_UNAPPROVED == 1, "the ABI has changed");
_Static_assert(CCE_ERR_STATE == -1, "the ABI has changed");
_Static_assert(CCE_ERR_ARGUMENT == -2, "the ABI has changed");
_Static_assert(CCE_ERR_BUFFER == -3, "the ABI has changed");
_Static_assert(CCE_ERR_LIMIT == -4, "the ABI has changed");
_Static_assert(CCE_ERR_AUTH == -5, "the ABI has changed");
_Static_assert(CCE_ERR_KEY == -6, "the ABI has changed");
_Static_assert(CCE_ERR_ENTROPY == -7, "the ABI has changed");
_Static_assert(CCE_ERR_SELF_TEST == -8, "the ABI has changed");
_Static_assert(CCE_ERR_MEMORY == -9, "the ABI has changed");
_Static_assert(CCE_ERR_UNSUPPORTED == -10, "the ABI has changed");

_Static_assert(CCE_STATE_POWER_OFF == 0, "the ABI has changed");
_Static_assert(CCE_STATE_SELF_TEST == 1, "the ABI has changed");
_Static_assert(CCE_STATE_OPERATIONAL == 2, "the ABI has changed");
_Static_assert(CCE_STATE_DEGRADED == 3, "the ABI has changed");
_Static_assert(CCE_STATE_ERROR == 4, "the ABI has changed");
_Static_assert(CCE_STATE_ZEROIZED == 5, "the ABI has changed");

_Static_assert(CCE_TEST_INTEGRITY == 1, "the ABI has changed");
_Static_assert(CCE_TEST_KNOWN_ANSWER == 2, "the ABI has changed");
_Static_assert(CCE_TEST_HEALTH == 3, "the ABI has changed");
_Static_assert(CCE_TEST_NOT_RUN == 0, "the ABI has changed");
_Static_assert(CCE_TEST_PASSED == 1, "the ABI has changed");
_Static_assert(CCE_TEST_FAILED == 2, "the ABI has changed");

_Static_assert(CCE_SHA224 == 1, "the ABI has changed");
_Static_assert(CCE_SHA256 == 2, "the ABI has changed");
_Static_assert(CCE_SHA384 == 3, "the ABI has changed");
_Static_assert(CCE_SHA512 == 4, "the ABI has changed");
_Static_assert(CCE_SHA512_256 == 5, "the ABI has changed");
_Static_assert(CCE_MAX_DIGEST_SIZE >= 64, "the ABI has changed");

_Static_assert(CCE_GCM_KEY_SIZE == 32 && CCE_GCM_IV_SIZE == 12 && CCE_GCM_TAG_SIZE == 16, "the ABI has changed");

_Static_assert(CCE_P256 == 1, "the ABI has changed");
_Static_assert(CCE_P384 == 2, "the ABI has changed");
_Static_assert(CCE_P521 == 3, "the ABI has changed");
_Static_assert(CCE_SIG_RAW == 1, "the ABI has changed");
_Static_assert(CCE_SIG_DER == 2, "the ABI has changed");
_Static_assert(CCE_MAX_FIELD_SIZE == 66 && CCE_MAX_POINT_SIZE == 133 && CCE_MAX_SIGNATURE_SIZE == 139,
               "the ABI has changed");
_Static_assert(CCE_MAX_KEY_DER_SIZE == 241 && CCE_MAX_PUBLIC_DER_SIZE == 158, "the ABI has changed");
_Static_assert(CCE_MAX_KEY_PEM_SIZE == 384 && CCE_MAX_PUBLIC_PEM_SIZE == 268, "the ABI has changed");

_Static_assert(CCE_CTR_DRBG_AES256 == 1, "the ABI has changed");
_Static_assert(CCE_HMAC_DRBG_SHA256 == 2, "the ABI has changed");
_Static_assert(CCE_HMAC_DRBG_SHA384 == 3, "the ABI has changed");
_Static_assert(CCE_HMAC_DRBG_SHA512 == 4, "the ABI has changed");
_Static_assert(CCE_DRBG_MAX_REQUEST == 65536, "the ABI has changed");

_Static_assert(sizeof(cce_drbg_kind) == 4, "the ABI has changed");
_Static_assert(sizeof(cce_result) == 4 && sizeof(cce_state) == 4 && sizeof(cce_hash) == 4, "the ABI has changed");
_Static_assert(sizeof(cce_test_kind) == 4 && sizeof(cce_test_outcome) == 4, "the ABI has changed");

/* What lies in the callers' storage. The structs with a size grow at their end alone; 64-bit machines. */
_Static_assert(sizeof(cce_digest_ctx) == 256 && _Alignof(cce_digest_ctx) == 8, "the ABI has changed");
_Static_assert(sizeof(cce_hmac_ctx) == 320 && _Alignof(cce_hmac_ctx) == 8, "the ABI has changed");

_Static_assert(offsetof(cce_module_info, size) == 0, "the ABI has changed");
_Static_assert(offsetof(cce_module_info, name) == 8, "the ABI has changed");
_Static_assert(offsetof(cce_module_info, version) == 16, "the ABI has changed");
_Static_assert(offsetof(cce_module_info, state) == 24, "the ABI has changed");
_Static_assert(offsetof(cce_module_info, integrity_expected) == 28, "the ABI has changed");
_Static_assert(offsetof(cce_module_info, integrity_computed) == 60, "the ABI has changed");
_Static_assert(offsetof(cce_module_info, cpu_features) == 96, "the ABI has changed");
_Static_assert(offsetof(cce_module_info, implementations) == 104, "the ABI has changed");
_Static_assert(offsetof(cce_module_info, power_up_ns) == 112, "the ABI has changed");
_Static_assert(offsetof(cce_module_info, failure) == 120, "the ABI has changed");
_Static_assert(sizeof(cce_module_info) >= 128, "the ABI has changed");

_Static_assert(offsetof(cce_self_test, size) == 0, "the ABI has changed");
_Static_assert(offsetof(cce_self_test, name) == 8, "the ABI has changed");
_Static_assert(offsetof(cce_self_test, algorithm) == 16, "the ABI has changed");
_Static_assert(offsetof(cce_self_test, kind) == 24, "the ABI has changed");
_Static_assert(offsetof(cce_self_test, outcome) == 28, "the ABI has changed");
_Static_assert(offsetof(cce_self_test, ns) == 32, "the ABI has changed");
_Static_assert(offsetof(cce_self_test, detail) == 40, "the ABI has changed");
_Static_assert(sizeof(cce_self_test) >= 48, "the ABI has changed");

/* Arrays of these are the callers'. */
_Static_assert(sizeof(cce_digest_item) == 32 && offsetof(cce_digest_item, result) == 24, "the ABI has changed");
_Static_assert(sizeof(cce_gcm_seal_item) == 72 && offsetof(cce_gcm_seal_item, result) == 64, "the ABI has changed");
_Static_assert(sizeof(cce_gcm_open_item) == 88 && offsetof(cce_gcm_open_item, result) == 80, "the ABI has changed");
_Static_assert(sizeof(cce_ecdsa_sign_item) == 56 && offsetof(cce_ecdsa_sign_item, result) == 48, "the ABI has changed");
_Static_assert(sizeof(cce_ecdsa_verify_item) == 56 && offsetof(cce_ecdsa_verify_item, result) == 48, "the ABI has changed");

/* The members' types: a pointer to each is of the type that is written here, and of no other. */
struct member_types {
  size_t* size;
  const char** text;
  cce_state* state;
  uint8_t (*digest)[32];
  uint64_t* ns;
  cce_test_kind* kind;
  cce_test_outcome* outcome;
};

struct member_types members_of_info(cce_module_info* info);
struct member_types members_of_info(cce_module_info* info) {
  struct member_types m = {&info->size,        &info->name, &info->state, &info->integrity_expected,
                           &info->power_up_ns, NULL,        NULL};
  const char** const texts[] = {&info->version, &info->cpu_features, &info->implementations, &info->failure};
  m.text = texts[3];
  m.digest = &info->integrity_computed;
  return m;
}

struct member_types members_of_test(cce_self_test* test);
struct member_types members_of_test(cce_self_test* test) {
  struct member_types m = {&test->size, &test->name, NULL, NULL, &test->ns, &test->kind, &test->outcome};
  const char** const texts[] = {&test->algorithm, &test->detail};
  m.text = texts[1];
  return m;
}

/* The services. */
struct services {
  const char* (*version)(void);
  const char* (*result_text)(cce_result);
  const char* (*state_name)(cce_state);
  cce_state (*module_state)(void);
  cce_result (*module_command)(void);
  cce_result (*module_get_info)(cce_module_info*);
  size_t (*self_test_count)(void);
  cce_result (*self_test_get)(size_t, cce_self_test*);

  size_t (*digest_size)(cce_hash);
  cce_result (*digest)(cce_hash, const void*, size_t, void*);
  cce_result (*digest_batch)(cce_hash, cce_digest_item*, size_t);
  cce_result (*digest_init)(cce_digest_ctx*, cce_hash);
  cce_result (*digest_update)(cce_digest_ctx*, const void*, size_t);
  cce_result (*digest_final)(cce_digest_ctx*, void*);

  cce_result (*hmac)(cce_hash, const void*, size_t, const void*, size_t, void*);
  cce_result (*hmac_init)(cce_hmac_ctx*, cce_hash, const void*, size_t);
  cce_result (*hmac_update)(cce_hmac_ctx*, const void*, size_t);
  cce_result (*hmac_final)(cce_hmac_ctx*, void*);
  cce_result (*hmac_verify)(cce_hash, const void*, size_t, const void*, size_t, const void*, size_t);

  cce_result (*hkdf)(cce_hash, const void*, size_t, const void*, size_t, const void*, size_t, void*, size_t);
  cce_result (*hkdf_extract)(cce_hash, const void*, size_t, const void*, size_t, void*);
  cce_result (*hkdf_expand)(cce_hash, const void*, size_t, const void*, size_t, void*, size_t);

  cce_result (*tls13_extract)(cce_hash, const void*, size_t, const void*, size_t, void*);
  cce_result (*tls13_expand_label)(cce_hash, const void*, size_t, const void*, size_t, const void*, size_t, void*, size_t);
  cce_result (*tls12_prf)(cce_hash, const void*, size_t, const void*, size_t, const void*, size_t, void*, size_t);

  cce_result (*gcm_key_generate)(cce_gcm_key**);
  cce_result (*gcm_key_import)(const void*, size_t, cce_gcm_key**);
  void (*gcm_key_free)(cce_gcm_key*);
  cce_result (*gcm_seal)(cce_gcm_key*, const void*, size_t, const void*, size_t, void*, void*, void*);
  cce_result (*gcm_open)(const cce_gcm_key*, const void*, size_t, const void*, size_t, const void*, size_t, const void*,
                         size_t, void*);
  cce_result (*gcm_seal_with_iv)(const cce_gcm_key*, const void*, size_t, const void*, size_t, const void*, size_t,
                                 void*, void*, size_t);
  cce_result (*gcm_sealer_new)(cce_gcm_key*, const void*, size_t, uint64_t, cce_gcm_sealer**);
  cce_result (*gcm_sealer_seal)(cce_gcm_sealer*, const void*, size_t, const void*, size_t, void*, void*, void*);
  void (*gcm_sealer_free)(cce_gcm_sealer*);
  cce_result (*gcm_seal_batch)(cce_gcm_seal_item*, size_t);
  cce_result (*gcm_open_batch)(cce_gcm_open_item*, size_t);
  cce_result (*gcm_stream_new)(cce_gcm_stream**);
  void (*gcm_stream_free)(cce_gcm_stream*);
  cce_result (*gcm_stream_seal)(cce_gcm_stream*, cce_gcm_key*, void*);
  cce_result (*gcm_stream_seal_next)(cce_gcm_stream*, cce_gcm_sealer*, void*);
  cce_result (*gcm_stream_seal_with_iv)(cce_gcm_stream*, const cce_gcm_key*, const void*, size_t);
  cce_result (*gcm_stream_open)(cce_gcm_stream*, const cce_gcm_key*, const void*, size_t);
  cce_result (*gcm_stream_aad)(cce_gcm_stream*, const void*, size_t);
  cce_result (*gcm_stream_update)(cce_gcm_stream*, const void*, size_t, void*);
  cce_result (*gcm_stream_tag)(cce_gcm_stream*, void*, size_t);
  cce_result (*gcm_stream_verify)(cce_gcm_stream*, const void*, size_t);
  cce_result (*ec_key_generate)(cce_curve, cce_ec_key**);
  cce_result (*ec_key_import)(cce_curve, const void*, size_t, cce_ec_key**);
  cce_result (*ec_key_export)(const cce_ec_key*, void*, size_t*);
  cce_result (*ec_key_public)(const cce_ec_key*, cce_ec_public**);
  cce_result (*ec_key_curve)(const cce_ec_key*, cce_curve*);
  void (*ec_key_free)(cce_ec_key*);
  cce_result (*ec_public_import)(cce_curve, const void*, size_t, cce_ec_public**);
  cce_result (*ec_public_export)(const cce_ec_public*, int, void*, size_t*);
  cce_result (*ec_public_curve)(const cce_ec_public*, cce_curve*);
  void (*ec_public_free)(cce_ec_public*);
  cce_result (*ec_key_import_der)(const void*, size_t, cce_ec_key**);
  cce_result (*ec_public_import_der)(const void*, size_t, cce_ec_public**);
  cce_result (*ec_key_export_der)(const cce_ec_key*, void*, size_t*);
  cce_result (*ec_public_export_der)(const cce_ec_public*, void*, size_t*);
  cce_result (*ec_key_import_pem)(const void*, size_t, cce_ec_key**);
  cce_result (*ec_public_import_pem)(const void*, size_t, cce_ec_public**);
  cce_result (*ec_key_export_pem)(const cce_ec_key*, void*, size_t*);
  cce_result (*ec_public_export_pem)(const cce_ec_public*, void*, size_t*);
  cce_result (*ecdsa_sign)(const cce_ec_key*, cce_hash, const void*, size_t, cce_sig_format, void*, size_t*);
  cce_result (*ecdsa_sign_deterministic)(const cce_ec_key*, cce_hash, const void*, size_t, cce_sig_format, void*,
                                         size_t*);
  cce_result (*ecdsa_sign_digest)(const cce_ec_key*, const void*, size_t, cce_sig_format, void*, size_t*);
  cce_result (*ecdsa_sign_digest_deterministic)(const cce_ec_key*, cce_hash, const void*, size_t, cce_sig_format, void*,
                                                size_t*);
  cce_result (*ecdsa_verify)(const cce_ec_public*, cce_hash, const void*, size_t, cce_sig_format, const void*, size_t);
  cce_result (*ecdsa_verify_digest)(const cce_ec_public*, const void*, size_t, cce_sig_format, const void*, size_t);
  cce_result (*ecdh)(const cce_ec_key*, const cce_ec_public*, void*, size_t*);
  cce_result (*x963_kdf)(cce_hash, const void*, size_t, const void*, size_t, void*, size_t);
  cce_result (*ecdsa_sign_batch)(cce_ecdsa_sign_item*, size_t);
  cce_result (*ecdsa_verify_batch)(cce_ecdsa_verify_item*, size_t);

  cce_result (*random)(void*, size_t);
  cce_result (*drbg_new)(cce_drbg_kind, const void*, size_t, cce_drbg**);
  cce_result (*drbg_generate)(cce_drbg*, int, const void*, size_t, void*, size_t);
  cce_result (*drbg_reseed)(cce_drbg*, const void*, size_t);
  void (*drbg_free)(cce_drbg*);
};

int main(void) {
  struct services all;
  all.version = cce_version;
  all.result_text = cce_result_text;
  all.state_name = cce_state_name;
  all.module_state = cce_module_state;
  all.module_command = cce_module_self_test;
  all.module_command = cce_module_restart;
  all.module_command = cce_module_zeroize;
  all.module_get_info = cce_module_get_info;
  all.self_test_count = cce_self_test_count;
  all.self_test_get = cce_self_test_get;

  all.digest_size = cce_digest_size;
  all.digest = cce_digest;
  all.digest_batch = cce_digest_batch;
  all.digest_init = cce_digest_init;
  all.digest_update = cce_digest_update;
  all.digest_final = cce_digest_final;

  all.hmac = cce_hmac;
  all.hmac_init = cce_hmac_init;
  all.hmac_update = cce_hmac_update;
  all.hmac_final = cce_hmac_final;
  all.hmac_verify = cce_hmac_verify;

  all.hkdf = cce_hkdf;
  all.hkdf_extract = cce_hkdf_extract;
  all.hkdf_expand = cce_hkdf_expand;
  all.tls13_extract = cce_tls13_extract;
  all.tls13_expand_label = cce_tls13_expand_label;
  all.tls12_prf = cce_tls12_prf;

  all.gcm_key_generate = cce_gcm_key_generate;
  all.gcm_key_import = cce_gcm_key_import;
  all.gcm_key_free = cce_gcm_key_free;
  all.gcm_seal = cce_gcm_seal;
  all.gcm_open = cce_gcm_open;
  all.gcm_seal_with_iv = cce_gcm_seal_with_iv;
  all.gcm_sealer_new = cce_gcm_sealer_new;
  all.gcm_sealer_seal = cce_gcm_sealer_seal;
  all.gcm_sealer_free = cce_gcm_sealer_free;
  all.gcm_seal_batch = cce_gcm_seal_batch;
  all.gcm_open_batch = cce_gcm_open_batch;
  all.gcm_stream_new = cce_gcm_stream_new;
  all.gcm_stream_free = cce_gcm_stream_free;
  all.gcm_stream_seal = cce_gcm_stream_seal;
  all.gcm_stream_seal_next = cce_gcm_stream_seal_next;
  all.gcm_stream_seal_with_iv = cce_gcm_stream_seal_with_iv;
  all.gcm_stream_open = cce_gcm_stream_open;
  all.gcm_stream_aad = cce_gcm_stream_aad;
  all.gcm_stream_update = cce_gcm_stream_update;
  all.gcm_stream_tag = cce_gcm_stream_tag;
  all.gcm_stream_verify = cce_gcm_stream_verify;
  all.ec_key_generate = cce_ec_key_generate;
  all.ec_key_import = cce_ec_key_import;
  all.ec_key_export = cce_ec_key_export;
  all.ec_key_public = cce_ec_key_public;
  all.ec_key_curve = cce_ec_key_curve;
  all.ec_key_free = cce_ec_key_free;
  all.ec_public_import = cce_ec_public_import;
  all.ec_public_export = cce_ec_public_export;
  all.ec_public_curve = cce_ec_public_curve;
  all.ec_public_free = cce_ec_public_free;
  all.ec_key_import_der = cce_ec_key_import_der;
  all.ec_public_import_der = cce_ec_public_import_der;
  all.ec_key_export_der = cce_ec_key_export_der;
  all.ec_public_export_der = cce_ec_public_export_der;
  all.ec_key_import_pem = cce_ec_key_import_pem;
  all.ec_public_import_pem = cce_ec_public_import_pem;
  all.ec_key_export_pem = cce_ec_key_export_pem;
  all.ec_public_export_pem = cce_ec_public_export_pem;
  all.ecdsa_sign = cce_ecdsa_sign;
  all.ecdsa_sign_deterministic = cce_ecdsa_sign_deterministic;
  all.ecdsa_sign_digest = cce_ecdsa_sign_digest;
  all.ecdsa_sign_digest_deterministic = cce_ecdsa_sign_digest_deterministic;
  all.ecdsa_verify = cce_ecdsa_verify;
  all.ecdsa_verify_digest = cce_ecdsa_verify_digest;
  all.ecdh = cce_ecdh;
  all.x963_kdf = cce_x963_kdf;
  all.ecdsa_sign_batch = cce_ecdsa_sign_batch;
  all.ecdsa_verify_batch = cce_ecdsa_verify_batch;

  all.random = cce_random;
  all.drbg_new = cce_drbg_new;
  all.drbg_generate = cce_drbg_generate;
  all.drbg_reseed = cce_drbg_reseed;
  all.drbg_free = cce_drbg_free;

  /* A program that was compiled against these numbers meets a library that agrees. */
  return all.module_state() == CCE_STATE_OPERATIONAL && all.digest_size(CCE_SHA512) <= CCE_MAX_DIGEST_SIZE ? 0 : 1;
}
