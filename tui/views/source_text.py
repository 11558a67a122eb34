"""The text of a source, as far as it is shown: harmless lines by number."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final, overload

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.text import Text

from parsers.clean import clean
from parsers.contents.plain_bytes import unwrapped
from parsers.inputs.tar_and_zip import Scratch, is_archive
from parsers.source import Source
from tui.drawing.text_cells import to_ascii
from tui.formatting.glyphs import Glyphs
from tui.views.number_in_text import span_of

LONGEST: Final = 100_000
"""Lines that are kept of a source at most."""


class Unreadable(Exception):
    """A source that has no lines to show; the message says why."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """Lines of a file; ``first`` is the number of the first of them, counted from 1."""

    first: int
    lines: Sequence[str]

    def __getitem__(self, number: int) -> str | None:
        """Return a line by its number, None where it is not among these."""
        at = number - self.first
        return clean(self.lines[at]) if 0 <= at < len(self.lines) else None

    @property
    def last(self) -> int:
        """The number of the last line."""
        return self.first + len(self.lines) - 1


def read(source: str, line: int | None = None) -> SourceText:
    """Return the lines of a file, of one that is too long those around ``line``.

    Raises ``Unreadable``.
    """
    first = max((line or 1) - LONGEST // 2, 1)
    try:
        with Scratch() as scratch:
            path = _unpacked(source, scratch) or Path(source)
            if not path.is_file():
                path.stat()
                raise Unreadable(f"{source}: cannot be reopened")
            lines = list(islice(_lines(source, path), first - 1, first - 1 + LONGEST))
    except OSError as error:
        raise Unreadable(f"{source}: {error.strerror or error}") from error
    except (EOFError, zlib.error) as error:
        raise Unreadable(f"{source}: {error}") from error
    return SourceText(first, lines)


def _unpacked(source: str, scratch: Scratch) -> Path | None:
    """Where a file of an archive is unpacked, whose name is that of the archive and its own.

    A file whose lines another one gathers is in that one.
    """
    for parent in Path(source).parents:
        if parent.is_file():
            if not is_archive(str(parent)):
                return parent
            folder, _ = scratch.unpacked(str(parent))
            return folder / Path(source).relative_to(parent)
    return None


def _lines(source: str, path: Path) -> Iterator[str]:
    """Yield the lines as readers count them: split at line feeds alone."""
    plain = unwrapped(Source(source, path.name, path))
    if b"\0" in plain.head:
        raise Unreadable(f"{source}: not a text file, no lines to show")
    if plain.content is not None:
        yield from plain.lines
        return
    with path.open(encoding="utf-8-sig", errors="replace", newline="\n") as file:
        for line in file:
            yield line.removesuffix("\n").removesuffix("\r")


class NumberedLines(Sequence[Text]):
    """The lines of a source with their numbers, made as they are shown; some in reverse video."""

    def __init__(
        self,
        text: SourceText,
        shown: Collection[int],
        width: int,
        glyphs: Glyphs,
        values: Mapping[int, float] | None = None,
        skipped: int = 0,
    ) -> None:
        """Show the lines ``shown`` in reverse, all cut to ``width`` cells.

        Of those with ``values``, by line, the value alone is in reverse where it is found. The
        first ``skipped`` cells of all lines are out of sight.
        """
        self._text = text
        self._shown = frozenset(shown)
        self._width = width
        self._glyphs = glyphs
        self._values = values or {}
        self._skipped = skipped

    @property
    def room(self) -> int:
        """The cells beside the numbers of the lines."""
        return max(self._width - len(str(self._text.last)) - 2, 1)

    def span(self, number: int) -> tuple[int, int] | None:
        """Return the cells of a line in which its value stands, counted from its beginning."""
        text = self._text[number]
        if text is None or number not in self._values:
            return None
        text = to_ascii(text) if self._glyphs.ascii else text
        span = span_of(self._values[number], text)
        return None if span is None else (cell_len(text[: span[0]]), cell_len(text[: span[1]]))

    def out_of_sight(self, number: int) -> int:
        """Return how many cells to leave out so that the value of a line is in sight.

        No more than the line has beyond the width.
        """
        span = self.span(number)
        if span is None or span[1] <= self.room:
            return 0
        text = (self._text[number] or "").rstrip()
        beyond = cell_len(to_ascii(text) if self._glyphs.ascii else text) - self.room
        return max(min(span[1] - self.room // 2, beyond), 0)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._text.lines)

    @overload
    def __getitem__(self, index: int) -> Text: ...
    @overload
    def __getitem__(self, index: slice) -> list[Text]: ...
    def __getitem__(self, index: int | slice) -> Text | list[Text]:
        """Return a line, or some, counted from 0."""
        if isinstance(index, slice):
            return [self._line(at) for at in range(len(self))[index]]
        return self._line(range(len(self))[index])

    def _line(self, at: int) -> Text:
        number = self._text.first + at
        return numbered_source_line(
            number,
            self._text[number] or "",
            number in self._shown,
            len(str(self._text.last)),
            self._width,
            self._glyphs,
            self._skipped,
            self.span(number),
        )


def numbered_source_line(
    number: int,
    text: str,
    shown: bool,
    digits: int,
    width: int,
    glyphs: Glyphs,
    skipped: int = 0,
    lit: tuple[int, int] | None = None,
) -> Text:
    """Return a line of a source behind its number; in reverse video where it is ``shown``.

    Where the cells ``lit`` are given, they alone are, and the line is bold. Without the first
    ``skipped`` cells.
    """
    head = f"{number:>{digits}}  "
    text = (to_ascii(text) if glyphs.ascii else text).rstrip()
    if skipped:
        whole = cell_len(text)
        text = "".join(chop_cells(text, skipped)[1:]) if whole > skipped else ""
        text = glyphs.more_left + text[1:] if text else ""
    if cell_len(text) > width - len(head):
        # At the edge, not behind the last word: tables are padded.
        text = set_cell_size(text, max(width - len(head) - 1, 0)) + glyphs.ellipsis
    line = Text(head, style="dim")
    if lit is None:
        return line.append(text, style="reverse not dim" if shown else "not dim")
    # The cells before the value are as many characters, unless some are wide: then it is near.
    start, stop = (max(edge - skipped, 0) for edge in lit)
    line.append(text, style="bold not dim")
    line.stylize("reverse", len(head) + start, len(head) + stop)
    return line
