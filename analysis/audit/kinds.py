"""What an audit can find: each kind in words, and how bad it is."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, get_args

Severity = Literal["error", "suspect", "gap", "info", "style"]
SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
"""From the worst: what contradicts itself or cannot be read as written; what is possible, but very
probably wrong or misleading; what a comparison needs and is absent; what has to be known to read it
right; spelling only."""
GRAVE: Final[tuple[Severity, ...]] = ("error", "suspect")
"""What casts doubt on a run."""


class Kind(NamedTuple):
    """A kind of finding."""

    severity: Severity
    name: str


WRONG_SUMMARY: Final = Kind("error", "stated average no runs give")
BEST_RUN: Final = Kind("suspect", "best run stated as the average")
BEST_STEP: Final = Kind("error", "best step stated as the result")
PEAK: Final = Kind("suspect", "peak stated as the result")
OTHER_STEP: Final = Kind("error", "another step stated as the result")
CUT_RESULT: Final = Kind("error", "result cut off, not rounded")
WRONG_RESULT: Final = Kind("error", "stated result no step gives")
OTHER_MEAN: Final = Kind("info", "mean of the steps stated as the result")

WRONG_SPEEDUP: Final = Kind("error", "speed-up that does not follow")
INHERITED_SPEEDUP: Final = Kind("error", "speed-up from a wrong average")
DOUBTED_SPEEDUP: Final = Kind("suspect", "speed-up of another baseline")
WRONG_EFFICIENCY: Final = Kind("error", "efficiency that does not follow")
DOUBTED_EFFICIENCY: Final = Kind("suspect", "efficiency of another baseline")
CUT_EFFICIENCY: Final = Kind("style", "efficiency cut off, not rounded")
CUT_SPEEDUP: Final = Kind("style", "speed-up cut off, not rounded")
UNKNOWN_BASELINE: Final = Kind("suspect", "baseline that no run gives")
FOREIGN_BASELINE: Final = Kind("suspect", "baseline of one host for several")
SUPER_LINEAR: Final = Kind("suspect", "super-linear speed-up")

MALFORMED_HOSTS: Final = Kind("error", "malformed host list")
HOST_COUNT: Final = Kind("error", "node count against host list")
UNLIKE_HOSTS: Final = Kind("suspect", "average over unlike hosts")
OTHER_HOSTS: Final = Kind("suspect", "averages over different hosts")
TOO_MANY_DEVICES: Final = Kind("suspect", "more devices than the host has elsewhere")

WRONG_STEPS: Final = Kind("error", "step count that does not fit")
OFF_BY_ONE: Final = Kind("suspect", "step counts off by one")
NO_WORK: Final = Kind("error", "count of zero in a run that took time")
MISSING_STEP: Final = Kind("error", "missing step")
REPEATED_STEP: Final = Kind("error", "repeated step")
DISORDERED_STEP: Final = Kind("suspect", "step out of order")
FALLING_MEAN: Final = Kind("suspect", "falling running mean")
VALUE_AGAIN: Final = Kind("suspect", "value of an earlier step again")
EPOCH_TOO_FAST: Final = Kind("error", "epoch time against step rate")
FAST_EPOCH: Final = Kind("suspect", "epoch faster than the others")
SAME_TIME: Final = Kind("suspect", "odd time that another run has too")
ACCURACY_DROP: Final = Kind("suspect", "drop of accuracy")

COPIED_BLOCK: Final = Kind("error", "same lines under several headings")
COPIED_LINE: Final = Kind("error", "same line in different runs")
SAME_RUNS: Final = Kind("error", "same runs in two files")
OTHER_METADATA: Final = Kind("error", "same runs described differently")

OUTLIER: Final = Kind("suspect", "outlier among repeats")
FAILED_RUN: Final = Kind("error", "failed run")
UNFINISHED_RUN: Final = Kind("gap", "unfinished run")
NO_NUMBER: Final = Kind("error", "word where a number belongs")
NO_SUMMARY: Final = Kind("suspect", "runs without a summary")
NO_RUNS: Final = Kind("gap", "summary without runs")
NO_BASELINE: Final = Kind("gap", "series without a baseline")
SINGLE_POINT: Final = Kind("gap", "single point")
MISSING_POINT: Final = Kind("gap", "missing configuration")
NO_UNIT: Final = Kind("gap", "missing unit")
EMPTY_SECTION: Final = Kind("error", "empty section")
HEADING_LEVEL: Final = Kind("error", "wrong heading level")
HEADING_CLAIM: Final = Kind("error", "heading that claims too much")
NO_CONTENT: Final = Kind("gap", "section without content")
WORD: Final = Kind("gap", "word in a column of numbers")
NO_LINES: Final = Kind("gap", "result without any lines")
NOT_READ: Final = Kind("gap", "lines not read")

CONFOUNDED: Final = Kind("info", "confounded factors")
TWO_SPELLINGS: Final = Kind("style", "two spellings of one name")
ASSUMED: Final = Kind("info", "assumption of the reader")

KINDS: Final[tuple[Kind, ...]] = tuple(
    value for value in list(globals().values()) if isinstance(value, Kind)
)
