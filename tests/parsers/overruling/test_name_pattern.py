"""Patterns for the names of files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.overruling.name_pattern import read_path


@pytest.mark.parametrize(
    ("pattern", "path", "found"),
    [
        ("run_{nodes}nodes.csv", "out/run_4nodes.csv", {"nodes": 4}),
        ("run_{nodes}nodes", "out/run_4nodes.csv", {"nodes": 4}),
        ("run_{nodes}nodes.csv", "out/run_xnodes.csv", None),
        ("{system}/n{nodes}_*.log", "a/lumi/n16_x.log", {"system": "lumi", "nodes": 16}),
        ("{software}-{ranks}.out", "gcc-13-64.out", {"software": "gcc-13", "ranks": 64}),
        ("{software}.out", "13.out", {"software": "13"}),
        ("{trial}.out", "13.out", {"trial": 13}),
        ("a.b{nodes}", "aXb4", None),
        ("{nodes}", "99999999999999999999", None),
    ],
)
def test_what_stands_in_braces_is_read(
    pattern: str, path: str, found: dict[str, str | int] | None
) -> None:
    assert read_path(pattern, path) == found


@given(st.integers(1, 10**6), st.from_regex(r"[A-Za-z.+_-]{1,12}", fullmatch=True))
def test_a_name_made_by_a_pattern_is_read_by_it(nodes: int, rest: str) -> None:
    assert read_path(f"{rest}_{{nodes}}.csv", f"x/{rest}_{nodes}.csv") == {"nodes": nodes}
