/* Stands before libcce by LD_PRELOAD, and lets the function that CCE_TEST_CALL names go wrong as CCE_TEST_FAULT says:
 *   first-error, late-error   the first call answers an error, or every call after the 1,000th; of the curves, the 20th
 *   first-wrong, late-wrong   the output has a wrong bit from the first call, or after that one
 * Anything else passes every call on. EVP_EncryptFinal_ex stands for a peer that fails. */
#include <cce/cce.h>
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

enum fault { no_fault, error, wrong };

/* What is to become of this call; `calls` counts those of one function, from several threads at once. */
static enum fault fault_after(long early, const char* function, long* calls) {
  const char* named = getenv("CCE_TEST_CALL");
  const char* fault = getenv("CCE_TEST_FAULT");
  const int late = __atomic_add_fetch(calls, 1, __ATOMIC_RELAXED) > early;
  if (named == NULL || fault == NULL || strcmp(named, function) != 0) return no_fault;
  if (strcmp(fault, "first-error") == 0 || (late && strcmp(fault, "late-error") == 0)) return error;
  if (strcmp(fault, "first-wrong") == 0 || (late && strcmp(fault, "late-wrong") == 0)) return wrong;
  return no_fault;
}

static enum fault fault_of(const char* function, long* calls) { return fault_after(1000, function, calls); }

/* The function that would have been called; stored by its bytes, since C has no conversion from an object pointer. */
static void find(const char* function, void* pointer) {
  void* symbol = dlsym(RTLD_NEXT, function);
  if (symbol == NULL) abort();
  memcpy(pointer, &symbol, sizeof symbol);
}

static cce_result spoil(enum fault fault, cce_result result, void* out) {
  if (fault == wrong) ((unsigned char*)out)[0] ^= 1;
  return result;
}

cce_result cce_digest(cce_hash hash, const void* msg, size_t msg_len, void* out) {
  static long calls;
  cce_result (*next)(cce_hash, const void*, size_t, void*);
  find("cce_digest", &next);
  const enum fault fault = fault_of("cce_digest", &calls);
  return fault == error ? CCE_ERR_STATE : spoil(fault, next(hash, msg, msg_len, out), out);
}

cce_result cce_gcm_seal(cce_gcm_key* key, const void* aad, size_t aad_len, const void* pt, size_t pt_len, void* iv,
                        void* ct, void* tag) {
  static long calls;
  cce_result (*next)(cce_gcm_key*, const void*, size_t, const void*, size_t, void*, void*, void*);
  find("cce_gcm_seal", &next);
  const enum fault fault = fault_of("cce_gcm_seal", &calls);
  return fault == error ? CCE_ERR_STATE : spoil(fault, next(key, aad, aad_len, pt, pt_len, iv, ct, tag), tag);
}

cce_result cce_gcm_seal_with_iv(const cce_gcm_key* key, const void* iv, size_t iv_len, const void* aad, size_t aad_len,
                                const void* pt, size_t pt_len, void* ct, void* tag, size_t tag_len) {
  static long calls;
  cce_result (*next)(const cce_gcm_key*, const void*, size_t, const void*, size_t, const void*, size_t, void*, void*,
                     size_t);
  find("cce_gcm_seal_with_iv", &next);
  const enum fault fault = fault_of("cce_gcm_seal_with_iv", &calls);
  return fault == error ? CCE_ERR_STATE
                        : spoil(fault, next(key, iv, iv_len, aad, aad_len, pt, pt_len, ct, tag, tag_len), tag);
}

cce_result cce_gcm_open(const cce_gcm_key* key, const void* iv, size_t iv_len, const void* aad, size_t aad_len,
                        const void* ct, size_t ct_len, const void* tag, size_t tag_len, void* pt) {
  static long calls;
  cce_result (*next)(const cce_gcm_key*, const void*, size_t, const void*, size_t, const void*, size_t, const void*,
                     size_t, void*);
  find("cce_gcm_open", &next);
  const enum fault fault = fault_of("cce_gcm_open", &calls);
  return fault == error ? CCE_ERR_STATE
                        : spoil(fault, next(key, iv, iv_len, aad, aad_len, ct, ct_len, tag, tag_len, pt), pt);
}

cce_result cce_random(void* out, size_t len) {
  static long calls;
  cce_result (*next)(void*, size_t);
  find("cce_random", &next);
  const enum fault fault = fault_of("cce_random", &calls);
  return fault == error ? CCE_ERR_ENTROPY : spoil(fault, next(out, len), out);
}

cce_result cce_ecdh(const cce_ec_key* key, const cce_ec_public* peer, void* z, size_t* z_len) {
  static long calls;
  cce_result (*next)(const cce_ec_key*, const cce_ec_public*, void*, size_t*);
  find("cce_ecdh", &next);
  const enum fault fault = fault_after(20, "cce_ecdh", &calls);
  return fault == error ? CCE_ERR_STATE : spoil(fault, next(key, peer, z, z_len), z);
}

cce_result cce_ecdsa_sign_digest(const cce_ec_key* key, const void* digest, size_t digest_len, cce_sig_format format,
                                 void* sig, size_t* sig_len) {
  static long calls;
  cce_result (*next)(const cce_ec_key*, const void*, size_t, cce_sig_format, void*, size_t*);
  find("cce_ecdsa_sign_digest", &next);
  const enum fault fault = fault_after(20, "cce_ecdsa_sign_digest", &calls);
  return fault == error ? CCE_ERR_STATE : spoil(fault, next(key, digest, digest_len, format, sig, sig_len), sig);
}

cce_result cce_ec_key_generate(cce_curve curve, cce_ec_key** key) {
  static long calls;
  cce_result (*next)(cce_curve, cce_ec_key**);
  find("cce_ec_key_generate", &next);
  if (fault_after(20, "cce_ec_key_generate", &calls) != error) return next(curve, key);
  *key = NULL;
  return CCE_ERR_SELF_TEST;
}

/* Of libcrypto, whose headers may not be there. */
int EVP_EncryptFinal_ex(void* ctx, unsigned char* out, int* out_len);
int EVP_EncryptFinal_ex(void* ctx, unsigned char* out, int* out_len) {
  static long calls;
  int (*next)(void*, unsigned char*, int*);
  find("EVP_EncryptFinal_ex", &next);
  return fault_of("EVP_EncryptFinal_ex", &calls) == error ? 0 : next(ctx, out, out_len);
}
