"""Errors put into right tables are found, and right tables have none."""

from __future__ import annotations

from tests.analysis.audit.audit_seeded import NUMBER, outcome, seeded


def test_most_seeded_errors_are_found_and_right_tables_have_none() -> None:
    result = outcome(seeded())
    assert len(result.found) >= 0.8 * NUMBER
    assert result.false == []
