"""Each role, told of a small study in several formats: what becomes of its efficiencies."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import Loaded, load
from parsers.overruling.statements import read_statements
from tests.parsers.overruling.studies import FORMS, Rows, as_csv, efficiencies

HEADINGS = ("a", "b", "Time")
ROWS: Rows = [(1, 4, 8.0), (2, 4, 4.0), (4, 4, 2.5)]
FALLING = {1: 1.0, 2: 1.0, 4: 0.8}


def read(folder: Path, said: str, text: str, name: str = "a.csv") -> Loaded:
    (folder / name).write_text(text)
    return load([str(folder / name)], given=read_statements(said))


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("column a = nodes; column b = unused", FALLING),
        ("column a = GPUs; column b = unused", FALLING),
        ("column a = ranks; column b = parameter", FALLING),
        ("column a = cores; column b = size", FALLING),
        ("column a = threads; column b = batch", FALLING),
        ("column a = nodes; column b = GPUs per node", {4: 1.0, 8: 1.0, 16: 0.8}),
        ("column a = nodes; column b = tasks per node", {4: 1.0, 8: 1.0, 16: 0.8}),
        ("column a = ranks; column b = threads", {4: 1.0, 8: 1.0, 16: 0.8}),
        ("column a = ranks; column b = unused; series = weak", {1: 1.0, 2: 2.0, 4: 3.2}),
        ("column a = ranks; column b = unused; baseline = 4", {1: 1.25, 2: 1.25, 4: 1.0}),
    ],
)
def test_a_role_decides_the_efficiency(
    said: str, expected: dict[int, float], name: str, tmp_path: Path
) -> None:
    loaded = read(tmp_path, said, FORMS[name](HEADINGS, ROWS), name)
    assert not loaded.wanted.vain
    assert efficiencies(loaded) == expected


@pytest.mark.parametrize("name", FORMS)
def test_a_metric_and_its_unit_decide_the_efficiency(name: str, tmp_path: Path) -> None:
    rows = [(1, 7, 8.0), (2, 7, 15.0), (4, 7, 24.0)]
    text = FORMS[name](("nodes", "b", "result"), rows)
    said = "column result = bandwidth; unit result = GB/s; column b = unused"
    loaded = read(tmp_path, said, text, name)
    assert loaded.records["value"].to_list() == [8e9, 15e9, 24e9]
    assert efficiencies(loaded) == {1: 1.0, 2: 0.938, 4: 0.75}
    time = read(tmp_path, "column result = time; column b = unused", text, name)
    assert efficiencies(time) != efficiencies(loaded)


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize(
    ("role", "field", "values"),
    [
        ("benchmark", "benchmark", ["x", "y"]),
        ("case", "case", ["x", "y"]),
        ("software", "software", ["x", "y"]),
        ("system", "system", ["x", "y"]),
        ("device", "device", ["x", "y"]),
        ("hosts", "hosts", ["x", "y"]),
        ("parameter", "label_given", ["x", "y"]),
    ],
)
def test_a_text_becomes_what_it_is_told_to_be(
    role: str, field: str, values: list[str], name: str, tmp_path: Path
) -> None:
    text = FORMS[name](("nodes", "label", "Time"), [(1, "x", 8.0), (1, "y", 4.0)])
    loaded = read(tmp_path, f"column label = {role}", text, name)
    assert loaded.records[field].cast(str).to_list() == values
    assert loaded.records["value"].to_list() == [8.0, 4.0]


def test_ids_and_repeats_count_nothing(tmp_path: Path) -> None:
    text = as_csv(("rank", "cores", "Time"), [(2, 1, 8.0), (4, 1, 8.2), (8, 2, 4.0)])
    loaded = read(tmp_path, "column rank = id", text)
    assert loaded.records["rank_id"].to_list() == [2, 4, 8]
    assert loaded.records["ranks"].null_count() == 3
    loaded = read(tmp_path, "column rank = repeat", text)
    assert efficiencies(loaded) == {1: 1.0, 2: 1.012}


def test_a_total_that_was_taken_for_per_node_is_one_again(tmp_path: Path) -> None:
    text = as_csv(("Nodes", "Cores", "Time"), [(1, 48, 8.0), (2, 48, 4.1), (4, 48, 2.2)])
    loaded = read(tmp_path, "", text)
    assert loaded.records["cores"].to_list() == [48, 96, 192]
    assert [column.name for column in loaded.tables[0].columns][:2] == ["nodes", "cores_per_node"]
    loaded = read(tmp_path, "column Cores = cores", text)
    assert loaded.records["cores"].to_list() == [48, 48, 48]


def test_what_was_measured_and_what_was_set(tmp_path: Path) -> None:
    text = as_csv(("nodes", "score", "level"), [(1, 10.5, 3), (2, 20.5, 3), (4, 40.5, 3)])
    said = "column level = measured; column score = parameter; unit level = ms"
    loaded = read(tmp_path, said, text)
    assert loaded.records["metric"].unique().to_list() == ["level"]
    assert loaded.records["value"].to_list() == [0.003] * 3
    assert loaded.records["score"].to_list() == [10.5, 20.5, 40.5]
    loaded = read(tmp_path, "column level = throughput; metric = throughput", text)
    assert loaded.wanted.metric == "throughput"
    assert set(loaded.records["metric"]) == {"score", "throughput"}


def test_units_of_a_column_change_the_numbers_that_have_none(tmp_path: Path) -> None:
    text = as_csv(("nodes", "Time"), [(1, "8 s"), (2, 4000)])
    loaded = read(tmp_path, "unit Time = ms", text)
    assert loaded.records["value"].to_list() == [8.0, 4.0]
    assert loaded.records["unit"].unique().to_list() == ["s"]


def test_a_metric_may_be_named_by_its_heading(tmp_path: Path) -> None:
    text = as_csv(("nodes", "Setup (s)", "Solve (s)"), [(1, 5.0, 8.0), (2, 4.0, 4.0)])
    loaded = read(tmp_path, "metric = Setup (s); direction Setup (s) = higher", text)
    assert loaded.wanted.metric == "setup"
    ways = loaded.records.filter(metric="setup")["better"]
    assert ways.unique().to_list() == ["higher"]


def test_an_unused_column_is_not_read_into_others_and_is_listed(tmp_path: Path) -> None:
    headings = ("nodes", "run1", "run2", "run3", "run4")
    text = as_csv(headings, [(1, 8.0, 8.2, 8.1, 80.0), (2, 4.0, 4.2, 4.1, 40.0)])
    loaded = read(tmp_path, "column run4 = unused", text)
    assert sorted(loaded.records["samples"].explode()) == [4.0, 4.1, 4.2, 8.0, 8.1, 8.2]
    assert "run4 (as --read says)" in map(str, loaded.tables[0].columns)


def test_an_average_stays_one_without_the_column_that_says_so(tmp_path: Path) -> None:
    text = as_csv(("trial", "nodes", "Time"), [(1, 1, 8.0), (2, 1, 8.4), ("Average", 1, 8.2)])
    loaded = read(tmp_path, "column trial = unused", text)
    assert loaded.records["role"].to_list() == ["measured", "measured", "summary"]


def test_what_is_so_by_itself_is_left_alone(tmp_path: Path) -> None:
    text = as_csv(("nodes", "Time (ms)"), [(1, 8.0), (2, 4.0)])
    plain = read(tmp_path, "", text)
    said = 'column nodes = nodes; column "Time (ms)" = measured; unit "Time (ms)" = ms'
    told = read(tmp_path, said, text)
    assert told.records.equals(plain.records)
    assert told.tables == plain.tables
    assert told.notes == plain.notes


def test_what_cannot_be_is_told(tmp_path: Path) -> None:
    text = as_csv(("nodes", "label", "Time"), [(1, "x", 8.0), (2, "y", 4.0)])
    loaded = read(tmp_path, "column label = ranks", text)
    assert [note.text for note in loaded.notes] == [
        "`label` cannot be read as ranks (as --read says): its cells are none, or another column "
        "is that"
    ]


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("column Tim = unused", "no column 'Tim'; did you mean 'Time'? there is a, b, Time"),
        ("unit speed = ms", "no column 'speed'; there is a, b, Time"),
        ("metric = score", "no metric 'score'; there is runtime"),
        ("direction score = higher", "no metric 'score'; there is runtime"),
        ("b.csv: series = weak", "no file 'b.csv'; did you mean '{file}'? there is {file}"),
        ("names = x{nodes}", "no file's name is like 'x{{nodes}}'; there is {file}"),
    ],
)
def test_what_is_said_in_vain_is_told_with_what_there_is(
    said: str, problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    loaded = read(Path(), said, as_csv(HEADINGS, ROWS))
    assert list(loaded.wanted.vain.values()) == [problem.format(file="a.csv")]


def test_a_name_says_what_nothing_inside_does(tmp_path: Path) -> None:
    for nodes, time in ((1, 8.0), (2, 4.0), (4, 2.5)):
        (tmp_path / f"x-{nodes}-gcc.csv").write_text(f"Time\n{time}\n")
    loaded = load([str(tmp_path)], given=read_statements("names = x-{nodes}-{software}.csv"))
    assert loaded.records["software"].unique().to_list() == ["gcc"]
    assert efficiencies(loaded) == FALLING
    assert loaded.wanted.names == ("x-{nodes}-{software}.csv",)
