/* Stands before libcce by LD_PRELOAD, and lets cce_digest go wrong as CCE_TEST_FAULT says:
 *   first-error, late-error   the first call answers an error, or every call after the 1,000th
 *   first-wrong, late-wrong   the digest has a wrong bit from the first call, or after the 1,000th
 * Anything else passes every call on. */
#include <cce/cce.h>
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

typedef cce_result digest_function(cce_hash, const void*, size_t, void*);

cce_result cce_digest(cce_hash hash, const void* msg, size_t msg_len, void* out) {
  static digest_function* next;
  static const char* fault;
  static long calls;
  if (next == NULL) {
    void* symbol = dlsym(RTLD_NEXT, "cce_digest");
    if (symbol == NULL) return CCE_ERR_UNSUPPORTED;
    memcpy(&next, &symbol, sizeof next);
    fault = getenv("CCE_TEST_FAULT");
    if (fault == NULL) fault = "";
  }
  const int late = ++calls > 1000;
  if (strcmp(fault, "first-error") == 0 || (late && strcmp(fault, "late-error") == 0)) return CCE_ERR_STATE;
  const cce_result result = next(hash, msg, msg_len, out);
  if (strcmp(fault, "first-wrong") == 0 || (late && strcmp(fault, "late-wrong") == 0)) ((unsigned char*)out)[0] ^= 1;
  return result;
}
