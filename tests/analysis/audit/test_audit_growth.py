"""The work of an audit grows with the rows of a table, not with their square."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.audit import claim_readings, kinds, odd_claims, speedups
from analysis.audit.claim_rules import Range, fit_of
from tests.analysis.audit.audit_documents import audited, lines


def document(series: int) -> str:
    """A table of many series, in the eighth of which one speedup is wrong."""
    rows = ["| nodes | case | time (s) | speedup |", "|---|---|---|---|"]
    for case in range(series):
        for nodes in (1, 2, 4, 8):
            speedup = nodes**0.95
            stated = speedup + (0.4 if (case, nodes) == (7, 4) else 0)
            rows.append(f"| {nodes} | c{case} | {(90 + case / 10) / speedup:.2f} | {stated:.2f} |")
    return "\n".join(rows)


def test_fits_are_computed_in_proportion_to_the_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = 0

    def counted(*of: object) -> object:
        nonlocal calls
        calls += 1
        return fit_of(*of)  # type: ignore[arg-type]

    monkeypatch.setattr(claim_readings, "fit_of", counted)
    monkeypatch.setattr(speedups, "fit_of", counted)
    numbers = []
    for series in (60, 120):
        calls = 0
        found = audited(tmp_path, document(series))
        numbers.append(calls)
        assert lines(found, kinds.WRONG_SPEEDUP) == [[33]]
    assert numbers[1] <= 2.2 * numbers[0]
    # A rule that explains fewer claims than another one is left at the first of them.
    assert numbers[1] <= 10 * 4 * 120


def test_numbers_that_are_shared_are_counted_as_by_comparing_all_with_all() -> None:
    bases = {
        place: Range(low, low * 1.005, low * 1.01)
        for place, low in enumerate((1.0, 1.018, 1.0201, 1.0202, 1.04, 2.0, 2.0, 0.5))
    }
    expected = {
        place
        for place, each in bases.items()
        if sum(
            other.low <= each.high * 1.01 and each.low <= other.high * 1.01
            for other in bases.values()
        )
        > 1
    }
    assert odd_claims.sharing(bases) == expected
