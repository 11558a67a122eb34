"""What a file says is text in a Markdown report, in headings too."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import load
from tui.cli import main


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("_a_", r"\_a\_"),
        ("__a__", r"\_\_a\_\_"),
        ("~~a~~", r"\~\~a\~\~"),
        ("$x^2$", r"\$x^2\$"),
        ("&lt;b&gt;", r"\&lt;b\&gt;"),
        ("R&D", "R&D"),
        ("batch_size", "batch_size"),
        ("<b>", r"\<b>"),
        ("[a](b)", r"\[a](b)"),
    ],
)
def test_markup_from_a_file_is_text(
    name: str,
    written: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path
    monkeypatch.chdir(folder)
    (folder / "a.csv").write_text(f"benchmark,GPUs,seconds\n{name},1,10\n{name},2,6\n")
    assert load(["a.csv"]).records["benchmark"].to_list() == [name, name]
    main(["show", "a.csv", "--format", "md"])
    shown = capsys.readouterr().out
    assert f"benchmark {written}" in shown or f"| {written} |" in shown
    main(["show", "a.csv", "--format", "md", "--columns", "benchmark,value"])
    assert f"| {written} |" in capsys.readouterr().out


@pytest.mark.parametrize("cell", ["=1+1", "+a", "-a", "@a"])
def test_a_csv_cell_is_left_as_it_is(
    cell: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"benchmark,GPUs,seconds\n{cell},1,10\n{cell},2,6\n")
    main(["show", str(file), "--format", "csv", "--columns", "benchmark,value"])
    assert capsys.readouterr().out.splitlines()[1].startswith(f"{cell},")
