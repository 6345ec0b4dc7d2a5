/* Loads the library named, calls every service and says what each answered, for the tests to judge. It prints as it
 * goes, so that what a changed library did before it crashed can be seen. */
#include <cce/cce.h>
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#define LOOK_UP(name)                         \
  __typeof__(&name) p_##name;                 \
  *(void**)&p_##name = dlsym(library, #name); \
  if (p_##name == NULL) {                     \
    printf("missing %s\n", #name);            \
    return 5;                                 \
  }

static void say(const char* service, cce_result result) { printf("service %s %d\n", service, (int)result); }

static void say_of(const char* service, const char* curve, cce_result result) {
  printf("service %s_%s %d\n", service, curve, (int)result);
}

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  setvbuf(stdout, NULL, _IOLBF, 0);
  void* library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    printf("unloadable %s\n", dlerror());
    return 4;
  }
  LOOK_UP(cce_module_get_info)
  LOOK_UP(cce_module_self_test)
  LOOK_UP(cce_module_restart)
  LOOK_UP(cce_state_name)
  LOOK_UP(cce_self_test_count)
  LOOK_UP(cce_self_test_get)
  LOOK_UP(cce_digest)
  LOOK_UP(cce_digest_init)
  LOOK_UP(cce_hmac)
  LOOK_UP(cce_hmac_init)
  LOOK_UP(cce_hmac_verify)
  LOOK_UP(cce_hkdf)
  LOOK_UP(cce_hkdf_extract)
  LOOK_UP(cce_hkdf_expand)
  LOOK_UP(cce_tls13_extract)
  LOOK_UP(cce_tls13_expand_label)
  LOOK_UP(cce_tls12_prf)
  LOOK_UP(cce_x963_kdf)
  LOOK_UP(cce_gcm_key_generate)
  LOOK_UP(cce_gcm_key_import)
  LOOK_UP(cce_gcm_seal)
  LOOK_UP(cce_gcm_seal_with_iv)
  LOOK_UP(cce_gcm_open)
  LOOK_UP(cce_gcm_sealer_new)
  LOOK_UP(cce_gcm_sealer_seal)
  LOOK_UP(cce_gcm_stream_new)
  LOOK_UP(cce_gcm_stream_seal)
  LOOK_UP(cce_gcm_stream_seal_next)
  LOOK_UP(cce_gcm_stream_seal_with_iv)
  LOOK_UP(cce_gcm_stream_open)
  LOOK_UP(cce_gcm_stream_aad)
  LOOK_UP(cce_gcm_stream_update)
  LOOK_UP(cce_gcm_stream_tag)
  LOOK_UP(cce_gcm_stream_verify)
  LOOK_UP(cce_random)
  LOOK_UP(cce_drbg_new)
  LOOK_UP(cce_ec_key_generate)
  LOOK_UP(cce_ec_key_import)
  LOOK_UP(cce_ec_key_public)
  LOOK_UP(cce_ec_key_import_der)
  LOOK_UP(cce_ec_key_export_der)
  LOOK_UP(cce_ec_public_import)
  LOOK_UP(cce_ec_public_export)
  LOOK_UP(cce_ecdsa_sign)
  LOOK_UP(cce_ecdsa_sign_deterministic)
  LOOK_UP(cce_ecdsa_verify)
  LOOK_UP(cce_ecdh)

  cce_module_info info;
  info.size = sizeof info;
  say("get_info", p_cce_module_get_info(&info));
  printf("state %s\n", p_cce_state_name(info.state));
  if (info.failure != NULL) printf("failure %s\n", info.failure);
  for (size_t i = 0; i < p_cce_self_test_count(); ++i) {
    cce_self_test test;
    test.size = sizeof test;
    if (p_cce_self_test_get(i, &test) == CCE_OK) printf("test %s %d %s\n", test.name, (int)test.outcome, test.detail);
  }

  unsigned char key[32], out[64], mac[32];
  memset(key, 7, sizeof key);
  memset(out, 0, sizeof out);
  memset(mac, 0, sizeof mac);
  cce_digest_ctx digest_ctx;
  cce_hmac_ctx hmac_ctx;
  say("digest", p_cce_digest(CCE_SHA256, key, sizeof key, out));
  say("digest_init", p_cce_digest_init(&digest_ctx, CCE_SHA256));
  say("hmac", p_cce_hmac(CCE_SHA256, key, sizeof key, key, sizeof key, out));
  say("hmac_init", p_cce_hmac_init(&hmac_ctx, CCE_SHA256, key, sizeof key));
  say("hmac_verify", p_cce_hmac_verify(CCE_SHA256, key, sizeof key, key, sizeof key, mac, sizeof mac));
  say("hkdf", p_cce_hkdf(CCE_SHA256, key, sizeof key, key, sizeof key, NULL, 0, out, 32));
  say("hkdf_extract", p_cce_hkdf_extract(CCE_SHA256, key, sizeof key, key, sizeof key, out));
  say("hkdf_expand", p_cce_hkdf_expand(CCE_SHA256, key, sizeof key, NULL, 0, out, 32));
  say("tls13_extract", p_cce_tls13_extract(CCE_SHA256, key, sizeof key, key, sizeof key, out));
  say("tls13_expand_label", p_cce_tls13_expand_label(CCE_SHA256, key, sizeof key, "key", 3, NULL, 0, out, 32));
  say("tls12_prf", p_cce_tls12_prf(CCE_SHA256, key, sizeof key, "label", 5, key, sizeof key, out, 32));
  say("x963_kdf", p_cce_x963_kdf(CCE_SHA256, key, sizeof key, NULL, 0, out, 32));
  /* A key that was refused is null, and the state is looked at before the key. */
  unsigned char iv[12], tag[16], sealed[32];
  memset(iv, 1, sizeof iv);
  cce_gcm_key *generated = NULL, *imported = NULL;
  cce_drbg* drbg = NULL;
  say("gcm_key_generate", p_cce_gcm_key_generate(&generated));
  say("gcm_key_import", p_cce_gcm_key_import(key, sizeof key, &imported));
  say("gcm_seal_with_iv", p_cce_gcm_seal_with_iv(imported, iv, 12, NULL, 0, key, 32, sealed, tag, 16));
  say("gcm_open", p_cce_gcm_open(imported, iv, 12, NULL, 0, sealed, 32, tag, 16, out));
  say("gcm_seal", p_cce_gcm_seal(imported, NULL, 0, key, 32, iv, sealed, tag));
  cce_gcm_sealer* sealer = NULL;
  imported = NULL; /* a key that has sealed gives no sealer */
  (void)p_cce_gcm_key_import(key, sizeof key, &imported);
  say("gcm_sealer_new", p_cce_gcm_sealer_new(imported, iv, 4, 0, &sealer));
  say("gcm_sealer_seal", p_cce_gcm_sealer_seal(sealer, NULL, 0, key, 32, iv, sealed, tag));
  /* Each service once, in an order in which it can answer; that of the beginnings is with another key, which counts nothing. */
  cce_gcm_stream* stream = NULL;
  cce_gcm_key* streamed = NULL;
  (void)p_cce_gcm_key_import(key, sizeof key, &streamed);
  say("gcm_stream_new", p_cce_gcm_stream_new(&stream));
  say("gcm_stream_seal", p_cce_gcm_stream_seal(stream, streamed, iv));
  say("gcm_stream_seal_next", p_cce_gcm_stream_seal_next(stream, sealer, iv));
  say("gcm_stream_seal_with_iv", p_cce_gcm_stream_seal_with_iv(stream, streamed, iv, 12));
  say("gcm_stream_aad", p_cce_gcm_stream_aad(stream, key, 32));
  say("gcm_stream_update", p_cce_gcm_stream_update(stream, key, 32, out));
  say("gcm_stream_tag", p_cce_gcm_stream_tag(stream, tag, 16));
  say("gcm_stream_open", p_cce_gcm_stream_open(stream, streamed, iv, 12));
  (void)p_cce_gcm_stream_aad(stream, key, 32);
  (void)p_cce_gcm_stream_update(stream, out, 32, out);
  say("gcm_stream_verify", p_cce_gcm_stream_verify(stream, tag, 16));
  say("random", p_cce_random(out, 32));
  say("drbg_new", p_cce_drbg_new(CCE_CTR_DRBG_AES256, NULL, 0, &drbg));
  for (int i = 0; i < 3; ++i) {
    static const char* const names[] = {"p256", "p384", "p521"};
    static const size_t sizes[] = {32, 48, 66};
    const char* name = names[i];
    const cce_curve curve = (cce_curve)(CCE_P256 + i);
    unsigned char d[66], point[133], der[241], sig[132], z[66];
    memset(d, 1, sizeof d);
    memset(point, 0, sizeof point);
    memset(der, 0, sizeof der);
    memset(sig, 0, sizeof sig);
    size_t point_len = sizeof point, der_len = sizeof der, sig_len = sizeof sig, z_len = sizeof z;
    cce_ec_key *made = NULL, *own = NULL, *read = NULL;
    cce_ec_public *own_public = NULL, *peer = NULL;
    say_of("ec_key_generate", name, p_cce_ec_key_generate(curve, &made));
    say_of("ec_key_import", name, p_cce_ec_key_import(curve, d, sizes[i], &own));
    say_of("ec_key_public", name, p_cce_ec_key_public(own, &own_public));
    say_of("ec_key_export_der", name, p_cce_ec_key_export_der(own, der, &der_len));
    say_of("ec_key_import_der", name, p_cce_ec_key_import_der(der, der_len, &read));
    say_of("ec_public_export", name, p_cce_ec_public_export(own_public, 0, point, &point_len));
    say_of("ec_public_import", name, p_cce_ec_public_import(curve, point, point_len, &peer));
    say_of("ecdsa_sign", name, p_cce_ecdsa_sign(own, CCE_SHA256, key, 32, CCE_SIG_RAW, sig, &sig_len));
    sig_len = sizeof sig;
    say_of("ecdsa_sign_deterministic", name,
           p_cce_ecdsa_sign_deterministic(own, CCE_SHA256, key, 32, CCE_SIG_RAW, sig, &sig_len));
    say_of("ecdsa_verify", name, p_cce_ecdsa_verify(peer, CCE_SHA256, key, 32, CCE_SIG_RAW, sig, sig_len));
    say_of("ecdh", name, p_cce_ecdh(own, peer, z, &z_len));
  }
  say("self_test", p_cce_module_self_test());
  say("restart", p_cce_module_restart());
  info.size = sizeof info;
  say("get_info", p_cce_module_get_info(&info));
  printf("finally %s\n", p_cce_state_name(info.state));
  return 0;
}
