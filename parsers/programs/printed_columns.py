"""A table that a program prints: a line of headings that is known, and rows below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.programs.measurements import Measurement, weight_of_last_digit
from parsers.programs.rank_streams import Stream
from parsers.programs.templates import Template, TemplateMatch, number, whole_number

_NUMBER: Final = Pattern(r"[-+]?(?:\d[\d,]*(?:\.\d*)?(?:[eE][-+]?\d+)?|nan|inf(?:inity)?)\Z", re.I)
_UNIT: Final = Pattern(r"\s*[\[(](?P<unit>[^()\[\]]*)[\])]\s*\Z")
_TOKEN: Final = Pattern(r"\S+")
_MISSING: Final = frozenset({"n/a", "-", "na", "none"})
_PASSED: Final = frozenset({"pass", "passed", "ok", "true", *_MISSING})
_APART: Final = 3
"""So many lines that are no rows end a table."""
_BEFORE: Final = 10
"""So many may stand between the headings and the first row."""


@dataclass(frozen=True)
class PrintedColumns:
    """A table by its headings.

    ``header`` is the pattern of the whole line of headings (``templates``). ``names`` says what a
    heading, in lower case and without its unit, stands for: ``latency`` or ``latency:us`` a
    quantity, ``=size`` a fact, ``!wrong`` a check that fails the run unless it is zero or passed,
    and ``""`` nothing. A heading with a unit that is not named is a quantity of its own name.
    Headings that come again have ``again`` behind them; where ``turned`` is found in the line
    above, those that come first do. ``split`` is what stands between headings.
    """

    header: str
    names: Mapping[str, str]
    again: str = "again"
    turned: str | None = None
    split: str = r"(?<=[)\]])\s+|\s{2,}"

    def find(
        self, stream: Stream, start: int, end: int
    ) -> Iterator[tuple[TemplateMatch, str | None]]:
        """Yield the rows between two places of ``stream``, each with why it failed, if it did."""
        headers = [
            (found.start, found.end)
            for found in Template(self.header).find(stream.text, start, end)
        ]
        for place, (at, behind) in enumerate(headers):
            until = headers[place + 1][0] if place + 1 < len(headers) else end
            line = stream.text[at : stream.text.find("\n", at)]
            above = stream.text[stream.text.rfind("\n", 0, max(at - 1, 0)) + 1 : at]
            is_turned = self.turned is not None and Pattern(self.turned).search(above) is not None
            headings = _Headings(line, self, is_turned=is_turned)
            yield from self._rows(stream, headings, behind, until)

    def _rows(
        self, stream: Stream, headings: _Headings, start: int, end: int
    ) -> Iterator[tuple[TemplateMatch, str | None]]:
        others, most = 0, _BEFORE
        for place, line in islice(stream.lines(start, end), 1, None):
            cells = headings.cells(line)
            if cells is None:
                others += 1
                if others >= most:
                    return
                continue
            others, most = 0, _APART
            yield headings.row(place, place + len(line), cells)


class _Headings:
    """The headings of one table, and where each ends, since numbers stand below the ends."""

    def __init__(self, line: str, columns: PrintedColumns, *, is_turned: bool = False) -> None:
        text = line.lstrip("# \t")
        self.names: list[str] = []
        targets: list[str] = []
        for heading in filter(None, Pattern(columns.split).split(text.strip())):
            unit = match["unit"].strip() if (match := _UNIT.search(heading)) else ""
            name = heading[: match.start()] if match else heading
            target = columns.names.get(name.lower().strip())
            if target is None:
                target = f"{_plain(name)}:{unit}" if unit else f"={_plain(name)}"
            elif unit and target and target[0] not in "=!" and ":" not in target:
                target = f"{target}:{unit}"
            self.names.append(heading)
            targets.append(target)
        self.targets = [
            _again(target, columns.again)
            if target in (targets[place + 1 :] if is_turned else targets[:place])
            else target
            for place, target in enumerate(targets)
        ]
        self._ends = _ends(line, self.names)

    def cells(self, line: str) -> dict[str, str] | None:
        """The cells of a row by target; ``None`` where the line is no row."""
        if not line.lstrip()[:1].isdigit():
            return None
        tokens = [(match[0], match.end()) for match in _TOKEN.finditer(line)]
        if len(tokens) >= len(self.targets):
            found = {name: text for name, (text, _) in zip(self.targets, tokens, strict=False)}
        else:
            nearest = [self._nearest(end) for _, end in tokens]
            # A row that lacks its last cell was cut off, and its last number may have been, too.
            ends = {0, len(self.targets) - 1} <= {*nearest}
            if len({*nearest}) < len(tokens) or not ends:
                return None
            found = {self.targets[at]: text for at, (text, _) in zip(nearest, tokens, strict=True)}
        return found if self._is_row(found) else None

    def _nearest(self, end: int) -> int:
        """Which heading ends nearest to where a number does."""
        return min(range(len(self._ends)), key=lambda at: abs(self._ends[at] - end))

    def _is_row(self, cells: Mapping[str, str]) -> bool:
        measured = [text for name, text in cells.items() if name[:1] not in ("", "=", "!")]
        numbers = [bool(_NUMBER.match(text)) for text in measured]
        known = [text.lower() in _MISSING for text in measured]
        return any(numbers) and all(map(max, numbers, known))

    def row(
        self, start: int, end: int, cells: Mapping[str, str]
    ) -> tuple[TemplateMatch, str | None]:
        facts: dict[str, object] = {}
        measured: list[Measurement] = []
        failed: str | None = None
        for target, text in cells.items():
            if target.startswith("="):
                facts[target[1:]] = whole_number(text) if _NUMBER.match(text) else text
            elif target.startswith("!"):
                failed = failed or _failed(target[1:], text)
            elif target and _NUMBER.match(text):
                name, _, unit = target.partition(":")
                measured.append(
                    Measurement(name, number(text), unit or None, digit=weight_of_last_digit(text))
                )
        return TemplateMatch(start, end, facts, measured), failed


def _failed(check: str, text: str) -> str | None:
    if text.lower() in _PASSED or (_NUMBER.match(text) and number(text) == 0):
        return None
    return f"{check.removesuffix('_again')}: {text}".replace("_", " ")


def _again(target: str, suffix: str) -> str:
    if not target:
        return target
    name, colon, unit = target.partition(":")
    return f"{name}_{suffix}{colon}{unit}"


def _ends(line: str, names: Sequence[str]) -> list[int]:
    ends: list[int] = []
    place = 0
    for name in names:
        place = line.find(name, place) + len(name)
        ends.append(place)
    return ends


def _plain(name: str) -> str:
    return "_".join(Pattern(r"[^a-z0-9]+").split(name.lower().strip("# "))).strip("_") or "value"
