"""Layouts by name: kept whole under the state folder, taken as far as they fit."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.usage import UsageError
from tui.options.kept_layouts import TableLayout, keep, kept, take

LAYOUT = TableLayout("-efficiency,nodes", (), ("cost",), ("batch",), ("nodes",), ("benchmark",))


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path / "runcmp/layouts"


def test_what_was_kept_is_taken(state: Path) -> None:
    assert kept() == []
    assert keep("weak", LAYOUT) == state / "weak.json"
    assert kept() == ["weak"]
    assert take("weak") == LAYOUT
    assert [file.name for file in state.iterdir()] == ["weak.json"]


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "a/b", "-x", ".x", "x" * 65, "a\n"])
def test_a_name_leads_nowhere_else(name: str) -> None:
    with pytest.raises(UsageError, match="is no name for a layout"):
        keep(name, LAYOUT)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"sort": 3}', "\xff", "[" * 100_000])
def test_a_file_that_is_none_is_named_with_the_way_out(state: Path, text: str) -> None:
    state.mkdir(parents=True)
    (state / "odd.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(UsageError, match=r"odd\.json: not a layout.*:layout odd writes it anew"):
        take("odd")


def test_one_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(UsageError, match="no layout x; :layout x keeps the present one"):
        take("x")
    keep("y", LAYOUT)
    with pytest.raises(UsageError, match="no layout x; there are y"):
        take("x")


def test_names_from_a_file_are_cleaned(state: Path) -> None:
    state.mkdir(parents=True)
    (state / "odd.json").write_text('{"hidden": ["a\\u001b[2J", 3, null], "wide": "nodes"}')
    assert take("odd") == TableLayout(hidden=("a[2J",)) or "\x1b" not in str(take("odd"))
    assert take("odd").wide == ()


@given(st.sets(st.sampled_from(["efficiency", "nodes", "cost", "batch", "benchmark"])))
def test_columns_that_are_not_there_are_left_out_and_named(known: set[str]) -> None:
    layout, missing = LAYOUT.among(sorted(known))

    assert {*layout.added, *layout.hidden, *layout.frozen, *layout.wide} <= known
    assert set(missing) == {"efficiency", "nodes", "cost", "batch", "benchmark"} - known
    assert ("-efficiency" in layout.sort) == ("efficiency" in known)


def test_a_folder_that_cannot_be_written_is_told(state: Path) -> None:
    state.parent.mkdir(parents=True)
    state.write_text("")
    with pytest.raises(UsageError, match="cannot keep the layout"):
        keep("x", LAYOUT)
