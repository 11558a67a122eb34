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


WRONG_SUMMARY: Final = Kind("error", "stated average does not match runs")
OTHER_SUMMARY: Final = Kind("suspect", "average of other runs")
WRONG_TOTAL: Final = Kind("suspect", "stated total does not match runs")
CUT_SUMMARY: Final = Kind("style", "average badly rounded")
BEST_RUN: Final = Kind("suspect", "best run reported as average")
BEST_STEP: Final = Kind("error", "best step reported as result")
PEAK: Final = Kind("suspect", "peak reported as result")
OTHER_STEP: Final = Kind("error", "other step reported as result")
CUT_RESULT: Final = Kind("error", "truncated, not rounded")
WRONG_RESULT: Final = Kind("error", "stated result matches no step")
OTHER_MEAN: Final = Kind("info", "mean of steps reported as result")

WRONG_SPEEDUP: Final = Kind("error", "stated speedup inconsistent")
INHERITED_SPEEDUP: Final = Kind("error", "speedup from wrong average")
DOUBTED_SPEEDUP: Final = Kind("suspect", "speedup of another baseline")
WRONG_EFFICIENCY: Final = Kind("error", "stated efficiency inconsistent")
DOUBTED_EFFICIENCY: Final = Kind("suspect", "efficiency of another baseline")
CUT_EFFICIENCY: Final = Kind("style", "efficiency badly rounded")
CUT_SPEEDUP: Final = Kind("style", "speedup badly rounded")
UNKNOWN_BASELINE: Final = Kind("suspect", "stated baseline does not match runs")
FOREIGN_BASELINE: Final = Kind("suspect", "single-host baseline for mixed hosts")
SUPER_LINEAR: Final = Kind("suspect", "superlinear speedup")
COPIED_ROW: Final = Kind("suspect", "same row at two counts")
WRONG_DERIVED: Final = Kind("suspect", "derived quantity departs from the others")

MALFORMED_HOSTS: Final = Kind("error", "malformed host list")
HOST_COUNT: Final = Kind("error", "node count contradicts host list")
UNLIKE_HOSTS: Final = Kind("suspect", "average over dissimilar hosts")
OTHER_HOSTS: Final = Kind("suspect", "averages over different hosts")
TOO_MANY_DEVICES: Final = Kind("suspect", "device count exceeds host's elsewhere")

WRONG_STEPS: Final = Kind("error", "inconsistent step count")
OFF_BY_ONE: Final = Kind("suspect", "step counts off by one")
NO_WORK: Final = Kind("error", "zero epochs or steps but nonzero runtime")
MISSING_STEP: Final = Kind("error", "missing step")
REPEATED_STEP: Final = Kind("error", "repeated step")
DISORDERED_STEP: Final = Kind("suspect", "step out of order")
FALLING_MEAN: Final = Kind("suspect", "running mean drops")
VALUE_AGAIN: Final = Kind("suspect", "value repeats an earlier step")
EPOCH_TOO_FAST: Final = Kind("error", "epoch time contradicts step rate")
FAST_EPOCH: Final = Kind("suspect", "suspiciously fast epoch")
SAME_TIME: Final = Kind("suspect", "suspicious duplicate time")
ACCURACY_DROP: Final = Kind("suspect", "accuracy drop")

COPIED_BLOCK: Final = Kind("error", "duplicate block under several headings")
REPEATED_TABLE: Final = Kind("info", "repeated table")
COPIED_LINE: Final = Kind("error", "duplicate line in different runs")
SAME_RUNS: Final = Kind("error", "duplicate runs in two files")
OTHER_METADATA: Final = Kind("error", "duplicate runs described differently")

OUTLIER: Final = Kind("suspect", "outlier among repeats")
FAILED_RUN: Final = Kind("error", "failed run")
UNFINISHED_RUN: Final = Kind("gap", "unfinished run")
NO_NUMBER: Final = Kind("error", "text instead of a number")
NO_SUMMARY: Final = Kind("suspect", "runs without a summary")
NO_RUNS: Final = Kind("gap", "summary without runs")
NO_BASELINE: Final = Kind("gap", "series without a baseline")
SINGLE_POINT: Final = Kind("gap", "single point")
MISSING_POINT: Final = Kind("gap", "missing configuration")
NO_UNIT: Final = Kind("gap", "missing unit")
EMPTY_SECTION: Final = Kind("error", "empty section")
HEADING_LEVEL: Final = Kind("error", "wrong heading level")
HEADING_CLAIM: Final = Kind("error", "heading overstates its rows")
NO_CONTENT: Final = Kind("gap", "section without content")
WORD: Final = Kind("gap", "word in a column of numbers")
NO_LINES: Final = Kind("gap", "result without log lines")
NOT_READ: Final = Kind("gap", "lines not read")
NOT_CHECKED: Final = Kind("gap", "check failed")

CONFOUNDED: Final = Kind("info", "confounded factors")
TWO_SPELLINGS: Final = Kind("style", "inconsistent spelling")
ASSUMED: Final = Kind("info", "reader assumption")

KINDS: Final[tuple[Kind, ...]] = tuple(
    value for value in list(globals().values()) if isinstance(value, Kind)
)
