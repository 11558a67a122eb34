"""Names taken apart: ``avgBusBW``, ``gpu_num_per_node`` and ``GPUs / node`` as lists of words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from parsers.grammar.patterns import Pattern

_IDEOGRAPHS: Final = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_LETTER: Final = rf"(?:(?![{_IDEOGRAPHS}])[^\W\d_A-Z])"
_WORD: Final = Pattern(
    # Names whose inner capital starts no new word.
    r"Open(?:MPI|MP|ACC|CL)|DoFs?|PyTorch|MI[0-9]{2,3}[AX]?|mAP|TensorFlow|DeepSpeed|ImageNet|ResNet[0-9]*|NVLink"
    # Writing without capitals and blanks: `GPU数` is two words.
    rf"|[{_IDEOGRAPHS}]+"
    # An acronym's plural (GPUs), then one before a capitalised word (NNodes), then a word.
    rf"|[A-Z]{{2,}}s(?!{_LETTER})|[A-Z]+(?=[A-Z]{_LETTER})"
    rf"|[A-Z]?{_LETTER}+(?:[0-9]+(?:\.[0-9]+)?(?:{_LETTER}(?!{_LETTER}))?)?"
    r"|[A-Z]+(?:[0-9]+(?:\.[0-9]+)?)?|[0-9]+(?:\.[0-9]+)?%?|[@%#]"
)

_LETTERS: Final = Pattern(r"[^\W\d_]+")
_OF_IDEOGRAPHS: Final = Pattern(rf"[{_IDEOGRAPHS}]+\Z")


@lru_cache(maxsize=16_384)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a name in lower case, split at punctuation and at camel case.

    ``%``, ``@`` and ``#`` are words, or part of one as in ``99%``, since they carry meaning.
    """
    if not text.isascii():
        text = _LETTERS.sub(_in_small_letters, text)
    return tuple(match.lower() for match in _WORD.findall(text))


def _in_small_letters(found: re.Match[str]) -> str:
    """Return a word of capitals with an accent, ``CŒURS``, in small letters: no camel case."""
    word = found[0]
    return word.lower() if len(word) > 1 and word.isupper() and not word.isascii() else word


def is_ideographic(word: str) -> bool:
    """Return whether a word is Chinese, Japanese or Korean."""
    return not word.isascii() and _OF_IDEOGRAPHS.match(word) is not None


def snake_case(text: str) -> str:
    """Return ``text`` as a column name; a name must not be empty, so blank text is ``unnamed``."""
    name = "_".join(word.replace("%", "pct").replace("#", "num") for word in words(text))
    return name.replace("@", "at").replace(".", "_") or "unnamed"


def word_set(text: str) -> frozenset[str]:
    """Return the blank-separated words of a vocabulary written as text."""
    return frozenset(text.split())


def by_spelling(names: Mapping[str, str]) -> dict[str, str]:
    """Return spelling -> name, of names with their blank-separated spellings."""
    return {spelling: name for name, spellings in names.items() for spelling in spellings.split()}
