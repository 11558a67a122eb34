"""Values that depart from the claims of their table, where another column bears these out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from analysis.audit.claim_findings import wrong_claim
from analysis.audit.claim_readings import ClaimReading, rows_by_rule
from analysis.audit.claim_rules import IN_A_ROW, apart, fit_of
from analysis.audit.claim_tables import ClaimTable
from analysis.audit.findings import Finding
from analysis.audit.support import LEAST

FAR: Final = 1.25
"""The ratio from which on a value departs that does not have to follow from another one."""


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
        follow = [row for row, _, fit, _ in judged if fit == "fits"]
        if len(odd) != 1 or len(follow) < LEAST or len(follow) + 1 < len(reading.rows):
            continue
        row, base, number = odd[0]
        if row.run not in told and number and apart(row.speedup or 1.0, number) > FAR:
            yield wrong_claim("speedup", row, base, number, is_sure=False)
            return
