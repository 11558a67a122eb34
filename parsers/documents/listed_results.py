"""Lists in a document of how it ran on each count: ``- 2 GPUs: 231 img/s (1.93x)``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from parsers.documents.borders import Line
from parsers.documents.document_table import Block
from parsers.grammar.number_words import with_digits
from parsers.grammar.patterns import Pattern
from parsers.grammar.printed_line import read_statement
from parsers.headings.heading import COUNTED
from parsers.headings.read_heading import read_headings

_MAY_STATE: Final = Pattern(r"\d.*\d")
_ITEM: Final = Pattern(r"[-*+•] +")
_LONGEST: Final = 120


class _Item(NamedTuple):
    line: int
    cells: dict[str, str]


def find_listed(lines: Sequence[Line], above: tuple[str, ...]) -> Iterator[Block]:
    """Yield the lists in ``lines`` whose items state a result of the same kind on other counts.

    An item that says anything else ends a list, as it may hold for what follows; so does a line
    of another kind. What stands above a list is its title.
    """
    said = ""
    for is_stated, part in groupby(_items(lines), key=lambda each: isinstance(each, _Item)):
        together = list(part)
        if is_stated:
            yield from _lists([each for each in together if isinstance(each, _Item)], above, said)
        else:
            texts = [each for each in together if isinstance(each, str) and each]
            said = texts[-1] if texts else said


def _items(lines: Sequence[Line]) -> Iterator[_Item | str]:
    for number, line in lines:
        text = line.strip()
        cells = _stated(text)
        yield _Item(number, cells) if cells else _ITEM.sub("", text)


def _stated(text: str) -> dict[str, str]:
    """What a line states, if that is counts and one result that has a unit and a direction."""
    if len(text) > _LONGEST or "|" in text or not _MAY_STATE.search(text):
        return {}
    statement = read_statement(with_digits(text))
    if statement is None or len(statement.cells) < 2:
        return {}
    headings = read_headings([*statement.cells])
    results = [each for each in headings if each.kind == "metric" and each.unit and each.better]
    counts = [each for each in headings if each.name in COUNTED]
    return statement.cells if counts and len(results) == 1 else {}


def _lists(items: Sequence[_Item], above: tuple[str, ...], said: str) -> Iterator[Block]:
    for _, part in groupby(items, key=lambda each: tuple(each.cells)):
        same = list(part)
        names = [*same[0].cells]
        counted = [each.name in COUNTED for each in read_headings(names)]
        counts = {
            tuple(cell for cell, counts in zip(each.cells.values(), counted, strict=True) if counts)
            for each in same
        }
        if len(counts) == len(same) > 1:
            rows = [(each.line, [*each.cells.values()]) for each in same]
            yield Block(above, same[0].line, names, rows, paragraph=said)
