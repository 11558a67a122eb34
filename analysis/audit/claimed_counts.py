"""What the efficiencies of a table are by, where they are not by the count of each row.

Of 16 threads on 8 cores, an efficiency may be by the cores; of 5 ranks of which one hands out the
work, by the 4 others; and beside speedups over one device it may be over one node, whose efficiency
is called 1. Each is taken only where it explains every efficiency of the table, of which no other
reading explains all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from analysis.audit.claim_readings import best_reading
from analysis.audit.claim_rules import counts_of, fit_of_speedup_beside
from analysis.audit.claim_tables import NEAR_ONE, ClaimRow, ClaimTable
from analysis.audit.support import LEAST, MANY

_MOST_COUNTS: Final = 64
"""Of so many counts at most any may be that of the cores; of more, some one is by chance."""


def as_efficiencies_have_it(table: ClaimTable) -> ClaimTable:
    """Return the table with the baseline and the counts that its efficiencies are by."""
    stated = [row for row in table.rows if row.claim("efficiency") is not None]
    if len(stated) < MANY or _explains_all(table):
        return table
    return next((each for each in _readings(table) if _explains_all(each)), table)


def _explains_all(table: ClaimTable) -> bool:
    found = best_reading(table, "efficiency")
    if found is not None:
        return found.exact() == len(found.rows) >= MANY
    bases = counts_of(table.bases)
    beside = [each for row in table.rows if (each := fit_of_speedup_beside(row, bases))]
    return len(beside) >= MANY and all(fit == "fits" for fit, _ in beside)


def _readings(table: ClaimTable) -> Iterator[ClaimTable]:
    own = _over_its_own_baseline(table)
    if own is not None:
        yield own
    counts = sorted({row.counted for row in table.rows if row.counted})
    # With a single row beyond the cores, its efficiency may as well be a slip.
    for cores in counts[1:-LEAST] if len(counts) <= _MOST_COUNTS else ():
        yield _counting(table, lambda count, cores=cores: min(count, cores))  # type: ignore[misc]
    yield _counting(table, lambda count: max(count - 1, 1))


def _over_its_own_baseline(table: ClaimTable) -> ClaimTable | None:
    """The table without its speedups, if their baseline has no efficiency and another row has 1."""
    if any(row.claim("efficiency") is not None for row in table.bases):
        return None
    claims = [claim for row in table.rows if (claim := row.claim("efficiency")) is not None]
    if not any(abs(stated - 1) < min(digit, NEAR_ONE) for stated, digit in claims):
        return None
    rows = [row.stating("speedup", None) for row in table.rows]
    return ClaimTable(rows, table.beside, {})


def _counting(table: ClaimTable, count_of: Callable[[int], int]) -> ClaimTable:
    def counted(row: ClaimRow) -> ClaimRow:
        return row._replace(
            counted=row.counted and count_of(row.counted), scales=[None] * len(row.scales)
        )

    elsewhere = {series: counted(row) for series, row in table.elsewhere.items()}
    return ClaimTable([counted(row) for row in table.rows], table.beside, elsewhere)
