"""Columns that each hold one repeat of a quantity: ``time 1``, ``time 2``; ``Run 1``, ``Run 2``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

import polars as pl

from parsers.grammar.outcomes import read_outcome
from parsers.grammar.patterns import Pattern
from parsers.grammar.repeat_words import REPEAT, REPEAT_WORDS, with_number_behind
from parsers.grammar.units import parse_unit
from parsers.grammar.words import word_set, words
from parsers.headings.heading import MEASURED, Heading
from parsers.headings.read_heading import read_heading
from parsers.headings.translations import in_english
from parsers.notes import Note
from parsers.source import Source
from parsers.tables.captions import measured_above
from parsers.tables.cells import Numbers, is_text, read_numbers, without_empty_cells
from parsers.tables.conditions import MEAN
from parsers.tables.decimal_commas import with_decimal_points
from parsers.tables.stated_averages import odd_averages
from parsers.tables.table import Table

_NEAR: Final = 1.5
"""The factor within which the repeats of one measurement lie, outliers aside."""
_MOST: Final = 0.75
"""The share of the rows whose repeats are that near."""
_MOST_COLUMNS: Final = 200

_REPEATS: Final = frozenset((*REPEAT_WORDS, "measurement"))
_LAST_WORD = Pattern(r"(?P<word>[^\W\d_]+)[\s_\-.]*#?\s?$")
_NUMBERED = Pattern(r"(?P<before>.*(?<!\d)|)(?P<number>\d{1,3})(?P<after>\D*)")
_NOUN = Pattern(
    rf"(?i)(?:^|(?<=[\s_\-(\[]))(?:{REPEAT}|measurement|measure|sample|seed)"
    r"\.?[\s_\-]?(?:no\.?)?[\s_\-=]?#?\s?$"
)
_MAY_BE = Pattern(
    r"(?i)(?:^|(?<=[\s_\-(\[]))(?:iter(?:ation)?|exp(?:eriment)?|obs|round|pass|r|#"
    r"|exec(?:ution)?|execu[cç][aã]o|ejecuci[oó]n|ex[eé]cution)[\s_\-]?#?\s?$"
)
"""What may number repeats, which then have to agree."""
_AGAIN = Pattern(r"(?P<stem>.*\S)\.\d{1,2}")
_RUN = Pattern(rf"(?i)(?:{REPEAT})\W*$")
_EMPTY = Pattern(r"[(\[]\s*[)\]]")
_BRACKET = Pattern(r"[(\[]([^()\[\]]+)[)\]]")
_STATUS: Final = "status"
_TITLES: Final = ("title", "caption", "description")
_COMPUTED: Final = word_set(
    "avg average mean median std stddev sd stdev deviation min max spread range error ± +- σ cv "
    "variance best worst"
)
_CENTERS: Final = ("mean", "median")
_STEPS: Final = word_set(
    "epoch epochs step phase stage level layer node gpu rank thread core device host socket size "
    "batch case test query iteration iter part l v ver version rev release variant config"
    " configuration setup option method algorithm code kernel model input problem machine"
)
"""What else may be numbered: steps and parts of one run, and what runs differ in."""


class _Samples(NamedTuple):
    """The places of the repeats, and the heading that they share."""

    places: list[int]
    heading: str


def with_samples(table: Table, source: Source) -> tuple[Table, list[Note]]:
    """Return ``table`` with the repeats of each quantity in one column, as lists of numbers.

    The numbers of the columns run on from 0 or 1, and what they hold agrees or is called a run, a
    trial or the like. What is computed from them (``mean``, ``±``) is left out.
    """
    if not _may_have_samples(table):
        return table, []
    found = list(_samples(table))
    if not found:
        return table, []
    names = {read_heading(each.heading).name for each in found}
    taken = {place for each in found for place in each.places}
    computed = [
        place
        for place, text in enumerate(table.headings)
        if place not in taken and is_computed(text, names)
    ]
    lists = {each.places[0]: each for each in found}
    columns: list[pl.Series] = []
    headings: list[str] = []
    for place, cells in enumerate(table.cells):
        if place in lists:
            columns.append(_lists(table, lists[place].places))
            headings.append(_with_unit(table, lists[place]))
        elif place not in taken and place not in computed:
            columns.append(cells)
            headings.append(table.headings[place])
    if _STATUS not in headings and (ended := _ended(table, found)) is not None:
        columns.append(ended)
        headings.append(_STATUS)
    joined = table._replace(
        cells=columns,
        headings=headings,
    )
    left_out = ", ".join(f"`{table.headings[place]}`" for place in computed)
    text = f"columns not kept, computed from the repeats: {left_out}"
    notes = [Note("info", text, source.name, table.line)] if computed else []
    if len(found) == 1:
        repeats = _lists(table, found[0].places)
        notes += [
            note for place in computed for note in odd_averages(table, place, repeats, source)
        ]
    return joined, notes


def headings_are_repeats(headings: Sequence[str]) -> bool:
    """Return whether headings number the repeats of what nothing names: ``rep 1``, ``rep 2``."""
    return any(
        _NOUN.fullmatch(before) is not None and not after
        for (before, after), numbers in _numbered(headings).items()
        if _run_on(numbers)
    )


def _may_have_samples(table: Table) -> bool:
    if len(table.headings) > _MOST_COLUMNS or any(cells.dtype.is_nested() for cells in table.cells):
        return False
    if len({*table.headings}) < len(table.headings):
        return True
    return sum(any(letter.isdigit() for letter in text) for text in table.headings) > 1


def _samples(table: Table) -> Iterator[_Samples]:
    """Yield the columns whose headings differ in a number alone and that hold numbers alone."""
    for same, places in _again(table.headings) if table.height > 1 else ():
        is_measured = read_heading(same).kind == "metric"
        if is_measured and _hold_numbers(table, places) and _agree(table, places):
            yield _Samples(places, same)
    for (before, after), numbers in _numbered(table.headings).items():
        if not _run_on(numbers):
            continue
        places = [numbers[number] for number in sorted(numbers)]
        heading, is_called = _heading(before, after, table)
        if heading is None or not _hold_numbers(table, places):
            continue
        if is_called or _agree(table, places):
            yield _Samples(places, heading)


def _again(headings: Sequence[str]) -> Iterator[tuple[str, list[int]]]:
    """Yield headings that come again, as ``time (s)`` and, by pandas, ``time (s).1``, and where."""
    stems = [match["stem"] if (match := _AGAIN.fullmatch(text)) else text for text in headings]
    for heading in dict.fromkeys(headings):
        places = [place for place, stem in enumerate(stems) if heading in (stem, headings[place])]
        if len(places) > 1:
            yield heading, places


def _numbered(headings: Sequence[str]) -> dict[tuple[str, str], dict[int, int]]:
    """What stands around the number of a heading -> number -> place."""
    alike: dict[tuple[str, str], dict[int, int]] = {}
    for place, text in enumerate(headings):
        if match := _NUMBERED.fullmatch(with_number_behind(text)):
            numbers = alike.setdefault((match["before"].lower(), match["after"].lower()), {})
            numbers.setdefault(int(match["number"]), place)
    return alike


def _run_on(numbers: Collection[int]) -> bool:
    """Whether there are several, and they run on from 0 or 1."""
    several, first = len(numbers), min(numbers)
    return several > 1 and first in (0, 1) and max(numbers) - first == several - 1


def _heading(before: str, after: str, table: Table) -> tuple[str | None, bool]:
    """The heading of the repeats, and whether they are called so."""
    called = _NOUN.search(before) or _called_in_english(before)
    noun = called or _MAY_BE.search(before)
    outer = before[: noun.start()] if noun else before
    text = _EMPTY.sub("", f"{outer.strip(' _-#.:,')} {after.strip(' _-.:,')}").strip(" _-")
    bracketed = _BRACKET.fullmatch(text)
    if bracketed and parse_unit(bracketed[1]) is None and read_heading(bracketed[1]).better:
        text = bracketed[1]
    if parse_unit(unit := after.strip(" _-")) is not None:
        text = f"{outer.strip(' _-#.:,')} ({unit})"
    if noun and not text:
        is_run = _RUN.search(before) is not None
        return _named_elsewhere(table, is_run=is_run), called is not None
    if outer.strip(" _-#.:,") == "t":
        return _EMPTY.sub("", f"time {after}").strip(), called is not None
    last = words(outer)[-1:]
    meaning = read_heading(text)
    if meaning.name == "epoch_time" and meaning.unit == "s":
        # How long each epoch took are repeats of one time, where these agree.
        return text, False
    is_measured = meaning.kind == "metric" and _names_quantity(outer, after, noun is not None)
    is_step = bool(last) and last[0] in _STEPS
    return (text if is_measured and not is_step else None), called is not None


def _called_in_english(before: str) -> re.Match[str] | None:
    """The last word, if it is one for repeats in another language: ``Lauf 1``."""
    last = _LAST_WORD.search(before)
    is_repeat = last is not None and _REPEATS.issuperset(in_english(words(last["word"])))
    return last if is_repeat else None


def _names_quantity(outer: str, after: str, is_called: bool) -> bool:
    """Whether the quantity is named before the number: ``epoch 1 time`` is that of a step."""
    return is_called or (
        read_heading(outer.strip(" _-#.:,(")).kind in MEASURED
        and (not words(_BRACKET.sub("", after)) or parse_unit(after.strip(" _-")) is not None)
    )


def _named_elsewhere(table: Table, *, is_run: bool) -> str | None:
    """The quantity that a mean or median beside the repeats names, ``Avg (s)``, or the text above.

    Where neither does, it is a ``value``. Beside a bare ``Average`` runs stay rows, against which
    it is held, as do repeats of what nothing names: there is no name.
    """
    for text in table.headings:
        meaning = read_heading(text)
        if meaning.statistic in _CENTERS and meaning.kind == "metric":
            unit = _BRACKET.search(text)
            return f"{meaning.name} ({unit[1]})" if unit else meaning.name
    titles = [cell for name, cell in table.settings.items() if name.lower() in _TITLES]
    measured = measured_above([*table.above, *titles])
    has_mean = any(MEAN.fullmatch(text) for text in table.headings)
    return None if has_mean and (is_run or not measured) else measured or "value"


def is_computed(text: str, names: set[str]) -> bool:
    """Return whether a column says in one number what repeats are, or how they scatter."""
    meaning: Heading = read_heading(text)
    if meaning.statistic is not None:
        return meaning.name in {*names, meaning.statistic}
    return text.strip().lower() in _COMPUTED


def _numbers(table: Table, place: int) -> Numbers:
    cells = table.cells[place]
    if not is_text(cells):
        return Numbers(cells)
    texts = without_empty_cells(cells.cast(pl.String))
    pointed = with_decimal_points(texts)
    return read_numbers(texts if pointed is None else pointed)


def _hold_numbers(table: Table, places: Sequence[int]) -> bool:
    columns = [_numbers(table, place) for place in places]
    if any(not column.values.dtype.is_numeric() for column in columns):
        return False
    words = (column.words.drop_nulls() for column in columns if column.words is not None)
    if any(read_outcome(word) is None for each in words for word in each):
        return False
    written = {unit for column in columns for unit in _units(column)}
    return len(written) < 2 and any(column.values.count() for column in columns)


def _ended(table: Table, found: Sequence[_Samples]) -> pl.Series | None:
    """How the runs ended of which no repeat has a number, ``None`` where each has one."""
    places = [place for each in found for place in each.places]
    read = [_numbers(table, place) for place in places]
    none = pl.select(pl.all_horizontal(*(each.values.is_null() for each in read))).to_series()
    said = [each.words for each in read if each.words is not None]
    if not said or not none.any():
        return None
    first = pl.select(pl.coalesce(*said)).to_series()
    return first.set(~none, None)


def _units(column: Numbers) -> set[str | None]:
    """The units in cells, ``None`` for that of cells without one."""
    if column.units is None:
        return {None}
    return set(column.units.filter(column.values.is_not_null()).unique())


def _agree(table: Table, places: Sequence[int]) -> bool:
    """Whether the numbers of most rows are as near to each other as those of repeats."""
    values = _lists(table, places)
    several = values.filter(values.list.len() > 1)
    if several.is_empty():
        return False
    least, most = several.list.min(), several.list.max()
    near = (least == most) | ((least > 0) & (most <= _NEAR * least))
    return float(near.sum()) >= _MOST * len(several)


def _lists(table: Table, places: Sequence[int]) -> pl.Series:
    """The numbers of several columns as one list for each row; null where there is none."""
    columns = {str(place): _numbers(table, place).values.cast(pl.Float64) for place in places}
    lists = pl.DataFrame(columns).select(pl.concat_list(pl.all()).list.drop_nulls()).to_series()
    return lists.set(lists.list.len() == 0, None) if (lists.list.len() == 0).any() else lists


def _with_unit(table: Table, samples: _Samples) -> str:
    """The heading with the unit that the cells have, where it has none."""
    unit = next(iter(_units(_numbers(table, samples.places[0]))), None)
    has_unit = _BRACKET.search(samples.heading) is not None
    return f"{samples.heading} ({unit})" if unit and not has_unit else samples.heading
