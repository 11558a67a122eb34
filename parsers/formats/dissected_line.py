"""A line taken apart into what it counts, what it measured, what it names, and the words left.

Where what belongs together stands together, a name and its number, a number and its noun or unit,
it does not matter what is written between: ``CG, [4 cores] elapsed 12.1 s`` and
``[CG] cores=4 -> 12.1 s`` say the same.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from parsers.grammar.accelerators import ACCELERATOR
from parsers.grammar.beside_counts import JOINING, counts_of, heading_of_unit
from parsers.grammar.outcomes import read_outcome
from parsers.grammar.patterns import Pattern
from parsers.grammar.repeat_numbers import calls_repeats
from parsers.headings.heading import COUNTED
from parsers.headings.read_heading import read_heading

LONGEST: Final = 160
"""Characters of a line that states a run; by far longer ones would take long to search, too."""
_TAKEN: Final = "\ue000"
"""In place of what was taken."""
_NUMBER: Final = r"\d+(?:,\d{3})*(?:\.\d+)?(?:[eE][-+]?\d+)?"
_UNIT: Final = r"(?:[A-Za-zµ][\w/%*^-]*[\w%]|[A-Za-zµ])"
_NAME: Final = r"(?:--?(?=[A-Za-z])|#)?[A-Za-z_](?:[\w#/%-]|\.(?=\w))*(?:\([A-Za-z/%]+\))?"
_MODELS = Pattern(
    rf"(?i)(?<![\w.])(?P<devices>\d{{1,5}})\s*[x×]\s*(?P<device>(?x:{ACCELERATOR}))s?(?:\s+gpus?)?\b"
)
_COUNT = Pattern(
    r"(?<![\w.,/-])(?:[x×]\s?)?(?P<number>\d{1,7})(?:\s*[x×](?=\s*[A-Za-z]))?\s*-?"
    r"(?P<noun>[A-Za-z]+(?:[ -][A-Za-z]+){0,2})(?![\w(])"
)
"""``16 MPI ranks``, ``8x GPU``, ``x8 GPUs``."""
_GLUED = Pattern(
    r"(?<=/)(?:[x×]\s?)?(?P<number>\d{1,7})(?:\s*[x×](?=\s*[A-Za-z]))?\s+"
    r"(?P<noun>[A-Za-z]+(?:[ -][A-Za-z]+){0,2})\b"
)
"""``OpenFOAM/16 ranks``, where nothing else counts: that of ``ViT-B/16 ranks=4`` is of a name."""
_PAIR = Pattern(
    rf"(?P<names>(?:{_NAME}\s+){{0,3}}{_NAME})\s*(?:[:=]|\.{{3,}})\s*"
    rf"(?P<number>{_NUMBER})(?![\w.]*[x×]\d)(?:\s?(?P<unit>{_UNIT})(?!\s*[:=]))?(?!\w|\.\d)"
)
"""``Elapsed time: 12.1 s``, ``np=4``."""
_BESIDE = Pattern(rf"(?<![\w.])(?P<names>{_NAME})\s+(?P<number>\d{{1,7}})(?!\w|\.\d)")
"""``#ranks 4``, ``-n 4``."""
_QUANTITY = Pattern(
    rf"(?P<names>(?:{_NAME}\s+){{0,4}})(?<![\w.])(?P<number>{_NUMBER})\s?(?P<unit>{_UNIT})(?![\w.(])"
)
"""``took 12.1 s``, ``bandwidth 45 GB/s``."""
_GOES_ON = Pattern(rf"[\s,]+{_NUMBER}(?![\w.])(?!\s*[A-Za-z%])")
"""Numbers behind a number: a list of results."""
_WORD = Pattern(
    r"(?P<name>[A-Za-z_]\w*)\s*[=:]\s*(?P<word>[A-Za-z][^\s,;|:=\ue000\[\]()]*)(?=[\s,;|\ue000]|\Z)"
)
"""``code=CG``"""
_REPEAT = Pattern(r"(?<![\w.-])(?P<word>[A-Za-z]+)[ #_=]*(?P<number>\d{1,4})(?![\w.])")
_BETWEEN = Pattern(r"[\ue000\s,;|=>\"'()\[\]{}]+|(?<!\w)[-–—:.*/@#→]+|[-–—:.*/@→]+(?!\w)")
_STAMP = Pattern(
    r"\s*\[?(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?"
    r"(?:Z|[+-]\d\d:?\d\d)?\]?[\s:|-]*(?=\S)"
    r"|\s*\[?(?:INFO|DEBUG|NOTICE|WARNING|RESULT|LOG)\]?[\s:|-]+(?=\S)"
)
"""What a logger prints before a line."""
_LETTERS: Final = ("n", "N", "p", "P")
_TIME_LETTERS: Final = ("t", "T")
_LEFT_OUT: Final = JOINING | {"took", "result", "results", "over", "across", "per", "elapsed"}
RUN: Final = "run"
STATUS: Final = "status"


class Dissected(NamedTuple):
    """What a line states: heading -> number for ``counts`` and ``results``, name -> word.

    ``letters`` are numbers of which a letter says that they may count; ``left`` the other words, in
    their order. Where something is measured ``twice``, nobody knows which is which.
    """

    counts: dict[str, str]
    letters: dict[str, str]
    results: dict[str, str]
    named: dict[str, str]
    left: tuple[str, ...]
    twice: bool


class _Line:
    """A line from which one piece after the other is taken."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.counts: dict[str, str] = {}
        self.letters: dict[str, str] = {}
        self.results: dict[str, str] = {}
        self.named: dict[str, str] = {}
        self.twice = False

    def take(self, start: int, end: int) -> None:
        self.text = f"{self.text[:start]}{_TAKEN}{self.text[end:]}"

    def takes_all(self, pattern: re.Pattern[str] | Pattern, found: str) -> None:
        """Take what ``pattern`` finds, as long as the method ``found`` wants it."""
        place = 0
        while match := pattern.search(self.text, place):
            taken = getattr(self, found)(match)
            if taken is None:
                place = match.start() + 1
            else:
                self.take(*taken)
                place = taken[0]

    def measured(self, heading: str, number: str) -> None:
        self.twice = self.twice or heading in self.results
        self.results.setdefault(heading, number)

    def model(self, match: re.Match[str]) -> tuple[int, int] | None:
        self.counts.setdefault("devices", match["devices"])
        self.named.setdefault("device", match["device"])
        return match.span()

    def count(self, match: re.Match[str]) -> tuple[int, int] | None:
        nouns = re.split(r"(?=[ -])", match["noun"])
        for last in range(len(nouns), 0, -1):
            noun = "".join(nouns[:last])
            found = counts_of(f"{match['number']} {noun}")
            if found and not self.counts.keys() & found.keys():
                self.counts |= found
                return match.start(), match.start("noun") + len(noun)
        return None

    def pair(self, match: re.Match[str]) -> tuple[int, int] | None:
        number, unit = match["number"], match["unit"] or ""
        timed = heading_of_unit(unit) if unit else None
        end = match.end() if timed else match.end("number")
        self.twice = self.twice or (not timed and _GOES_ON.match(self.text, end) is not None)
        for start, name in _names(match):
            heading = read_heading(name)
            if not timed and number.isdecimal():
                if heading.name in COUNTED:
                    self.counts.setdefault(name.lstrip("-#"), number)
                    return start, end
                if name.lstrip("-") in _LETTERS:
                    self.letters.setdefault(name.lstrip("-"), number)
                    return start, end
            if timed and heading.kind == "metric" and heading.unit is None:
                self.measured(f"{name} ({unit})", number)
                return start, end
            if not timed and heading.kind == "metric" and heading.better:
                self.measured(name, number)
                return start, end
        name = match["names"].split()[-1]
        start = match.end("names") - len(name)
        if timed:
            self.measured(timed, number)
            return start if name in _TIME_LETTERS else match.start("number"), end
        if name in _TIME_LETTERS:
            self.measured(name, number)
            return start, end
        self.named.setdefault(name, number)
        return start, end

    def beside(self, match: re.Match[str]) -> tuple[int, int] | None:
        name = match["names"]
        if read_heading(name).name in COUNTED:
            self.counts.setdefault(name.lstrip("-#"), match["number"])
            return match.span()
        if name.startswith("-") and name.lstrip("-") in _LETTERS:
            self.letters.setdefault(name.lstrip("-"), match["number"])
            return match.span()
        return None

    def quantity(self, match: re.Match[str]) -> tuple[int, int] | None:
        heading = heading_of_unit(match["unit"])
        if heading is None:
            return None
        for start, name in _names(match):
            read = read_heading(name)
            if read.kind == "metric" and read.unit is None and name.lower() not in JOINING:
                self.measured(f"{name} ({match['unit']})", match["number"])
                return start, match.end()
        self.measured(heading, match["number"])
        return match.start("number"), match.end()

    def word(self, match: re.Match[str]) -> tuple[int, int] | None:
        if match["name"].lower() in _LEFT_OUT or match["word"].lower() in _LEFT_OUT:
            return None
        self.named.setdefault(match["name"], match["word"])
        return match.span()

    def repeat(self, match: re.Match[str]) -> tuple[int, int] | None:
        if RUN in self.named or not calls_repeats(match["word"]):
            return None
        self.named[RUN] = match["number"]
        return match.span()


def dissected(text: str) -> Dissected:
    """Take a line apart, from what is surest to what may be meant; a long one is a text alone."""
    if len(text) > LONGEST:
        return Dissected({}, {}, {}, {}, (text,), twice=False)
    while stamp := _STAMP.match(text):
        text = text[stamp.end() :]
    line = _Line(text)
    line.takes_all(_MODELS, "model")
    line.takes_all(_COUNT, "count")
    line.takes_all(_PAIR, "pair")
    line.takes_all(_BESIDE, "beside")
    if not line.counts and not line.letters:
        line.takes_all(_GLUED, "count")
    line.takes_all(_QUANTITY, "quantity")
    line.takes_all(_REPEAT, "repeat")
    line.takes_all(_WORD, "word")
    said = [word for word in _BETWEEN.split(line.text) if word]
    if not line.results and (how := read_outcome(" ".join(said[-3:]))) not in (None, "ok"):
        line.named[STATUS] = str(how)
        said = [word for word in said if read_outcome(word) is None]
    left = tuple(word for word in said if word.lower() not in _LEFT_OUT)
    return Dissected(line.counts, line.letters, line.results, line.named, left, line.twice)


def _names(match: re.Match[str]) -> list[tuple[int, str]]:
    """The words before a number with where they begin: all of them, then less and less."""
    said = match["names"].rstrip()
    starts = [each.start() for each in re.finditer(r"(?<!\S)\S|(?<=/)[A-Za-z]", said)]
    return [(match.start("names") + start, said[start:]) for start in starts]
