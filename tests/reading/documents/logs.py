"""A log of one run, in which words tell the result."""

from __future__ import annotations

from random import Random
from typing import Final

from tests.reading.truth import Study

TIMED: Final = ("Total time: {} s", "Elapsed time: {} s", "Wall time = {} s", "Runtime: {} seconds")
RATED: Final = ("Throughput: {} {}", "Performance: {} {}", "Average: {} {}")


def log_form(study: Study, rng: Random) -> str:
    """Draw the line that all logs of a study end in."""
    if study.quantity.kind == "time":
        return rng.choice(TIMED)
    return rng.choice(RATED).format("{}", study.quantity.unit)


def log_text(value: str, form: str) -> str:
    """Return a short log."""
    return f"Reading input ...\nSetting up the problem\nDone.\n{form.format(value)}\n"
