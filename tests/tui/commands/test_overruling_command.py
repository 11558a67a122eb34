"""--read, --config and runcmp.toml on the command line."""

from __future__ import annotations

from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from tui.cli import main
from tui.options.arguments import COMMANDS

TABLE = "rank,cores,Time\n0,1,10\n1,2,5\n2,4,2.5\n"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, where nothing is configured."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "etc"))
    (tmp_path / "a.csv").write_text(TABLE)
    (tmp_path / "b.csv").write_text(TABLE.replace("cores", "CPUs"))
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> tuple[str, str]:
    assert main(arguments) == status
    return capsys.readouterr()


@pytest.mark.parametrize(
    "command",
    [
        name
        for name, each in COMMANDS.items()
        if "paths" in each.settings._fields and name != "ingest"
    ],
)
@pytest.mark.usefixtures("data")
def test_every_command_reads_so(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    paths = ["a.csv", "a.csv"] if command == "diff" else ["a.csv"]
    said = ["--read", "column coers = threads"]
    _, problem = run(capsys, command, *paths, *said, status=2)
    known = "did you mean 'cores'? there is rank, cores, Time"
    assert f"runcmp: --read: no column 'coers'; {known}\n" in problem
    undated = command == "history"
    run(capsys, command, *paths, "--read", "column cores = threads", status=2 if undated else 0)


@pytest.mark.usefixtures("data")
def test_explain_says_what_was_overruled_and_by_what(capsys: pytest.CaptureFixture[str]) -> None:
    Path("runcmp.toml").write_text('[columns]\nrank = "unused"\n[units]\nTime = "ms"\n')
    out, _ = run(capsys, "explain", "a.csv", "--read", "column cores = threads; series = weak")
    assert "counted in threads; cores → threads (as --read says)\n" in out
    assert "Time → runtime in s (as runcmp.toml line 4 says)" in out
    assert "not used    rank (as runcmp.toml line 2 says)" in out
    assert "weak scaling, as --read says" in out


@pytest.mark.usefixtures("data")
def test_what_one_of_two_inputs_has_is_not_said_in_vain(
    capsys: pytest.CaptureFixture[str],
) -> None:
    out, problem = run(capsys, "diff", "a.csv", "b.csv", "--read", "column CPUs = cores")
    assert out
    assert not problem
    out, problem = run(capsys, "diff", "a.csv", "b.csv", "--read", "b.csv: column rank = unused")
    assert not problem


@pytest.mark.usefixtures("data")
def test_a_named_configuration_takes_the_place_of_that_beside_the_data(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("runcmp.toml").write_text("series = weak")
    _, problem = run(capsys, "show", "a.csv", status=2)
    assert problem.startswith("runcmp: runcmp.toml:1:10: not TOML: invalid value; mend it, or ")
    assert problem.endswith("read without it: --config /dev/null\n")
    run(capsys, "show", "a.csv", "--config", "/dev/null")
    Path("own.toml").write_text('[columns]\ncores = "threads"\nrnk = "nodes"\n')
    out, _ = run(capsys, "show", "a.csv", "--config", "own.toml")
    assert "own.toml:3: no column 'rnk'; did you mean 'rank'? there is rank, cores, Time" in out
    _, problem = run(capsys, "show", "a.csv", "--config", "none.toml", status=2)
    assert "none.toml: cannot be read: no such file or directory" in problem


@pytest.mark.usefixtures("data")
def test_an_option_comes_before_what_is_configured(capsys: pytest.CaptureFixture[str]) -> None:
    Path("runcmp.toml").write_text('baseline = 2\n[columns]\nrank = "unused"\n')
    out, _ = run(capsys, "show", "a.csv", "--format", "csv", "--columns", "speedup")
    assert out.split() == ["speedup", "0.5", "1.0", "2.0"]
    smallest = ["--baseline", "smallest"]
    out, _ = run(capsys, "show", "a.csv", "--format", "csv", "--columns", "speedup", *smallest)
    assert out.split() == ["speedup", "1.0", "2.0", "4.0"]


def test_the_reading_is_written_once(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, said = run(capsys, "explain", ".", "--write")
    assert said == "runcmp: runcmp.toml: written; every command follows what you change there\n"
    text = Path("runcmp.toml").read_text()
    _, said = run(capsys, "explain", "a.csv", "--write", status=2)
    assert said == "runcmp: runcmp.toml: is there already; mend it, or move it away first\n"
    assert Path("runcmp.toml").read_text() == text
    (data / "new").mkdir()
    _, said = run(capsys, "explain", "a.csv", "new", "--write", status=2)
    assert "--write takes files of one folder" in said
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(TABLE.encode())))
    _, said = run(capsys, "explain", "-", "--write", status=2)
    assert "standard input is in no folder" in said
