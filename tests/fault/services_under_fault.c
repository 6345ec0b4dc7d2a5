/* Calls the services that need memory or noise while the system fails, and again when it does not. Exit code 0: each result
 * was clear, nothing that was refused had given anything, and all was well in the end; 3: the same, and the fault was never
 * reached. What was wrong is printed.
 *
 * usage: services_under_fault [BEHAVIOUR served|refused] */
#include <cce/cce.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "failing_system.h"

enum { untouched = 0x5a, random_size = 48 };

struct outcome {
  int refusals, wrong;
  unsigned char first[random_size];
};

/* A refusal leaves no object and no output but zeros or what was there; a success has filled the output. */
static void judge(struct outcome* o, const char* what, cce_result result, const void* object, int has_object,
                  const unsigned char* out, size_t n) {
  size_t zeros = 0, as_before = 0;
  for (size_t i = 0; i < n; ++i) zeros += out[i] == 0, as_before += out[i] == untouched;
  const int is_refused =
      result == CCE_ERR_MEMORY || result == CCE_ERR_ENTROPY || result == CCE_ERR_STATE || result == CCE_ERR_ARGUMENT;
  int is_right = result == CCE_OK || is_refused;
  if (is_refused) is_right = (!has_object || object == NULL) && (zeros == n || as_before == n);
  if (result == CCE_OK && n >= 12) is_right = zeros < n / 2 && as_before < n / 2 && (!has_object || object != NULL);
  o->refusals += is_refused;
  if (is_right) return;
  printf("%s: %s, %zu of %zu bytes zero, %zu untouched\n", what, cce_result_text(result), zeros, n, as_before);
  o->wrong = 1;
}

/* On a thread of its own, which has no generator yet. A call on an object that was refused is CCE_ERR_ARGUMENT. */
static void* call_services(void* argument) {
  struct outcome* o = argument;
  unsigned char out[random_size], more[300], iv[12], tag[16], key_bytes[32] = {1};
  const unsigned char pt[32] = {7};
  cce_gcm_key *key = NULL, *imported = NULL;
  cce_gcm_sealer* sealer = NULL;
  memset(out, untouched, sizeof out), memset(more, untouched, sizeof more), memset(iv, untouched, sizeof iv);
  judge(o, "random", cce_random(out, sizeof out), NULL, 0, out, sizeof out);
  memcpy(o->first, out, sizeof out);
  judge(o, "random, more", cce_random(more, sizeof more), NULL, 0, more, sizeof more);
  cce_result result = cce_gcm_key_generate(&key);
  judge(o, "generate", result, key, 1, NULL, 0);
  result = cce_gcm_key_import(key_bytes, 32, &imported);
  judge(o, "import", result, imported, 1, NULL, 0);
  memset(out, untouched, sizeof out);
  result = cce_gcm_seal(imported, NULL, 0, pt, sizeof pt, iv, out, tag);
  judge(o, "seal", result, NULL, 0, out, sizeof pt);
  if (result != CCE_OK && iv[3] != untouched) o->wrong = 1, puts("an IV was given out by a seal that failed");
  result = cce_gcm_sealer_new(key, iv, 4, 0, &sealer);
  judge(o, "sealer", result, sealer, 1, NULL, 0);
  for (int kind = CCE_CTR_DRBG_AES256; kind <= CCE_HMAC_DRBG_SHA512; ++kind) {
    cce_drbg* drbg = NULL;
    result = cce_drbg_new((cce_drbg_kind)kind, NULL, 0, &drbg);
    judge(o, "drbg", result, drbg, 1, NULL, 0);
    memset(out, untouched, sizeof out);
    result = cce_drbg_generate(drbg, 1, NULL, 0, out, sizeof out);
    judge(o, "drbg, generate", result, NULL, 0, out, sizeof out);
    cce_drbg_free(drbg);
  }
  cce_gcm_sealer_free(sealer);
  cce_gcm_key_free(key);
  cce_gcm_key_free(imported);
  return NULL;
}

static struct outcome on_new_thread(void) {
  struct outcome o;
  memset(&o, 0, sizeof o);
  pthread_t thread;
  if (pthread_create(&thread, NULL, call_services, &o) != 0) exit(2);
  pthread_join(thread, NULL);
  return o;
}

static int behave(const char* name) {
  static const char* const names[] = {"well",
                                      "short",
                                      "interrupted",
                                      "interrupted-for-ever",
                                      "absent",
                                      "absent-no-device",
                                      "absent-stuck-device",
                                      "not-ready",
                                      "never-ready",
                                      "forbidden"};
  for (size_t i = 0; i < sizeof names / sizeof *names; ++i)
    if (strcmp(names[i], name) == 0) return getrandom_behaviour = (enum behaviour)i, 1;
  return 0;
}

int main(int argc, char** argv) {
  if (argc == 3 && !behave(argv[1])) return 2;
  const int loaded = cce_module_state() == CCE_STATE_OPERATIONAL;
  const struct outcome during = on_new_thread();
  fault_is_over = 1;
  getrandom_behaviour = well;
  /* Noise that fails while the module powers up leaves it in the error state, from which the way back is a restart. */
  if (!loaded && cce_module_restart() != CCE_OK) return puts("no restart after the fault"), 1;
  const struct outcome after = on_new_thread(), again = on_new_thread();
  if (during.wrong || after.wrong || again.wrong) return 1;
  if (after.refusals + again.refusals != 0) return puts("refusals after the fault"), 1;
  if (memcmp(after.first, again.first, random_size) == 0 || memcmp(during.first, after.first, random_size) == 0)
    return puts("random bytes that repeat"), 1;
  if (argc != 3) return fault_was_reached ? 0 : 3;
  if ((strcmp(argv[2], "refused") == 0) != (during.refusals > 0)) return printf("%d refusals\n", during.refusals), 1;
  return 0;
}
