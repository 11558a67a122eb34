"""Slips put into right documents by a fixed seed: one number altered in one cell of a table."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
_RULE: Final = re.compile(r"^[\s|:=+-]*$")
_RUN: Final = re.compile(r"(?i)run ?\d")
_COLUMNS: Final = {
    "speedup": re.compile(r"(?i)speed-?\s?up|acelera|razão"),
    "efficiency": re.compile(r"(?i)efficien|eficiên"),
    "average": re.compile(r"(?i)^average$|^avg(?! (?:load|mem))"),
    "value": re.compile(r"(?i)\btime\b|runtime|throughput|tempo"),
}


class Cell(NamedTuple):
    """A number in a table: its line, where it stands there, and what its column states.

    ``before``: the number above it in its column. ``rows``: how many rows its table has.
    """

    line: int
    start: int
    text: str
    what: str
    before: str | None = None
    rows: int = 0


class Slip(NamedTuple):
    """A document with one slip: the text, the lines of the slip, what it is, of which kind."""

    text: str
    lines: tuple[int, ...]
    what: str
    kind: str = ""


def slips(
    documents: Sequence[tuple[str, str]], number: int, seed: int
) -> Iterator[tuple[str, Slip]]:
    """Yield ``number`` slips, of all kinds and documents (names with texts) in turn."""
    source = random.Random(seed)
    found = {name: list(_cells(text)) for name, text in documents}
    texts = dict(documents)
    names = [name for name, cells in found.items() if cells]
    made: set[tuple[str, Cell, str]] = set()
    kinds = list(_SLIPS)
    while len(made) < number:
        name = names[source.randrange(len(names))]
        kind = kinds[len(made) % len(kinds)]
        cell = source.choice(found[name])
        slip = _SLIPS[kind](texts[name], cell, source)
        if slip is not None and (name, cell, kind) not in made:
            made.add((name, cell, kind))
            yield name, slip._replace(kind=kind if cell.rows > 2 else f"{kind}, two rows")


def _cells(text: str) -> Iterator[Cell]:
    """Yield the numbers of claims, averages and values, but for the first row: the baseline."""
    roles: list[str | None] = []
    rows: list[list[Cell]] = []
    for line, content in enumerate([*text.split("\n"), ""], 1):
        parts = _parts(content)
        if len(parts) < 3:
            yield from _below_the_first(rows)
            roles, rows = [], []
        elif not roles:
            roles = _checked([part.strip(" *") for _, part in parts])
        elif not _RULE.match(content):
            rows.append(list(_of_row(line, parts, roles)))


def _below_the_first(rows: Sequence[Sequence[Cell]]) -> Iterator[Cell]:
    """Yield the cells of all rows of a table but the first, with what stands above each."""
    for above, row in pairwise(rows):
        for place, cell in enumerate(row):
            is_known = len(above) == len(row) and above[place].what == cell.what
            yield cell._replace(before=above[place].text if is_known else None, rows=len(rows))


def _parts(content: str) -> list[tuple[int, str]]:
    """Return the cells of a line with the place where each begins."""
    if "|" in content:
        pattern = r"[^|]+"
    elif content.count(",") > 2:
        pattern = r"[^,]+"
    else:
        pattern = r"\S+(?: \S+)*"
    return [(each.start(), each[0]) for each in re.finditer(pattern, content)]


def _checked(heads: Sequence[str]) -> list[str | None]:
    """The roles of columns that another one of their table contradicts when a number is wrong."""
    roles = [
        next((role for role, words in _COLUMNS.items() if words.search(head)), None)
        for head in heads
    ]
    has_runs = sum(bool(_RUN.match(head)) for head in heads) > 1
    # Without the runs beside it, an average is a time like any other.
    roles = ["value" if role == "average" and not has_runs else role for role in roles]
    claims = {"speedup", "efficiency"} & set(roles)
    has_values = bool({"value", "average"} & set(roles))
    checked = {"average"} if has_runs else set()
    checked |= {*claims, "value"} if claims and has_values else set()
    first = next((place for place, role in enumerate(roles) if role == "value"), None)
    return [
        role if role in checked and (role != "value" or place == first) else None
        for place, role in enumerate(roles)
    ]


def _of_row(line: int, parts: list[tuple[int, str]], roles: Sequence[str | None]) -> Iterator[Cell]:
    for (start, part), role in zip(parts, roles, strict=False):
        number = _NUMBER.search(part)
        if role is not None and number is not None:
            yield Cell(line, start + number.start(), number[0], role)


def _replaced(text: str, cell: Cell, new: str) -> Slip:
    lines = text.split("\n")
    row = lines[cell.line - 1]
    lines[cell.line - 1] = row[: cell.start] + new + row[cell.start + len(cell.text) :]
    return Slip("\n".join(lines), (cell.line,), f"{cell.what} {cell.text} -> {new}")


def _wrong(text: str, cell: Cell, source: random.Random) -> Slip | None:
    """A claim or an average computed wrong, by 5 to 40 %."""
    if cell.what == "value":
        return None
    factor = source.choice((1 - source.uniform(0.05, 0.3), 1 + source.uniform(0.05, 0.4)))
    return _if_other(text, cell, _written(cell.text, factor))


def _ten_points(text: str, cell: Cell, source: random.Random) -> Slip | None:
    """An efficiency off by ten points."""
    if cell.what != "efficiency":
        return None
    decimals = len(cell.text.partition(".")[2])
    value = float(cell.text.replace(",", ""))
    off = source.choice((-1, 1)) * (10 if value > 2 else 0.1)
    return _if_other(text, cell, f"{value + off:.{decimals}f}") if value > abs(off) else None


def _percent(text: str, cell: Cell, source: random.Random) -> Slip | None:
    """A speedup in percent in place of the factor, or the gain in percent."""
    if cell.what != "speedup":
        return None
    value = float(cell.text.replace(",", ""))
    percent = 100 * (value - source.choice((0, 1)))
    return _if_other(text, cell, f"{percent:.0f}") if percent > 0 else None


def _swapped_digits(text: str, cell: Cell, source: random.Random) -> Slip | None:
    """Two neighbouring leading digits the wrong way round."""
    places = [at for at, sign in enumerate(cell.text) if sign.isdigit()][:3]
    if len(places) < 3:
        return None
    at = source.randrange(2)
    left, right = places[at], places[at + 1]
    signs = list(cell.text)
    signs[left], signs[right] = signs[right], signs[left]
    return _if_other(text, cell, "".join(signs))


def _one_digit(text: str, cell: Cell, source: random.Random) -> Slip | None:
    """One of the leading digits of a number is another one."""
    places = [at for at, sign in enumerate(cell.text) if sign.isdigit()][:2]
    at = source.choice(places)
    digit = source.choice([each for each in "123456789" if each != cell.text[at]])
    return _if_other(text, cell, cell.text[:at] + digit + cell.text[at + 1 :])


def _inverted(text: str, cell: Cell, _: random.Random) -> Slip | None:
    """The new time over the old one in place of a speedup."""
    if cell.what != "speedup" or not (value := float(cell.text.replace(",", ""))):
        return None
    return _if_other(text, cell, f"{1 / value:.{max(len(cell.text.partition('.')[2]), 2)}f}")


def _row_above(text: str, cell: Cell, _: random.Random) -> Slip | None:
    """A speedup over the row above in place of the first one."""
    if cell.what != "speedup" or not (above := float((cell.before or "0").replace(",", ""))):
        return None
    return _if_other(text, cell, _written(cell.text, 1 / above))


def _wrong_count(text: str, cell: Cell, source: random.Random) -> Slip | None:
    """An efficiency by the count of another row."""
    if cell.what != "efficiency":
        return None
    return _if_other(text, cell, _written(cell.text, source.choice((0.5, 2.0))))


def _unit(text: str, cell: Cell, source: random.Random) -> Slip | None:
    """A value in another unit than its column."""
    if cell.what != "value":
        return None
    return _if_other(text, cell, _written(cell.text, source.choice((60.0, 1 / 60, 1000.0, 0.001))))


def _other_row(text: str, cell: Cell, source: random.Random) -> Slip | None:
    """The cell of the row below or above in its place: two cells of a column swapped."""
    near = [
        each
        for each in _cells(text)
        if each.what == cell.what and abs(each.line - cell.line) == 1 and each.text != cell.text
    ]
    near = [each for each in near if abs(each.start - cell.start) < 12]
    if not near:
        return None
    other = source.choice(near)
    if _if_other(text, cell, other.text) is None:
        return None
    half = _replaced(text, cell, other.text)
    whole = _replaced(half.text, other, cell.text)
    return Slip(whole.text, (cell.line, other.line), f"{cell.what} {cell.text} <-> {other.text}")


def _if_other(text: str, cell: Cell, new: str) -> Slip | None:
    """The slip, unless it is too small to be seen as more than rounding."""
    before, after = (float(each.replace(",", "")) for each in (cell.text, new))
    if before == 0 or abs(after / before - 1) < 0.04:
        return None
    return _replaced(text, cell, new)


def _written(text: str, factor: float) -> str:
    decimals = len(text.partition(".")[2])
    value = float(text.replace(",", "")) * factor
    return f"{value:.{decimals if factor > 0.1 else decimals + 3}f}"


_SLIPS: Final[dict[str, Callable[[str, Cell, random.Random], Slip | None]]] = {
    "wrong claim": _wrong,
    "one digit": _one_digit,
    "swapped digits": _swapped_digits,
    "inverted": _inverted,
    "over the row above": _row_above,
    "by another count": _wrong_count,
    "ten points": _ten_points,
    "percent": _percent,
    "wrong unit": _unit,
    "swapped cells": _other_row,
}
