"""Which rows hold data, and are no headings."""

from __future__ import annotations

import pytest

from parsers.delimited import split_lines
from parsers.delimited.split_lines import Row


@pytest.mark.parametrize(
    ("fields", "is_data"),
    [
        (["nodes", "time (s)"], False),
        (["Unnamed: 0", "time"], False),
        (["date", "2024-03-01"], True),
        (["started", "1 Mar 2024"], True),
        (["base", "n=4"], True),
        (["base", "10 tokens/s"], True),
        (["P100", "V100"], False),
    ],
)
def test_a_row_with_a_number_or_a_date_is_data(fields: list[str], is_data: bool) -> None:
    assert Row(1, fields).is_data == is_data


def test_headings_without_a_digit_are_asked_for_no_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(split_lines, "read_dates", None)
    assert not Row(1, ["nodes", "time"]).is_data
