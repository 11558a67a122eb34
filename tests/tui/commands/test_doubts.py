"""What looks wrong is said above the table, or on stderr beside data."""

from __future__ import annotations

from pathlib import Path

from tests.tui.commands.test_cli import runcmp

DOUBTFUL = "nodes,time (s)\n1,2410\n2,610\n4,160\n"
SOUND = "nodes,time (s)\n1,2410\n2,1262\n4,680\n"


def written(tmp_path: Path, text: str) -> str:
    path = tmp_path / "runs.csv"
    path.write_text(text)
    return str(path)


def test_a_doubt_is_told_above_the_table_and_marks_its_numbers(tmp_path: Path) -> None:
    lines = runcmp("show", written(tmp_path, DOUBTFUL)).stdout.splitlines()
    (said,) = [place for place, line in enumerate(lines) if line.startswith("? 2 of 2")]
    (title,) = [place for place, line in enumerate(lines) if line.startswith("nodes ")]
    assert said < title
    assert [line.count("%?") for line in lines[title + 1 :] if " %" in line] == [1, 1]


def test_data_have_a_column_and_a_line_on_stderr(tmp_path: Path) -> None:
    done = runcmp("show", written(tmp_path, DOUBTFUL), "--format", "csv")
    assert done.stdout.splitlines()[0].split(",")[-1] == "doubt"
    assert [line.split(",")[-1] for line in done.stdout.splitlines()[2:]] == ["too efficient"] * 2
    assert "above 115 %" in done.stderr


def test_sound_tables_say_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, SOUND)
    done = runcmp("show", path, "--format", "csv")
    assert done.stderr == ""
    assert "doubt" not in done.stdout
    assert "?" not in runcmp("show", path).stdout
