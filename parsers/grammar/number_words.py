"""Small numbers in words, as in ``four nodes`` and ``a single GPU``."""

from __future__ import annotations

import re
from typing import Final

from parsers.grammar.patterns import Pattern

NUMBER_WORDS: Final = {
    **{"single": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7},
    **{"eight": 8, "nine": 9, "ten": 10, "twelve": 12, "sixteen": 16, "thirty-two": 32},
}
_BEFORE_NOUN = Pattern(
    rf"(?i)\b(?:{'|'.join(NUMBER_WORDS)})(?=[ -](?:(?:mpi|compute|cpu|gpu|omp|openmp)[ -])?"
    r"(?:node|host|server|gpu|device|card|accelerator|rank|process|task|thread|core|worker)"
    r"(?:e?s)?\b)(?=.*[:=>→].*\d)"
)


def number_of(text: str) -> int | None:
    """Return the number that ``text`` is the word or the digits of."""
    known = NUMBER_WORDS.get(text.lower())
    return int(text) if known is None and text.isdecimal() else known


def with_digits(text: str) -> str:
    """Return ``4 nodes: 12 s`` of ``four nodes: 12 s``, a line that goes on to state a number."""
    return _BEFORE_NOUN.sub(_digits, text)


def _digits(word: re.Match[str]) -> str:
    return str(NUMBER_WORDS[word[0].lower()])
