"""How many keys each task of the table takes in runcmp, and in VisiData.

``python benchmarks/keys.py`` makes its data, installs VisiData for itself, presses the keys of each
task in both, each in a pseudo-terminal of 80 × 24, and checks on the screen that it is done after
them and was not before. The letters of a word that has to be typed count as keys.
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
    """A task, the files it is done on, and the keys of both with what the screen shows at last.

    ``before``: what is pressed in each first, which does not count.
    """

    name: str
    files: Sequence[str]
    runcmp: Keys
    done: str
    visidata: Keys
    done_there: str
    remark: str = ""
    before: tuple[Keys, Keys] = ("", "")


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
    Task(
        "undo of a sort", MANY, "U", r"speedup  efficiency", "U", r"(?m)^ version", "", ("E", "]")
    ),
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


def spelled(keys: Keys) -> str:
    """Return ``keys`` in one word, those that have a name in brackets."""
    return "".join(key if len(key) == 1 else f"<{key}>" for key in keys)


def confirmed(
    command: Sequence[str], before: Keys, keys: Keys, done: str, folder: Path
) -> tuple[int, str]:
    """Press ``before`` and ``keys`` in what ``command`` starts; return how many ``keys``, and them.

    Raises AssertionError where the screen does not show ``done`` at last, or does so before them.
    """
    home = {"HOME": str(folder), "PYTHONPATH": str(HERE.parent)}
    with Terminal(command, columns=80, rows=24, environment=home, cwd=folder) as terminal:
        terminal.answer(quiet=2.0, timeout=60.0)
        _press(terminal, before)
        assert not re.search(done, terminal.text), f"{done!r} before any key:\n{terminal.text}"
        _press(terminal, keys)
        deadline = time.monotonic() + PATIENCE
        while not re.search(done, terminal.text) and time.monotonic() < deadline:
            terminal.settle(quiet=1.0)
        if not re.search(done, terminal.text):
            raise AssertionError(f"{spelled(keys)} does not show {done!r}:\n{terminal.text}")
    return len(keys), spelled(keys)


def _press(terminal: Terminal, keys: Keys) -> None:
    for key in keys:
        assert len(key) == 1 or key in KEYS
        terminal.press(key)
        terminal.settle(quiet=1.0)


def main() -> None:
    """Print the table."""
    visidata = installed(HERE / "requirements.txt") / "vd"
    runcmp = [sys.executable, "-m", "runcmp", "--no-state"]
    width = max(len(task.name) for task in TASKS)
    widths = [max(len(spelled(keys)) for keys in side) for side in zip(*_keys(), strict=True)]
    ours, theirs = widths
    print(f"{'keys':{width}}  {'runcmp':<{ours + 4}}  VisiData")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_files(folder)
        for task in TASKS:
            files = ["typed.csv" if task.remark == TYPED else each for each in task.files]
            found = (
                confirmed([*runcmp, *task.files], task.before[0], task.runcmp, task.done, folder),
                confirmed(
                    [str(visidata), *files], task.before[1], task.visidata, task.done_there, folder
                ),
            )
            cells = [
                f"{count:2}  {keys:{wide}}"
                for (count, keys), wide in zip(found, (ours, theirs), strict=True)
            ]
            line = "  ".join([f"{task.name:{width}}", *cells, task.remark])
            print(line.rstrip(), flush=True)


def _keys() -> list[tuple[Keys, Keys]]:
    return [(task.runcmp, task.visidata) for task in TASKS]


if __name__ == "__main__":
    main()
