/* Counts instructions as the processor executes them: with the trap flag set it raises a signal after each one. x86-64 only;
 * under valgrind, which counts itself, these do nothing. */
#ifndef CCE_TESTS_STEP_H
#define CCE_TESTS_STEP_H

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <valgrind/valgrind.h>

#if defined(__x86_64__)

static volatile long steps;

static void count_step(int signal) {
  (void)signal;
  steps++;
}

/* The handler has a stack of its own: what the module wipes of the caller's stack must not be the handler's frame. */
static int step_possible(void) {
  static unsigned char own_stack[1 << 17];
  const stack_t stack = {.ss_sp = own_stack, .ss_size = sizeof own_stack};
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = count_step;
  action.sa_flags = SA_ONSTACK;
  return sigaltstack(&stack, NULL) == 0 && sigaction(SIGTRAP, &action, NULL) == 0;
}

/* Below the 128 bytes under the stack pointer, which a leaf function may be using. */
static inline void step_begin(void) {
  steps = 0;
  if (RUNNING_ON_VALGRIND) return;
  __asm__ volatile("lea -128(%%rsp), %%rsp\n\tpushfq\n\torq $0x100, (%%rsp)\n\tpopfq\n\tlea 128(%%rsp), %%rsp" ::
                       : "memory", "cc");
}

static inline long step_end(void) {
  if (RUNNING_ON_VALGRIND) return 0;
  __asm__ volatile("lea -128(%%rsp), %%rsp\n\tpushfq\n\tandq $-257, (%%rsp)\n\tpopfq\n\tlea 128(%%rsp), %%rsp" ::
                       : "memory", "cc");
  return steps;
}

#else

static int step_possible(void) {
  puts("instructions are counted by the trap flag of x86-64");
  return 0;
}
static inline void step_begin(void) {}
static inline long step_end(void) { return 0; }

#endif
#endif
