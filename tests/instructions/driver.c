/* Counts the instructions of short messages through the C ABI: driver all|short|curves [PATH]. Curves take
 * longest. A path of that name gets a tenth more work than it has, for the test of the test.
 *
 * Under valgrind, callgrind counts. Without it the processor traps after every instruction (TF in its flags), and a signal
 * handler counts: exact for every instruction there is, those included that valgrind does not know. The loop around a path is
 * counted as well, around nothing, and both are told. A line each: path, its algorithm, calls, instructions, those of the
 * empty loop; in callgrind's case the numbers are in its files, by the names that are told. */
#include <cce/cce.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <valgrind/callgrind.h>

#include "step.h"

static unsigned char key[32], iv[CCE_GCM_IV_SIZE], message[64], sealed[64], tag[CCE_GCM_TAG_SIZE], out[256];
static cce_hmac_ctx keyed;
static cce_gcm_key* gcm;
static cce_ec_key* ec;
static cce_ec_public* public_key;
static unsigned char point[65], signature[64];

static int nothing(void) { return 1; }
static int edge(void) { return cce_random(out, 0) == CCE_OK; }
static int sha256_64(void) { return cce_digest(CCE_SHA256, message, 64, out) == CCE_OK; }
static int hmac_64(void) { return cce_hmac(CCE_SHA256, key, 32, message, 64, out) == CCE_OK; }
static int hmac_keyed_64(void) {
  cce_hmac_ctx ctx = keyed;
  return cce_hmac_update(&ctx, message, 64) == CCE_OK && cce_hmac_final(&ctx, out) == CCE_OK;
}
static int hkdf_32(void) { return cce_hkdf(CCE_SHA256, message, 32, key, 32, iv, 12, out, 32) == CCE_OK; }
static int seal(size_t size) {
  return cce_gcm_seal_with_iv(gcm, iv, sizeof iv, NULL, 0, message, size, sealed, tag, sizeof tag) == CCE_OK_UNAPPROVED;
}
static int seal_16(void) { return seal(16); }
static int seal_64(void) { return seal(64); }
static int open_sealed(size_t size) {
  return cce_gcm_open(gcm, iv, sizeof iv, NULL, 0, sealed, size, tag, sizeof tag, out) == CCE_OK;
}
static int open_16(void) { return open_sealed(16); }
static int open_64(void) { return open_sealed(64); }
static int new_key_64(void) {
  cce_gcm_key* fresh = NULL;
  const int done = cce_gcm_key_import(key, sizeof key, &fresh) == CCE_OK &&
                   cce_gcm_seal_with_iv(fresh, iv, sizeof iv, NULL, 0, message, 64, sealed, tag, sizeof tag) >= CCE_OK;
  cce_gcm_key_free(fresh);
  return done;
}
static int random_16(void) { return cce_random(out, 16) == CCE_OK; }
static int sign(void) {
  size_t written = sizeof signature;
  return cce_ecdsa_sign_deterministic(ec, CCE_SHA256, message, 64, CCE_SIG_RAW, signature, &written) == CCE_OK;
}
static int verify(void) {
  return cce_ecdsa_verify(public_key, CCE_SHA256, message, 64, CCE_SIG_RAW, signature, sizeof signature) == CCE_OK;
}
static int verify_new_key(void) {
  cce_ec_public* fresh = NULL;
  const int done = cce_ec_public_import(CCE_P256, point, sizeof point, &fresh) == CCE_OK &&
                   cce_ecdsa_verify(fresh, CCE_SHA256, message, 64, CCE_SIG_RAW, signature, sizeof signature) == CCE_OK;
  cce_ec_public_free(fresh);
  return done;
}

/* A trap costs microseconds, and a verification has 600,000 instructions: not every path is counted in every run. */
enum kind { a_short, a_curve, a_long_curve };

/* Calls before the count settle what a first call sets up: a generator's seed, the table of a key that verifies often. A
 * call of cce_random now and then fills the block that the others take from, so many are counted. open follows seal. */
static const struct path {
  const char *name, *algorithm;
  int (*call)(void);
  int before, calls;
  enum kind kind;
} paths[] = {
    {"edge", "aes", edge, 4, 4, a_short},
    {"sha256/64", "sha256", sha256_64, 4, 4, a_short},
    {"hmac-sha256/64", "sha256", hmac_64, 4, 4, a_short},
    {"hmac-sha256-keyed/64", "sha256", hmac_keyed_64, 4, 4, a_short},
    {"hkdf-sha256/32", "sha256", hkdf_32, 4, 4, a_short},
    {"gcm-seal/16", "gcm", seal_16, 4, 4, a_short},
    {"gcm-open/16", "gcm", open_16, 4, 4, a_short},
    {"gcm-seal/64", "gcm", seal_64, 4, 4, a_short},
    {"gcm-open/64", "gcm", open_64, 4, 4, a_short},
    {"gcm-new-key/64", "gcm", new_key_64, 4, 4, a_short},
    {"random/16", "aes", random_16, 64, 64, a_short},
    {"p256-sign-deterministic", "p256", sign, 4, 1, a_curve},
    {"p256-verify", "p256", verify, 64, 1, a_curve},
    {"p256-verify-new-key", "p256", verify_new_key, 4, 1, a_long_curve},
};

static int set_up(void) {
  memset(key, 0x5a, sizeof key);
  memset(message, 0xc3, sizeof message);
  size_t size = sizeof point;
  return cce_hmac_init(&keyed, CCE_SHA256, key, sizeof key) == CCE_OK &&
         cce_gcm_key_import(key, sizeof key, &gcm) == CCE_OK &&
         cce_ec_key_import(CCE_P256, key, sizeof key, &ec) == CCE_OK && cce_ec_key_public(ec, &public_key) == CCE_OK &&
         cce_ec_public_export(public_key, 0, point, &size) == CCE_OK && sign();
}

/* The same code counts a path and the empty loop. */
__attribute__((noinline)) static int count(const char* name, int (*call)(void), int calls, long more, long* counted) {
  int done = 1;
  CALLGRIND_START_INSTRUMENTATION;
  CALLGRIND_ZERO_STATS;
  step_begin();
  for (int i = 0; i < calls; i++) done &= call();
  for (long i = 0; i < more; i++) __asm__ volatile("");
  *counted = step_end();
  CALLGRIND_DUMP_STATS_AT(name);
  CALLGRIND_STOP_INSTRUMENTATION;
  return done;
}

static int run(const struct path* path, const char* heavier) {
  char empty[64];
  long counted, around;
  snprintf(empty, sizeof empty, "%s:around", path->name);
  for (int i = 0; i < path->before; i++)
    if (!path->call()) return 0;
  if (!count(empty, nothing, path->calls, 0, &around) || !count(path->name, path->call, path->calls, 0, &counted))
    return 0;
  /* Of the loop's instructions; how many there are to a turn is not important, there is at least one. */
  if (heavier != NULL && strcmp(heavier, path->name) == 0 &&
      !count(path->name, path->call, path->calls, counted / 10 + 1000 * RUNNING_ON_VALGRIND, &counted))
    return 0;
  printf("%s %s %d %ld %ld\n", path->name, path->algorithm, path->calls, counted, around);
  return 1;
}

int main(int argc, char** argv) {
  cce_module_info info = {.size = sizeof info};
  if (cce_module_get_info(&info) != CCE_OK || !set_up()) return 1;
  if (!RUNNING_ON_VALGRIND && !step_possible()) return 77;
  if (argc < 2) return 2;
  const enum kind least = strcmp(argv[1], "curves") == 0 ? a_curve : a_short;
  const enum kind most = strcmp(argv[1], "short") == 0 ? a_short : RUNNING_ON_VALGRIND ? a_long_curve : a_curve;
  printf("implementations %s\n", info.implementations);
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
    if (paths[i].kind < least || paths[i].kind > most) continue;
    if (!run(&paths[i], argc > 2 ? argv[2] : NULL)) {
      fprintf(stderr, "%s: a call failed\n", paths[i].name);
      return 1;
    }
  }
  return 0;
}
