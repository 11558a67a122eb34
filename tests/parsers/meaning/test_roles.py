"""What is said about the columns of a table, once it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, runs
from parsers import load
from parsers.meaning.interpretation import ColumnRole, Interpretation

TABLE = """\
code,nodes,ranks per node,time (s),job,remark,none
cg,1,8,100,4411,x,
cg,2,8,52,4412,,
cg,4,8,28,4417,,
"""


def tables_in(path: Path, text: str) -> tuple[Interpretation, ...]:
    path.write_text(text)
    return load([str(path)]).tables


def role(table: Interpretation, heading: str) -> ColumnRole:
    return next(each for each in table.columns if each.heading == heading)


@pytest.mark.parametrize(
    ("heading", "use", "name"),
    [
        ("code", "apart", "benchmark"),
        ("nodes", "scale", "nodes"),
        ("ranks per node", "scale", "ranks_per_node"),
        ("time (s)", "measured", "runtime in s"),
        ("job", "unused", ""),
        ("remark", "unused", ""),
        ("none", "unused", ""),
    ],
)
def test_every_column_has_a_role(tmp_path: Path, heading: str, use: str, name: str) -> None:
    (table,) = tables_in(tmp_path / "a.csv", TABLE)
    found = role(table, heading)
    assert (found.use, found.name) == (use, name)
    assert bool(found.reason) == (use == "unused")


def test_totals_say_what_was_multiplied(tmp_path: Path) -> None:
    (table,) = tables_in(tmp_path / "a.csv", TABLE)
    assert table.totals == ("ranks = nodes × ranks_per_node",)


def test_a_total_that_is_stated_is_not_made(tmp_path: Path) -> None:
    text = "nodes,ranks per node,ranks,time (s)\n1,8,8,10\n2,8,16,5\n4,8,32,3\n"
    (table,) = tables_in(tmp_path / "a.csv", text)
    assert table.totals == ()


def test_what_stands_above_a_table_is_said_to(tmp_path: Path) -> None:
    text = "## Results\n\n### 4 nodes\n\n| code | time (s) |\n|---|---|\n| cg | 3 |\n| mg | 4 |\n"
    (table,) = tables_in(tmp_path / "a.md", text)
    assert role(table, "nodes").reason == "stated above the table"


def test_each_table_of_a_document_is_told_with_its_line(tmp_path: Path) -> None:
    text = "| nodes | time (s) |\n|---|---|\n| 1 | 3 |\n| 2 | 2 |\n"
    tables = tables_in(tmp_path / "a.md", f"{text}\n## B\n\n{text}")
    assert [each.line for each in tables] == [1, 8]


@pytest.mark.parametrize("name", ["a.json", "a.txt"])
def test_all_formats_with_tables_tell(tmp_path: Path, name: str) -> None:
    texts = {
        "a.json": '[{"nodes": 1, "time_s": 3.5}, {"nodes": 2, "time_s": 2.5}]',
        "a.txt": "nodes   time (s)\n1       3.5\n2       2.5\n4       1.5\n",
    }
    (table,) = tables_in(tmp_path / name, texts[name])
    assert [each.use for each in table.columns] == ["scale", "measured"]


def test_a_role_is_one_phrase() -> None:
    assert str(ColumnRole("Cores", "scale", "cores")) == "Cores → cores"
    assert str(ColumnRole("cores", "scale", "cores", "why")) == "cores (why)"
    assert str(ColumnRole("job", "unused", "", "why")) == "job (why)"


@pytest.mark.parametrize(
    ("heading", "cells", "use"),
    [
        ("file", ("sat/ring3.cnf", "sat/ring4.cnf", "bmc/fifo.cnf"), "apart"),
        ("file", ("out1.log", "out2.log", "out3.log"), "unused"),
        ("hash", ("sip", "murmur3", "fnv1a"), "apart"),
        ("hash", ("9f31c0ad", "77b0e1f2", "0c44d9aa"), "unused"),
    ],
)
def test_what_names_the_inputs_tells_runs_apart(
    tmp_path: Path, heading: str, cells: tuple[str, ...], use: str
) -> None:
    """Where nothing is counted, as in a table of inputs that one program was given."""
    rows = "".join(f"{cell},{5.1 + place / 10}\n" for place, cell in enumerate(cells))
    (table,) = tables_in(tmp_path / "a.csv", f"{heading},time (s)\n{rows}")
    assert role(table, heading).use == use


@pytest.mark.parametrize(
    ("name", "text", "measured"),
    [
        ("a.csv", "threads,t_seq_s,t_par_s\n1,9.5,9.75\n2,9.25,5.0\n4,9.75,2.75\n", "t_par"),
        (
            "speedup.csv",
            "load,core1,core2,core4\n0.5,1,1.75,3.5\n1.5,1,1.5,2.25\n",
            "stated_speedup",
        ),
        (
            "a.md",
            "| threads | tempo sequencial | tempo concorrente | |\n| :---: | :---: | :---: |   |\n"
            "| 1 | 9.5 | 9.75 | |\n| 2 | 9.25 | 5.0 | |\n",
            "time_concurrent",
        ),
    ],
)
def test_what_comes_first(tmp_path: Path, name: str, text: str, measured: str) -> None:
    """Not the serial time beside it, nor what stands beside speedups alike on every count."""
    path = tmp_path / name
    path.write_text(text)
    table = runs(load([str(path)]).records, Choice()).table
    assert set(table["metric"]) == {measured}
    assert table["efficiency"].count() == table.height


def test_samples_per_second_are_the_throughput_beside_passes(tmp_path: Path) -> None:
    path = tmp_path / "ddp.csv"
    path.write_text("GPUs,it/s,samples/s\n1,3.1,99.5\n4,2.95,377.6\n8,2.7,691.2\n")
    table = runs(load([str(path)]).records, Choice()).table
    assert table["unit"].to_list() == ["samples/s"] * 3
    assert table["efficiency"][2] == pytest.approx(691.2 / 99.5 / 8)


@pytest.mark.parametrize(
    ("heading", "field"),
    [("rank", "rank_id"), ("MPI rank", "mpi_rank_id"), ("ranks", "ranks_per_node")],
)
def test_a_rank_0_is_the_number_of_one(tmp_path: Path, heading: str, field: str) -> None:
    """No total is made of it: two nodes and rank 1 had been two ranks."""
    text = f"{heading},nodes,time (s)\n0,1,10.1\n1,2,5.3\n2,4,2.7\n"
    (table,) = tables_in(tmp_path / "a.csv", text)
    assert role(table, heading).name == field
