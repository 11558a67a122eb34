"""Maps and lists as YAML has them, and as TOML has."""

from __future__ import annotations

from math import inf
from pathlib import Path

import pytest

from parsers import Loaded, load
from parsers.objects.yaml_text import read_yaml, valued
from parsers.run_records.records import named


def read(folder: Path, text: str) -> Loaded:
    (folder / "runs.yaml").write_text(text)
    return load([str(folder / "runs.yaml")])


def rows(loaded: Loaded, *names: str) -> list[tuple[object, ...]]:
    return list(named(loaded.records).select(names).rows())


@pytest.mark.parametrize(
    "text",
    [
        "- ranks: 4\n  time: 12.3\n- ranks: 8\n  time: 6.4\n",
        "---\n# runs\n-   ranks: 4   # a node\n    time: 12.3\n\n-   time: '6.4'\n    ranks: 8\n",
        "  - ranks: 4\n    time: 12.3\n  - ranks: 8\n    time: 6.4\n",
        "a:\n  ranks: 4\n  time: 12.3\nb:\n  ranks: 8\n  time: 6.4\n",
        '"a":\n    ranks: 4\n    time: 12.3\n"b":\n    time: 6.4\n    ranks: 8\n',
    ],
)
def test_each_map_is_a_run(tmp_path: Path, text: str) -> None:
    assert rows(read(tmp_path, text), "ranks", "value") == [(4, 12.3), (8, 6.4)]


def test_names_that_double_are_counts(tmp_path: Path) -> None:
    text = "'1':\n  time_s: 100\n'2':\n  time_s: 52\n'4':\n  time_s: 28\n"
    assert rows(read(tmp_path, text), "ranks", "value") == [(1, 100.0), (2, 52.0), (4, 28.0)]


def test_what_is_stated_once_is_that_of_each_run_of_a_list(tmp_path: Path) -> None:
    text = "code: nek\nruns:\n  - nodes: 4\n    time: 12 s\n  - nodes: 8\n    time: 7 s\n"
    found = rows(read(tmp_path, text), "benchmark", "nodes", "value")
    assert found == [("nek", 4, 12.0), ("nek", 8, 7.0)]


def test_lists_beside_each_other_name_what_is_in_them(tmp_path: Path) -> None:
    text = "strong:\n- nodes: 1\n  time: 12\nweak:\n- nodes: 1\n  time: 13\n"
    found = rows(read(tmp_path, text), "case", "value", "stated_scaling")
    assert found == [("strong", 12.0, "strong"), ("weak", 13.0, "weak")]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("- ranks: 4\n  time: 12.3\n- ranks: 8\n  time: 6.4\n", [(1,), (3,)]),
        ("a:\n\n  ranks: 4\n  time: 12.3\nb:\n  ranks: 8\n  time: 6.4\n", [(1,), (5,)]),
        ("# runs\n- {ranks: 4, time: 12.3}\n- {ranks: 8, time: 6.4}\n", [(2,), (3,)]),
    ],
)
def test_each_run_has_its_line(tmp_path: Path, text: str, lines: list[tuple[int]]) -> None:
    assert rows(read(tmp_path, text), "line") == lines


def test_a_version_stays_as_it_is_written(tmp_path: Path) -> None:
    text = "".join(f"- version: {each}\n  time: 6.4\n" for each in ("1.1", "1.10"))
    assert rows(read(tmp_path, text), "version") == [("1.1",), ("1.10",)]


@pytest.mark.parametrize(
    "text",
    [
        "runs:\n  - ranks: 4\n    time: 12.3\n  - ranks: 8\n    time: 6.4\n",
        "runs:\n- {ranks: 4, time: 12.3}\n- {time: 6.4, 'ranks': 8}\n",
        "- config:\n    ranks: 4\n  time: 12.3\n- config: {ranks: 8}\n  time: 6.4\n",
        "ranks: [4, 8]\ntime:\n  - 12.3\n  - 6.4\n",
        "WRF:\n  ranks_4: 12.3\n  ranks_8: 6.4\n",
    ],
)
def test_maps_in_maps_and_lists_are_read_as_of_json(tmp_path: Path, text: str) -> None:
    assert rows(read(tmp_path, text), "ranks", "value") == [(4, 12.3), (8, 6.4)]


def test_toml_is_read_as_json_is(tmp_path: Path) -> None:
    file = tmp_path / "runs.toml"
    file.write_text("[[run]]\nranks = 4\ntime = 12.3\n[[run]]\nranks = 8\ntime = 6.4\n")
    assert rows(load([str(file)]), "ranks", "value") == [(4, 12.3), (8, 6.4)]
    for broken in ("[[run]\nranks = 4\n", f"ranks = {'9' * 5_000}\n", f"a = {'[' * 20_000}"):
        file.write_text(broken)
        assert any("not valid TOML" in note.text for note in load([str(file)]).notes)


def test_an_integer_larger_than_all_floats_hides_no_other_run_of_toml(tmp_path: Path) -> None:
    file = tmp_path / "runs.toml"
    file.write_text(f"[[run]]\nranks = {'9' * 400}\ntime = 9\n[[run]]\nranks = 8\ntime = 6.4\n")
    assert (8, 6.4) in rows(load([str(file)]), "ranks", "value")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- ranks: 4\n  time: &a 12.3\n", 2),
        ("- ranks: 4\n  time: 3\n   size: 5\n", 3),
        ("- ranks: 4\n  note: |\n    text\n", 2),
        ("- ranks: [4, 8\n  time: 3\n", 1),
    ],
)
def test_any_other_form_is_left_unread_and_said(tmp_path: Path, text: str, line: int) -> None:
    found = read(tmp_path, text)
    assert rows(found, "value") == []
    assert any(f"line {line}: of YAML only" in note.text for note in found.notes)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1\nb:\n- x\n- 2.5\n", {"a": 1, "b": ["x", 2.5]}),
        ("- - 1\n  - 2\n- {a: [1, 'b, c'], d: {}}\n", [[1, 2], {"a": [1, "b, c"], "d": {}}]),
        ("a: 'x: y'\nb: http://x/y\nc: 1:30\n", {"a": "x: y", "b": "http://x/y", "c": "1:30"}),
        ("a:\n  b: null\n  c: true\nd:\n", {"a": {"b": None, "c": True}, "d": None}),
        ("- a: 1\n  b:\n    - 2\n- a: 3\n", [{"a": 1, "b": [2]}, {"a": 3}]),
        (f"a: {10**18}\nb: -{'9' * 400}\n", {"a": 1e18, "b": -inf}),
    ],
)
def test_values_of_yaml(text: str, value: object) -> None:
    assert valued(read_yaml(text.splitlines())) == value
