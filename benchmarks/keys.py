"""How many keys each task of the table takes in runcmp, and in VisiData.

``python benchmarks/keys.py`` makes its data, installs VisiData for itself, presses the keys of each
task in both, each in a pseudo-terminal of 80 × 24, and checks on the screen that it is done before
it counts them. The letters of a word that has to be typed count as keys.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.peers import installed  # noqa: E402
from tests.pseudo_terminal import KEYS, Terminal  # noqa: E402

REPEATS: Final = (100.4, 100.1, 99.8, 100.2)
SHARES: Final = {("1.0", 1): 1.0, ("1.0", 2): 0.52, ("2.0", 1): 0.91, ("2.0", 2): 0.49}
"""The times of each version and number of nodes, as shares of those of the first."""
PATIENCE: Final = 20
"""Seconds that the last key may take."""
TYPED: Final = "given as a column"
MANY: Final = ("solver.csv",)
TWO: Final = ("before.csv", "after.csv")
Keys = Sequence[str]


class Task(NamedTuple):
    """A task, the files it is done on, and the keys of both with what the screen shows at last."""

    name: str
    files: Sequence[str]
    runcmp: Keys
    done: str
    visidata: Keys
    done_there: str
    remark: str = ""


FREQUENCIES: Final = r"1\.0\W+8\b"
TASKS: Final = (
    Task("sort by efficiency", MANY, "E", r"▼efficiency", ["g", "l", "]"], "↓efficiency", TYPED),
    Task("filter to a value", MANY, ",", r"\d rows? where", [",", '"'], r"\b8 rows"),
    Task("frequencies of a column", MANY, "F", r"frequencies", "F", FREQUENCIES),
    Task("statistics of all columns", MANY, "I", r"missing.*median", "I", r"distinct"),
    Task(
        "compare two files",
        TWO,
        "d",
        r"▲ better",
        [*"Sgs&append", "enter", *"gvl!l%+median", "enter", *"hW"],
        r"100\.15.*91\.",
        "medians, no test",
    ),
    Task(
        "two versions in one file",
        MANY,
        ["d", "enter"],
        r"▲ better",
        [*"l!l%+median", "enter", *"hW"],
        r"100\.15.*91\.",
        "medians, no test",
    ),
    Task("a sort, and its undo", MANY, "EU", r" efficiency", "]U", r"version"),
)


def write_files(folder: Path) -> None:
    """Write the times of two versions, in one file and in two; one more has efficiency typed in."""
    rows = [
        (version, nodes, round(share * each, 2), SHARES[version, 1] / share / nodes)
        for (version, nodes), share in SHARES.items()
        for each in REPEATS
    ]
    _write(folder / "solver.csv", "version,nodes,seconds", [row[:3] for row in rows])
    _write(folder / "typed.csv", "version,nodes,seconds,efficiency", rows)
    for name, version in zip(TWO, ("1.0", "2.0"), strict=True):
        own = [row[1:3] for row in rows if row[0] == version]
        _write(folder / name, "nodes,seconds", own)


def _write(file: Path, heading: str, rows: Iterable[Iterable[object]]) -> None:
    file.write_text("\n".join([heading, *(",".join(map(str, row)) for row in rows)]) + "\n")


def counted(command: Sequence[str], keys: Keys, done: str, folder: Path) -> int:
    """Press ``keys`` in what ``command`` starts; return how many.

    Raises AssertionError where the screen does not show ``done`` at last.
    """
    home = {"HOME": str(folder), "PYTHONPATH": str(HERE.parent)}
    with Terminal(command, columns=80, rows=24, environment=home, cwd=folder) as terminal:
        terminal.answer(quiet=2.0, timeout=60.0)
        for key in keys:
            terminal.press(key)
            terminal.settle(quiet=1.0)
        deadline = time.monotonic() + PATIENCE
        while not re.search(done, terminal.text) and time.monotonic() < deadline:
            terminal.settle(quiet=1.0)
        if not re.search(done, terminal.text):
            raise AssertionError(f"{' '.join(keys)} does not show {done!r}:\n{terminal.text}")
    assert all(len(key) == 1 or key in KEYS for key in keys)
    return len(keys)


def main() -> None:
    """Print the table."""
    visidata = installed(HERE / "requirements.txt") / "vd"
    runcmp = [sys.executable, "-m", "runcmp", "--no-state"]
    width = max(len(task.name) for task in TASKS)
    print(f"{'keys':{width}}  runcmp  VisiData")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_files(folder)
        for task in TASKS:
            ours = counted([*runcmp, *task.files], task.runcmp, task.done, folder)
            files = ["typed.csv" if task.remark == TYPED else each for each in task.files]
            theirs = counted([str(visidata), *files], task.visidata, task.done_there, folder)
            print(f"{task.name:{width}}  {ours:6}  {theirs:8}  {task.remark}".rstrip(), flush=True)


if __name__ == "__main__":
    main()
