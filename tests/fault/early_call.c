/* The first call of all comes before any constructor of a shared library: .preinit_array runs ahead of them. The module
 * powers up then, and its own constructor finds it done. */
#include <cce/cce.h>
#include <stdio.h>
#include <string.h>

static cce_result early_digest = CCE_ERR_STATE;
static cce_state early_state = CCE_STATE_POWER_OFF;
static unsigned char digest[32];
static int called = 0;

static void call_early(void) {
  called = 1;
  early_digest = cce_digest(CCE_SHA256, "abc", 3, digest);
  early_state = cce_module_state();
}

__attribute__((section(".preinit_array"), used)) static void (*before_constructors)(void) = call_early;

int main(void) {
  cce_self_test test;
  test.size = sizeof test;
  if (!called) return fputs("the early call was not made\n", stderr), 1;
  if (early_digest != CCE_OK) return fprintf(stderr, "the early call answered %d\n", (int)early_digest), 1;
  if (early_state != CCE_STATE_OPERATIONAL) return fprintf(stderr, "early state %d\n", (int)early_state), 1;
  if (digest[0] != 0xba || digest[31] != 0xad) return fputs("the early digest is wrong\n", stderr), 1;
  if (cce_module_state() != CCE_STATE_OPERATIONAL) return fputs("not operational in main\n", stderr), 1;
  puts("1 passed, 0 failed");
  return 0;
}
