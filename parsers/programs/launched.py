"""How large a launcher made a run whose output does not say so: the command above the output."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from itertools import dropwhile, takewhile
from typing import Any, Final, NamedTuple

from parsers.clean import clean
from parsers.grammar.patterns import Pattern
from parsers.grammar.secrets import without_values
from parsers.programs.measurements import FoundRun
from parsers.training.command_lines import (
    COMMAND,
    PROMPT,
    PROMPTED,
    counts_apart,
    read_command,
)

RANKS_OF_A_PROCESS: Final = "ranks_of_a_process"
"""The fact of a run how many ranks, each with a device, a process that was launched has."""
_FAR: Final = 40
"""So many lines above an output may its command stand."""
_FENCE: Final = Pattern(r"[ \t>]*(?:`{3,}|~{3,})")
_GLUED: Final = re.compile(r"(?P<name>-[a-zA-Z])(?P<value>\d+)")
_COUNT: Final = re.compile(r"\d{1,7}")
_OPTIONS: Final = {
    "nodes": ("-N", "--nodes", "--nnodes"),
    "ranks": ("-n", "-np", "--np", "--ntasks"),
    "devices": ("-G", "--gpus"),
    "ranks_per_node": (
        *("--ntasks-per-node", "--tasks-per-node", "-npernode", "--npernode"),
        *("-ppn", "--ppn", "-perhost"),
    ),
}
_MAPPED: Final = re.compile(r"ppr:(?P<count>\d{1,7}):node\b")
"""How Open MPI is told the processes of each node: ``--map-by ppr:4:node``."""
_FLAGS: Final = (
    *("--exclusive", "--overlap", "--oversubscribe", "--allow-run-as-root", "--report-bindings"),
    *("--display-map", "--label", "--unbuffered", "--quiet", "--verbose", "--tag-output"),
    *("--export-all", "-export-all"),
    *("-l", "-u", "-q", "-v", "-O"),
)
"""Options of launchers without a value: the word behind one is another option or the program."""
_OF_TWO: Final = ("-mca", "--mca", "-gmca", "--gmca", "--prtemca", "--pmixmca", "-genv", "-env")
"""Options with a name and its value behind them."""
_THREADS: Final = Pattern(r"(?:[^\n]*\s)?OMP_NUM_THREADS=(?P<threads>\d{1,5})(?!\S)")
_LAUNCHERS: Final = re.compile(
    r"(?:\S*/)?(?:srun|mpirun(?:_rsh)?|mpiexec(?:\.hydra)?|aprun|jsrun|ibrun|flux)\Z"
)
_OF_FLUX: Final = ("mini", "run", "submit")
_PER_NODE: Final = re.compile(r"(?:\S*/)?(?:mpirun|mpiexec|aprun)\Z")
"""Launchers whose ``-N`` is the processes of a node."""
_OF_SHELL: Final = Pattern(
    rf"\s*(?:{PROMPT})?(?:export\s+|env\s+)?"
    r"(?:OMP_NUM_THREADS=(?P<threads>\d{1,5})(?:\s*;)?\s*)?(?:[A-Z][A-Z0-9_]*=\S+\s+)*"
    r"(?P<command>(?:(?:/usr/bin/)?time\s+(?:-\w+\s+)*)?(?:[\w./~-]*[A-Za-z][\w./~-]*(?:\s.*)?)?)"
)
"""A command behind a prompt or traced, and the threads that it is given."""


class Launch(NamedTuple):
    """What a command asks for, by the names of schema columns, and the program that it starts."""

    counts: dict[str, int]
    program: str


def read_launch(line: str) -> Launch | None:
    """Return what a command of a shell starts on how many, or ``None`` where nothing says so.

    ``+ srun -n 4 ./cg``, ``$ OMP_NUM_THREADS=4 ./cg``, ``export OMP_NUM_THREADS=4``.
    """
    match = _OF_SHELL.fullmatch(line)
    if match is None:
        return None
    try:
        words = shlex.split(match["command"])
    except ValueError:
        return None
    counts = {"threads": int(match["threads"])} if match["threads"] else {}
    launcher = next((at for at, word in enumerate(words) if _LAUNCHERS.match(word)), None)
    if launcher is None:
        counts |= {} if counts else _of_trainer(match["command"])
        return Launch(counts, " ".join(counts_apart(words)[0])) if counts else None
    of_launcher, program = _counts(words[launcher:])
    counts |= _with_totals(of_launcher)
    return Launch(counts, " ".join(program)) if counts else None


def _of_trainer(command: str) -> dict[str, int]:
    """What ``torchrun`` and the like are told: processes on each node, one for each device."""
    facts = read_command(command)
    devices, nodes = facts.get("devices_per_node"), facts.get("nodes", 1)
    if isinstance(devices, int) and isinstance(nodes, int):
        return {"nodes": nodes, "devices": devices * nodes}
    return {}


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
    place = next((at for at, word in enumerate(words) if _LAUNCHERS.match(word)), len(words))
    return _with_totals(_counts(words[place:])[0])


def _with_totals(counts: dict[str, int]) -> dict[str, int]:
    each = counts.pop("ranks_per_node", None)
    if each and "nodes" in counts:
        counts.setdefault("ranks", each * counts["nodes"])
    elif each and each <= counts.get("ranks", 0) and counts["ranks"] % each == 0:
        counts["nodes"] = counts["ranks"] // each
    return counts


def _counts(words: Sequence[str]) -> tuple[dict[str, int], list[str]]:
    """The counts among the options of the launcher that is the first word, and the words behind."""
    counts: dict[str, int] = {}
    each_node: set[int] = set()
    rest = dropwhile(_OF_FLUX.__contains__, words[1:])
    is_per_node = bool(words) and _PER_NODE.match(words[0]) is not None
    program: list[str] = []
    for word in rest:
        if not word.startswith("-"):
            program = [word, *rest]
            break
        name, sign, value = word.partition("=")
        if glued := _GLUED.fullmatch(word):
            name, value = glued["name"], glued["value"]
        elif not sign and name not in _FLAGS and f"-{name}" not in _FLAGS:
            value = next(rest, "")
            if name in _OF_TWO:
                next(rest, "")
        column = next((each for each, names in _OPTIONS.items() if name in names), None)
        if name == "-N" and is_per_node:
            column = "ranks_per_node"
        if mapped := _MAPPED.match(value):
            each_node.add(int(mapped["count"]))
        elif column == "ranks_per_node" and _COUNT.fullmatch(value):
            each_node.add(int(value))
        elif column is not None and _COUNT.fullmatch(value):
            counts.setdefault(column, int(value))
    # Where two options say otherwise, neither is believed.
    return counts | ({"ranks_per_node": each_node.pop()} if len(each_node) == 1 else {}), program


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
