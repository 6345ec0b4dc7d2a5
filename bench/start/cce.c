/* From the start of the process to CCE's first random byte; the power-up self-tests ran when the library was loaded. */
#include <cce/cce.h>

#include "tell.h"

int main(void) {
  unsigned char byte;
  if (cce_random(&byte, 1) != CCE_OK) {
    fputs(cce_state_name(cce_module_state()), stderr);
    return 1;
  }
  return tell();
}
