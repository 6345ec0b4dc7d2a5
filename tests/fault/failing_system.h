/* A program with failing_system.c in it has the system calls of the library in its hand: what it exports goes before
 * libc's. One of them may fail from its n-th call on, or at that call alone; and getrandom may behave as kernels do. */
#ifndef CCE_TESTS_FAILING_SYSTEM_H
#define CCE_TESTS_FAILING_SYSTEM_H

enum behaviour {
  well,
  short_reads,          /* a byte at a time */
  interrupted,          /* every other call */
  interrupted_for_ever, /* EINTR */
  absent,               /* ENOSYS: /dev/urandom is there */
  absent_no_device,     /* and it is not */
  absent_stuck_device,  /* it gives the same byte for ever */
  not_ready,            /* EAGAIN without waiting, then it waits */
  never_ready,          /* EAGAIN, waiting or not */
  forbidden             /* EPERM, by a sandbox, and no device */
};

extern volatile enum behaviour getrandom_behaviour;

/* From the environment, as long as it is not ended: CCE_FAULT="FUNCTION N once|always". */
extern volatile int fault_is_over;
extern volatile int fault_was_reached;

#endif
