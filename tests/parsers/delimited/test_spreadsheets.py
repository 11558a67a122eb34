"""What spreadsheets save as text: tables side by side, pivot tables, headings of conditions."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import Loaded, load
from parsers.run_records.records import named


def read(tmp_path: Path, text: str, name: str = "runs.csv") -> Loaded:
    file = tmp_path / name
    file.write_text(text)
    return load([str(file)])


def rows(loaded: Loaded, *names: str) -> list[tuple[object, ...]]:
    return list(named(loaded.records).select(names).rows())


def test_tables_side_by_side_are_two(tmp_path: Path) -> None:
    text = "miniFE,,,WRF,\n#GPUs,time (s),,#GPUs,time (s)\n1,100.5,,1,64.5\n2,52.5,,2,failed\n"
    loaded = read(tmp_path, text)
    assert loaded.records["run"].n_unique() == 4
    assert rows(loaded, "line", "case", "devices", "value") == [
        (3, "miniFE", 1, 100.5),
        (4, "miniFE", 2, 52.5),
        (3, "WRF", 1, 64.5),
        (4, "WRF", 2, None),
    ]


def test_a_blank_column_within_one_table_parts_nothing(tmp_path: Path) -> None:
    loaded = read(tmp_path, "code,nodes,,time (s)\nWRF,1,,64.5\nWRF,2,,33.5\n")
    assert rows(loaded, "benchmark", "nodes", "value") == [("WRF", 1, 64.5), ("WRF", 2, 33.5)]


@pytest.mark.parametrize(
    ("how", "label", "total"),
    [
        ("Sum of", "Row Labels", "Grand Total"),
        ("Mittelwert von", "Zeilenbeschriftungen", "Gesamtergebnis"),
        ("Sum -", "Code", "Total Result"),
    ],
)
def test_a_pivot_is_read_without_its_totals(
    how: str, label: str, total: str, tmp_path: Path
) -> None:
    text = (
        f"{how} time (s),Nodes,,\n{label},1,2,{total}\nWRF,64.5,33.5,98.0\nICON,12.5,,12.5\n"
        f"{total},77.0,33.5,110.5\n"
    )
    loaded = read(tmp_path, text)
    assert rows(loaded, "line", "benchmark", "nodes", "metric", "value") == [
        (3, "WRF", 1, "runtime", 64.5),
        (3, "WRF", 2, "runtime", 33.5),
        (4, "ICON", 1, "runtime", 12.5),
    ]
    said = any("read as the value of one run" in note.text for note in loaded.notes)
    assert said == how.startswith("Sum")


@pytest.mark.parametrize(
    ("headings", "counted"),
    [("code,N=1,N=2,N=4", "ranks"), ("code/nodes,1,2,4", "nodes"), ("Unnamed: 0,nodes,s,k", None)],
)
def test_headings_of_conditions_are_no_data(
    headings: str, counted: str | None, tmp_path: Path
) -> None:
    loaded = read(tmp_path, f"{headings}\nWRF,64.5,33.5,17.5\n", "walltime.csv")
    assert not any("no header line" in note.text for note in loaded.notes)
    if counted:
        assert rows(loaded, "benchmark", counted, "metric", "value") == [
            ("WRF", count, "runtime", value) for count, value in ((1, 64.5), (2, 33.5), (4, 17.5))
        ]


def test_a_letter_that_times_do_not_fall_with_counts_nothing(tmp_path: Path) -> None:
    loaded = read(tmp_path, "code,N=1,N=2,N=4\nWRF,12.5,26.5,51.5\n", "walltime.csv")
    assert loaded.records["size"].to_list() == [1, 2, 4]


def test_codes_along_the_columns_are_timed_by_the_name_of_the_file(tmp_path: Path) -> None:
    loaded = read(tmp_path, "GPUs,miniFE,ICON\n1,16.5,97.5\n2,8.5,50.5\n", "runtime.csv")
    assert rows(loaded, "benchmark", "devices", "metric") == [
        (code, count, "runtime") for count in (1, 2) for code in ("miniFE", "ICON")
    ]


def test_a_file_named_after_performance_may_hold_times(tmp_path: Path) -> None:
    text = "case,ranks,run 1,run 2\nsmall,1,8.5,8.25\nsmall,2,4.5,4.25\nsmall,4,2.5,2.25\n"
    loaded = read(tmp_path, text, "perf.csv")
    assert loaded.records["metric"].unique().to_list() == ["runtime"]
    assert "values read as runtime: they fall as ranks grow" in [note.text for note in loaded.notes]


@pytest.mark.parametrize(
    ("above", "told"),
    [
        ("Strong scaling study,,\nSystem A,,\n,,\n", {}),
        ('"Strong scaling, 2024",,\n', {}),
        (
            "Strong scaling,,\nBenchmark,WRF,\nMachine:,A,\n,,\n",
            {"benchmark": "WRF", "system": "A"},
        ),
    ],
)
def test_titles_and_settings_above_the_headings_of_a_sheet(
    tmp_path: Path, above: str, told: dict[str, str]
) -> None:
    loaded = read(tmp_path, f"{above}Nodes,SYPD,Energy\n60,0.21,11.2\n120,0.39,12.1\n")
    kept = loaded.records.filter(metric="throughput")
    assert rows(loaded._replace(records=kept), "nodes", "value", "stated_scaling") == [
        (60, 0.21, "strong"),
        (120, 0.39, "strong"),
    ]
    assert {name: kept[name][0] for name in told} == told
    assert all("skipped" not in note.text for note in loaded.notes)


@pytest.mark.parametrize("below", [",,\nNote: node 4 had a slow disk,,\n", "see the wiki\n"])
def test_a_note_below_the_rows_is_no_run(tmp_path: Path, below: str) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text(f"Nodes,Time (s),Speedup\n1,1210,1\n2,622,1.95\n4,330,3.67\n{below}")
    loaded = load([str(file)])
    assert loaded.records["value"].to_list() == [1210, 622, 330]
    assert any("no row" in note.text for note in loaded.notes)
