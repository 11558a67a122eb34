"""How large a launcher made a run whose output does not say so: the command above the output."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from itertools import dropwhile, takewhile
from typing import Any, Final

from parsers.clean import clean
from parsers.grammar.patterns import Pattern
from parsers.grammar.secrets import without_values
from parsers.programs.measurements import FoundRun
from parsers.training.command_lines import COMMAND, PROMPTED
from parsers.training.launches import launch_of, read_launch

RANKS_OF_A_PROCESS: Final = "ranks_of_a_process"
"""The fact of a run how many ranks, each with a device, a process that was launched has."""
_FAR: Final = 40
"""So many lines above an output may its command stand."""
_FENCE: Final = Pattern(r"[ \t>]*(?:`{3,}|~{3,})")
_THREADS: Final = Pattern(r"(?:[^\n]*\s)?OMP_NUM_THREADS=(?P<threads>\d{1,5})(?!\S)")


def launcher_counts(line: str) -> dict[str, int]:
    """Return the ``nodes``, ``ranks`` and ``devices`` that a command on ``line`` asks for.

    Only the launcher's own options count, those before the name of the program: ``mpirun -np 4
    mdtest -n 3334`` has 4 ranks.
    """
    match = COMMAND.match(line)
    try:
        words = shlex.split(match["command"]) if match else []
    except ValueError:
        return {}
    launch = launch_of(words)
    return launch.counts if launch else {}


def command_above(text: str, start: int, end: int) -> dict[str, int]:
    """Return what the nearest command of a launcher says between two places of ``text``.

    And the ``threads`` of OpenMP that were set nearest. A block of code is a world of its own:
    nothing is taken from before it but from a block right above that has commands alone.
    """
    counts: dict[str, int] = {}
    threads: dict[str, int] = {}
    for line in _lines_above(text[start:end]):
        counts = counts or launcher_counts(line)
        if not threads and (match := _THREADS.match(line)):
            threads = {"threads": int(match["threads"])}
    return counts | threads


def _lines_above(text: str) -> Iterator[str]:
    """The lines at the end of ``text``, the last first, that may tell of what stands below it."""
    lines = text.splitlines()[: -_FAR - 1 : -1]
    for place, line in enumerate(lines):
        if _FENCE.match(line):
            above = dropwhile(lambda each: not each.strip(), lines[place + 1 :])
            if _FENCE.match(next(above, "")):
                block = list(takewhile(lambda each: not _FENCE.match(each), above))
                is_of_commands = all(
                    COMMAND.match(each) or _THREADS.match(each) for each in block if each.strip()
                )
                yield from block if is_of_commands else ()
            return
        yield line


def command_line_above(text: str, start: int, end: int) -> str | None:
    """Return the nearest command itself, of a launcher or behind a prompt, without its keys."""
    for line in _lines_above(text[start:end]):
        if match := COMMAND.match(line) or PROMPTED.match(line):
            return without_values(clean(match["command"]))
    return None


def with_counts(runs: Sequence[FoundRun], counts: Mapping[str, int]) -> list[FoundRun]:
    """Return ``runs`` with the counts that none of them states, unless they tell of another run.

    Where some runs of an output state ranks and others do not, those others have none.
    """
    many = [each for run in runs if isinstance(each := run.facts.get(RANKS_OF_A_PROCESS), int)]
    if many:
        runs = [run._replace(facts=_without_ranks_of_a_process(run)) for run in runs]
        ranks = counts.get("ranks", 0) * many[0]
        counts = {**counts, "ranks": ranks, "devices": ranks} if ranks else counts
    stated: dict[str, set[Any]] = {
        name: {run.facts[name] for run in runs if name in run.facts} for name in counts
    }
    if any(stated[name] - {count} for name, count in counts.items()):
        return [*runs]
    missing = {name: count for name, count in counts.items() if not stated[name]}
    return [run._replace(facts={**run.facts, **missing}) for run in runs]


def _without_ranks_of_a_process(run: FoundRun) -> dict[str, Any]:
    return {name: value for name, value in run.facts.items() if name != RANKS_OF_A_PROCESS}


def with_counts_of_command(run: FoundRun, called: str = "case") -> FoundRun:
    """Return a run that is ``called`` by the command of a launcher with its counts and program."""
    command = run.facts.get(called)
    launch = read_launch(command) if isinstance(command, str) else None
    if launch is None or not launch.program:
        return run
    return run._replace(facts={**launch.counts, **run.facts, called: launch.program})
