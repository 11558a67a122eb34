"""The programs that are measured in a terminal, and what they show."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from benchmarks.peers import installed
from tests.pseudo_terminal import Terminal

HERE: Final = Path(__file__).resolve().parent
COLUMNS, ROWS = 120, 40
GPUS: Final = [2**n for n in range(8)]
SYSTEMS, SOFTWARE, BATCHES = 5, 10, 4
WINNER: Final = "winner"
"""The benchmark whose largest run has the highest throughput and efficiency of all."""
ROW: Final = re.compile(rf"\bbench\d+|\b{WINNER}\b")
AS_IN_A_SHELL: Final[dict[str, str | None]] = dict.fromkeys(
    ["_RJEM_MALLOC_CONF", "POLARS_MAX_THREADS", "PYTHONDONTWRITEBYTECODE"]
)
"""What importing Polars here leaves in the environment is not for the programs measured, and those
keep their bytecode, as pip does with what it installs."""


@dataclass(frozen=True)
class Subject:
    """A program that shows a CSV file, and its keys."""

    name: str
    command: list[str]
    down: str = "j"
    page: str = "\x1b[6~"

    def open(self, *arguments: str | Path) -> Terminal:
        """Start the program on ``arguments``."""
        return self._started([*self.command, *arguments])

    def open_under(self, file: Path, above: Sequence[str]) -> Terminal:
        """Start the program on ``file``, started by the command ``above``."""
        return self._started([*above, *self.command, file])

    @property
    def keys(self) -> dict[str, str]:
        """What is pressed to move the cursor by a row and by a page."""
        return {"cursor down": self.down, "page": self.page}

    def _started(self, command: Sequence[str | Path]) -> Terminal:
        return Terminal(command, columns=COLUMNS, rows=ROWS, environment=AS_IN_A_SHELL)


def subjects(command: str, *, with_visidata: bool) -> list[Subject]:
    """Return runcmp, started by ``command``, and its peers; installs VisiData for itself."""
    found = [
        Subject("runcmp", shlex.split(command)),
        Subject("DataTable", [sys.executable, str(HERE / "datatable_peer.py")], down="\x1b[B"),
    ]
    if with_visidata:
        vd = installed(HERE / "requirements.txt") / "vd"
        found.append(Subject("VisiData", [str(vd), "-N"], page="\x06"))
    return found


def runs(series: int, repeats: int) -> pl.DataFrame:
    """Return the runs of ``series`` strong-scaling series of eight points, in no useful order."""
    count = series * len(GPUS) * repeats
    run = pl.int_range(count, dtype=pl.UInt32)
    number, point = run // (len(GPUS) * repeats), run // repeats % len(GPUS)
    loss = 0.03 + 0.04 * (number.hash(1) % 1000) / 1000
    noise = 1 + 0.02 * ((run.hash(2) % 1000) / 1000 - 0.5)
    one = 50 + number.hash(3) % 400
    wins = number == series * 2 // 3
    return (
        pl.select(
            benchmark=pl.when(wins)
            .then(pl.lit(WINNER))
            .otherwise("bench" + (number // (SYSTEMS * SOFTWARE * BATCHES)).cast(pl.String)),
            software="library 2." + (number % SOFTWARE).cast(pl.String),
            system="cluster" + (number // SOFTWARE % SYSTEMS).cast(pl.String),
            nodes=(2**point).clip(4) // 4,
            gpus=2**point,
            batch=32 * 2 ** (number // (SOFTWARE * SYSTEMS) % BATCHES),
            throughput=pl.when(wins)
            .then(1000.0 * 2**point * (1 + 0.01 * point))
            .otherwise(one * 2**point * (1 - loss * point) * noise)
            .round(2),
        )
        .with_columns(order=pl.int_range(pl.len()).hash(4))
        .sort("order")
        .drop("order")
    )


def first_row_has(text: str) -> Callable[[Terminal], bool]:
    """Return a test whether the first row of the table on screen shows ``text``."""

    def test(terminal: Terminal) -> bool:
        first = ROW.search(terminal.text)
        return first is not None and text in first[0]

    return test
