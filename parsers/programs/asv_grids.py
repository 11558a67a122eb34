"""airspeed velocity: the grids over parameters that ``asv run`` prints below a benchmark.

One has a row for each combination of parameters and its value at the end, or the last parameters
across, named above a row of their values. Columns stand below the parts of the last rule.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from parsers.programs.asv import parameters_of
from parsers.programs.asv_compare import VALUE
from parsers.programs.templates import TemplateMatch

GRID_BEGINS: Final = (
    r"^\[ *[\d.]+%\] ··· (?:Running +)?(?P<benchmark>[\w.…-]*\w\.\w+(?:\([^\n]*\))?)"
    r"(?: +(?:ok|failed|\d+/\d+ failed))? *\n[^\n]*···(?: |· *\n *)={3,}[= ]*$"
)
_BEGINS: Final = re.compile(
    GRID_BEGINS.replace("^", r"^[ \t]*", 1).replace(" +", r"[ \t]+").replace(" *", r"[ \t]*"),
    re.MULTILINE,
)
_LINE: Final = re.compile(r"[^\n]*\n?")
_RULE: Final = re.compile(r"[ \t]*(?:-{3,}[- ]*|={3,}[= ]*)\s*\Z")
_PART: Final = re.compile(r"[-=]+")
_VALUE: Final = re.compile(VALUE)
_ACROSS: Final = " / "


class _Line(NamedTuple):
    start: int
    text: str

    @property
    def parts(self) -> list[tuple[int, int]]:
        """From where to where the parts of a rule go."""
        return [match.span() for match in _PART.finditer(self.text)]

    def cells(self, parts: Sequence[tuple[int, int]]) -> list[str]:
        """What stands below the parts of a rule."""
        begins = [0, *(start for start, _ in parts[1:])]
        ends = [*begins[1:], None]
        return [self.text[start:end].strip() for start, end in zip(begins, ends, strict=True)]


def grid_cells(text: str, start: int, end: int) -> Iterator[TemplateMatch]:
    """Yield the values of the grids between two places of a text, each with its parameters."""
    for match in _BEGINS.finditer(text, start, end):
        above, rule, below = _around_the_rule(list(_lines(text, match.end() + 1, end)))
        if rule is None:
            continue
        parts = rule.parts
        names, across = _names(above, parts)
        for line in below:
            for place, (shown, values) in enumerate(_row(line, parts, names, across)):
                facts = parameters_of(names, values)
                facts |= {"benchmark": match["benchmark"], "shown": shown}
                at = line.start + place
                yield TemplateMatch(at, line.start + len(line.text), facts, [])


def _lines(text: str, start: int, end: int) -> Iterator[_Line]:
    """The lines of a grid: up to one that is empty, or of another benchmark."""
    for match in _LINE.finditer(text, start, end):
        line = match[0].rstrip("\n")
        if not line.strip() or line.lstrip().startswith(("[", "`")):
            return
        yield _Line(match.start(), line)


def _around_the_rule(lines: list[_Line]) -> tuple[list[_Line], _Line | None, list[_Line]]:
    """What stands above the rule over the values, that rule, and the values."""
    rules = [place for place, line in enumerate(lines) if _RULE.match(line.text)]
    is_across = bool(lines) and lines[0].text.split()[:1] == ["--"]
    if len(rules) <= is_across:
        return [], None, []
    head = rules[is_across]
    end = rules[is_across + 1] if len(rules) > is_across + 1 else len(lines)
    return lines[:head], lines[head], lines[head + 1 : end]


def _names(
    above: Sequence[_Line], parts: Sequence[tuple[int, int]]
) -> tuple[list[str], list[list[str]]]:
    """The names of the parameters, and the values of those that go across, by column."""
    if not above or above[0].text.split()[:1] != ["--"]:
        return (above[-1].cells(parts)[:-1] if above else []), []
    groups = above[1].parts if len(above) > 1 else []
    if len(groups) < 2:
        return [], []
    headings = above[-1].cells(parts)
    rows = sum(start < groups[0][1] for start, _ in parts)
    names = above[0].cells(groups)[1].split(_ACROSS)
    return [*headings[:rows], *names], [each.split(_ACROSS) for each in headings[rows:]]


def _row(
    line: _Line,
    parts: Sequence[tuple[int, int]],
    names: Sequence[str],
    across: Sequence[Sequence[str]],
) -> Iterator[tuple[str, list[str]]]:
    """The values of a row, each with those of its parameters."""
    cells = line.cells(parts)
    columns = across or [[]]
    before = cells[: len(parts) - len(columns)]
    for shown, values in zip(cells[len(before) :], columns, strict=True):
        if names and _VALUE.fullmatch(shown):
            yield shown, list(itertools.chain(before, values))
