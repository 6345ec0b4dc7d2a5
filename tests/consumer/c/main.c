/* A C99 program that uses each family of services once, as an application would. */
#include <cce/cce.h>
#include <stdio.h>
#include <string.h>

static int fails(const char* what, cce_result result) {
  fprintf(stderr, "%s: %s\n", what, cce_result_text(result));
  return 1;
}

static int module_is_operational(void) {
  cce_module_info info;
  info.size = sizeof info;
  if (cce_module_get_info(&info) != CCE_OK || info.state != CCE_STATE_OPERATIONAL) {
    fprintf(stderr, "the module is %s\n", cce_state_name(cce_module_state()));
    return 0;
  }
  printf("%s %s: %s, %lu self-tests\n", info.name, info.version, cce_state_name(info.state),
         (unsigned long)cce_self_test_count());
  return 1;
}

int main(void) {
  static const uint8_t sha256_abc[32] = {0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40,
                                         0xde, 0x5d, 0xae, 0x22, 0x23, 0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17,
                                         0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad};
  static const char key[] = "sixteen bytes or more", short_key[] = "short";
  uint8_t digest[CCE_MAX_DIGEST_SIZE], mac[CCE_MAX_DIGEST_SIZE], okm[42];
  cce_digest_ctx begun, copy;
  cce_result result;

  if (!module_is_operational()) return 1;

  result = cce_digest(CCE_SHA256, "abc", 3, digest);
  if (result != CCE_OK || memcmp(digest, sha256_abc, sizeof sha256_abc) != 0) return fails("SHA-256", result);

  if ((result = cce_digest_init(&begun, CCE_SHA256)) != CCE_OK) return fails("beginning a hash", result);
  if ((result = cce_digest_update(&begun, "a", 1)) != CCE_OK) return fails("streaming", result);
  copy = begun;
  if ((result = cce_digest_update(&copy, "bc", 2)) != CCE_OK) return fails("streaming into a copy", result);
  memset(digest, 0, sizeof digest);
  result = cce_digest_final(&copy, digest);
  if (result != CCE_OK || memcmp(digest, sha256_abc, sizeof sha256_abc) != 0) return fails("the copy's end", result);
  if (cce_digest_final(&copy, digest) != CCE_ERR_ARGUMENT) return fails("a finished hash answered again", CCE_OK);

  result = cce_hmac(CCE_SHA512, key, sizeof key - 1, "abc", 3, mac);
  if (result != CCE_OK) return fails("HMAC", result);
  result = cce_hmac_verify(CCE_SHA512, key, sizeof key - 1, "abc", 3, mac, cce_digest_size(CCE_SHA512));
  if (result != CCE_OK) return fails("verifying", result);
  mac[63] ^= 1;
  result = cce_hmac_verify(CCE_SHA512, key, sizeof key - 1, "abc", 3, mac, cce_digest_size(CCE_SHA512));
  if (result != CCE_ERR_AUTH) return fails("a changed MAC", result);
  result = cce_hmac(CCE_SHA512, short_key, sizeof short_key - 1, "abc", 3, mac);
  if (result != CCE_OK_UNAPPROVED) return fails("a short key", result);

  result = cce_hkdf(CCE_SHA384, NULL, 0, key, sizeof key - 1, "info", 4, okm, sizeof okm);
  if (result != CCE_OK) return fails("HKDF", result);
  return 0;
}
