/* Loads the library that was just built and stamped, and proves that it comes up: part of the build, so that a library
 * whose digest does not hold is never handed on. */
#include <cce/cce.h>
#include <dlfcn.h>
#include <stdio.h>

int main(int argc, char** argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: %s LIBRARY\n", argv[0]);
    return 2;
  }
  void* library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    fprintf(stderr, "%s does not load: %s\n", argv[1], dlerror());
    return 1;
  }
  cce_result (*get_info)(cce_module_info*);
  const char* (*state_name)(cce_state);
  *(void**)&get_info = dlsym(library, "cce_module_get_info");
  *(void**)&state_name = dlsym(library, "cce_state_name");
  if (get_info == NULL || state_name == NULL) {
    fprintf(stderr, "%s does not export the module's status services\n", argv[1]);
    return 1;
  }
  cce_module_info info;
  info.size = sizeof info;
  if (get_info(&info) != CCE_OK || info.state != CCE_STATE_OPERATIONAL) {
    fprintf(stderr, "%s does not come up: state %s; %s\n", argv[1], state_name(info.state),
            info.failure != NULL ? info.failure : "no failure recorded");
    return 1;
  }
  return 0;
}
