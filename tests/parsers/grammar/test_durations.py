import math
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.grammar.durations import parse_duration

HOUR, DAY = 3600.0, 86400.0


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("14:55:01", 14 * HOUR + 55 * 60 + 1),
        ("0:38:52", 38 * 60 + 52),
        ("120:00", 7200),
        ("3:25.50", 205.5),
        ("12:30:45.123456", 45045.123456),
        ("1-02:00:00", DAY + 2 * HOUR),
        ("1-02:30", DAY + 2.5 * HOUR),
        ("1-02", DAY + 2 * HOUR),
        ("2 days, 3:04:05", 2 * DAY + 3 * HOUR + 245),
        ("1 day, 0:00:00.5", DAY + 0.5),
        ("1h23:45", HOUR + 23 * 60 + 45),
        ("1h23m4s", HOUR + 23 * 60 + 4),
        ("1m23.45s", 83.45),
        ("2d 3h 4m", 2 * DAY + 3 * HOUR + 240),
        ("1h 2m", 3720),
        ("1 hour and 3 minutes", 3780),
        ("1.5 hours", 5400),
        ("~6.5 hours", 6.5 * HOUR),
        ("90 min", 5400),
        ("500ms", 0.5),
        ("10us", 1e-5),
        ("1.2e3 s", 1200),
        ("12.3s CPU", 12.3),
        ("0.09s WALL", 0.09),
        ("PT1H30M", 5400),
        ("3'20\"", 200),
        ("3'20.5''", 200.5),
        ("1:30 h", 5400),
        ("1:30 min", 90),
        ("45 sec.", 45),
        ("P1DT0.5S", DAY + 0.5),
        ("P2W", 14 * DAY),
        ("unlimited", math.inf),
    ],
)
def test_duration(text: str, seconds: float) -> None:
    assert parse_duration(text) == pytest.approx(seconds, rel=1e-12)


@pytest.mark.parametrize(
    "text",
    (
        *("", "-", "Partition_Limit", "INVALID", "ERROR", "90", "1:60", "1:2:99", "0:99:99"),
        *("1:2:3:4", "P", "PT", "P1DT", "1s1h", "1h2h", "5M", "-1 day, 23:59:59", "1e400s"),
        *("1-24:00:00", "2022-05-18 10:00:00", "12 apples", "9" * 100),
    ),
)
def test_no_duration(text: str) -> None:
    assert parse_duration(text) is None


def test_two_fields_are_hours_and_minutes_only_on_request() -> None:
    assert parse_duration("1:30") == 90
    assert parse_duration("1:30", hours_first=True) == 5400
    assert parse_duration("0:01:30", hours_first=True) == 90


def test_a_plain_number_needs_to_be_told_its_unit() -> None:
    assert parse_duration("1,000", bare=1) == 1000
    assert parse_duration("90", bare=60) == 5400
    assert parse_duration("5 apples", bare=60) is None
    assert parse_duration("-5", bare=60) is None
    assert parse_duration("0:10", bare=60) == 10


@given(st.integers(0, 10**8))
def test_clocks_are_read_back(total: int) -> None:
    minutes, second = divmod(total, 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    assert parse_duration(f"{days}-{hour:02}:{minute:02}:{second:02}") == total
    assert parse_duration(f"{hours}:{minute:02}:{second:02}") == total
    assert parse_duration(f"{minutes}:{second:02}") == total
    assert parse_duration(f"{days}d {hour}h {minute}m {second}s") == total
    assert parse_duration(f"P{days}DT{hour}H{minute}M{second}S") == total


@given(st.timedeltas(timedelta(0), timedelta(days=10**4)))
def test_python_prints_are_read_back(duration: timedelta) -> None:
    assert parse_duration(str(duration)) == pytest.approx(duration.total_seconds(), rel=1e-12)


@given(st.text(max_size=80) | st.text("0123456789:-.hmsdPT ,", max_size=80), st.booleans())
def test_any_text_is_read_or_refused(text: str, hours_first: bool) -> None:
    found = parse_duration(text, hours_first=hours_first)
    assert found is None or found >= 0
