"""Headings that differ in a name alone: ``Loop time GCC (s)`` beside ``Loop time ICC (s)``.

What they share is what is measured, wherever in it the name stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from string import ascii_letters, digits
from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.grammar.words import word_set
from parsers.headings.heading import Heading
from parsers.headings.read_heading import read_heading
from parsers.headings.vocabulary import COMMON

_EMPTY = Pattern(r"[(\[]\s*[,;:/-]?\s*[)\]]")
_BLANK_WITHIN = Pattern(r"(?<=[(\[])\s+|\s+(?=[)\]])")
_OPENED = Pattern(r"([(\[])\s*[,;:/-]\s*|\s*[,;:/-]\s*([)\]])")
_LETTERS = Pattern(r"[^\W\d_]+")
_NAME = Pattern(r"[^\W\d_]|\^|\d\.\d")
_OF_WORDS: Final = ascii_letters + digits
_MARKS: Final = " \t_-–:,;/."
_BEFORE_NAMES: Final = word_set("on with for of using by in the under via")
_LONGEST: Final = 80
"""Characters of a heading in which a name may stand."""


def alike_headings(
    headings: Sequence[str], meanings: Sequence[Heading]
) -> dict[int, tuple[str, str]]:
    """Return the name and the measure of each column whose heading is like others'; by place.

    All that have one unit have to be alike, and what they share has to be a quantity by itself.
    """
    by_unit: dict[tuple[str | None, float, str | None], list[int]] = {}
    for place, meaning in enumerate(meanings):
        if place and meaning.kind == "metric" and meaning.statistic is None:
            by_unit.setdefault((meaning.unit, meaning.factor, meaning.better), []).append(place)
    places = max(by_unit.values(), key=len, default=[])
    texts = [headings[place].strip() for place in places]
    if len(places) < 2 or max(map(len, texts)) > _LONGEST:
        return {}
    before = _whole_words(_shared(texts), texts)
    turned = [text[len(before) :][::-1] for text in texts]
    behind = _whole_words(_shared(turned), turned)[::-1]
    if read_heading(_measure(before, behind)).statistic:
        # `sod mean_time` is the mean of sod, and no time of what is called so.
        return {}
    units = {unit for place in places for unit in _LETTERS.findall(meanings[place].written or "")}
    for lead, tail in ((before, behind), (_less_a_word(before), behind), (before, _cut(behind))):
        cut = f"{before[len(lead) :]} {behind[: len(behind) - len(tail)]}"
        if not units.isdisjoint(_LETTERS.findall(cut)):
            # `img/s` beside `std img/s` is no time of what is called so.
            continue
        names = [text[len(lead) : len(text) - len(tail)].strip(_MARKS) for text in texts]
        measure = _measure(lead, tail)
        if _is_quantity(measure) and _are_names(names):
            named = dict(zip(places, names, strict=True)) | _seeming_units(meanings, lead, tail)
            return {place: (named[place], measure) for place in sorted(named)}
    return {}


def _seeming_units(meanings: Sequence[Heading], lead: str, tail: str) -> dict[int, str]:
    """The names among headings alike that are a unit by chance: ``time_TF`` beside ``time_JAX``."""
    return {
        place: meaning.written
        for place, meaning in enumerate(meanings)
        if place and meaning.written and meaning.text == f"{lead}{meaning.written}{tail}"
    }


def _are_names(names: Sequence[str]) -> bool:
    """Whether each has a letter, is a version or a grid, and none is another's."""
    distinct = len({name.lower() for name in names}) == len(names)
    return distinct and all(map(_NAME.search, names))


def _less_a_word(before: str) -> str:
    """What stands before names that begin with the same word: ``case A``, ``case B``."""
    return before.rstrip(_MARKS).rstrip(_OF_WORDS)


def _cut(behind: str) -> str:
    """What stands behind names that end in the same word: ``Open MPI``, ``Intel MPI``."""
    return behind.lstrip(_MARKS).lstrip(_OF_WORDS)


def _shared(texts: Sequence[str]) -> str:
    """What all ``texts`` begin with."""
    alike = takewhile(lambda letters: len({*letters}) == 1, zip(*texts, strict=False))
    return "".join(letters[0] for letters in alike)


def _whole_words(shared: str, texts: Sequence[str]) -> str:
    """What is ``shared`` at the beginning of all ``texts``, less a word that goes on in one."""
    if any(text[len(shared) : len(shared) + 1].isalnum() for text in texts):
        while shared and _is_of_word(shared[-1]):
            shared = shared[:-1]
    return shared


def _is_of_word(letter: str) -> bool:
    return letter.isalnum() or letter in ".^"


def _measure(before: str, behind: str) -> str:
    """What is left of a heading without its name, and without what only led to it."""
    text = _OPENED.sub(r"\1\2", _EMPTY.sub("", f"{before.rstrip(_MARKS)} {behind.lstrip(_MARKS)}"))
    text = _EMPTY.sub("", _BLANK_WITHIN.sub("", text)).strip(_MARKS)
    said = text.replace("_", " ").split()
    return " ".join(word for word in said if word.lower() not in _BEFORE_NAMES)


def _is_quantity(measure: str) -> bool:
    """Whether a text is a quantity of nothing else: its unit alone may be of any."""
    said = read_heading(measure)
    if said.kind != "metric" or said.qualifier or said.statistic or not measure[:1].isalpha():
        return False
    return said.name in COMMON or said.unit is not None or said.is_time
