"""Hostile files led by coverage: what makes a reader take a new path is changed further.

    python benchmarks/coverage_search.py --seconds 60

Needs atheris, which the extra ``search`` brings. Each input is read alone, without the audit and
the table of runs that ``hostile_inputs.py`` makes of mutated files. Short inputs that took a new
path and were read to the end are kept in ``tests/corpus/paths``, where the next search begins.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import pkgutil
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final, NoReturn

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

if __name__ == "__main__":
    # What atheris says of each module, and what Rust prints of a panic.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)

import atheris

# What is not imported here would be without the marks by which its paths are known.
with atheris.instrument_imports(include=["parsers"]):
    import parsers

    for module in pkgutil.walk_packages(parsers.__path__, "parsers."):
        import_module(module.name)

from benchmarks.hostile_inputs import Tally, judged, outcome
from benchmarks.hostile_seeds import CORPUS, seeds
from benchmarks.hostile_targets import DEFECT, Target
from benchmarks.mutations import mutated, part_of
from parsers.input_reading import InputReading
from parsers.inputs.inputs import Input
from parsers.registry import read_input

PATHS: Final = CORPUS / "paths"
LONGEST: Final = 300
"""Bytes of an input that is kept."""
MOST: Final = 40
"""Inputs that one search keeps."""
# SQLite reads from a file, and an archive is a folder.
OTHERS: Final = (".db", ".tar")


class Search:
    """A search for so many seconds; an input is a byte that tells its format, and a file."""

    def __init__(self, seconds: float, seed: int, folder: Path) -> None:
        self.until, self.draw, self.folder = time.monotonic() + seconds, random.Random(seed), folder
        self.tally = Tally()
        files = [(Path(name).suffix or ".txt", content) for name, content in seeds()]
        files = [(suffix, content) for suffix, content in files if suffix not in OTHERS]
        self.suffixes = sorted({suffix for suffix, _ in files})
        self.targets = [
            Target(f"path {suffix}", no_input, self._reading_of(suffix)) for suffix in self.suffixes
        ]
        for at, (suffix, content) in enumerate(files):
            mark = bytes([self.suffixes.index(suffix)])
            (folder / f"seed{at}").write_bytes(mark + part_of(content, self.draw))

    def try_on(self, data: bytes) -> None:
        """Try an input; the process ends when time is up."""
        if data:
            target = self.targets[data[0] % len(self.targets)]
            self.tally.tried[target.name] += 1
            judged(target, data[1:], self.tally, *outcome(target, data[1:]))
        if time.monotonic() > self.until:
            self.end()

    def changed(self, data: bytes, longest: int, seed: int) -> bytes:
        """Return an input changed by our rules, or by those of atheris."""
        draw = random.Random(seed)
        if draw.random() < 0.5:
            return bytes(atheris.Mutate(data, longest))
        return (data[:1] + mutated(data[1:], draw))[:longest]

    def end(self) -> NoReturn:
        """Keep what took a new path, print the table, and end the process, which atheris has."""
        self.keep()
        print(*self.tally.lines(), sep="\n", flush=True)
        os._exit(1 if self.tally.failed.total() + self.tally.slow.total() else 0)

    def keep(self) -> None:
        """Keep the shortest inputs that took a new path and in which runs were found."""
        PATHS.mkdir(parents=True, exist_ok=True)
        new = [file.read_bytes() for file in self.folder.iterdir() if "seed" not in file.name]
        kept = 0
        for data in sorted((each for each in new if 1 < len(each) <= LONGEST), key=len):
            suffix = self.suffixes[data[0] % len(self.suffixes)]
            if kept < MOST and read(data[1:], suffix).report.runs:
                name = hashlib.sha256(data).hexdigest()[:8]
                (PATHS / f"{name}{suffix}").write_bytes(data[1:])
                kept += 1

    def _reading_of(self, suffix: str) -> Callable[[bytes], str]:
        def reading(content: bytes) -> str:
            found = read(content, suffix)
            self.tally.read.update(found.report.readers)
            told = [note.text for note in found.reading.notes if DEFECT in note.text]
            return told[0] if told else ""

        return reading


def no_input(_: random.Random) -> bytes:
    """No input: atheris makes them."""
    return b""


def read(content: bytes, suffix: str) -> InputReading:
    """Read one file on its own."""
    return read_input(Input(f"in{suffix}", "folder", content=content))


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Search, print the table, and end the process with 1 where anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=random.randrange(1, 2**31))
    given = parser.parse_args(arguments)
    print(f"seed {given.seed}, {given.seconds:g} s, led by coverage", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        search = Search(given.seconds, given.seed, Path(folder))
        words = [sys.argv[0], f"-seed={given.seed}", "-max_len=4096", "-verbosity=0", folder]
        atheris.Setup(words, search.try_on, custom_mutator=search.changed)
        atheris.Fuzz()
    raise AssertionError("atheris does not return")


if __name__ == "__main__":
    main()
