/* The curves of the library that pretends: refused in every state, as those of a curve in quarantine are, but for keys, which
 * are taken in the scene "fails-midway" so that a later call can fail. */
#include <cce/cce.h>
#include <stdlib.h>
#include <string.h>

struct cce_ec_key {
  int unused;
};
struct cce_ec_public {
  int unused;
};

static cce_ec_key the_key;
static cce_ec_public the_public;

static cce_result answer(void) {
  const char* const scene = getenv("CCE_STAND_IN");
  return scene != NULL && strcmp(scene, "fails-midway") == 0 ? CCE_OK : CCE_ERR_STATE;
}

static cce_result give_key(cce_ec_key** key) {
  *key = answer() == CCE_OK ? &the_key : NULL;
  return answer();
}

static cce_result give_public(cce_ec_public** key) {
  *key = answer() == CCE_OK ? &the_public : NULL;
  return answer();
}

cce_result cce_ec_key_generate(cce_curve curve, cce_ec_key** key) {
  (void)curve;
  return give_key(key);
}
cce_result cce_ec_key_import_der(const void* der, size_t len, cce_ec_key** key) {
  (void)der, (void)len;
  return give_key(key);
}
cce_result cce_ec_key_import_pem(const void* text, size_t len, cce_ec_key** key) {
  (void)text, (void)len;
  return give_key(key);
}
cce_result cce_ec_key_public(const cce_ec_key* key, cce_ec_public** public_key) {
  (void)key;
  return give_public(public_key);
}
cce_result cce_ec_public_import_der(const void* der, size_t len, cce_ec_public** key) {
  (void)der, (void)len;
  return give_public(key);
}
cce_result cce_ec_public_import_pem(const void* text, size_t len, cce_ec_public** key) {
  (void)text, (void)len;
  return give_public(key);
}

cce_result cce_ec_key_curve(const cce_ec_key* key, cce_curve* curve) {
  (void)key;
  *curve = CCE_P256;
  return CCE_OK;
}
cce_result cce_ec_public_curve(const cce_ec_public* key, cce_curve* curve) {
  (void)key;
  *curve = CCE_P256;
  return CCE_OK;
}

void cce_ec_key_free(cce_ec_key* key) { (void)key; }
void cce_ec_public_free(cce_ec_public* key) { (void)key; }

cce_result cce_ec_key_export_pem(const cce_ec_key* key, void* text, size_t* len) {
  (void)key, (void)text, (void)len;
  return CCE_ERR_STATE;
}
cce_result cce_ec_public_export_pem(const cce_ec_public* key, void* text, size_t* len) {
  (void)key, (void)text, (void)len;
  return CCE_ERR_STATE;
}

cce_result cce_ecdsa_sign_digest(const cce_ec_key* key, const void* digest, size_t digest_len, cce_sig_format format,
                                 void* sig, size_t* sig_len) {
  (void)key, (void)digest, (void)digest_len, (void)format, (void)sig, (void)sig_len;
  return CCE_ERR_STATE;
}
cce_result cce_ecdsa_sign_digest_deterministic(const cce_ec_key* key, cce_hash hash, const void* digest,
                                               size_t digest_len, cce_sig_format format, void* sig, size_t* sig_len) {
  (void)key, (void)hash, (void)digest, (void)digest_len, (void)format, (void)sig, (void)sig_len;
  return CCE_ERR_STATE;
}
cce_result cce_ecdsa_verify_digest(const cce_ec_public* key, const void* digest, size_t digest_len,
                                   cce_sig_format format, const void* sig, size_t sig_len) {
  (void)key, (void)digest, (void)digest_len, (void)format, (void)sig, (void)sig_len;
  return CCE_ERR_STATE;
}
