"""Numbers of repeats at the end of names: ``gcc_*_rep2``, ``gcc_*.r2``, ``gcc_*_2``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from parsers.grammar.name_counts import NameCounts
from parsers.grammar.patterns import Pattern
from parsers.grammar.repeat_words import REPEAT_WORDS
from parsers.grammar.words import word_set, words

NUMBER: Final = Pattern(r"(\d+)")
"""What splits a label into texts and numbers in turn."""
REPEATS: Final = word_set("iter iteration r job seed").union(REPEAT_WORDS)
_AT_END = Pattern(
    r"(?P<rest>.*?[^A-Za-z0-9.]|.*[*][^A-Za-z0-9]?)(?P<word>[A-Za-z]*)[ _=#:-]?(?P<number>\d{1,4})"
)


def calls_repeats(text: str) -> bool:
    """Return whether the last word of ``text``, which a number follows, is one for repeats."""
    said = words(text)
    return bool(said) and said[-1] in REPEATS


def without_repeats(names: Mapping[str, NameCounts]) -> dict[str, str]:
    """Return name -> its template, less the number of a repeat where all names end in one.

    A word for repeats is before it; or nothing is, and the letter ``r``, where the numbers of each
    template at each of its counts run on from 0 or 1.
    """
    templates = {name: each.template for name, each in names.items()}
    ends = {name: _AT_END.fullmatch(template) for name, template in templates.items()}
    found = {name: end for name, end in ends.items() if end is not None}
    called = {end["word"].lower() for end in found.values()}
    if len(found) < len(names) or len(called) != 1 or not called <= {"", *REPEATS}:
        return templates
    if len(called.pop()) < 2:
        numbers: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for name, end in found.items():
            numbers[end["rest"], str(names[name].counts)].add(int(end["number"]))
        if not all(_run_on(each) for each in numbers.values()):
            return templates
    return {name: end["rest"] for name, end in found.items()}


def _run_on(numbers: set[int]) -> bool:
    return min(numbers) in (0, 1) and max(numbers) - min(numbers) + 1 == len(numbers)
