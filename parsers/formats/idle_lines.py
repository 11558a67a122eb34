"""Lines between results that say nothing of them: repeats by number, and what could not be run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.grammar.repeat_words import REPEAT
from parsers.headings.heading import COUNTED
from parsers.headings.read_heading import read_heading

_REPEAT: Final = Pattern(rf"(?i)(?:[a-z]+ing (?:[a-z]+ ){{0,3}})?(?:{REPEAT})[ #:]*\d{{1,3}}\W*")
"""``Starting simulation trial 0...``"""
_DENIED: Final = Pattern(r"(?i)\b(?:can['’]?t|cannot|could not|unable to)\b")


def repeats_announced(titles: Iterable[str]) -> set[str]:
    """Return the ``titles`` such as ``Starting trial 0...`` that come again, as of each count.

    What follows is another repeat, and the next announcement is none of its results.
    """
    often = Counter(titles)
    return {title for title, times in often.items() if times > 1 and _REPEAT.fullmatch(title)}


def denies_counts(line: str, names: Iterable[str]) -> bool:
    """Return whether a line counts what cannot be: ``srun: can't run 1 processes on 8 nodes``.

    Only some runs are warned of, and the results of the others would be those of the last of these.
    """
    return _DENIED.search(line) is not None and all(
        read_heading(name).name in COUNTED for name in names
    )
