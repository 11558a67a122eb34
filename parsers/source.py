"""One input as the readers see it: its name, its label, its first bytes, its text."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path, PurePath
from typing import BinaryIO

from parsers.overruling.override import Overrides

STDIN = "-"
_COMPRESSED = frozenset({".gz", ".bz2", ".xz", ".zst"})
MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".rmd", ".qmd", ".ipynb")
"""What Markdown documents are called; a notebook is read as one."""
CODE = (
    *(".py", ".pyi", ".ipy", ".c", ".cc", ".cpp", ".cu", ".h", ".hpp", ".f90", ".js", ".ts"),
    *(".java", ".rs", ".go", ".jl", ".r", ".m", ".sh", ".bash", ".sbatch", ".slurm", ".pbs"),
)
"""What programs are called, whose commas part no columns and whose lines report nothing."""
HEAD_BYTES = 256 * 1024
SQLITE_MARK = b"SQLite format 3\0"


@dataclass(frozen=True, eq=False)
class Source:
    """An input file, or the bytes of standard input.

    ``place`` is where it is; of tens of thousands, as an archive has them, few are looked at.
    ``name`` is the path as the user gave it (``-`` for standard input) and goes into the record's
    ``source``; ``label`` goes into ``label``; ``content`` is set when there is no file to open;
    ``overrides`` is what a user says of its reading.
    """

    name: str
    label: str
    place: Path | str
    content: bytes | None = None
    overrides: Overrides = field(default_factory=Overrides)

    @cached_property
    def path(self) -> Path:
        """The path of the file."""
        return Path(self.place)

    @cached_property
    def head(self) -> bytes:
        """The first 256 KiB. Raises ``OSError`` when the file cannot be read."""
        with self.open() as file:
            return file.read(HEAD_BYTES)

    @property
    def size(self) -> int:
        """How many bytes it has. Raises ``OSError`` when there is no file any more."""
        # Not by `path`, which takes longer to make than the file to be asked.
        return os.stat(self.place).st_size if self.content is None else len(self.content)  # noqa: PTH116

    @property
    def goes_on(self) -> bool:
        """Whether there may be more than the head."""
        return len(self.head) == HEAD_BYTES

    @property
    def is_database(self) -> bool:
        """Whether it is a SQLite database."""
        return self.head.startswith(SQLITE_MARK)

    @property
    def head_lines(self) -> bytes:
        """The head without a last line that may go on behind it."""
        return self.head[: self.head.rfind(b"\n") + 1] if self.goes_on else self.head

    @property
    def suffix(self) -> str:
        """What the name ends in, in lower case: ``.csv`` of ``runs.CSV.gz``."""
        return _suffix(self.name)

    @property
    def stem(self) -> str:
        """The name of the file without its ending; of standard input its label."""
        return self.label if self.name == STDIN else stem(self.name)

    @property
    def is_named_after_file(self) -> bool:
        """Whether its label has the name of the file in it, and is not the user's own."""
        return self.name.rpartition("/")[2] in self.label

    def open(self) -> BinaryIO:
        """Open the input. Raises ``OSError`` when the file cannot be read."""
        known = self._known()
        return open(self.place, "rb") if known is None else io.BytesIO(known)  # noqa: PTH123

    def read(self) -> bytes:
        """Return all bytes. Raises ``OSError`` when the file cannot be read."""
        known = self._known()
        return self.path.read_bytes() if known is None else known

    def _known(self) -> bytes | None:
        """All bytes, where they are at hand: a short file is its head, and asked for once."""
        if self.content is None and "head" in self.__dict__ and not self.goes_on:
            return self.head
        return self.content

    @cached_property
    def text(self) -> str:
        """The whole input as text: UTF-8 (undecodable bytes become U+FFFD), without a BOM."""
        return self.read().decode("utf-8-sig", errors="replace")

    def called(self, label: str) -> Source:
        """Return the input under a label."""
        if label == self.label:
            return self
        # An archive has tens of thousands, and `replace` takes thrice the time.
        return Source(self.name, label, self.place, self.content, self.overrides)

    def without(self, claims: Iterable[tuple[int, int]]) -> Source:
        """Return the input with the lines of ``claims`` blank, so that the others keep numbers."""
        claimed = list(claims)
        if not claimed:
            return self
        lines = self.text.split("\n")
        for first, last in claimed:
            lines[first - 1 : last] = [""] * (last - first + 1)
        return replace(self, content="\n".join(lines).encode(errors="replace"))

    @cached_property
    def lines(self) -> list[str]:
        """The text split at line feeds alone, so that line numbers agree with any editor's."""
        return [line.removesuffix("\r") for line in self.text.split("\n")]


@lru_cache(maxsize=64)
def stem(name: str) -> str:
    """Return the name of a file without folders and ending: ``runs`` of ``out/runs.csv.gz``."""
    return _plain_name(name).stem


@lru_cache(maxsize=64)
def _suffix(name: str) -> str:
    return _plain_name(name).suffix.lower()


def _plain_name(name: str) -> PurePath:
    path = PurePath(name)
    return path.with_suffix("") if path.suffix.lower() in _COMPRESSED else path
