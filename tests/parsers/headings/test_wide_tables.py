"""What a table of thousands of columns costs: each of its headings is taken apart once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from parsers.grammar.words import words
from parsers.headings.directions import better
from parsers.headings.translations import in_english
from parsers.tables.units_row import units_in

COLUMNS = range(4_000)


@pytest.mark.parametrize(
    ("ask", "arguments"),
    [
        (words, lambda name: (name,)),
        (in_english, lambda name: (tuple(name.split("_")),)),
        (better, lambda name: (name, "ms")),
    ],
)
def test_what_a_name_says_is_kept_for_the_columns_of_one_table(
    ask: Any, arguments: Callable[[str], tuple[object, ...]]
) -> None:
    ask.cache_clear()
    for _ in range(2):
        for place in COLUMNS:
            ask(*arguments(f"metric_{place}"))
    assert ask.cache_info().misses == len(COLUMNS)


def test_a_row_of_numbers_is_known_for_one_by_its_first_cell() -> None:
    def cells() -> Iterator[str]:
        yield "12.5"
        raise AssertionError

    assert units_in(cells()) == []
