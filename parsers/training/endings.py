"""How a run ended, where a log says that it did not end well.

A job's scheduler, the launcher and the program each have their say, often all three: the time limit
is the reason of what follows it, and an exception says more than the exit code after it.
"""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from parsers.clean import clean
from parsers.grammar.outcomes import Outcome, read_outcome
from parsers.grammar.patterns import Pattern
from parsers.training.log_words import is_prose


class Ending(NamedTuple):
    """That a run failed, timed out or was cancelled: what says so, on which line.

    ``weight``: of several endings of one run the heaviest tells, of equal ones the first.
    """

    line: int
    status: Outcome
    reason: str
    weight: int


_LONGEST_REASON: Final = 100
_BY_WORD: Final = 2
_OF_LAUNCHER = Pattern(r"(?:srun|slurmstepd|mpirun|prterun): error: ")
"""Before what is told in whole sentences."""
_SHELL = Pattern(r"\b\w*sh: ")
_CODE: Final = (
    r"(?<![a-z])(?:exit|return)(?:ed|s)?(?: with)?(?: non-?zero)?(?: exit)?[ _-]?(?:code|status)"
    r" *(?:[:=]|is\b)? *(?-i:[1-9]\d*)(?![\d.]*[\d%])"
)
"""``Exit code : 1``, ``exited with status 137``, ``EXIT_CODE=2``, ``ExitCode: 1:0``."""
_SENTENCE_END = Pattern(r"\.\s")


class _Kind(NamedTuple):
    """A way to tell of an ending. Each such line has one of ``words``, which are quick to find."""

    status: Outcome
    weight: int
    words: tuple[str, ...]
    pattern: Pattern


def _kind(status: Outcome, weight: int, words: str, pattern: str) -> _Kind:
    return _Kind(status, weight, tuple(words.split(",")), Pattern(pattern, re.IGNORECASE))


_KINDS: Final = (
    _kind(
        "timeout",
        4,
        "limit",
        r".*?(?P<reason>DUE TO TIME LIMIT|walltime \S+ exceeded limit|TERM_RUNLIMIT)",
    ),
    _kind(
        "cancelled",
        3,
        "cancelled",
        r".*?\*\*\* (?:JOB|STEP) .*(?P<reason>CANCELLED.*?)\s*\**\s*\Z",
    ),
    _kind("cancelled", 3, "interrupt", r"(?P<reason>KeyboardInterrupt)\s*\Z"),
    _kind(
        "failed",
        2,
        "error,exception",
        r"(?:[\w.]+:\s+)?(?P<reason>(?-i:(?:[a-z_]\w*\.)*[A-Z]\w*(?:Error|Exception))\b:\s+\S.*)\Z",
    ),
    _kind(
        "failed",
        2,
        "memory,oom,fault,bus error,terminate called,mpi_abort,assertion,signal,core dumped,forrtl"
        ",smashing",
        r".*?(?P<reason>CUDA out of memory|out of memory|oom[-_ ]?kill(?:ed)?\b|OUT_OF_MEMORY"
        r"|Segmentation fault|Bus error|terminate called after throwing[^:]*|MPI_ABORT"
        r"|Assertion [`'‘\"].* failed|(?-i:Signal: [A-Z][\w ]+ \(\d+\))"
        r"|Program received signal (?-i:SIG[A-Z]+)|exited on signal \d+.*"
        r"|forrtl: (?:severe|error)\b.*"
        r"|stack smashing detected|[\w -]+ \(core dumped\))",
    ),
    _kind(
        "failed",
        2,
        "oom,memory,fail,crash,timed,timeout,hang,hung,diverge",
        r"[\s*+>:-]*(?P<reason>(?:cuda\s+|gpu\s+)?(?:oom|out of memory|failed|crashed|timed out"
        r"|timeout|hangs?|hung|diverged)(?:\s*\([^()]*\))?)\W*\Z",
    ),
    _kind("failed", 1, "traceback", r"(?P<reason>Traceback) \(most recent call last\)"),
    _kind(
        "failed",
        1,
        "error,exit,return code,kill,abort,fatal,: line ,sh: ",
        r"(?P<reason>(?:srun|slurmstepd|mpirun|prterun): error: .*"
        r"|FATAL(?: ERROR)?: [a-z].*|(?:\S*/)?\w*sh: line \d+: (?!warning).*|NCCL error: .*"
        r"|(?:\S*/)?\w*sh: .*(?:Permission denied|command not found|No such file or directory)\Z"
        r"|.*\berror while loading shared libraries: .*|Fortran runtime error: .*"
        rf"|.*{_CODE}.*|Killed\s*\Z|Aborted\b.*)",
    ),
)


def read_ending(line: int, text: str) -> Ending | None:
    """Return the ending that a line tells of, or ``None``."""
    has = text.lower().__contains__
    kinds = [kind for kind in _KINDS if any(map(has, kind.words))]
    if not kinds or (is_prose(text) and not _OF_LAUNCHER.match(text)):
        return None
    for status, weight, _, pattern in kinds:
        if match := pattern.match(text):
            reason = clean(" ".join(_SENTENCE_END.split(match["reason"])[0].split()))
            if len(reason) > _LONGEST_REASON:
                reason = f"{reason[:_LONGEST_REASON]}…"
            worded = read_outcome(match["reason"]) if weight == _BY_WORD else None
            return Ending(line, worded or status, reason, weight)
    return None


def failed(ending: Ending) -> dict[str, Any]:
    """Return the record columns of a run that ended so: what it measured is no result."""
    return {"value": None, "status": ending.status, "reason": ending.reason}


def in_a_cell(ending: Ending) -> str:
    """Return the text of a cell that says of its row how the run ended, so that a word tells."""
    return ending.reason if read_outcome(ending.reason) else f"{ending.status}: {ending.reason}"


def is_of_shell(reason: str) -> bool:
    """Return whether a shell told of it, which goes on with the next command."""
    return _SHELL.search(reason) is not None


def weightier(first: Ending | None, second: Ending) -> Ending:
    """Return the ending that tells more, at the line where the run first showed that it failed."""
    if first is None:
        return second
    return second._replace(line=first.line) if second.weight > first.weight else first
