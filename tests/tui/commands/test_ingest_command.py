"""``ingest`` on the command line, and every command on what it made."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

import parsers.archive.ingesting as ingesting
import parsers.inputs.seen
from tests.parsers.archive.lakes import files, ingested
from tests.paths import HOME
from tui.cli import main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(parsers.inputs.seen, "CLOCK", 0)
    monkeypatch.setattr(ingesting, "MOST_FILES", 4)
    monkeypatch.chdir(tmp_path)
    return files(tmp_path / "runs", 6)


def run(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> tuple[str, str]:
    assert main(arguments) == status
    return capsys.readouterr()


@pytest.mark.usefixtures("folder")
def test_files_are_read_once_and_put_together(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "notes.txt").write_text("Dear all,\n")
    (folder / "broken.json").write_text('{"results": [1, 2')
    out, said = run(capsys, "ingest", "runs", "--to", "lake")
    assert out.splitlines() == [
        "lake: 8 files read, 11 runs, 11 records",
        "  1 file without results",
        "  1 file gave no run",
    ]
    assert "broken.json: " in said
    out, said = run(capsys, "ingest", "runs", "--to", "lake", "--compact")
    assert out.splitlines()[:3] == [
        "lake: 0 files read, 0 runs, 0 records",
        "  8 files unchanged since the last time",
        "  2 unchanged files gave nothing before, either",
    ]
    assert "parts became" in out
    assert said == ""


@pytest.mark.usefixtures("folder")
def test_a_name_that_is_no_utf_8_costs_that_file_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.csv")).write_text("gpus,seconds\n1,9\n")
    out, said = run(capsys, "ingest", "runs", "--to", "lake")
    assert out.startswith("lake: 6 files read")
    assert said.endswith(
        "<U+DCFF>.csv: not read: an archive keeps names in UTF-8, which this is not; rename it\n"
    )


def test_an_archive_is_not_read_into_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lake = str(tmp_path / "lake")
    _, said = run(capsys, "ingest", lake, "--to", lake, status=2)
    assert said == f"runcmp: {lake}: cannot be read into itself; name files or folders\n"


SAMPLES = HOME / "sample_data"
COMMANDS = (
    *(["show"], ["show", "--runs"], ["scaling"], ["scaling", "--summary"], ["history"]),
    *(["audit"], ["plan"], ["export", "--format", "csv"], ["diff", "--on", "software"], ["plot"]),
)


@pytest.fixture(scope="module")
def samples_ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the sample data, which no command changes."""
    lake = tmp_path_factory.mktemp("samples") / "lake"
    ingested(lake, SAMPLES)
    return lake


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_says_of_an_archive_what_it_says_of_the_files(
    command: list[str], samples_ingested: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = []
    for place in (samples_ingested, SAMPLES):
        status = main([command[0], str(place), *command[1:]])
        out, said = capsys.readouterr()
        told.append((status, out, said))
    assert told[0] == told[1]
    assert told[0][1] or "diff" in command


@pytest.mark.usefixtures("folder")
def test_two_archives_are_compared(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for name in ("before", "after"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.csv").write_text(
            f"benchmark,nodes,runtime (s)\nsolve,1,{10 if name == 'before' else 12}\n"
        )
        ingested(tmp_path / f"{name}-lake", tmp_path / name)
    out, _ = run(capsys, "diff", "before-lake", "after-lake", "--format", "csv")
    assert "12" in out.splitlines()[1]


@pytest.mark.usefixtures("folder")
class TestRefusals:
    @pytest.mark.parametrize(
        ("arguments", "why"),
        [
            (["runs"], "name the archive with --to"),
            (["runs", "--compact"], "name the archive with --to"),
            (["runs", "--to", "runs"], "is there and no archive"),
            (["-", "--to", "lake"], "standard input cannot be read again"),
            (["runs", "--to", "postgresql://h/d"], "name one archive to copy"),
            (["runs", "--to", "/proc/lake"], "cannot be written"),
        ],
    )
    def test_each_says_the_way_out(
        self, arguments: list[str], why: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        out, said = run(capsys, "ingest", *arguments, status=2)
        assert why in said
        assert out == ""

    def test_nothing_readable_is_status_2(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "notes").mkdir()
        (tmp_path / "notes" / "a.txt").write_text("Dear all,\n")
        out, _ = run(capsys, "ingest", "notes", "--to", "lake", status=2)
        assert "1 file without results" in out

    def test_what_overrules_in_vain_is_told(self, capsys: pytest.CaptureFixture[str]) -> None:
        _, said = run(capsys, "ingest", "runs", "--to", "lake", "--read", "column coers = ranks")
        assert "--read: column coers met nothing in the files that were read" in said

    def test_workers_without_dask_say_how_to_get_it(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setitem(sys.modules, "dask", None)
        _, said = run(capsys, "ingest", "runs", "--to", "lake", "--workers", "slurm:2", status=2)
        assert (
            said == "runcmp: --workers slurm:N or FILE needs Dask: pip install 'runcmp[cluster]'\n"
        )

    def test_a_database_without_its_driver_says_how_to_get_it(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setitem(sys.modules, "adbc_driver_postgresql.dbapi", None)
        _, said = run(capsys, "show", "postgresql://h/d", status=2)
        assert "pip install 'runcmp[postgres]'" in said

    @pytest.mark.parametrize("given", ["0", "-1", "soon", "inf"])
    def test_a_time_limit_is_a_time(self, given: str, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            main(["ingest", "runs", "--to", "lake", f"--time-limit={given}"])
        assert "is no time" in capsys.readouterr().err
