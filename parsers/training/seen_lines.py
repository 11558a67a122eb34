"""The shapes of the lines of a log: what is known of one holds for all that differ in digits alone.

A program prints thousands of lines of a shape. Whether they are results, and where their numbers
stand, or whether they say nothing of a run, whatever stands before them, is asked once.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from parsers.clean import clean
from parsers.grammar.patterns import Pattern
from parsers.grammar.prefixes import ESCAPE, one_each, printed, states
from parsers.training.alike_lines import AlikeLines, alike_lines
from parsers.training.endings import read_ending
from parsers.training.log_lines import (
    LONGEST_SHAPE,
    MOST_SHAPES,
    LineShape,
    known_shape,
    read_entry,
    shape_of,
)
from parsers.training.log_settings import read_pairs, read_settings
from parsers.training.log_summaries import read_summary
from parsers.training.markdown_marks import CLAIM, FENCE, marked
from parsers.training.plain import LONGEST, ORNAMENTS, plain_heading

IN_WORDS: Final = r"[A-Za-z]\d+"
"""Digits that make names: ``A100``, ``python3``. They matter to what names something."""
_IN_WORDS = Pattern(IN_WORDS)
_ANY_SPLIT: Final = "test"
_ALL_ONE: Final = str.maketrans("023456789", "111111111")
"""With these digits a line says the most: an exit code of 0 is no failure, and 0:60 no time."""


class ResultShape(NamedTuple):
    """The lines with results of one shape, which a launcher may have put its ``prefix`` before.

    ``prefix`` and ``start`` are the characters up to its end and up to the text behind it.
    ``alike``: nothing but the numbers of such a line has to be looked at.
    """

    prefix: int
    start: int
    shape: LineShape
    alike: AlikeLines | None


class SeenLines:
    """The shapes of the lines seen last in a document of one kind."""

    def __init__(self, *, markdown: bool) -> None:
        self._markdown = markdown
        self._results: dict[bytes, ResultShape] = {}
        self._quiet: dict[object, bool | None] = {}
        self._with_names: set[object] = set()

    def __len__(self) -> int:
        """Return how many shapes of lines that say nothing are remembered."""
        return len(self._quiet) + len(self._with_names)

    def result(self, line: str) -> ResultShape | None:
        """Return what is known of a line with results; nothing of the first of its shape."""
        return self._results.get(shape_of(line))

    def is_quiet(self, line: str) -> bool:
        """Tell whether a line is known to say nothing; not so of the first two of its shape."""
        key: object = shape_of(line)
        if key in self._with_names:
            key = (key, *_IN_WORDS.findall(line))
        known = self._quiet.get(key)
        if known is not None or len(line) > LONGEST_SHAPE:
            return known is True
        if key in self._quiet:
            self._quiet[key] = self.says_nothing(line)
            return False
        if len(self) >= MOST_SHAPES:
            self._quiet.clear()
            self._with_names.clear()
        if isinstance(key, bytes) and _IN_WORDS.search(line):
            self._with_names.add(key)
        else:
            self._quiet[key] = None
        return False

    def keep(self, line: str) -> None:
        """Take note of a line with results."""
        rank, text = printed(line)
        shape = known_shape(text)
        if shape is None or ESCAPE in line or len(one_each(line)) > 1:
            return
        if self._markdown and (FENCE.match(text) or marked(text, below_text=True)):
            return
        if len(self._results) >= MOST_SHAPES:
            self._results.clear()
        prefix = line.index(rank) + len(rank) if rank else 0
        start = len(line) - len(text)
        alike = alike_lines(shape, line, prefix, start)
        self._results[shape_of(line)] = ResultShape(prefix, start, shape, alike)

    def says_nothing(self, line: str) -> bool:
        """Tell whether all lines of the shape and the names of ``line`` say nothing of a run.

        What a program overwrote is asked by itself.
        """
        if len(states(line)) > 1:
            return False
        _, text = printed(line)
        if not (bare := clean(text.strip(ORNAMENTS))) or len(one_each(line)) > 1:
            return False
        if self._markdown and (
            FENCE.match(text) or CLAIM.match(text) or marked(text, below_text=True)
        ):
            return False
        telling = text.translate(_ALL_ONE)
        return (
            read_ending(0, telling) is None
            and read_entry(text) is None
            and read_summary(telling, None) is None
            and read_summary(telling, _ANY_SPLIT) is None
            and read_settings(text) is None
            and read_pairs(text) is None
            and (
                len(bare) > LONGEST
                or not any(plain_heading(bare, set_off=way)[0] for way in (True, False))
            )
        )
