"""How many processes, threads and devices a command of a shell starts a program on."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from itertools import dropwhile, pairwise
from typing import Final, NamedTuple

from parsers.grammar.patterns import Pattern
from parsers.training.command_lines import (
    ANNOUNCED,
    LAUNCHERS,
    PROMPT,
    counts_apart,
    read_command,
)

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
    "devices_per_node": ("--gpus-per-node",),
    "devices_of_a_rank": ("--gpus-per-task",),
    "cpus_of_a_rank": ("-c", "-d", "--cpus-per-task", "--cores-per-task"),
}
_OF_FEW: Final = {
    "jsrun": {
        **dict.fromkeys(("-n", "--nrs"), "sets"),
        **dict.fromkeys(("-a", "--tasks_per_rs"), "ranks_of_a_set"),
        **dict.fromkeys(("-g", "--gpu_per_rs"), "devices_of_a_set"),
        **dict.fromkeys(("-r", "--rs_per_host"), "sets_per_node"),
        **dict.fromkeys(("-p", "--np"), "ranks"),
        **dict.fromkeys(("-c", "-d"), ""),
    },
    "flux": {"-g": "devices_of_a_rank"},
    "lrun": {"-T": "ranks_per_node"},
    "charmrun": {"-n": "", "-N": ""},
    **{name: {"-c": "ranks", "-N": "ranks_per_node"} for name in ("mpirun", "orterun", "prterun")},
    **{name: {"-N": "ranks_per_node"} for name in ("mpiexec", "aprun")},
}
"""What options mean to some launchers alone; nothing where they count no part of the machine."""
_MAPPED: Final = re.compile(r"ppr:(?P<count>\d{1,7}):node\b")
"""How Open MPI is told the processes of each node: ``--map-by ppr:4:node``."""
_GENERIC: Final = re.compile(r"gpu:(?:[a-z][\w-]*:)?(?P<count>\d{1,3})\b")
"""How Slurm is told the devices of each node: ``--gres=gpu:a100:4``."""
_FLAGS: Final = (
    *("--exclusive", "--overlap", "--oversubscribe", "--allow-run-as-root", "--report-bindings"),
    *("--display-map", "--label", "--unbuffered", "--quiet", "--verbose", "--tag-output"),
    *("--export-all", "-export-all"),
    *("-l", "-u", "-q", "-v", "-O"),
)
"""Options of launchers without a value: the word behind one is another option or the program."""
_OF_TWO: Final = ("-mca", "--mca", "-gmca", "--gmca", "--prtemca", "--pmixmca", "-genv", "-env")
"""Options with a name and its value behind them."""
_LAUNCHER: Final = re.compile(rf"(?:\S*/)?(?P<name>{LAUNCHERS}|flux)\Z")
_OF_FLUX: Final = ("mini", "run", "submit")
_CHARM: Final = re.compile(r"\+{1,2}(?P<name>p|ppn)(?P<count>\d{1,7})?\Z")
"""How Charm++ is told its processing elements: ``+p8``, ``++p 8``, and those of a process."""
_PINNED: Final = Pattern(
    r"(?:taskset\s+(?:-c|--cpu-list)\s+|numactl\s.*?(?:-C\s*|--physcpubind=))"
    r"(?P<first>\d{1,4})-(?P<last>\d{1,4})\s"
)
"""``taskset -c 0-7 ./cg``"""
_OF_SHELL: Final = Pattern(
    rf"\s*(?:{PROMPT})?(?:{ANNOUNCED})?(?P<quote>['\"])?(?:export\s+|env\s+)?"
    r"(?:OMP_NUM_THREADS=(?P<threads>\d{1,5})(?:\s*;)?\s*)?(?:[A-Z][A-Z0-9_]*=\S+\s+)*"
    r"(?P<command>(?:(?:/usr/bin/)?time\s+(?:-\w+\s+)*)?(?:[\w./~-]*[A-Za-z][\w./~-]*(?:\s.*?)?)?)"
    r"(?(quote)(?P=quote)|(?:\s*\.\.\.)?)"
)
"""A command behind a prompt, traced or announced, and the threads that it is given."""


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
    threads = {"threads": int(match["threads"])} if match["threads"] else {}
    launch = launch_of(words, threads)
    if launch is not None:
        return launch if launch.counts else None
    counts = threads or _of_trainer(match["command"]) or _of_elements(words) or _pinned(line)
    return Launch(counts, " ".join(_without_elements(counts_apart(words)[0]))) if counts else None


def launch_of(words: Sequence[str], threads: dict[str, int] | None = None) -> Launch | None:
    """Return what the first launcher among ``words`` is told, or ``None`` where none is among them.

    Only its own options count, those before the name of the program: ``mpirun -np 4 mdtest -n
    3334`` has 4 ranks. ``threads`` are those that are set in its environment.
    """
    found = ((at, name) for at, word in enumerate(words) if (name := _LAUNCHER.match(word)))
    at, launcher = next(found, (len(words), None))
    if launcher is None:
        return None
    stated, program = _stated(words[at:], launcher["name"])
    asked = stated.pop("cpus_of_a_rank", None)
    counts = (threads or {}) | _with_totals(stated)
    if asked and not threads and "ranks" in counts:
        if counts["ranks"] == 1:
            counts["threads"] = asked
        elif program:
            # As many may be of hyperthreads, or leave room: they tell a run from others.
            program = [*program, f"(-c {asked})"]
    trained = _of_trainer(" ".join(program), counts.get("nodes", 1))
    elements = _of_elements(words[at:])
    if launcher["name"] == "charmrun" or not counts.keys() - {"threads"}:
        counts |= elements
    return Launch(counts | trained, " ".join(_without_elements(program)))


def _of_trainer(command: str, nodes: int = 1) -> dict[str, int]:
    """What ``torchrun`` and the like are told: processes on each node, one for each device."""
    facts = read_command(command)
    each, own = facts.get("devices_per_node"), facts.get("nodes", 1)
    if isinstance(each, int) and isinstance(own, int):
        # What is started on each node may say nothing of the others.
        nodes = max(nodes, own)
        return {"nodes": nodes, "devices": each * nodes}
    ranks = facts.get("ranks")
    if isinstance(ranks, int) and "accelerate" in command and "--cpu" not in command.split():
        return {"devices": ranks} | ({"nodes": own} if "nodes" in facts else {})
    return {}


def _of_elements(words: Sequence[str]) -> dict[str, int]:
    """The processing elements that Charm++ is told of."""
    told = dict(_elements(words))
    return {"cores": told["p"]} if "p" in told else {}


def _elements(words: Sequence[str]) -> Iterator[tuple[str, int]]:
    for word, after in pairwise([*words, ""]):
        if found := _CHARM.match(word):
            count = found["count"] or after
            if _COUNT.fullmatch(count):
                yield found["name"], int(count)


def _without_elements(words: Sequence[str]) -> Iterator[str]:
    """Yield the words of a program without how many elements of Charm++ it has."""
    rest = iter(words)
    for word in rest:
        found = _CHARM.match(word)
        if found is None:
            yield word
        elif not found["count"]:
            next(rest, "")


def _pinned(line: str) -> dict[str, int]:
    found = _PINNED.search(line)
    return {"cores": int(found["last"]) - int(found["first"]) + 1} if found else {}


def _with_totals(stated: dict[str, int]) -> dict[str, int]:
    """The counts of a whole run, of what a launcher is told of its nodes, sets and ranks."""
    counts = dict(stated)
    sets = counts.pop("sets", 0)
    of_set = {name: counts.pop(f"{name}_of_a_set", 0) for name in ("ranks", "devices")}
    per_node = counts.pop("sets_per_node", 0)
    if sets:
        counts["ranks"] = sets * (of_set["ranks"] or 1)
        counts |= {"devices": sets * of_set["devices"]} if of_set["devices"] else {}
        counts |= {"nodes": sets // per_node} if per_node and sets % per_node == 0 else {}
    each = counts.pop("ranks_per_node", None)
    if each and "nodes" in counts:
        counts.setdefault("ranks", each * counts["nodes"])
    elif each and each <= counts.get("ranks", 0) and counts["ranks"] % each == 0:
        counts["nodes"] = counts["ranks"] // each
    for name, of in (("devices_per_node", "nodes"), ("devices_of_a_rank", "ranks")):
        if (devices := counts.pop(name, None)) and of in counts:
            counts.setdefault("devices", devices * counts[of])
    return counts


def _stated(words: Sequence[str], launcher: str) -> tuple[dict[str, int], list[str]]:
    """The counts among the options of the launcher that is the first word, and the words behind."""
    counts: dict[str, int] = {}
    each_node: set[int] = set()
    rest = dropwhile(_OF_FLUX.__contains__, words[1:])
    own = _OF_FEW.get(launcher, {})
    program: list[str] = []
    for word in rest:
        if found := _CHARM.match(word):
            if not found["count"]:
                next(rest, "")
            continue
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
        column = own.get(name) if name in own else _column(name)
        if mapped := _MAPPED.match(value):
            each_node.add(int(mapped["count"]))
        elif name == "--gres" and (generic := _GENERIC.match(value)):
            counts.setdefault("devices_per_node", int(generic["count"]))
        elif column == "ranks_per_node" and _COUNT.fullmatch(value):
            each_node.add(int(value))
        elif column and _COUNT.fullmatch(value):
            counts.setdefault(column, int(value))
    # Where two options say otherwise, neither is believed.
    return counts | ({"ranks_per_node": each_node.pop()} if len(each_node) == 1 else {}), program


def _column(option: str) -> str | None:
    return next((each for each, names in _OPTIONS.items() if option in names), None)
