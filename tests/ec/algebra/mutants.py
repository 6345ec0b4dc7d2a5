"""Planted errors: none of them may be proved."""

from proof import Refused
from record import Unmodelled


def is_proved(theorem, run):
    try:
        return theorem.prove(run) > 0
    except (Refused, Unmodelled):
        return False


def is_contradicted(theorem, run, examples):
    """An example shows that it is wrong."""
    try:
        return not all(theorem.holds(run, numbers) for numbers in theorem.numbers(examples))
    except Unmodelled:
        return False


def count_contradicted(test, theorem, runs):
    """How many of these wrong kernels an example shows to be wrong: none of them may be proved. A proof of the others is none of
    our concern: a carry that is never set may be left out."""
    contradicted = 0
    for what, run in runs:
        if is_contradicted(theorem, run, 60):
            contradicted += 1
            test.assertFalse(is_proved(theorem, run), f"{theorem.name}: {what}: proved, and wrong")
    return contradicted
