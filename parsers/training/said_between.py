"""What stands between the runs of one log that begin anew, and tells them apart."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from parsers.clean import clean
from parsers.grammar.patterns import Pattern
from parsers.grammar.prefixes import printed
from parsers.tables.printed_turns import PrintedTurn, what_tells_turns_apart
from parsers.training.command_lines import ANNOUNCED, LAUNCHERS, PROMPT, counts_apart
from parsers.training.contexts import RunContext
from parsers.training.run_lines import RunLines

_FAR: Final = 40
"""So many lines above a run may stand what it is of."""
_COMMAND = Pattern(
    rf"\s*(?:{PROMPT})?(?:{ANNOUNCED})?['\"]?(?P<command>(?:\w+=\S+\s+)*(?:(?:\S*/)?(?:python3?|{LAUNCHERS}"
    r"|torchrun|deepspeed|accelerate)\s\S.*?|\./\S+.*?))"
    r"(?:\s*\.\.\.|['\"])?"
)
_TITLE = Pattern(
    r"(?i)\s*(?:[=#*~-]{2,}\s*[^\W\d_].*|(?:model|network|arch(?:itecture)?|input|config(?:uration)?"
    r"|benchmark|problem|case|dataset)(?: (?:name|file|deck))?\s*[:=]\s*\S.*"
    r"|(?:reading|loading|using) (?:input|config|model)(?: file)?:? \S+)"
)
_PARTS: Final = (
    r"(?:gpu|device|accelerator|card|tpu|node|host|machine|instance|rank|proc|processor|worker"
    r"|replica|thread|core|task|learner|actor|shard|stage)s|processes"
)
_COUNTED = Pattern(
    rf"(?i)(?<![\w.:/-])\d{{1,7}}[ -](?:[a-z]+ )?(?:{_PARTS.replace('s|', 's?|')})(?![a-z])"
    rf"|(?:\b(?:num(?:ber)?|total)[ _](?:of[ _])?)?(?<![a-z])(?:[a-z]+[ _-])?"
    rf"(?:{_PARTS}|parallel[ _]size|world[ _]size|parallelism)['\"]?\s*[:= ]\s*\d{{1,7}}(?=\W*\Z)"
)
"""What says how many parts of something a run has: ``4 replicas``, ``Data parallel size: 8``."""


def names_of_runs(
    lines: Sequence[str], runs: Iterable[tuple[RunLines, RunContext]]
) -> Mapping[tuple[int, int], str]:
    """Return the names of runs that nothing else tells apart, by their block and part.

    ``lines`` are those of the log around them. ``=== model bert ===``, ``+ python train.py --model
    bert`` and ``Input: bert.dat`` name a run, and so does how many parts of anything it has, ``with
    4 replicas``, where that differs; what only numbers repeats does not.
    """
    alike: dict[str, list[RunLines]] = {}
    said: dict[tuple[int, int], PrintedTurn] = {}
    above = 0
    for run, context in runs:
        first, last = (run.rows.line[run.places[end]] for end in (0, -1))
        own = lines[max(above, first - 1 - _FAR) : first - 1]
        said[run.block, run.part] = PrintedTurn(first, said=list(_told(own)))
        above = max(above, last)
        key = repr((context.benchmark, context.case, sorted(context.facts.items())))
        alike.setdefault(key, []).append(run)
    names: dict[tuple[int, int], str] = {}
    for group in alike.values():
        places = [(run.block, run.part) for run in group]
        apart = what_tells_turns_apart([said[place] for place in places]) or []
        for place, cells in zip(places, apart, strict=False):
            names[place] = " ".join(_called(label, cell) for label, cell in cells.items())
    return names


def _told(lines: Sequence[str]) -> Iterable[str]:
    for line in lines:
        if command := read_program(line):
            yield command[0]
        elif _TITLE.fullmatch(line):
            yield clean(line).strip(" \t=#*~-")
        elif counted := _COUNTED.search(printed(line)[1]):
            yield clean(counted[0])


def _called(label: str, cell: str) -> str:
    """What a setting is called where its value is a number, which says nothing alone."""
    return f"{label} {cell}" if cell.isdecimal() else cell


def read_program(line: str) -> tuple[str, dict[str, str]] | None:
    """Return what a line with a command runs, and the counts that it is given, by their options."""
    found = _COMMAND.fullmatch(line)
    if found is None:
        return None
    command = clean(found["command"])
    try:
        words = shlex.split(command)
    except ValueError:
        words = command.split()
    kept, counts = counts_apart(words)
    return " ".join(kept), counts
