"""The cells of a table column: what is not stated, and numbers, units, words and dates in text."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Final, NamedTuple, TypeVar

import polars as pl

from parsers.grammar.durations import parse_duration
from parsers.grammar.outcomes import is_disowned
from parsers.grammar.patterns import Pattern
from parsers.grammar.units import parse_quantity, parse_unit
from parsers.short_columns.short_series import ShortSeries, repeated
from parsers.tables.base_units import EXACT, times
from parsers.tables.day_month import read_day_month
from parsers.tables.points_in_time import read_points

_Texts = TypeVar("_Texts", pl.Series, pl.Expr)

UNSTATED: Final = frozenset(
    {"", "-", "--", "---", "—", "–", "―", "−", ".", "..", "...", "…", "?", "??", "???", "/"}
    | {"n/a", "na", "n.a.", "#n/a", "n.d.", "none", "null", "(null)", "nan", "nil", "tbd", "tba"}
    | {"none assigned", "unknown", "not stated", "todo"}
)
"""What people and programs write where there is nothing to say, in lower case."""

UNAVAILABLE: Final = frozenset(
    {"x", "×", "✗", "✘", "❌", "not available", "unavailable", "not supported", "unsupported"}
    | {"not measured", "not run", "did not run", "dnr", "not tested", "skipped", "skip", "no data"}
)
"""What stands where a number was never measured; elsewhere these may be values."""

_BEFORE_DIGITS: Final = "xXpPuU"
"""Letters that a number may begin with (``x1.9``, ``P1DT2H``, ``UNLIMITED``). What begins with any
other is a name, and the patterns below, which take long to compile, are not needed."""
APPROXIMATE = Pattern(
    r"^(?:[~≈≃∼≅]|(?:circa|ca|approx|approximately|about)\b\.?)\s*(?=[-+\u2212]?\d)", re.I
)
_UNCERTAINTY = Pattern(r"\s*[(\[]\s*(?:±|\+/-|\+-)[^()\[\]]*[)\]]|\s*(?:±|\+/-|\+-).*$")
_BRACKETED = Pattern(
    r"^\(\s*(?P<number>[-+]?\d[\d.,]*)\s*(?:±|\+/-|\+-)\s*[\d.,]+\s*\)\s*(?P<behind>\S.*)$"
)
"""``(12.3 ± 0.1) s``: the unit is that of both."""
_GROUPED = Pattern(r"(?<![\d.,])\d{1,3}(?:[ \u2009\u202f]\d{3})+(?![\d])")
_TWO_NUMBERS = Pattern(r"^[~≈]?\s?\d+-\d{1,2}$")
"""``10-12``: from one to the other. A batch script may mean days and hours, a table does not."""
_RANGE = Pattern(
    r"^(?P<low>\d[\d.,]*)\s*(?:-|–|—|~|\bto\b)\s*(?P<high>\d[\d.,]*)\s*(?P<unit>\D.*)$"
)
"""Two numbers and a unit: ``1.1 - 1.3 us``."""
_REMARK = Pattern(
    r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|[*†‡¹²³]+|(?:#|//|<--?|←)\s.*"
    r"|:\s+[\d.]+x\s+(?:faster|slower))$"
)
ORNAMENT: Final = (
    r"\s*(?:[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]"
    r"|:[a-z][a-z0-9_]*:)\s*"
)
"""Arrows, stars, medals: drawn, or by the names that they have in Markdown."""
_ORNAMENT = Pattern(ORNAMENT)
_CURRENCY = Pattern(r"^(?P<sign>[$€])\s?(?P<number>\d[\d.,]*)(?P<per>\s?/.*)?$")
_FASTER = Pattern(r"^(?P<number>\d[\d.,]*)\s?(?:[x×]|times)\s+(?:faster|quicker|speed-?up)$", re.I)
"""``1.6x faster``: the factor. What is ``slower`` is its inverse, or no speedup at all."""
_TIMES = Pattern(r"^[x×]\s?(?P<number>\d[\d.,]*)$")
_PREFIX_APART = Pattern(r"(?<=\d)\s?([kKM])\s+(?=[A-Za-z]+\s*(?:/|per\b))")
_POWER_OF_TEN = Pattern(r"(?<=\d)\s*[x×*·]\s*10\s?\^\s?\{?([-+\u2212]?\d{1,3})\}?")
_DOUBLE = Pattern(r"(?<=[\d.])[dD](?=[-+]\d{2,3}\Z)")  # Fortran's double precision
_RAISED_POWER = Pattern(r"(?<=\d)\s*[x×*·]\s*10(?P<power>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})")
_AS_DIGITS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_RAISED = Pattern(r"(?<=\d)(?:(\.\d+)\^\{?(?:\d{1,2}|[a-z])\}?|\^\{?[a-z]\}?)$")
"""The mark of a footnote: a letter, or a number behind a fraction, which nobody squares."""
_ABBREVIATED = Pattern(r"^(?P<number>\d[\d.,]*)\s?(?P<prefix>[kKMB])$")
_SHORT_RATE = Pattern(r"^(?P<number>\d+(?:\.\d+)?)\s?(?P<prefix>[kKMB])(?=/\s?(?:s|sec|second)$)")
"""``1.8M/sec``: so many of something per second."""
_ABBREVIATIONS: Final = {"k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9}

_DATE_FORMATS: Final = (
    "%Y-%m-%d",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%d.%m.%Y",
    "%d.%m.%Y %H:%M:%S",
    "%d %b %Y",
    "%d-%b-%Y",
    "%b %d, %Y",
    "%b %d %Y",
    "%a %b %e %H:%M:%S %Y",
    "%Y%m%dT%H%M%S",
)
_ZONED_FORMATS: Final = ("%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f%#z", "%Y%m%dT%H%M%S%#z")
_MONTH: Final = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_DATED: Final = rf"(?i)\d[-/.]\d{{1,2}}[-/.]\d|\d[ -]{_MONTH}|\b{_MONTH}[a-z]* +\d|\d{{8}}T"
_YEAR: Final = r"\d{4}"
"""What every date has in it; other texts need not be tried in each of the many ways."""
_FIRST_CLOCK: Final = 1e8
_EPOCH_UNITS: Final = ((_FIRST_CLOCK, 1e11, 1), (1e11, 1e14, 1_000), (1e14, 1e17, 1_000_000))
_CLOCKS: Final = (1e9, 2e9)


class Numbers(NamedTuple):
    """A text column read as numbers.

    ``values`` holds the numbers, ``units`` the base unit written in the cell itself (null where
    none is; ``None`` when no cell has one), ``words`` the text of cells that hold no number
    (``None`` when all do). Values with a unit of their own are already in the base unit.
    """

    values: pl.Series
    units: pl.Series | None = None
    words: pl.Series | None = None

    def without(self, rows: pl.Series) -> Numbers:
        """Return the numbers without the words in ``rows`` (a mask)."""
        words = None if self.words is None else self.words.set(rows, None)
        return self._replace(words=words if words is not None and words.count() else None)


def is_text(cells: pl.Series) -> bool:
    """Return whether ``cells`` are text, interned or not."""
    return isinstance(cells.dtype, (pl.String, pl.Categorical))


def without_empty_cells(text: pl.Series) -> pl.Series:
    """Return ``text`` (strings) without blanks around, null where nothing is stated."""
    stripped = text.str.strip_chars()
    nothing = _says_nothing(stripped)
    return stripped.set(nothing, None) if nothing.any() else stripped


def stated_in(name: str) -> pl.Expr:
    """Return the same of the column ``name`` as an expression, for many columns at once."""
    stripped = pl.col(name).str.strip_chars()
    return pl.when(~_says_nothing(stripped)).then(stripped)


def _says_nothing(stripped: _Texts) -> _Texts:
    return stripped.str.to_lowercase().is_in(UNSTATED)


def read_numbers(
    text: pl.Series, *, hours_first: bool = False, abbreviated: bool = False
) -> Numbers:
    """Return the numbers in ``text`` (strings, null or empty where not stated).

    Reads plain numbers, thousands separators, numbers with a unit (``1024 img/s``), durations
    (``14:55:01``: seconds), approximations (``~13 hours``), uncertainties (``75.96 +/- 0.09``: the
    middle), ranges with a unit (``180-190 GB/s``: the middle), ``$3.06/hr``, ``x1.9``,
    ``1.2 x 10^6``, ``1.2×10⁶`` and remarks or ornaments around the number (``12.3 # warm cache``),
    but not what its remark disowns (``51 (timeout)``); ``hours_first`` reads ``1:30`` as hours and
    minutes, ``abbreviated`` ``27.4K`` as 27400. Infinity and NaN become null.
    """
    plain = text.cast(pl.Float64, strict=False)
    plain = plain.set(~plain.is_finite(), None)
    left = text.filter(plain.is_null()).drop_nulls().unique().sort()
    left = left.filter(left != "")
    if left.is_empty():
        return Numbers(plain)
    read = [_read_number(cell, hours_first, abbreviated) for cell in left]
    if any(number and number[1] not in (None, "x") for number in read):
        # Among times "1.02x faster" is a remark about them.
        read = [
            None if _FASTER.match(cell) else number for cell, number in zip(left, read, strict=True)
        ]
    values = [number[0] if number and math.isfinite(number[0]) else None for number in read]
    units = [number and number[1] for number in read]
    words = [
        None if number is not None or not cell or cell.lower() in UNAVAILABLE else cell
        for number, cell in zip(read, left, strict=True)
    ]
    return Numbers(
        _replaced(text, left, values, pl.Float64()).fill_null(plain),
        _replaced(text, left, units, pl.String()) if any(units) else None,
        _replaced(text, left, words, pl.String()) if any(words) else None,
    )


def whole(values: pl.Series) -> pl.Series:
    """Return floats that are whole numbers all, and exact, as ``Int64``; others as they are."""
    if not values.dtype.is_float():
        return values
    is_whole = ((values == values.floor()) & (values.abs() < EXACT)).all()
    return values.cast(pl.Int64) if is_whole else values


def read_dates(text: pl.Series) -> pl.Series:
    """Return ``text`` (strings) as points in time without zone; zoned ones in UTC, else null."""
    if isinstance(text, ShortSeries):
        found = repeated(None, len(text), pl.Datetime("us")).alias(text.name)
    else:
        found = pl.Series(text.name, [None], dtype=pl.Datetime("us")).new_from_index(0, len(text))
    if not (text.str.contains(_YEAR) & text.str.contains(_DATED)).any():
        numbers = text.cast(pl.Float64, strict=False)
        return read_epoch(numbers) if (numbers >= _FIRST_CLOCK).any() else found
    zoneless = text.str.strip_suffix("Z")
    for shape in _DATE_FORMATS:
        if found.null_count() == text.null_count():
            return found
        found = found.fill_null(read_points(zoneless, shape))
    for shape in _ZONED_FORMATS:
        zoned = read_points(text, shape, zone="UTC")
        found = found.fill_null(zoned.dt.replace_time_zone(None))
    if found.null_count() > text.null_count():
        found = found.fill_null(read_day_month(text))
    return found.fill_null(read_epoch(text.cast(pl.Float64, strict=False)))


def read_epoch(numbers: pl.Series) -> pl.Series:
    """Return seconds, milli- or microseconds since 1970 as points in time, else null."""
    whole = numbers.cast(pl.Float64)
    micros = pl.Series(numbers.name, [None], dtype=pl.Int64()).new_from_index(0, len(numbers))
    for low, high, per_second in _EPOCH_UNITS:
        fits = whole.is_between(low, high, closed="left")
        scaled = (whole * (1_000_000 // per_second)).set(~fits, None)
        micros = micros.fill_null(scaled.cast(pl.Int64, strict=False))
    return micros.cast(pl.Datetime("us"))


def are_moments(numbers: pl.Series) -> bool:
    """Return whether all ``numbers`` are seconds since 1970 in the years from 2001 to 2033."""
    return numbers.count() > 0 and bool(numbers.is_between(*_CLOCKS).all())


def _read_number(
    cell: str, hours_first: bool, abbreviated: bool
) -> tuple[float, str | None] | None:
    is_name = cell[:1].isalpha() and cell[0] not in _BEFORE_DIGITS
    if (is_name and not APPROXIMATE.match(cell)) or is_disowned(cell):
        return None
    cell = _DOUBLE.sub("e", cell)
    cell = _RAISED_POWER.sub(lambda ten: f"e{ten['power'].translate(_AS_DIGITS)}", cell)
    cell = _SHORT_RATE.sub(
        lambda short: f"{float(short['number']) * _ABBREVIATIONS[short['prefix']]:.10g}", cell
    )
    plain = _without_remarks(cell)
    for candidate in dict.fromkeys((cell, plain, _usual(plain))):
        seconds = parse_duration(candidate, hours_first=hours_first)
        if seconds is not None and not _TWO_NUMBERS.match(candidate):
            return seconds, "s"
        if (quantity := parse_quantity(candidate)) is not None:
            number, written = quantity
            unit = parse_unit(written) if written else None
            return (number, None) if unit is None else (times(number, unit.factor), unit.base)
        short = _ABBREVIATED.match(candidate) if abbreviated else None
        if short and (quantity := parse_quantity(short["number"])) is not None:
            return quantity[0] * _ABBREVIATIONS[short["prefix"]], None
    return middle_of_range(cell)


def _without_remarks(cell: str) -> str:
    cell = _BRACKETED.sub(r"\g<number> \g<behind>", APPROXIMATE.sub("", cell))
    return _REMARK.sub("", _UNCERTAINTY.sub("", cell))


def _usual(cell: str) -> str:
    """``cell`` as ``parse_quantity`` has it, where people write it in another way."""
    cell = _RAISED.sub(r"\1", _REMARK.sub("", _ORNAMENT.sub(" ", cell).strip()))
    cell = _FASTER.sub(r"\g<number>x", cell)
    cell = _GROUPED.sub(lambda digits: "".join(digits[0].split()), cell)
    cell = _POWER_OF_TEN.sub(lambda power: f"e{power[1].replace(chr(0x2212), '-')}", cell)
    cell = _CURRENCY.sub(lambda cost: f"{cost['number']} {cost['sign']}{cost['per'] or ''}", cell)
    return _PREFIX_APART.sub(r" \1", _TIMES.sub(r"\g<number>x", cell))


def middle_of_range(cell: str) -> tuple[float, str] | None:
    """The middle of a range with a unit (``1.1 - 1.3 us``); without one it may be anything."""
    found = _RANGE.match(_without_remarks(cell.strip()))
    unit = parse_unit(found["unit"]) if found else None
    if found is None or unit is None:
        return None
    low, high = (parse_quantity(found[end]) for end in ("low", "high"))
    if low is None or high is None or low[0] >= high[0]:
        return None
    return (low[0] + high[0]) / 2 * unit.factor, unit.base


def _replaced(
    text: pl.Series, cells: pl.Series, by: Sequence[object], dtype: pl.DataType
) -> pl.Series:
    new = by if isinstance(text, ShortSeries) else pl.Series(by, dtype=dtype, strict=False)
    return text.replace_strict(cells, new, default=None, return_dtype=dtype)
