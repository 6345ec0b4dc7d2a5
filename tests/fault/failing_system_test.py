"""The system fails, in each of its functions, at every call: a clear result, nothing weak, and recovery."""

import os
import subprocess
import sys
import unittest

PROGRAM = sys.argv[1]
FUNCTIONS = ("mmap", "mprotect", "madvise", "mlock", "ftruncate", "memfd_secret", "getrandom", "pthread_key_create",
             "pthread_setspecific", "pthread_atfork")
WELL, NOT_REACHED = 0, 3


def run(*arguments, fault=""):
    done = subprocess.run([PROGRAM, *arguments], env={**os.environ, "CCE_FAULT": fault}, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, timeout=60)
    return done.returncode, done.stdout


class FailingSystem(unittest.TestCase):
    def test_every_function_at_every_call(self):
        reached = {}
        for function in FUNCTIONS:
            for how in ("once", "always"):
                for n in range(1, 400):
                    with self.subTest(function=function, n=n, how=how):
                        code, output = run(fault=f"{function} {n} {how}")
                        self.assertIn(code, (WELL, NOT_REACHED), output)
                    if code == NOT_REACHED:
                        break
                    reached[function] = n
                else:
                    self.fail(f"{function} has no last call")
        # Some kernels have no secret memory, and without it there are no handlers of forks.
        for function in ("mmap", "mprotect", "madvise", "mlock", "getrandom", "pthread_key_create"):
            self.assertGreater(reached.get(function, 0), 0, function)

    def test_getrandom_as_kernels_have_it(self):
        for behaviour, outcome in (("well", "served"), ("short", "served"), ("interrupted", "served"),
                                   ("absent", "served"), ("not-ready", "served"),
                                   ("interrupted-for-ever", "refused"), ("absent-no-device", "refused"),
                                   ("absent-stuck-device", "refused"), ("never-ready", "refused"),
                                   ("forbidden", "refused")):
            with self.subTest(behaviour=behaviour):
                code, output = run(behaviour, outcome)
                self.assertEqual(code, WELL, output)

    def test_a_wrong_expectation_is_noticed(self):
        self.assertEqual(run("forbidden", "served")[0], 1)
        self.assertEqual(run("well", "refused")[0], 1)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
