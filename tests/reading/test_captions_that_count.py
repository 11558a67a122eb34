"""Captions above and below a table that say what its columns count: one rule, many words."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.tables.captions_below import caption_below
from parsers.tables.numbered_headings import count_named_above
from tests.reading.small_studies import SECOND, THREE, series_in

MARKDOWN = (
    "| code | 1 | 2 | 4 |\n|---|---|---|---|\n| cg | 100 | 52 | 28 |\n| mg | 60 | 36 | 20 |\n"
)
TEXT = "code     1     2     4\ncg     100    52    28\nmg      60    36    20\n"


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Wall time over the number of MPI processes", "processes"),
        ("Time (s) as a function of the number of cores.", "cores"),
        ("Runtime [s] for different # of nodes", "nodes"),
        ("Seconds for each number of GPUs", "gpus"),
        ("Times in s; columns give OpenMP threads", "threads"),
        ("Time with increasing process counts", "processes"),
        ("Time (s) (rows: machine, columns: MPI ranks)", "ranks"),
        ("Time per node of the 12 cores", None),
        ("Time on up to 64 nodes", None),
        ("Time over cores and over nodes", None),
    ],
)
def test_a_caption_says_what_is_counted(text: str, counted: str | None) -> None:
    assert count_named_above([text]) == counted


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", f"Wall time in seconds over the number of MPI processes.\n\n{MARKDOWN}"),
        ("a.md", f"{MARKDOWN}\nWall time in seconds over the number of MPI processes.\n"),
        ("a.txt", f"Time (s) for different core counts\n\n{TEXT}"),
        ("a.txt", f"{TEXT}\nTime (s) for different core counts\n"),
    ],
)
def test_it_stands_above_or_below(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    assert series_in(tmp_path / name) == sorted([THREE, SECOND], key=str)


NAMED = "| cores | cg | mg |\n|---|---|---|\n| 1 | 100 | 60 |\n| 2 | 52 | 36 |\n| 4 | 28 | 20 |\n"


@pytest.mark.parametrize(
    "caption", ["Table 2: Runtime (s) of both codes", "Solve time in seconds", "Laufzeit in s"]
)
def test_what_is_measured_stands_below(tmp_path: Path, caption: str) -> None:
    (tmp_path / "a.md").write_text(f"{NAMED}\n{caption}\n")
    assert series_in(tmp_path / "a.md") == sorted([THREE, SECOND], key=str)


@pytest.mark.parametrize(
    "text",
    [
        "The network is limited to 100 GB/s.",
        "This took three days of run time (h) in all.",
        "Beyond four cores mg was slower than before (20 s).",
        "Runs of cg and mg",
    ],
)
def test_a_sentence_about_results_is_no_caption(text: str) -> None:
    assert caption_below(text, []) == ""


def test_what_is_counted_above_needs_no_text_below() -> None:
    below = "Time (s) over the number of cores"
    assert caption_below(below, ["Runs of LULESH"]) == below
    assert caption_below(below, ["Time by number of nodes"]) == ""
    assert caption_below("All runs used the same number of cores.", []) == ""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "| size vs cores | 1 | 2 | 4 |\n|---|---|---|---|\n| 10 | 100 | 52 | 28 |\n"),
        ("a.md", "| size (cores across) | 1 | 2 | 4 |\n|---|---|---|---|\n| 9 | 100 | 52 | 28 |\n"),
        ("a.csv", "# time (s) by problem size\ncores,900,500\n1,100,60\n2,52,36\n4,28,20\n"),
    ],
)
def test_corners_name_rows_and_columns(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text if name == "a.csv" else f"time (s)\n\n{text}")
    assert THREE in series_in(tmp_path / name)
