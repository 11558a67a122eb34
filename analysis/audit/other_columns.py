"""Values that depart from the claims of their table, where another column bears these out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from analysis.audit.claim_findings import wrong_claim
from analysis.audit.claim_readings import ClaimReading, rows_by_rule
from analysis.audit.claim_rules import IN_A_ROW, fit_of, speedup_over
from analysis.audit.claim_tables import ClaimRow, ClaimTable
from analysis.audit.findings import Finding
from analysis.audit.support import LEAST

_FAR: Final = 1.25
"""The ratio from which on a value departs that does not have to follow from another one."""
_TELLING: Final = 1.1
"""The ratio of the ends of a range up to which what agrees with it does so by no chance."""


def departing_values(
    table: ClaimTable, reading: ClaimReading | None, told: Collection[str]
) -> Iterator[Finding]:
    """Yield the one claim that is right by its column, and not by another that all others follow.

    Of a time and a rate of the same runs, one of the two is wrong then.
    """
    if reading is None or reading.what != "speedup" or reading.exact() < len(reading.rows):
        return
    for other in table.readings[1:] if reading.rule is not IN_A_ROW else ():
        pairs = [
            (row.uncounted(), base)
            for row, base, *_ in rows_by_rule(other, "speedup", reading.rule)
        ]
        judged = [(row, base, *fit_of("speedup", row, base)) for row, base in pairs]
        odd = [(row, base, number) for row, base, fit, number in judged if fit == "wrong"]
        follow = [row for row, base, fit, _ in judged if fit == "fits" and _is_told(row, base)]
        if len(odd) != 1 or len(follow) < LEAST or len(follow) + 1 < len(reading.rows):
            continue
        row, base, number = odd[0]
        off = speedup_over(row, base).apart_from(row.speedup or 1.0, row.speedup_digit)
        if row.run not in told and number and off > _FAR:
            yield wrong_claim("speedup", row, base, number, is_sure=False)
            return


def _is_told(row: ClaimRow, base: ClaimRow) -> bool:
    """Whether two values leave their ratio little room: 0.016 over 0.001 may be nearly any."""
    over = speedup_over(row, base)
    return over.high <= _TELLING * over.low
