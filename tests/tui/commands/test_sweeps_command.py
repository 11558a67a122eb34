"""``scaling`` and ``plot`` over sizes and parameters: their axis, and what they say."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.paths import HOME
from tests.sweep_table import MPI
from tui.cli import main

PROGRAMS = HOME / "tests" / "data" / "programs"
TILES = """\
ranks,unroll,runtime (s)
4,8,5.1
4,16,4.1
4,32,3.8
4,64,4.4
"""


def printed(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main([*arguments, "--glyphs", "unicode"]) == 0
    return capfd.readouterr().out


@pytest.fixture
def mpi(tmp_path: Path) -> str:
    (tmp_path / "mpi.csv").write_text(MPI)
    return str(tmp_path / "mpi.csv")


@pytest.fixture
def tiles(tmp_path: Path) -> str:
    (tmp_path / "tiles.csv").write_text(TILES)
    return str(tmp_path / "tiles.csv")


@pytest.mark.parametrize("sample", ["osu_latency.out", "nccl_tests.out", "ior.out"])
def test_benchmarks_of_messages_and_files_open_on_the_size(
    capfd: pytest.CaptureFixture[str], sample: str
) -> None:
    chart = printed(capfd, "plot", str(PROGRAMS / sample), "--width", "90", "--height", "20")
    assert "fficiency" not in chart
    assert "over size" in chart


def test_ticks_are_bytes_with_iec_prefixes(capfd: pytest.CaptureFixture[str], mpi: str) -> None:
    chart = printed(capfd, "plot", mpi, "--width", "120", "--height", "20")
    *_, labels, name = chart.splitlines()
    assert labels.split()[:3] == ["1Ki", "2Ki", "4Ki"]
    assert name.strip() == "size (in bytes, log2)"


def test_models_are_drawn_where_asked_for(capfd: pytest.CaptureFixture[str], mpi: str) -> None:
    assert "Hockney" in printed(capfd, "plot", mpi, "--laws")
    assert "Hockney" not in printed(capfd, "plot", mpi)


def test_the_choice_is_said_above_the_table(
    capfd: pytest.CaptureFixture[str], mpi: str, tiles: str
) -> None:
    assert printed(capfd, "scaling", mpi).splitlines()[2] == (
        "over size (taken as bytes), which varies most (6 values per series)"
    )
    assert printed(capfd, "scaling", tiles, "--over", "unroll").splitlines()[2] == "over unroll"


def test_leads_and_the_model_are_in_the_summary(
    capfd: pytest.CaptureFixture[str], mpi: str
) -> None:
    text = printed(capfd, "scaling", mpi, "--summary")
    assert "openmpi is ahead from 1 KiB to 4 KiB, mpich is ahead from 8 KiB to 32 KiB" in text
    assert "3.82 KiB" in text
    rows = list(
        csv.DictReader(io.StringIO(printed(capfd, "scaling", mpi, "--summary", "--format", "csv")))
    )
    assert [row["software"] for row in rows] == ["openmpi", "mpich"]
    assert float(rows[0]["n_half"]) == pytest.approx(
        float(rows[0]["latency_fit"]) * float(rows[0]["r_inf"])
    )


def test_data_have_the_axis_under_its_own_name(
    capfd: pytest.CaptureFixture[str], tiles: str
) -> None:
    text = printed(capfd, "scaling", tiles, "--format", "csv", "--baseline", "16")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["unroll"] for row in rows] == ["8.0", "16.0", "32.0", "64.0"]
    assert float(rows[2]["ratio"]) == pytest.approx(4.1 / 3.8)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--y", "efficiency"), "over unroll there is value or ratio"),
        (("--y", "ratio", "--over", "ranks"), "over counts there is --y speedup"),
        (("--over", "nodes"), "no run has a count of nodes"),
    ],
)
def test_what_belongs_to_another_axis_is_refused(
    capfd: pytest.CaptureFixture[str], tiles: str, arguments: tuple[str, ...], said: str
) -> None:
    assert main(["plot", tiles, *arguments]) == 2
    assert said in capfd.readouterr().err


def test_tables_write_sizes_as_the_source_does(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "sizes.csv"
    file.write_text("size (KiB),ranks,time (s)\n32,1,9\n32,2,5\n1500,1,90\n1500,2,47\n")
    for command in (["show"], ["diff", "--on", "ranks=1,2"]):
        text = printed(capfd, *command, str(file))
        assert "  32 KiB" in text
        assert "1500 KiB" in text
