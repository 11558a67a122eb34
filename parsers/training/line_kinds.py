"""What kind of line each line of a log is by its shape, of which each is looked at once.

A block of a log has thousands of lines and mostly some ten shapes. What is known of a shape is a
letter, so that those of all lines are a string, and what stands beside what is told by a pattern.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.training.log_lines import MOST_SHAPES
from parsers.training.seen_lines import IN_WORDS, SeenLines

BLANK, TELLING, QUIET = " ", "T", "."
_HEADING, _NO_RESULT, _RESULT = "h", "n", "r"
_OF_LETTERS: Final = str.maketrans({_HEADING: TELLING, _RESULT: TELLING})
_BELOW_NONE = Pattern(rf"[^{QUIET}]\{QUIET}")
_NAMES: Final = re.compile(IN_WORDS.encode())

_LOOKED_AT: Final = 1_000
_ALIKE: Final = 4
"""Lines are alike where a shape has so many of the first ones."""

Asking = Callable[[Sequence[bytes]], list[bool]]
"""What tells of shapes whether they are something."""


class LineKinds:
    """The kinds of the shapes seen last.

    ``tells`` says which may say something of a run, ``may_be_heading`` which of the others may be
    headings without a mark; ``None`` where no line is.
    """

    def __init__(self, seen: SeenLines, tells: Asking, may_be_heading: Asking | None) -> None:
        self._seen = seen
        self._tells, self._may_be_heading = tells, may_be_heading
        self._forget()

    def _forget(self) -> None:
        self._kinds = {b"": BLANK}

    def of(self, shapes: Sequence[bytes], line_at: Callable[[int], bytes]) -> str:
        """Return ``BLANK``, ``TELLING`` or ``QUIET`` for each line of a block, given their shapes.

        A line is quiet that says nothing of a run, whatever stands beside it.
        """
        if len(self._kinds) > MOST_SHAPES:
            self._forget()
        first = shapes[:_LOOKED_AT]
        alike = len(set(first)) * _ALIKE < len(first)
        kinds = self._by_shape(shapes) if alike else self._of_each(shapes)
        if TELLING in kinds:
            kinds = self._without_results(shapes, kinds, line_at)
        # Right below text nothing is a heading that has no marks.
        quiet = kinds.replace(_NO_RESULT, QUIET)
        return quiet.replace(QUIET + _HEADING, QUIET + QUIET).translate(_OF_LETTERS)

    def _by_shape(self, shapes: Sequence[bytes]) -> str:
        """Return the kinds of lines of which many are alike."""
        if unknown := list(set(shapes) - self._kinds.keys()):
            kinds = self._with_headings(unknown, self._by_themselves(unknown))
            self._kinds |= zip(unknown, kinds, strict=True)
        return "".join(map(self._kinds.__getitem__, shapes))

    def _of_each(self, shapes: Sequence[bytes]) -> str:
        """Return the kinds of lines of which few are alike.

        Most quiet lines stand below others: headings are looked for where one is the first of some.
        """
        kinds = self._by_themselves(shapes)
        first = [shapes[found.start()] for found in _BELOW_NONE.finditer(BLANK + kinds)]
        has_headings = _HEADING in self._with_headings(first, QUIET * len(first))
        return self._with_headings(shapes, kinds) if has_headings else kinds

    def _by_themselves(self, shapes: Sequence[bytes]) -> str:
        told = zip(shapes, self._tells(shapes), strict=True)
        return "".join([(TELLING if tells else QUIET) if shape else BLANK for shape, tells in told])

    def _with_headings(self, shapes: Sequence[bytes], kinds: str) -> str:
        """Return the kinds of shapes with those of headings that have no marks."""
        if self._may_be_heading is None or QUIET not in kinds:
            return kinds
        told = zip(kinds, self._may_be_heading(shapes), strict=True)
        return "".join([_HEADING if kind == QUIET and may else kind for kind, may in told])

    def _without_results(
        self, shapes: Sequence[bytes], kinds: str, line_at: Callable[[int], bytes]
    ) -> str:
        """Return ``kinds`` with what telling lines come to, looking at one of several alike.

        Digits matter that make names: ``A100``.
        """
        keys = {
            place: _key(shapes[place], line_at(place))
            for place, kind in enumerate(kinds)
            if kind == TELLING
        }
        several = {key for key, count in Counter(keys.values()).items() if count > 1}
        found = list(kinds)
        for place, key in keys.items():
            if key in several and self._kinds.get(key, TELLING) == TELLING:
                says_nothing = self._seen.says_nothing(line_at(place).decode(errors="replace"))
                self._kinds[key] = _NO_RESULT if says_nothing else _RESULT
            found[place] = self._kinds.get(key, TELLING)
        return "".join(found)


def _key(shape: bytes, line: bytes) -> bytes:
    names = _NAMES.findall(line)
    return b"\n".join([shape, *names]) if names else shape
