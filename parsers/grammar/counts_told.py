"""How many of what a program says that it runs on, in a line of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import prod
from typing import Final

from parsers.grammar.beside_counts import counts_of
from parsers.grammar.patterns import Pattern
from parsers.grammar.words import word_set

_MAY_COUNT = Pattern(r"\d")
_DIGITS = Pattern(r"\d+")
_OF_TITLE = Pattern(r"\d+[.)]? (?=[A-Z][a-z])|(?<=\w)s\b")
"""What numbers a title, and the plural: ``2 Test with 16 threads``, ``8 GPUs``."""
_BEHIND = Pattern(r"\b(?:with|on|using|for|at) ")
_FIRST_RANK = Pattern(
    r"(?i)[^\n:=]{0,60}?\b(?:rank|process|proc|task)?\s*[\[(]?0"
    r"\s*(?:/|of|out of)\s*(?P<ranks>\d{1,7})"
    r"(?![\d.%])(?:[^\d\n]*|.*\b(?:on|host|node|hostname)\b[^\n]*)"
)
"""``Hello from rank 0 of 8``, ``[0/8] starting``: what the first rank says of all."""
_RANK = Pattern(r"(?i)\b(?:rank|process|proc|mpi|task)")
_GRID = Pattern(
    r"(?i)[\s*#-]*(?:(?:mpi|process(?:or)?s?|ranks?|proc)[ -]"
    r"(?:grid|decomposition|topology|layout|mesh)"
    r"|domain decomposition)\s*[:=]?\s*(?P<grid>\d{1,5}(?:\s*[x×*]\s*\d{1,5}){1,2})\s*"
)
_COMMUNICATOR = Pattern(
    r"(?i)[\s*#-]*(?:mpi initialized: |mpi )?(?:mpi_comm_world|communicator|comm|world|mpi)?"
    r"[ _-]?size\s*[:=]?\s*(?P<ranks>\d{1,7})\s*"
)
_OF_MPI = Pattern(r"(?i)comm|mpi|world")
_RANKS_BY_THREADS = Pattern(
    r"(?i)[\s*#-]*(?:mpi )?(?:ranks|processes|tasks)\s*[x×*]\s*(?:openmp |omp )?threads\s*[:=]\s*"
    r"(?P<ranks>\d{1,7})\s*[x×*]\s*(?P<threads>\d{1,5})\s*"
)
_RUNNING = Pattern(
    r"(?i)[\s=#*>-]*(?:job \d+(?: is)? )?"
    r"(?:running|launch(?:ed|ing)|start(?:ed|ing)|executing|using)\b[^.,:;=\d]{0,30}?(?=\d)"
)
_SAID_OF_RUN = Pattern(
    r"(?i)[\s*#>=-]*(?:(?:the|this|job|program|code|simulation|mpi|openmp|omp|parallel|distributed"
    r"|hello)\b:?\s*){0,3}(?:(?:is )?running|run|execution|training|started|starting|initiali[sz]ed"
    r"|enabled|using|spawning|launching|from)?:?\s*(?:with|on|using|across|over)?\s*"
    r"(?<!\w)(?P<counts>\d{1,7}\s+[a-z].*)"
)
"""``MPI initialized with 8 ranks``, ``Parallel run on 4 nodes``."""
_JOINED = Pattern(r"\s*(?:[,;(+&]|\b(?:and|with|on|using)\b)\s*")
_TIMES = Pattern(r"\s*(?:[×*]|\bx\b)\s*")
_PER_NODE: Final = ("ranks", "devices", "cores")
_NUMBERED = Pattern(r"(?i)[\s#*-]*(?P<label>[a-z][a-z _]{1,30}?)\s+(?P<number>\d{1,7})\s*")
_MANY: Final = word_set("nodes ranks processes procs processors tasks threads gpus cores nprocs")
_HOW_MANY: Final = word_set("number num of total mpi openmp omp the")


def counts_told(line: str) -> dict[str, str]:
    """Return the counts that a line states of its run, by their headings, if that is all of it.

    Nothing of one that says more: ``Using 8 threads for I/O`` is of a part.
    """
    if not _MAY_COUNT.search(line):
        return {}
    if (running := _RUNNING.match(line)) and (announced := _all_of(line[running.end() :])):
        return announced
    if by_threads := _RANKS_BY_THREADS.fullmatch(line):
        return by_threads.groupdict()
    if grid := _GRID.fullmatch(line):
        return {"ranks": str(prod(map(int, re.findall(r"\d+", grid["grid"]))))}
    if (of_all := _FIRST_RANK.fullmatch(line)) and _RANK.search(line):
        return {"ranks": of_all["ranks"]}
    if (size := _COMMUNICATOR.fullmatch(line)) and _OF_MPI.search(line):
        return {"ranks": size["ranks"]}
    if numbered := _NUMBERED.fullmatch(line):
        return _named(numbered["label"], numbered["number"])
    said = _SAID_OF_RUN.fullmatch(line)
    return _all_of(said["counts"]) if said else {}


def _named(label: str, number: str) -> dict[str, str]:
    """``threads 4``, ``number of procs 8``; ``rank 3`` is one of them."""
    words = label.lower().replace("_", " ").split()
    if words[-1] not in _MANY or not _HOW_MANY.issuperset(words[:-1]):
        return {}
    return counts_of(f"{number} {'procs' if words[-1] == 'nprocs' else words[-1]}") or {}


def _all_of(text: str) -> dict[str, str]:
    cells: dict[str, str] = {}
    for part in _JOINED.split(text.strip(" \t.!)=*-:")):
        found = _product(part)
        if not found or found.keys() & cells.keys():
            return {}
        cells |= found
    return cells


def _product(text: str) -> dict[str, str]:
    """The counts of ``8 ranks``, or of ``4 nodes x 16 ranks x 2 threads``: those of all nodes."""
    cells: dict[str, str] = {}
    for part in _TIMES.split(text):
        found = counts_of(part)
        if found is None or found.keys() & cells.keys():
            return {}
        cells |= found
    nodes = int(cells.get("nodes", "1"))
    return {
        name: str(nodes * int(cell)) if name in _PER_NODE and cell.isdecimal() else cell
        for name, cell in cells.items()
    }


def what_names_say(names: Sequence[str | None]) -> list[dict[str, object]]:
    """Return the facts by which ``names`` tell outputs apart, each the name of a ``section``.

    Where they differ in counts alone, ``4 nodes`` and ``8 nodes``, these are the facts.
    """
    counts = [_counts_in(name or "") for name in names]
    without = {_DIGITS.sub("0", _OF_TITLE.sub("", name or "")) for name in names}
    if len(without) == 1 and all(counts) and len({tuple(each.items()) for each in counts}) > 1:
        return [*counts]
    return [{"section": name} for name in names]


def _counts_in(name: str) -> dict[str, object]:
    """The counts that a name states, as of ``4 nodes`` and ``Test with 10 threads``."""
    told = counts_told(name) or counts_told(_BEHIND.split(name)[-1])
    return {label: int(count) for label, count in told.items()}
