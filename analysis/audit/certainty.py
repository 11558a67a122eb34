"""When a contradiction is certain: no plausible reading of the document makes the claim right.

An error says that a document contradicts itself. So it is said of a claim only where the document's
own figures exclude it however they are read; what one of these readings explains is suspect:

* what a series or a table of the document begins with is the baseline, in any column, or another
  column of the same row is; or the claim is of another column than the others;
* the claim shares a baseline that the document does not show with others of its series;
* the speedup and the efficiency of the row agree with each other, so that both are of a value or a
  baseline that is not the one shown: two slips that agree are less likely than that.

Rounding, digits cut off, means and bests of repeats, weak scaling, the two ways round of a ratio
and other counts are part of what the rules let fit (``claim_rules``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.audit.claim_readings import ClaimReading
from analysis.audit.claim_rules import Range, fit_of, fit_of_speedup_beside, implied_base
from analysis.audit.claim_tables import Claim, ClaimRow, ClaimTable
from analysis.audit.odd_claims import PRECISE


def is_explained(
    what: Claim,
    row: ClaimRow,
    table: ClaimTable,
    reading: ClaimReading | None,
    others: Sequence[ClaimTable] = (),
) -> bool:
    """Whether a claim that does not follow by ``reading`` may be right under another one.

    ``others``: the tables of the document, as far as they are few.
    """
    if any(fit_of(what, row, base)[0] == "fits" for base in _bases(row, table, others)):
        return True
    if any(fit_of(what, own, base)[0] == "fits" for own, base in _of_other_columns(row, table)):
        return True
    if reading is not None and _shares_a_baseline(row, reading):
        return True
    beside = fit_of_speedup_beside(row)
    return beside is not None and beside[0] == "fits"


def _bases(row: ClaimRow, table: ClaimTable, others: Sequence[ClaimTable]) -> Iterator[ClaimRow]:
    """Yield what else the claim may be relative to, as far as its unit is that of the row.

    Any row is the baseline of some claim by chance, with two digits; those that something begins
    with are meant more often.
    """
    for each in (table, *others):
        for start in each.starts_for(row):
            for value in (start, *each.beside.get(start.run, ())):
                if value.unit == row.unit and value.place != row.place:
                    yield value
    yield from (each for each in table.beside.get(row.run, ()) if each.unit == row.unit)


def _of_other_columns(row: ClaimRow, table: ClaimTable) -> Iterator[tuple[ClaimRow, ClaimRow]]:
    """Yield the row and a baseline by what else the runs measured.

    Speedups may be of the total beside efficiencies of a part.
    """
    for reading in table.readings:
        own = reading.row_of(row.run)
        for start in reading.starts_for(row) if own else ():
            if own and start.run != row.run:
                yield own, start


def _shares_a_baseline(row: ClaimRow, reading: ClaimReading) -> bool:
    """Whether all claims of the series that do not follow are relative to one number.

    Nearly right ones count as well: 3.30 and 3.94 over 1.0635 s are both right over 1.069 s.
    """
    implied = [
        implied_base(each, reading.what)
        for each, _, fit, _ in reading.rows
        if each.series == row.series and fit != "fits"
    ]
    known = [each for each in implied if each is not None and _is_precise(each)]
    if len(known) < 2 or len(known) < len(implied):
        return False
    return max(each.low for each in known) <= min(each.high for each in known)


def _is_precise(base: Range) -> bool:
    return base.high <= PRECISE * base.low
