"""Ticks of an axis of time."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tui.drawing.date_ticks import EPOCH, date_ticks, written_date

DAYS = st.integers(0, 40_000)


def written(first: str, last: str) -> list[str]:
    ends = ((date.fromisoformat(each) - EPOCH).days for each in (first, last))
    return [written_date(x) for x in date_ticks(*ends)]


def test_they_are_round() -> None:
    assert written("2026-01-01", "2026-01-03") == ["2026-01-01", "2026-01-02", "2026-01-03"]
    assert written("2025-12-20", "2026-04-30")[:2] == ["2025-12-20", "2026-01-03"]
    assert written("2025-01-10", "2025-12-31")[:3] == ["2025-02-01", "2025-03-01", "2025-04-01"]
    assert written("2019-05-01", "2026-01-01")[:2] == ["2020-01-01", "2021-01-01"]


@given(DAYS, DAYS, st.floats(0, 0.99))
def test_they_are_few_and_on_the_axis(first: int, days: int, hours: float) -> None:
    found = date_ticks(first + hours, first + hours + days)
    assert 1 <= len(found) <= 13
    assert found == sorted(set(found))
    assert all(first <= x <= first + hours + days for x in found[1:])
