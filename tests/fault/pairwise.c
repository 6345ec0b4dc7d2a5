/* The multiples of a curve's base point changed in memory, behind the back of the self-tests: a new key fails its pairwise
 * consistency test, the curve is quarantined and the others serve; with the table as it was, a passed self-test on demand
 * brings the curve back. Arguments: where cce_version and the table are, as nm says, and the table's size. */
#include <cce/cce.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define CHECK(condition)                                          \
  do {                                                            \
    if (!(condition)) {                                           \
      fprintf(stderr, "line %d: not %s\n", __LINE__, #condition); \
      return 1;                                                   \
    }                                                             \
  } while (0)

__attribute__((no_sanitize("thread"))) static int change(uint8_t* place, size_t size) {
  const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  uint8_t* begin = (uint8_t*)((uintptr_t)place & ~(page - 1));
  const size_t length = (size_t)(place + size - begin);
  if (mprotect(begin, length, PROT_READ | PROT_WRITE) != 0) return 0;
  for (size_t i = 0; i < size; i += 8) place[i] ^= 1;
  return mprotect(begin, length, PROT_READ) == 0;
}

static int serves(cce_curve curve) {
  cce_ec_key* key = NULL;
  const cce_result result = cce_ec_key_generate(curve, &key);
  cce_ec_key_free(key);
  return result == CCE_OK;
}

int main(int argc, char** argv) {
  CHECK(argc == 5);
  const cce_curve curve = (cce_curve)atoi(argv[1]);
  const uintptr_t base = (uintptr_t)&cce_version - strtoul(argv[2], NULL, 16);
  uint8_t* table = (uint8_t*)(base + strtoul(argv[3], NULL, 16));
  const size_t size = strtoul(argv[4], NULL, 16);
  const cce_curve others[] = {CCE_P256, CCE_P384, CCE_P521};
  uint8_t d[66], sig[132];
  memset(d, 1, sizeof d);
  size_t sig_len = sizeof sig;
  cce_ec_key *key = NULL, *old = NULL;
  cce_module_info info;

  CHECK(cce_module_state() == CCE_STATE_OPERATIONAL);
  CHECK(cce_ec_key_import(curve, d, curve == CCE_P256 ? 32 : curve == CCE_P384 ? 48 : 66, &old) == CCE_OK);
  CHECK(change(table, size));
  key = old;
  CHECK(cce_ec_key_generate(curve, &key) == CCE_ERR_SELF_TEST);
  CHECK(key == NULL);
  CHECK(change(table, size));

  CHECK(cce_module_state() == CCE_STATE_DEGRADED);
  info.size = sizeof info;
  CHECK(cce_module_get_info(&info) == CCE_OK && info.failure != NULL);
  CHECK(strstr(info.failure, "service: pairwise consistency test of a new P-") == info.failure);
  CHECK(cce_ec_key_generate(curve, &key) == CCE_ERR_STATE && key == NULL);
  CHECK(cce_ecdsa_sign(old, CCE_SHA256, "a", 1, CCE_SIG_RAW, sig, &sig_len) == CCE_ERR_STATE);
  for (size_t i = 0; i < 3; ++i) CHECK(serves(others[i]) == (others[i] != curve));

  CHECK(cce_module_self_test() == CCE_OK);
  CHECK(cce_module_state() == CCE_STATE_OPERATIONAL);
  CHECK(cce_ecdsa_sign(old, CCE_SHA256, "a", 1, CCE_SIG_RAW, sig, &sig_len) == CCE_OK);
  for (size_t i = 0; i < 3; ++i) CHECK(serves(others[i]));
  cce_ec_key_free(old);
  puts("1 passed, 0 failed");
  return 0;
}
