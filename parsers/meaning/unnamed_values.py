"""Values of which nothing says what they are, but how they change with the count does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from parsers.grammar.words import word_set, words
from parsers.headings.translations import in_english
from parsers.meaning.column import Column
from parsers.meaning.decisions import Fields, RowRemark
from parsers.meaning.quantities import Quantity
from parsers.meaning.trend import trend_of
from parsers.run_records.records import SCALE
from parsers.tables.cells import is_text
from parsers.tables.recurring_texts import distinct

_UNNAMED: Final = ("value", "run", "result", "measurement")
_OF_ONE: Final = ("mean", "median", "min", "best", "max", "worst")
"""Statistics that scale as the quantity does."""
_FALLS: Final = -0.6
"""The exponent of a time that falls as more of a machine shares the work."""
_RISES: Final = 0.6
_ALONE: Final = 0.7
_IDEAL: Final = 1.05
"""Between these, either way, bare whole numbers scale as hardly anything but times and rates."""
_STAYS: Final = 0.4
"""The exponent of a time at most, where the work grows with the count."""
_OF_SPEED: Final = word_set(
    "time times timing timings runtime runtimes walltime elapsed duration seconds secs ms"
    " speed speedup faster scaling scalability performance perf benchmark benchmarks throughput"
    " bandwidth latency rate before after baseline optimized optimised"
)
"""Words in and around a table that say that it holds times or rates, or what made it faster."""
_TEXT_LENGTH: Final = 400
_MOST_NAMES: Final = 1_000
_WRITTEN_FINER: Final = r"^\d+\.\d+$"
_EXACT: Final = 1e-4
"""Times that nothing but their rounding keeps from being the first one over the count are none."""
_VAGUE: Final = ("fom", "figure_of_merit", "performance", "score")
"""Names of rates under which times stand, too, where no unit is stated."""
_BEYOND: Final = 1.4
"""The exponent of a rate that no cache explains."""


class Directed(NamedTuple):
    """Quantities with their directions, and what is to be told of that."""

    quantities: list[Quantity]
    remarks: tuple[RowRemark, ...] = ()


def with_directions(
    quantities: list[Quantity],
    columns: Sequence[Column],
    counts: Fields,
    around: Sequence[str],
    *,
    is_weak: bool,
) -> Directed:
    """Return ``quantities``, those without name, unit and direction as times or rates.

    Values that fall as one of the ``counts`` grows are times, values that grow with it are rates;
    where the work grows too, times stay. Of several statistics of one quantity (``min``, ``max``)
    the first one decides. ``columns`` are all of the table. Whole numbers are counted as often as
    they are measured, and what is found on each rank falls, too: of them a word ``around`` has to
    say that they are times or rates, or they scale nearly as the count does.
    """
    found: dict[str, Quantity] = {}
    remarks: list[RowRemark] = []
    names = {each.name for each in quantities if isinstance(each.name, str)}
    for each in quantities:
        base, statistic = _parted(each)
        plain = statistic in ("", *_OF_ONE)
        is_unnamed = base in _UNNAMED and plain and each.better is None and each.unit is None
        if is_unnamed and base not in found:
            texts = (*around, *_said_in(columns))
            finer = _has_fractions(each, columns)
            # A best or a mean is of what was measured again and again.
            told = finer or statistic in _OF_ONE or any(map(_tells_of_speed, texts))
            gains = _gains(each, columns, counts)
            gains = gains if told or is_weak else [gain for gain in gains if _is_near_ideal(*gain)]
            found[base], said = _with_direction(each, base, gains, is_weak=is_weak)
            remarks += said
    known = {base: each for base, each in found.items() if each.better and each.name not in names}
    directed = [_renamed(each, known) for each in quantities] if known else list(quantities)
    for place, each in enumerate(directed):
        is_vague = isinstance(each.name, str) and each.name in _VAGUE and each.unit is None
        gains = _gains(each, columns, counts) if is_vague else []
        if why := next(filter(None, (_why_no_rate(*gain) for gain in gains)), None):
            remarks.append(RowRemark("assumed", f"`{each.heading}` {why}: no rate"))
            directed[place] = replace(each, better=None)
    return Directed(directed, tuple(remarks))


def _is_near_ideal(_: str, gain: float) -> bool:
    return _ALONE <= abs(gain) <= _IDEAL


def _has_fractions(quantity: Quantity, columns: Sequence[Column]) -> bool:
    """Whether values are fractions, if only written so: ``100.0``."""
    values = quantity.values.drop_nulls()
    if values.dtype.is_float() and bool((values != values.floor()).any()):
        return True
    return any(
        is_text(column.cells) and bool(distinct(column.cells).str.contains(_WRITTEN_FINER).any())
        for column in columns
        if column.heading.text == quantity.heading
    )


def _said_in(columns: Sequence[Column]) -> Iterator[str]:
    """Yield what headings say, those too that have become the names of rows."""
    for column in columns:
        yield column.heading.text
        if is_text(column.cells) and column.numbers is None and len(column.cells) <= _MOST_NAMES:
            yield from column.texts.drop_nulls().unique()


def _tells_of_speed(text: str) -> bool:
    return not _OF_SPEED.isdisjoint(in_english(words(text[:_TEXT_LENGTH])))


def _gains(
    quantity: Quantity, columns: Sequence[Column], counts: Fields
) -> list[tuple[str, float]]:
    """By which exponent the values grow with each of the counts, as far as that is known.

    Of groups of rows the one whose values change the most decides, as the weak half of a study says
    nothing; none does where others change the other way.
    """
    trend = trend_of(columns, [quantity], len(quantity.values))
    found = []
    for name in (name for name in SCALE if name in counts):
        gains = trend.exponents(counts[name])
        least, most = min(gains, default=0.0), max(gains, default=0.0)
        if gains and not (least <= _FALLS and most >= _RISES):
            found.append((name, least if -least > most else most))
    return found


def _why_no_rate(count: str, gain: float) -> str | None:
    """Why what is called a rate is none, by the exponent with which it grows."""
    if gain > _BEYOND:
        return f"grows faster than {count}"
    return f"falls as {count} grow, as times do" if gain <= _FALLS else None


def _parted(quantity: Quantity) -> tuple[str, str]:
    """What a quantity is called, and the statistic behind it."""
    base, _, statistic = (
        quantity.name.partition("_") if isinstance(quantity.name, str) else [""] * 3
    )
    return base, statistic


def _renamed(quantity: Quantity, found: dict[str, Quantity]) -> Quantity:
    base, statistic = _parted(quantity)
    read = found.get(base)
    if read is None or quantity.unit is not None:
        return quantity
    if statistic in ("", *_OF_ONE):
        quantity = replace(quantity, better=read.better)
    return replace(quantity, name=f"{read.name}_{statistic}" if statistic else read.name)


def _with_direction(
    quantity: Quantity, base: str, gains: Sequence[tuple[str, float]], *, is_weak: bool
) -> tuple[Quantity, list[RowRemark]]:
    falls = _STAYS if is_weak else _FALLS
    for name, gain in gains:
        if abs(gain + 1) < _EXACT:
            text = f"values fall exactly as {name} grow: shares of one number, and no times"
            return replace(quantity, name=base), [RowRemark("assumed", text)]
        if gain <= falls:
            why = "they do not grow with" if is_weak else "they fall as"
            text = f"values read as runtime: {why} {name}{'' if is_weak else ' grow'}"
            return replace(quantity, name="runtime", better="lower"), [RowRemark("assumed", text)]
        if gain >= _RISES:
            text = f"values read as throughput: they grow with {name}"
            return replace(quantity, name="throughput", better="higher"), [
                RowRemark("assumed", text)
            ]
    return replace(quantity, name=base), []
