/* A libcce that pretends: the tool, run with this library in the place of the real one, meets the states that a sound
 * module does not show. CCE_STAND_IN names the pretence; no service computes anything. */
#include <cce/cce.h>
#include <stdlib.h>
#include <string.h>

static const struct {
  const char *pretence, *failure;
  cce_state state;
  cce_result self_test;
} scenes[] = {
    {"operational", NULL, CCE_STATE_OPERATIONAL, CCE_OK},
    {"degraded", "power-up: sha512: expected aa, got bb", CCE_STATE_DEGRADED, CCE_ERR_SELF_TEST},
    {"error", "power-up: integrity: text: expected 11, got 22", CCE_STATE_ERROR, CCE_ERR_STATE},
    {"zeroized", NULL, CCE_STATE_ZEROIZED, CCE_ERR_STATE},
    {"fails-midway", NULL, CCE_STATE_OPERATIONAL, CCE_OK},
};

static size_t scene(void) {
  const char* const wanted = getenv("CCE_STAND_IN");
  size_t i;
  for (i = 0; i < sizeof scenes / sizeof scenes[0]; ++i)
    if (wanted != NULL && strcmp(wanted, scenes[i].pretence) == 0) return i;
  abort(); /* a misspelt pretence must not pass as another */
}

static int is(const char* pretence) { return strcmp(scenes[scene()].pretence, pretence) == 0; }

const char* cce_version(void) { return "9.8.7"; }
const char* cce_result_text(cce_result result) {
  return result == CCE_ERR_SELF_TEST ? "a self-test failed" : "refused";
}

const char* cce_state_name(cce_state state) {
  static const char* const names[] = {"power-off", "self-test", "operational", "degraded", "error", "zeroized"};
  return names[state];
}

cce_result cce_module_self_test(void) { return scenes[scene()].self_test; }

cce_result cce_module_get_info(cce_module_info* info) {
  info->name = "Stand-in";
  info->version = cce_version();
  info->state = scenes[scene()].state;
  memset(info->integrity_expected, 0x11, sizeof info->integrity_expected);
  memset(info->integrity_computed, is("error") ? 0x22 : 0x11, sizeof info->integrity_computed);
  info->cpu_features = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen";
  info->implementations = "sha256=first sha512=second";
  info->power_up_ns = 1234567;
  info->failure = scenes[scene()].failure;
  return CCE_OK;
}

size_t cce_self_test_count(void) { return 3; }

cce_result cce_self_test_get(size_t index, cce_self_test* test) {
  static const char* const names[] = {"sha256", "integrity", "sha512"};
  static const char* const algorithms[] = {"SHA2-256", "HMAC-SHA2-256", "SHA2-512"};
  test->name = names[index];
  test->algorithm = algorithms[index];
  test->kind = index == 1 ? CCE_TEST_INTEGRITY : CCE_TEST_KNOWN_ANSWER;
  test->outcome = CCE_TEST_PASSED;
  if (is("error") && index == 1) test->outcome = CCE_TEST_FAILED;
  if (is("error") && index == 2) test->outcome = CCE_TEST_NOT_RUN;
  if (is("degraded") && index == 2) test->outcome = CCE_TEST_FAILED;
  test->ns = test->outcome == CCE_TEST_NOT_RUN ? 0 : 1500;
  test->detail = test->outcome == CCE_TEST_FAILED ? "expected this, got that" : "what is tested";
  return CCE_OK;
}

size_t cce_digest_size(cce_hash hash) { return hash == CCE_SHA512 ? 64 : 32; }

static cce_result answer(cce_hash hash) {
  if (is("error") || is("zeroized") || (is("degraded") && hash == CCE_SHA512)) return CCE_ERR_STATE;
  return CCE_OK;
}

cce_result cce_digest_init(cce_digest_ctx* ctx, cce_hash hash) {
  ctx->opaque[0] = cce_digest_size(hash);
  return answer(hash);
}
cce_result cce_digest_update(cce_digest_ctx* ctx, const void* data, size_t data_len) {
  (void)ctx, (void)data, (void)data_len;
  return is("fails-midway") ? CCE_ERR_STATE : CCE_OK;
}
cce_result cce_digest_final(cce_digest_ctx* ctx, void* out) {
  memset(out, 0, (size_t)ctx->opaque[0]);
  return CCE_OK;
}

cce_result cce_hmac_init(cce_hmac_ctx* ctx, cce_hash hash, const void* key, size_t key_len) {
  (void)key, (void)key_len;
  ctx->opaque[0] = cce_digest_size(hash);
  return answer(hash);
}
cce_result cce_hmac_update(cce_hmac_ctx* ctx, const void* data, size_t data_len) {
  (void)ctx, (void)data, (void)data_len;
  return CCE_OK;
}
cce_result cce_hmac_final(cce_hmac_ctx* ctx, void* out) {
  memset(out, 0, (size_t)ctx->opaque[0]);
  return CCE_OK;
}

cce_result cce_hkdf(cce_hash hash, const void* salt, size_t salt_len, const void* ikm, size_t ikm_len, const void* info,
                    size_t info_len, void* okm, size_t okm_len) {
  (void)salt, (void)salt_len, (void)ikm, (void)ikm_len, (void)info, (void)info_len;
  if (answer(hash) == CCE_OK) memset(okm, 0, okm_len);
  return answer(hash);
}

cce_result cce_random(void* out, size_t len) {
  if (answer(CCE_SHA256) == CCE_OK) memset(out, 0, len);
  return answer(CCE_SHA256);
}

struct cce_gcm_key {
  int unused;
};

cce_result cce_gcm_key_import(const void* key_bytes, size_t key_len, cce_gcm_key** key) {
  static cce_gcm_key the_key;
  (void)key_bytes, (void)key_len;
  *key = answer(CCE_SHA256) == CCE_OK ? &the_key : NULL;
  return answer(CCE_SHA256);
}
void cce_gcm_key_free(cce_gcm_key* key) { (void)key; }

cce_result cce_gcm_seal_with_iv(const cce_gcm_key* key, const void* iv, size_t iv_len, const void* aad, size_t aad_len,
                                const void* pt, size_t pt_len, void* ct, void* tag, size_t tag_len) {
  (void)key, (void)iv, (void)iv_len, (void)aad, (void)aad_len, (void)pt, (void)pt_len, (void)ct;
  memset(tag, 0, tag_len);
  return is("fails-midway") ? CCE_ERR_STATE : CCE_OK_UNAPPROVED;
}
cce_result cce_gcm_open(const cce_gcm_key* key, const void* iv, size_t iv_len, const void* aad, size_t aad_len,
                        const void* ct, size_t ct_len, const void* tag, size_t tag_len, void* pt) {
  (void)key, (void)iv, (void)iv_len, (void)aad, (void)aad_len, (void)ct, (void)ct_len, (void)tag, (void)tag_len,
      (void)pt;
  return is("fails-midway") ? CCE_ERR_STATE : CCE_OK;
}
