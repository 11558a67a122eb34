"""A column of truth values is spelled alike in tables, headings, names and choices."""

from pathlib import Path

import pytest

from tui.cli import main

RUNS = "gpus,fused,throughput\n1,true,100\n2,true,190\n1,false,80\n2,false,150\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("show", "--columns", "fused,value"), "true     100"),
        (("show", "--where", "fused = true"), "fused true"),
        (("show", "--pivot", "fused"), "devices  false  true"),
        (("scaling", "--summary"), "fused true "),
        (("diff", "--on", "fused=false,true"), "fused: false → true"),
    ],
)
def test_it_is_true_or_false_wherever_it_stands(
    arguments: tuple[str, ...],
    says: str,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    path = tmp_path / "fused.csv"
    path.write_text(RUNS)
    command, *options = arguments
    assert main([command, str(path), *options]) == 0
    assert says in capfd.readouterr().out
