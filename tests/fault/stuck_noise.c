/* A program with this in it has a getrandom, which the module calls by its number, that gives the same byte for ever: a
   stuck source. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdarg.h>
#include <string.h>
#include <sys/syscall.h>

long syscall(long number, ...) {
  long argument[6];
  va_list list;
  va_start(list, number);
  for (int i = 0; i < 6; ++i) argument[i] = va_arg(list, long);
  va_end(list);
  if (number == SYS_getrandom) {
    memset((void*)argument[0], 0x5a, (size_t)argument[1]);
    return argument[1];
  }
  long (*real)(long, ...);
  *(void**)&real = dlsym(RTLD_NEXT, "syscall");
  return real(number, argument[0], argument[1], argument[2], argument[3], argument[4], argument[5]);
}
