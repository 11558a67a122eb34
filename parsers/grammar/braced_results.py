"""Results between braces, as Python prints a dictionary: ``gpus: {1: 41.0 s, 2: 21.5 s}``.

The label says what is counted, alone or behind what is measured: ``epoch time (s) by gpus: {...}``.
A dictionary of lists has a row for each place in them: ``{'gpus': [1, 2], 'epoch_s': [41, 21.5]}``.
"""

from __future__ import annotations

import ast

from parsers.clean import clean
from parsers.grammar.beside_counts import counts_of, heading_beside, heading_of_unit
from parsers.grammar.patterns import Pattern
from parsers.grammar.printed_line import NUMBER, UNIT

_LEAST = 2
_BRACED = Pattern(
    r"\s*(?:(?P<measure>[A-Za-z][\w /-]{0,60}?)\s*(?:[(\[](?P<unit>[^()\[\]\s]+)[)\]]\s*)?"
    r"\b(?:by|per|vs\.?|over|for)[ _])?(?P<noun>[A-Za-z]\w*)\s*[:=]\s*\{(?P<pairs>[^{}]*)\}[\s,;.]*"
)
_PAIR = Pattern(
    rf"\s*['\"]?(?P<count>\d{{1,7}})['\"]?\s*:\s*['\"]?(?P<number>{NUMBER})\s*(?P<unit>{UNIT})?"
    r"['\"]?\s*(?:,|\Z)"
)


def read_braced(line: str) -> list[dict[str, str]]:
    """Return heading -> cell of each row of a line that is all of that, none of any other."""
    if line.lstrip().startswith("{"):
        return _rows_of_lists(line.strip())
    braced = _BRACED.fullmatch(line)
    if braced is None:
        return []
    text, place = braced["pairs"], 0
    rows: list[dict[str, str]] = []
    while place < len(text.rstrip()):
        pair = _PAIR.match(text, place)
        counts = pair and counts_of(f"{pair['count']} {braced['noun']}")
        heading = pair and _heading(braced["measure"], pair["unit"] or braced["unit"])
        if pair is None or not counts or heading is None:
            return []
        rows.append({**counts, heading: pair["number"]})
        place = pair.end()
    return rows if len({*map(tuple, rows)}) == 1 < len(rows) else []


def _rows_of_lists(text: str) -> list[dict[str, str]]:
    if "[" not in text or not text.endswith("}"):
        return []
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return []
    if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
        return []
    lists = [each for each in value.values() if isinstance(each, list)]
    numbers = (number for each in lists for number in each)
    if len(lists) < len(value) or not all(type(number) in (int, float) for number in numbers):
        return []
    if len({*map(len, lists)}) != 1 or len(lists[0]) < _LEAST:
        return []
    names = [clean(name) for name in value]
    return [dict(zip(names, map(str, row), strict=True)) for row in zip(*lists, strict=True)]


def _heading(measure: str | None, unit: str | None) -> str | None:
    """The heading of the numbers: none where nothing says that they are a time or a rate."""
    if unit is None:
        return clean(measure) if measure else None
    return heading_beside(measure, "", unit) if measure else heading_of_unit(unit)
