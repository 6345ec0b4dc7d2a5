/* dlopen twice, dlclose, threads that go on calling across a dlclose, and dlopen again: the library stays (nodelete). */
#include <cce/cce.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#define CHECK(condition)                                          \
  do {                                                            \
    if (!(condition)) {                                           \
      fprintf(stderr, "line %d: not %s\n", __LINE__, #condition); \
      return 1;                                                   \
    }                                                             \
  } while (0)

typedef cce_result (*digest_function)(cce_hash, const void*, size_t, void*);
typedef cce_state (*state_function)(void);

static digest_function digest;
static atomic_int stop, wrong, calls;

static void* call(void* unused) {
  unsigned char out[32];
  while (!atomic_load(&stop)) {
    if (digest(CCE_SHA256, "abc", 3, out) != CCE_OK || out[0] != 0xba) atomic_fetch_add(&wrong, 1);
    atomic_fetch_add(&calls, 1);
  }
  return unused;
}

int main(int argc, char** argv) {
  CHECK(argc == 2);
  void* first = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
  void* second = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
  CHECK(first != NULL && second == first);
  state_function state;
  *(void**)&digest = dlsym(first, "cce_digest");
  *(void**)&state = dlsym(first, "cce_module_state");
  CHECK(digest != NULL && state != NULL);

  pthread_t threads[4];
  for (int i = 0; i < 4; ++i) CHECK(pthread_create(&threads[i], NULL, call, NULL) == 0);
  while (atomic_load(&calls) < 1000) {
  }
  CHECK(dlclose(first) == 0);
  CHECK(dlclose(second) == 0);
  const int before = atomic_load(&calls);
  while (atomic_load(&calls) < before + 1000) {
  }
  CHECK(state() == CCE_STATE_OPERATIONAL);
  void* again = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
  CHECK(again != NULL);
  CHECK(*(void**)&digest == dlsym(again, "cce_digest"));
  atomic_store(&stop, 1);
  for (int i = 0; i < 4; ++i) CHECK(pthread_join(threads[i], NULL) == 0);
  CHECK(atomic_load(&wrong) == 0);
  puts("1 passed, 0 failed");
  return 0;
}
