/* A byte of the module's code changed in memory: the self-test on demand finds it, the module refuses, and a restart
 * after the byte is put back leads to an operational module again. */
#include <cce/cce.h>
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
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

/* A byte that no test of this program executes: within cce_hkdf_expand. ThreadSanitizer keeps no account of code. */
__attribute__((no_sanitize("thread"))) static int flip(uint8_t mask) {
  uint8_t* place = (uint8_t*)(uintptr_t)&cce_hkdf_expand + 24;
  const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  void* begin = (void*)((uintptr_t)place & ~(page - 1));
  if (mprotect(begin, page, PROT_READ | PROT_WRITE | PROT_EXEC) != 0) return 0;
  *place ^= mask;
  return mprotect(begin, page, PROT_READ | PROT_EXEC) == 0;
}

int main(void) {
  uint8_t out[32];
  cce_module_info info;
  CHECK(cce_module_state() == CCE_STATE_OPERATIONAL);
  CHECK(cce_module_self_test() == CCE_OK);

  CHECK(flip(0x10));
  CHECK(cce_digest(CCE_SHA256, "abc", 3, out) == CCE_OK); /* nothing has looked yet */
  CHECK(cce_module_self_test() == CCE_ERR_SELF_TEST);
  CHECK(cce_module_state() == CCE_STATE_ERROR);
  memset(out, 0x5a, sizeof out);
  CHECK(cce_digest(CCE_SHA256, "abc", 3, out) == CCE_ERR_STATE);
  for (size_t i = 0; i < sizeof out; ++i) CHECK(out[i] == 0x5a);
  info.size = sizeof info;
  CHECK(cce_module_get_info(&info) == CCE_OK);
  CHECK(info.failure != NULL && strstr(info.failure, "self-test on demand: integrity-checksum failed") == info.failure);
  CHECK(strstr(info.failure, "text segment") != NULL);
  CHECK(memcmp(info.integrity_expected, info.integrity_computed, 32) != 0);
  CHECK(cce_module_self_test() == CCE_ERR_STATE);

  CHECK(cce_module_restart() == CCE_ERR_SELF_TEST); /* the cause is still there */
  CHECK(cce_module_state() == CCE_STATE_ERROR);
  CHECK(flip(0x10));
  CHECK(cce_module_restart() == CCE_OK);
  CHECK(cce_module_state() == CCE_STATE_OPERATIONAL);
  CHECK(cce_module_restart() == CCE_ERR_STATE); /* nothing to restart from */
  info.size = sizeof info;
  CHECK(cce_module_get_info(&info) == CCE_OK && info.failure == NULL);
  CHECK(cce_digest(CCE_SHA256, "abc", 3, out) == CCE_OK);
  puts("1 passed, 0 failed");
  return 0;
}
