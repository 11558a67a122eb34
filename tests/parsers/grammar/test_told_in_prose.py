"""Times in sentences: which are those of one series, and which may be of anything."""

from __future__ import annotations

import pytest

from parsers.grammar.told_in_prose import told_in_prose

SERIES = [("1", "100"), ("2", "52"), ("4", "27.5")]


@pytest.mark.parametrize(
    "text",
    [
        "With 1 core the run took 100 s. With 2 cores it took 52 s. With 4 cores it took 27.5 s.",
        "With 1 core it took 100 s, with 2 cores 52 s and with 4 cores only 27.5 s.",
        "With 1 core the\nrun takes 100 s. With 2 cores 52 s, 1.9 x faster; with\n4 cores 27.5 s.",
        "24 h, 8 nodes.\n\nWith 1 core it took 100 s, with 2 cores 52 s, with 4 cores 27.5 s.",
    ],
)
def test_sentences_of_one_series_are_read(text: str) -> None:
    told = told_in_prose(text.splitlines())
    cells = [tuple(each.cells.values()) for number in sorted(told) for each in told[number]]
    assert cells == SERIES


@pytest.mark.parametrize(
    "text",
    [
        "On my laptop with 4 cores the run took 100 s. On the cluster with 64 cores it took 7 s.",
        "With 1 core it took 9 s, with 2 cores 5 s, with 4 cores 3 s. Now with 1 core it took 7 s.",
        "With 1 core it took 9 s. For larger input, with 2 cores it took 20 s, with 4 cores 11 s.",
        "Ideally with 1 core it takes 9 s, with 2 cores 4.5 s and with 4 cores 2.3 s.",
        "With 1 core it would take 9 s, with 2 cores 4.5 s and with 4 cores 2.3 s.",
        "Each job ran on 4 nodes for 24 hours, on 8 nodes for 12 hours, on 16 nodes for 6 hours.",
        "With 1 core it took 9 s.",
    ],
)
def test_what_may_be_of_other_runs_is_left_alone(text: str) -> None:
    assert not told_in_prose(text.splitlines())
