"""Stated speedups and efficiencies against the values they are the ratio of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from statistics import median
from typing import Final

from analysis.audit.averages import FINE
from analysis.audit.certainty import is_explained
from analysis.audit.claim_findings import (
    claims_of_another_baseline,
    copied_row,
    departing_claim,
    inherited_claim,
    wrong_claim,
)
from analysis.audit.claim_readings import (
    CLAIMS,
    ClaimReading,
    best_reading,
    reading_of_claims,
    rows_by_rule,
    support_of,
)
from analysis.audit.claim_rules import (
    IN_A_ROW,
    OF_A_ROW_OF_1,
    OF_A_SERIES,
    RULES,
    STEPWISE,
    apart,
    counts_of,
    fit_of,
    fits_values,
    implied_base,
    is_of_fewer,
    true_fit,
)
from analysis.audit.claim_tables import (
    MOST_STARTS,
    Claim,
    ClaimRow,
    ClaimTable,
    claim_tables,
)
from analysis.audit.claimed_counts import as_efficiencies_have_it
from analysis.audit.findings import Finding
from analysis.audit.implied_counts import odd_by_implied_counts
from analysis.audit.kinds import GRAVE
from analysis.audit.odd_claims import (
    Odd,
    groups_sharing,
    odd_efficiencies,
    odd_of_few,
    odd_speedups,
    sharing,
)
from analysis.audit.other_columns import departing_values
from analysis.audit.subject import Subject
from analysis.audit.support import MANY, RuleSupport
from analysis.audit.usual_slips import is_usual_slip, swapped

_NEAR: Final = 1.25
"""By which ratio a claim is off at most that is taken for a slip where no other row agrees."""
_LEAST_DIGITS: Final = 1000
"""How many times its last digit a value is at least that two runs do not share by chance."""
_OTHER: Final[Mapping[Claim, Claim]] = {"speedup": "efficiency", "efficiency": "speedup"}


def over_own_baseline(subject: Subject) -> Iterator[Finding]:
    """Check the speedups and efficiencies of tables against the row that they are relative to.

    What follows from the stated values of wrong averages, but not from the runs, is wrong as well.
    """
    written = list(claim_tables(subject))
    tables = [reading_of_claims(each) for each in written]
    others = _few_by_source(tables)
    told: set[str] = set()
    for what in CLAIMS:
        about = [_explaining_all(what, *each) for each in zip(written, tables, strict=True)]
        if what == "efficiency":
            about = [as_efficiencies_have_it(each) for each in about]
        judged = [(table, best_reading(table, what)) for table in about]
        support = support_of(each for _, each in judged)
        for table, reading in judged:
            is_explained = partial(
                _is_explained, what, table, reading, others.get(table.source, ())
            )
            found = (
                []
                if reading is None
                else list(
                    _of_table(table, reading, support[table.source, reading.rule], is_explained)
                )
            )
            found = _with_odd(table, what, reading, found, told, is_explained)
            found += departing_values(table, reading, told)
            if what == CLAIMS[-1]:
                found += _copies(table, {*told, *_grave_runs(found)})
            told.update(_grave_runs(found))
            yield from found


CHECKS: Final = (over_own_baseline,)


def _few_by_source(tables: Sequence[ClaimTable]) -> Mapping[str, Sequence[ClaimTable]]:
    """The tables of each source with few baselines: of very many, one is right by chance."""
    found: dict[str, list[ClaimTable]] = {}
    for table in tables:
        found.setdefault(table.source, []).append(table)
    return {
        source: own
        for source, own in found.items()
        if len(own) <= MOST_STARTS and sum(len(each.starts) for each in own) <= MOST_STARTS
    }


def _explaining_all(what: Claim, written: ClaimTable, usual: ClaimTable) -> ClaimTable:
    """Return the reading of a table that explains all claims of one kind, else the ``usual`` one.

    Speedups may be of the total where efficiencies are of a part.
    """
    reading = best_reading(usual, what)
    if reading is None or reading.exact() == len(reading.rows) or len(reading.rows) < MANY:
        return usual
    for table in written.readings:
        other = best_reading(table, what)
        if other is not None and other.exact() == len(other.rows) >= len(reading.rows):
            return table
    return usual


def _is_explained(
    what: Claim,
    table: ClaimTable,
    reading: ClaimReading | None,
    others: Sequence[ClaimTable],
    row: ClaimRow,
) -> bool:
    return is_explained(what, row, table, reading, others)


def _of_table(
    table: ClaimTable,
    reading: ClaimReading,
    support: RuleSupport,
    is_explained: Callable[[ClaimRow], bool],
) -> Iterator[Finding]:
    """Yield what is wrong with the claims of a table, as far as its rule is certain.

    How many others of the same kind follow it decides. Where none does, or where several that do
    not share a number, they may be relative to something else, or be misread: that is suspect at
    most.
    """
    own = RuleSupport(reading.agreeing(), len(reading.rows))
    is_rule = own.is_usual or reading.is_of_two_columns()
    is_elsewhere = support.is_usual and (own.of == 1 or own.agreeing == 0)
    together = _over_one_number(reading)
    others = _excuses(table, reading)
    of_bases = _over_a_base(table, reading)
    elsewhere = _another_baseline(reading)
    exchanged = swapped(reading)
    doubtful: list[tuple[ClaimRow, ClaimRow, float]] = []
    counts = counts_of(table.rows)
    is_sure_rule = reading.support.is_beyond_doubt
    for row, base, fit, number in reading.rows:
        if fit == "fits":
            yield from inherited_claim(reading.what, row, base)
            continue
        if row.place in of_bases:
            continue
        unlike = row.true != row.value or base.true != base.value
        if reading.what == "speedup" and unlike and true_fit(row, base)[0]:
            continue
        is_swapped = row.place in exchanged
        if fit == "cut" and not is_swapped:
            yield wrong_claim(reading.what, row, base, number, cut=True)
            continue
        is_odd = _is_odd(reading, row, base)
        is_meant = is_rule or (is_elsewhere and (own.of > 1 or _is_near(reading.what, row, number)))
        if is_meant or is_odd or is_swapped or _is_plain(table, reading, number, row):
            is_mixed = row.series in table.mixed and own.agreeing < MANY
            is_mixed = is_mixed and reading.rule in OF_A_SERIES
            doubts = is_mixed or row.place in others or elsewhere or row.place in together
            is_of_few = reading.what == "efficiency" and is_of_fewer(row, counts)
            # By a count of the row, say, but not by that of the others.
            is_by_another_way = fit_of(reading.what, row, base)[0] != "wrong"
            is_of_a_row = not is_odd and _is_of_a_row(table, row)
            is_known = not (is_of_few or is_by_another_way or is_of_a_row)
            # Of a row that says it is 0.96 times as fast as the baseline, nothing is certain.
            is_known &= base.claim(reading.what) is None or base.is_one() or _is_apart(reading)
            is_confirmed = reading.confirms(row) or (own.of == 1 and support.is_plain)
            if not (is_confirmed or is_odd or is_swapped or base.is_one() or base.run == row.run):
                # Nothing says that this is the baseline.
                continue
            is_plain = is_confirmed and own.is_plain and is_known and not doubts
            is_alone = not elsewhere and row.place not in together
            is_plain = is_plain or (is_odd and is_alone and reading.what == "speedup")
            is_sure = fit == "wrong" and (is_swapped or (is_known and is_sure_rule))
            if is_sure or (is_plain and not is_explained(row)):
                yield wrong_claim(reading.what, row, base, number)
            else:
                doubtful.append((row, base, number))
    yield from _doubted(reading.what, doubtful)


def _doubted(what: Claim, claims: Sequence[tuple[ClaimRow, ClaimRow, float]]) -> Iterator[Finding]:
    """Yield one finding about the claims that share a baseline of their own, and the others."""
    told: set[int] = set()
    of_base: dict[int, list[tuple[ClaimRow, ClaimRow]]] = {}
    for row, base, _ in claims:
        of_base.setdefault(base.place, []).append((row, base))
    for own in of_base.values():
        implied = {row.place: implied_base(row, what) for row, _ in own}
        for group in groups_sharing(implied):
            shared = set(group)
            rows = [row for row, _ in own if row.place in shared]
            number = median(each.middle for place in group if (each := implied[place]))
            yield claims_of_another_baseline(rows, number, own[0][1])
            told.update(group)
    for row, base, number in claims:
        if row.place not in told:
            yield wrong_claim(what, row, base, number, is_sure=False)


def _is_of_a_row(table: ClaimTable, row: ClaimRow) -> bool:
    """Whether a speedup follows from another row of its series, to digits that leave no chance.

    Then the baseline was changed for this row, by mistake or on purpose.
    """
    claim = row.claim("speedup")
    if claim is None or claim[1] > FINE * claim[0]:
        return False
    others = [each for each in table.of_series[row.series] if each.place != row.place]
    if len(others) > MOST_STARTS:
        return False
    return any(fits_values("speedup", row, each) for each in others)


def _is_odd(reading: ClaimReading, row: ClaimRow, base: ClaimRow) -> bool:
    """Whether the other claim of the row follows from the values, and this one does not."""
    return fits_values(_OTHER[reading.what], row, base)


def _is_plain(table: ClaimTable, reading: ClaimReading, number: float, row: ClaimRow) -> bool:
    """Whether claims that no rule explains are still relative to the one row that says so.

    That is so in a table of one series or of two rows, and where they are not far off: what is may
    be the ratio of something that the table does not show, or an efficiency of another kind.
    """
    if len(table.bases) != 1 or reading.rule not in OF_A_ROW_OF_1:
        return False
    counts = [each.counted for each in table.rows]
    is_series = None not in counts and len(set(counts)) == len(counts)
    is_pair = len(counts) == 2
    if not is_pair and not (is_series and reading.what == "speedup"):
        return False
    return _is_near(reading.what, row, number)


def _is_apart(reading: ClaimReading) -> bool:
    """Whether a rule's baselines state claims of their own: the row before, another column."""
    return reading.rule in (STEPWISE, IN_A_ROW)


def _is_near(what: Claim, row: ClaimRow, number: float) -> bool:
    """Whether a claim is what follows, but for a slip; else it may be of what is not shown."""
    claim = row.claim(what)
    if claim is None:
        return False
    is_speedup = what == "speedup" and row.unit is not None
    return apart(claim[0], number) <= _NEAR or (is_speedup and is_usual_slip(*claim, number))


def _with_odd(
    table: ClaimTable,
    what: Claim,
    reading: ClaimReading | None,
    found: list[Finding],
    told: Collection[str],
    is_explained: Callable[[ClaimRow], bool],
) -> list[Finding]:
    """Return ``found`` with the claims that depart from what the others have in common.

    Speedups of one number that is not in the table are judged by it where no row explains as many
    of them. ``told``: the runs with a wrong speedup, whose efficiency may be right.
    """
    if what == "efficiency":
        sure = _grave_runs(found)
        odd = [
            each
            for each in (*odd_efficiencies(table.rows), *odd_by_implied_counts(table.rows))
            if each.row.run not in told and (each.is_plain or each.row.run not in sure)
        ]
        return _instead(what, found, odd, is_explained)
    of_rows = len(table.bases) + (0 if reading is None else reading.agreeing())
    stated = sum(row.speedup is not None for row in table.rows)
    odd = (odd_speedups(table.rows) or odd_of_few(table.rows)) if of_rows < stated else []
    if not odd or of_rows >= stated - len(odd) or any(map(odd[0].is_over, table.bases)):
        return found
    return _instead(what, found, odd, is_explained)


def _copies(table: ClaimTable, told: set[str]) -> Iterator[Finding]:
    """Yield the rows that repeat the one above at another count, to digits that leave no chance.

    ``told``: the runs with a wrong claim, which says it already.
    """
    for first, second in pairwise(table.rows):
        claims = [(row.claim("speedup"), row.claim("efficiency")) for row in (first, second)]
        is_same = first.value == second.value and claims[0] == claims[1] != (None, None)
        counts = (first.counted, second.counted)
        is_other_count = None not in counts and len(set(counts)) == len(counts)
        is_known = not told.isdisjoint((first.run, second.run))
        if is_same and is_other_count and first.series == second.series and not is_known:
            digits = first.value / first.value_digit if first.value_digit else 0
            if digits >= _LEAST_DIGITS and round(digits) % 10:
                yield copied_row(first, second)


def _grave_runs(found: Sequence[Finding]) -> set[str]:
    return {run for each in found if each.kind.severity in GRAVE for run in each.runs}


def _instead(
    what: Claim,
    found: Sequence[Finding],
    odd: Sequence[Odd],
    is_explained: Callable[[ClaimRow], bool],
) -> list[Finding]:
    runs = {each.row.run for each in odd}
    kept = [each for each in found if runs.isdisjoint(each.runs)]
    for each in odd:
        is_sure = each.is_plain and not is_explained(each.row)
        kept.append(departing_claim(what, each, is_sure=is_sure))
    return kept


def _excuses(table: ClaimTable, reading: ClaimReading) -> frozenset[int]:
    """The rows whose claim follows from another plausible baseline."""
    found = set()
    wrong = {row.place for row, _, fit, _ in reading.rows if fit == "wrong"}
    others = [rule for rule in RULES if wrong and rule is not reading.rule]
    for rule in others:
        for row, _, fit, _ in rows_by_rule(table, reading.what, rule):
            if row.place in wrong and fit == "fits":
                found.add(row.place)
    return frozenset(found)


def _over_one_number(reading: ClaimReading) -> frozenset[int]:
    """The rows whose claim does not follow, but shares a baseline with another such claim."""
    wrong = [row for row, _, fit, _ in reading.rows if fit == "wrong"]
    return sharing({row.place: implied_base(row, reading.what) for row in wrong})


def _over_a_base(table: ClaimTable, reading: ClaimReading) -> frozenset[int]:
    """The rows whose claim follows from another row that is called the baseline."""
    return frozenset(
        row.place
        for row, own, fit, _ in reading.rows
        if fit == "wrong"
        for base in table.starts_for(row)
        if base.is_one() and base.place not in (row.place, own.place)
        if fit_of(reading.what, row, base)[0] == "fits"
    )


def _another_baseline(reading: ClaimReading) -> bool:
    """Whether all claims are relative to one and the same number that is not in the table."""
    wrong = [row for row, _, fit, _ in reading.rows if fit == "wrong"]
    implied = [each for row in wrong if (each := implied_base(row, reading.what)) is not None]
    if len(implied) < 2 or len(implied) < len(reading.rows) or len(implied) < len(wrong):
        return False
    return max(each.low for each in implied) <= min(each.high for each in implied)
