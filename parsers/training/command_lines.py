"""The command that started a run, where a shell traced it into the log: how large the run is.

``+ srun -N 2 --gpus-per-node=4 python train.py --batch-size 64``. The options of the launcher have
one meaning each; those of the program mean what they mean above the columns of a table.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, Final

from parsers.clean import clean
from parsers.grammar.patterns import Pattern
from parsers.grammar.words import by_spelling
from parsers.headings.heading import COUNTED
from parsers.headings.read_heading import read_heading
from parsers.training.facts import setting

PROMPT: Final = r"(?:\[[^\]\n]{1,80}\]){0,3}[\w.@~:/-]{0,80}[+$#>%❯➜▶→]+\s+"
"""What a shell prints before a command, or where it traces one."""
LAUNCHERS: Final = (
    r"(?:srun|mpirun(?:_rsh)?|mpiexec(?:\.hydra|_mpt)?|aprun|jsrun|lrun|ibrun|prun|prterun|orterun"
    r"|oshrun|cafrun|upcrun|ccc_mprun|charmrun|likwid-mpirun|horovodrun)"
)
"""Programs that start others on several processes."""
ANNOUNCED: Final = (
    r"(?i:(?:running|executing|launching|starting|command(?: line)?|cmd|exec)(?:\s*[:=]\s*|\s+))"
)
"""``Running: mpirun -np 4 ./heat``: what a script says of what it is about to run."""
COMMAND = Pattern(
    rf"\s*(?:{PROMPT}|[=#*~-]{{2,}}[>|]?\s+)?(?:(?:command|cmd|running|launching|executing)\s*:\s*)?"
    r"(?:(?:(?:cd|export|module|ml|source|ulimit)\s[^;&\n]*|\w+=[^\s;&]*\s*)(?:;|&&)\s*)*(?:time\s+)?"
    r"(?P<command>(?:\w+=\S+\s+)*(?:\S*/)?"
    rf"(?:{LAUNCHERS}|flux (?:mini )?(?:run|submit)|torchrun"
    r"|deepspeed|accelerate launch|python3? -m torch\.distributed\.(?:launch|run))\s.*)\Z",
    re.IGNORECASE,
)
"""A line with the command of a launcher: traced, behind a prompt, or in the frame of a title.

What is set up before it on its line (``cd build && mpirun ...``) is no part of it.
"""
PROMPTED = Pattern(rf"\s*(?![#>+]|\d[\d.,]*%){PROMPT}(?P<command>\S.*)")
"""A line with any command behind a prompt that nothing else in a document looks like.

``99.8% CPU use`` is a share and no prompt.
"""
_OPTIONS: Final = by_spelling(
    {
        "nodes": "-N --nodes --nnodes --num_nodes --num_machines",
        "ranks": "-n -np --np --ntasks --num_processes --num-processes",
        "devices": "-G --gpus",
        "devices_per_node": "--gpus-per-node --nproc_per_node --nproc-per-node --num_gpus",
    }
)
_OF_RUN: Final = frozenset({"benchmark", "batch", "global_batch", "epochs", "precision", "seq_len"})
_ON_ONE_NODE = Pattern(
    r"(?:\w+=\S+\s+)*(?:\S*/)?(?:torchrun\b|python3? -m torch\b"
    r"|deepspeed(?=\s)(?!.*\s(?:--hostfile|-H|--include|-i)[= ]))"
)
"""What runs on one node unless told otherwise."""
_COUNT = Pattern(r"(?:\w+:)?(?P<count>\d{1,7})")


def read_command(text: str) -> dict[str, Any]:
    """Return the schema columns that the command on a line states, none where it is no command."""
    match = COMMAND.match(text)
    if match is None:
        return {}
    try:
        words = shlex.split(match["command"])
    except ValueError:
        return {}
    facts: dict[str, Any] = {}
    of_program = False
    for word, value in _options(words):
        of_program = of_program or (value is None and _of_program(word))
        column = None if of_program else _OPTIONS.get(word)
        if value is None:
            continue
        if column is not None and (count := _COUNT.fullmatch(value)):
            facts[column] = int(count["count"])
        elif of_program and word.startswith("--"):
            known = setting(clean(word.strip("-")), clean(value)) or {}
            facts |= {name: stated for name, stated in known.items() if name in _OF_RUN}
    if "devices_per_node" in facts and _ON_ONE_NODE.match(match["command"]):
        facts.setdefault("nodes", 1)
    return facts


def counts_apart(words: list[str]) -> tuple[list[str], dict[str, str]]:
    """Return the words of a command but for the counts that its launcher and it are given.

    And the counts by their options: ``{"gpus": "4"}`` of ``python train.py --gpus 4``.
    """
    kept: list[str] = []
    counts: dict[str, str] = {}
    rest = iter(words)
    of_program = False
    for word in rest:
        of_program = of_program or _of_program(word)
        name, sign, value = word.partition("=")
        if not (_counts(name) or (not of_program and name in _OPTIONS)):
            kept.append(word)
        else:
            counts[clean(name.strip("-"))] = value if sign else next(rest, "")
    return kept, counts


def _counts(name: str) -> bool:
    """Whether an option or a variable counts parts of the machine: ``--gpus``."""
    is_name = name.startswith("--") or name.isupper()
    return is_name and read_heading(clean(name.strip("-"))).name in COUNTED


def _options(words: list[str]) -> Iterator[tuple[str, str | None]]:
    """Yield each word, and the value of an option: ``--nodes=2``, ``--nodes 2``, ``-N2``."""
    for word, after in zip(words, [*words[1:], ""], strict=True):
        name, sign, value = word.partition("=")
        glued = re.fullmatch(r"(-[a-zA-Z])(\d+)", word)
        if glued:
            yield glued[1], glued[2]
        elif sign and word.startswith("-"):
            yield name, value
        elif word.startswith("-") and not after.startswith("-"):
            yield word, after or None
        else:
            yield word, None


def _of_program(word: str) -> bool:
    """Tell where the program begins: what follows are its own options, not the launcher's."""
    return PurePath(word).suffix == ".py"
