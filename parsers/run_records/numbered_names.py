"""Names of files that differ in numbers alone, and whether these are of repeats: ``run_1``."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, Literal

from parsers.grammar.repeat_numbers import NUMBER, calls_repeats
from parsers.grammar.words import words

_OUTPUTS: Final = frozenset({"out", "output", "log", "stdout", "result", "results", "res"})
"""What says of a file that a run wrote it; its number may be that of a run, or of what was run."""
_SCHEDULERS: Final = frozenset({"slurm", "pbs", "lsf"})
"""What they call outputs by, before the number of the job."""


def numbered_by(names: Collection[str]) -> Literal["repeats", "outputs"] | None:
    """Return what the numbers are of in which alone ``names`` differ; None where that is unclear.

    Outputs (``out1``) may be of repeats, or each of other work.
    """
    pieces = [NUMBER.split(name) for name in set(names)]
    if len(pieces) < 2 or len({tuple(each[::2]) for each in pieces}) > 1:
        return None
    said = set()
    for place in range(1, len(pieces[0]), 2):
        if len({each[place] for each in pieces}) > 1:
            before = words("".join(pieces[0][:place:2]))
            said.add(before[-1].lower() if before else "")
    if all(calls_repeats(word) or word in _SCHEDULERS for word in said):
        return "repeats"
    return "outputs" if said <= _OUTPUTS else None
