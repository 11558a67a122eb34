"""Which row a speedup may be relative to, and whether what is stated follows from it.

A document rarely says what its speedups are relative to. Each rule is one way to mean it; the one
that most rows of a table follow is the table's own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Final, Literal, NamedTuple

from analysis.audit.claim_tables import NEAR_ONE, Claim, ClaimRow, ClaimTable

Fit = Literal["fits", "cut", "wrong"]
Bases = Mapping[int, ClaimRow]

_ALMOST: Final = 1.005
"""Up to which ratio a claim may be of more digits than are shown, or of others than the mean."""
_WEAK: Final = -1
"""The way to count of an efficiency that is not by any count: the work grew with it."""
_SLACK: Final = 1e-9
_TINY: Final = 1e-300


class Rule(NamedTuple):
    """A way to find the baseline of each row, by the row's ``place``."""

    name: str
    bases: Callable[[ClaimTable], Bases]


class Range(NamedTuple):
    """What a claim may be, as the digits of what it is computed from leave it open."""

    low: float
    middle: float
    high: float

    def apart_from(self, stated: float, digit: float) -> float:
        """Return the ratio of the nearest numbers that this and a stated one may be, 1 or more."""
        low, high = stated - digit / 2, stated + digit / 2
        return max(1.0, self.low / max(high, _TINY), low / max(self.high, _TINY))

    def times(self, factor: float) -> Range:
        """Return the range of a multiple."""
        return Range(*(factor * end for end in self))


def _own(table: ClaimTable) -> Bases:
    """The row of 1 in the same series: of this table, else of another one."""
    found = {}
    for series, rows in table.of_series.items():
        own = sorted((row for row in rows if row.is_one()), key=_count)
        base = own[0] if own else table.elsewhere.get(series)
        if base is not None:
            found.update({row.place: base for row in rows})
    return found


def _only(table: ClaimTable) -> Bases:
    """The first row of 1 in the table, whatever else differs."""
    first = sorted(table.bases, key=_count)[:1]
    return {row.place: base for row in table.rows for base in first}


def _above(table: ClaimTable) -> Bases:
    """The nearest row of 1 above: tables in groups, each of which begins with its baseline."""
    found, base = {}, None
    for row in table.rows:
        base = row if row.is_one() else base
        if base is not None:
            found[row.place] = base
    return found


def _smallest(table: ClaimTable) -> Bases:
    """The row with the smallest count of the series, of which no speedup is stated."""
    found = {}
    for rows in table.of_series.values():
        base = min(rows, key=_count)
        found.update({row.place: base for row in rows})
    return found


def _first(table: ClaimTable) -> Bases:
    """The first row of the table."""
    return dict.fromkeys((row.place for row in table.rows), table.rows[0])


def _same_count(table: ClaimTable) -> Bases:
    """The row of 1 at the same count: another code or machine, as large as this one."""
    of_count = {row.counted: row for row in reversed(table.bases)}
    return {row.place: of_count[row.counted] for row in table.rows if row.counted in of_count}


def _row_before(table: ClaimTable) -> Bases:
    """The row right above: what each step adds."""
    return {row.place: before for before, row in zip(table.rows, table.rows[1:], strict=False)}


def _same_row(table: ClaimTable) -> Bases:
    """Another column of the same row: a serial time beside a parallel one."""
    found = {}
    for row in table.rows:
        others = [each for each in table.beside.get(row.run, ()) if each.unit == row.unit]
        if len(others) == 1:
            found[row.place] = others[0]
    return found


_OWN: Final = Rule("the row of 1 of its series", _own)
IN_A_ROW: Final = Rule("another column", _same_row)
STEPWISE: Final = Rule("the row before", _row_before)
RULES: Final = (
    _OWN,
    Rule("the nearest row of 1 above", _above),
    Rule("the row of 1", _only),
    Rule("the smallest count of its series", _smallest),
    Rule("the first row", _first),
    Rule("the row of 1 with as many", _same_count),
    IN_A_ROW,
    STEPWISE,
)
OF_A_ROW_OF_1: Final = RULES[:3]
"""The rules that need a row which is called the baseline."""
OF_A_SERIES: Final = (_OWN, RULES[3])
"""The rules that need to know which rows are a series."""


def fit_of(what: Claim, row: ClaimRow, base: ClaimRow) -> tuple[Fit, float | None]:
    """Return whether the claim of ``row`` follows from ``base``, and what does.

    Null where nothing can be computed: an efficiency of what is not counted, a speedup of a ratio.
    """
    claim = row.claim(what)
    assert claim is not None
    ranges_of = _speedups if what == "speedup" else _efficiencies
    if row.is_ratio() or (usual := next(ranges_of(row, base), None)) is None:
        return "fits", None
    if row.run != base.run and _fit(*claim, usual) == "fits":
        return "fits", usual.middle
    ranges = list(ranges_of(row, base))
    fits = [_fit(*claim, each) for each in ranges]
    best = next((word for word in ("fits", "cut") if word in fits), "wrong")
    if best == "wrong" and any(
        _fit(*claim, each) == "fits" for each in ranges_of(row.cut(), base.cut())
    ):
        best = "cut"
    number = ranges[0].middle
    if row.run == base.run:
        # Of the two ways round the one that is meant, which is the nearer one.
        number = min((each.middle for each in ranges), key=lambda each: apart(claim[0], each))
    if best == "wrong" and what == "speedup" and _follows_from_efficiency(row, base):
        return "fits", number
    return best, number  # type: ignore[return-value]


def apart(one: float, other: float) -> float:
    """Return the ratio of the larger to the smaller of two positive numbers."""
    return max(one, other) / max(min(one, other), _TINY)


def speedup_over(row: ClaimRow, base: ClaimRow) -> Range:
    """Return what the speedup of ``row`` over ``base`` may be, as its digits leave it open."""
    return _ratio(row, base)


def true_fit(row: ClaimRow, base: ClaimRow) -> tuple[bool, float]:
    """Return whether the speedup follows from what the runs behind both averages give."""
    exact = row._replace(value=row.true, value_digit=0.0)
    true_base = base._replace(value=base.true, value_digit=0.0)
    fit, ratio = fit_of("speedup", exact, true_base)
    return fit == "fits", ratio or 0.0


def fits_values(what: Claim, row: ClaimRow, base: ClaimRow) -> bool:
    """Return whether a claim is stated and follows from the two values alone, to its digits."""
    alone = row.stating("efficiency" if what == "speedup" else "speedup", None)
    if alone.claim(what) is None:
        return False
    fit, number = fit_of(what, alone, base)
    # What cannot be computed, as where nothing is counted, confirms nothing.
    return fit == "fits" and number is not None


def fit_of_speedup_beside(row: ClaimRow, bases: Collection[int] = ()) -> tuple[Fit, float] | None:
    """Return whether the efficiency is the speedup beside it by the count, and what is.

    By how many times one of the counts ``bases`` it is as well, where these are more than one: as
    fast as 1.62 times on as many cores is 162 %. Null where one of the claims is not stated, where
    nothing is counted, as an efficiency may be of anything then, and of a baseline: it has both,
    however large it is.
    """
    speedup, efficiency = row.claim("speedup") or row.factor(), row.claim("efficiency")
    if not row.counted or speedup is None or efficiency is None:
        return None
    if min(speedup[0], efficiency[0]) <= 0:
        return None
    if row.is_one() and abs(efficiency[0] - 1) <= NEAR_ONE:
        return None
    counts: set[float] = {count for count in (row.counted, *row.scales) if count and count > 1}
    if row.counted == 1 and not counts:
        # On 1 both are the same number, unless 1 is not what is counted.
        is_same = _fit(*efficiency, _span(*speedup)) == "fits"
        return ("fits" if is_same else "wrong", speedup[0]) if is_same or row.is_one() else None
    if not counts:
        return None
    counts |= {row.counted / count for count in bases}
    fits = [_fit(*efficiency, _span(*speedup).times(1 / count)) for count in counts]
    best = next((word for word in ("fits", "cut") if word in fits), "wrong")
    return best, speedup[0] / row.counted  # type: ignore[return-value]


def counts_of(rows: Iterable[ClaimRow]) -> frozenset[int]:
    """Return what rows count, each number once."""
    return frozenset(row.counted for row in rows if row.counted)


def is_of_fewer(row: ClaimRow, counts: Collection[int]) -> bool:
    """Whether an efficiency at the largest of ``counts`` is the speedup by another one of them.

    So it is where threads beyond the cores are not counted: 16 threads on 8 cores.
    """
    claim = row.claim("efficiency")
    if claim is None or not row.counted or row.counted < max(counts):
        return False
    beside = row.claim("speedup")
    if beside is None:
        return False
    fewer = (count for count in counts if 1 < count < (row.counted or 0))
    return any(_fit(*claim, _span(*beside).times(1 / count)) == "fits" for count in fewer)


def implied_base(row: ClaimRow, what: Claim) -> Range | None:
    """Return the value that the claim is relative to, if it is any row's ratio at all."""
    claim = row.claim(what)
    if claim is None or what == "efficiency" or claim[0] <= claim[1] or row.is_ratio():
        return None
    stated, own = _span(*claim), _span(row.value, row.value_digit)
    if row.falls:
        return Range(stated.low * own.low, stated.middle * own.middle, stated.high * own.high)
    return Range(own.low / stated.high, own.middle / stated.middle, own.high / stated.low)


def ways_of(what: Claim, row: ClaimRow, base: ClaimRow) -> Mapping[int, float]:
    """Return what a claim is by each way to compute it that it follows by.

    The ways of an efficiency are the places of ``counted`` and the ``scales`` of a row, as many
    again for these without the baseline's, and ``_WEAK``; those of a speedup are the two ways
    round.
    """
    claim = row.claim(what)
    assert claim is not None
    found: dict[int, float] = {}
    for way, each in _ways(what, row, base):
        if _fit(*claim, each) != "wrong":
            found.setdefault(way, each.middle)
    return found


def usual_way(what: Claim, row: ClaimRow, base: ClaimRow) -> int | None:
    """Return the first way to compute a claim, if the claim follows by it."""
    claim = row.claim(what)
    way, computed = next(_ways(what, row, base), (None, None))
    if claim is None or computed is None or _fit(*claim, computed) == "wrong":
        return None
    return way


def number_by(what: Claim, row: ClaimRow, base: ClaimRow, way: int) -> float | None:
    """Return what a claim is by one way to compute it, null where that gives nothing."""
    return next((each.middle for own, each in _ways(what, row, base) if own == way), None)


def _ways(what: Claim, row: ClaimRow, base: ClaimRow) -> Iterator[tuple[int, Range]]:
    if what == "efficiency":
        return _efficiencies_by(row, base)
    return iter(enumerate((_ratio(row, base), _ratio(base, row))))


def _speedups(row: ClaimRow, base: ClaimRow) -> Iterator[Range]:
    """Yield T0/T, or X/X0 of rates; of times, the share of devices times it in weak scaling."""
    ratio = _ratio(row, base)
    yield ratio
    if row.run == base.run:
        # Two columns of one row: either may be the baseline.
        yield _ratio(base, row)
    elif row.falls:
        yield from (ratio.times(share) for share in row.shares(base))


def _efficiencies(row: ClaimRow, base: ClaimRow) -> Iterator[Range]:
    return (each for _, each in _efficiencies_by(row, base))


def _efficiencies_by(row: ClaimRow, base: ClaimRow) -> Iterator[tuple[int, Range]]:
    """Yield T0/(T·r) or X/(X0·r); T0/T in weak scaling; and what the speedup beside it gives.

    Each with its way to count r. Of two columns of one row, r is what the row counts: a serial time
    beside a parallel one.
    """
    counted = zip((row.counted, *row.scales), (base.counted, *base.scales), strict=True)
    pairs = list(enumerate(counted))
    shares = [(way, own / other) for way, (own, other) in pairs if own and other]
    counts = [(way, float(own)) for way, (own, _) in pairs if own]
    if not shares:
        return
    ratio = _ratio(row, base)
    if row.run == base.run:
        for each in _speedups(row, base):
            yield from ((way, each.times(1 / count)) for way, count in counts)
    yield from ((way, ratio.times(1 / share)) for way, share in shares)
    yield _WEAK, ratio
    claim = row.claim("speedup")
    if claim is not None:
        speedup = _span(*claim)
        yield from ((way, speedup.times(1 / share)) for way, share in shares)
        # Of a speedup over one device beside a baseline of several.
        yield from ((way + len(pairs), speedup.times(1 / count)) for way, count in counts)


def _follows_from_efficiency(row: ClaimRow, base: ClaimRow) -> bool:
    """Whether a right efficiency, rounded, was multiplied."""
    speedup, efficiency = row.claim("speedup"), row.claim("efficiency")
    if speedup is None or efficiency is None:
        return False
    of_values = _efficiencies(row._replace(speedup=None), base)
    if not any(_fit(*efficiency, each) == "fits" for each in of_values):
        return False
    counts = {*row.shares(base), *(count for count in (row.counted, *row.scales) if count)}
    return any(_fit(*speedup, _span(*efficiency).times(count)) == "fits" for count in counts)


def _ratio(row: ClaimRow, base: ClaimRow) -> Range:
    own, other = _span(row.value, row.value_digit), _span(base.value, base.value_digit)
    over, under = (other, own) if row.falls else (own, other)
    return Range(
        over.low / under.high, over.middle / under.middle, over.high / max(under.low, _TINY)
    )


def _span(value: float, digit: float) -> Range:
    return Range(value - digit / 2, value, value + digit / 2)


def _fit(stated: float, digit: float, computed: Range) -> Fit:
    slack = _SLACK * abs(stated)
    if stated + digit / 2 + slack >= computed.low and stated - digit / 2 - slack <= computed.high:
        return "fits"
    if stated - digit - slack <= computed.high and stated + digit + slack >= computed.low:
        return "cut"
    if stated <= computed.high * _ALMOST and stated * _ALMOST >= computed.low:
        return "cut"
    return "wrong"


def _count(row: ClaimRow) -> tuple[float, int]:
    return (row.counted if row.counted else float("inf"), row.place)
