/* Calls from atexit handlers and from a destructor, which run when the process is half gone, are served. */
#include <cce/cce.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int handler_ran = 0;

static int serves(void) {
  unsigned char out[32];
  return cce_module_state() == CCE_STATE_OPERATIONAL && cce_digest(CCE_SHA256, "abc", 3, out) == CCE_OK &&
         out[0] == 0xba;
}

static void at_exit(void) {
  handler_ran = 1;
  if (!serves()) _exit(1);
}

__attribute__((destructor)) static void at_the_end(void) {
  if (!handler_ran) _exit(2);
  if (!serves()) _exit(3);
}

int main(void) {
  if (!serves()) return 4;
  if (atexit(at_exit) != 0) return 5;
  puts("1 passed, 0 failed");
  return 0;
}
