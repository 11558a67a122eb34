"""Lines that tell how long a job may take, or is thought to: ``Walltime requested: 01:00:00``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.grammar.durations import parse_duration
from parsers.grammar.patterns import Pattern

NOTHING: Final = "-"
"""A line that says nothing, and ends no paragraph."""
_MAY_BE = Pattern(
    r"(?i)limit|request|remain|deadline|time[ _-]?out|estimat|expected|allowed|max\w*[ _]wall"
    r"|walltime|#SBATCH|#PBS|max_?time|budget"
)
_GRANTED = Pattern(
    r"(?i)\W*(?:(?:SBATCH|PBS|BSUB)\b.*(?:time|-W)\b.*"
    r"|(?=[^:=]*\b(?:\w*time|\w*time[ _]?limit|\w*wall\w*|limits|deadline)\b)(?:[\w()/-]+[ _])*?"
    r"(?:time[ _]?limits?|limits?|requested|allowed|remaining|deadline|time[ _-]?out|estimated"
    r"|expected|max(?:imum)? wall[ _]?(?:time|clock))\b[\w ()/-]*"
    r"[:=]\s*\D{0,12}(?P<time>\d+(?::\d\d)+|\d+(?:\.\d+)?).*)"
)
_IN_LIST = Pattern(r"(?i)(?:^|[,;:])\s*walltime=(?P<clock>\d+(?::\d\d){1,2})\b")
"""Of what a job asked for: ``nodes=1,walltime=01:00:00``; programs print blanks between pairs."""
_WALLTIME = Pattern(r"(?i)\W*walltime\s*[=: ]\s*(?P<seconds>\d{3,7})\s*(?:s|sec|seconds)?\s*")
"""A request as schedulers write it; a run is seldom so round."""
_MOST = Pattern(r"(?i)\W*(?:max(?:imum)?[ _]?time|time[ _]budget)\s*[=:].*")
_ROUND: Final = 300.0
"""Limits are whole multiples of five minutes; runs are not."""


def without_granted(lines: Sequence[str]) -> Sequence[str]:
    """Return ``lines`` without times that no run took: limits, requests and estimates."""
    if not any(map(_MAY_BE.search, lines)):
        return lines
    return [_without(line) for line in lines]


def _without(line: str) -> str:
    if _GRANTED.fullmatch(line) or _MOST.fullmatch(line):
        return NOTHING
    asked = _WALLTIME.fullmatch(line)
    if asked and int(asked["seconds"]) % _ROUND == 0:
        return NOTHING
    listed = _IN_LIST.search(line)
    if listed is None or (parse_duration(listed["clock"]) or 1.0) % _ROUND:
        return line
    return line[: listed.start()] + line[listed.end() :] or NOTHING
