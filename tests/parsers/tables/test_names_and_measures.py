"""Headings of a name and of what was measured of it."""

from __future__ import annotations

import pytest

from parsers.tables.names_and_measures import name_and_measure


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("CP2K (s)", ("CP2K", "(s)")),
        ("time_cp2k", ("cp2k", "time")),
        ("T_p (MPI)", ("MPI", "time")),
        # Prose takes the square of its length to look into.
        (f"{'a_' * 150}time (s)", None),
    ],
)
def test_what_a_heading_names(heading: str, found: tuple[str, str] | None) -> None:
    assert name_and_measure(heading) == found
