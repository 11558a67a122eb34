"""``explain``: what it says, in which order, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.cli import main

STRONG = "code,cores,time (s),job\ncg,1,100,4411\ncg,2,52,4412\ncg,4,28,4417\ncg,4,27,4420\n"
FLAT = "code,cores,time (s)\ncg,1,100\ncg,2,101\ncg,4,102\n"
WEAK = "scaling,cores,time (s)\nweak,1,100\nweak,2,101\nweak,4,102\n"


def explained(capsys: pytest.CaptureFixture[str], *paths: Path, status: int = 0) -> str:
    assert main(["explain", *map(str, paths)]) == status
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out


def written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def fact(text: str, label: str) -> str:
    """Return what is said under ``label``, in one line."""
    lines = text.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"  {label}  "))
    said = [lines[start].removeprefix(f"  {label}").strip()]
    for line in lines[start + 1 :]:
        if not line.startswith(" " * 14):
            break
        said.append(line.strip())
    return " ".join(said)


def test_layouts_that_tell_series_apart_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [f"{n},{8 // t},{t},{90 / n + t}" for t in (1, 2, 4) for n in (1, 2, 4)]
    text = "\n".join(["nodes,ranks_per_node,threads,seconds", *rows])
    told = explained(capsys, written(tmp_path / "hybrid.csv", text))
    assert fact(told, "apart by") == "threads, ranks_per_node"


def test_a_file_is_told_in_a_few_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = explained(capsys, file := written(tmp_path / "a.csv", STRONG))
    # A folder may have a name so long that the title is wrapped.
    assert " ".join(out.split()).startswith(f"{file}: delimited text, 4 runs ")
    assert fact(out, "scale") == "counted in cores; cores"
    assert fact(out, "measured").endswith("shown first: runtime, lower is better")
    assert fact(out, "apart by") == "code → benchmark"
    assert fact(out, "repeats").endswith("3 configurations, 1 to 2 values each")
    assert fact(out, "scaling").startswith("strong, assumed")
    assert fact(out, "not used").startswith("job (")


def test_it_says_why_an_efficiency_is_withheld(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = explained(capsys, written(tmp_path / "a.csv", FLAT))
    assert "--scaling weak or --scaling strong decides" in fact(out, "scaling")


def test_it_says_that_the_source_names_weak_scaling(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = explained(capsys, written(tmp_path / "a.csv", WEAK))
    assert fact(out, "scaling") == "weak: stated"


def test_what_needs_a_look_comes_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = written(tmp_path / "good.csv", WEAK)
    doubtful = written(tmp_path / "doubtful.csv", FLAT)
    unread = written(tmp_path / "unread.txt", "hello\n")
    missing = tmp_path / "missing.csv"
    out = explained(capsys, good, doubtful, unread, missing)
    titles = [line for line in out.splitlines() if line.startswith(str(tmp_path))]
    names = [title.removeprefix(f"{tmp_path}/").partition(":")[0] for title in titles]
    assert names == ["missing.csv", "unread.txt", "doubtful.csv", "good.csv"]


def test_each_table_of_a_document_has_its_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = "| nodes | time (s) |\n|---|---|\n| 1 | 3 |\n| 2 | 2 |\n"
    path = written(tmp_path / "a.md", f"## CG\n\n{table}\n## MG\n\n{table}")
    out = explained(capsys, path)
    assert f"{path}: markdown, 4 runs in 2 tables " in " ".join(out.split())
    assert f"\n{path}:3\n" in out
    assert f"\n{path}:10\n" in out


def table(caption: str, *rows: tuple[int, float]) -> str:
    lines = "".join(f"| {nodes} | {time} |\n" for nodes, time in rows)
    return f"{caption}\n\n| nodes | time (s) |\n|---|---|\n{lines}\n"


def test_it_says_what_tells_tables_of_one_document_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = table("On LUMI", (1, 100), (2, 52)) + table("On Mahti", (1, 140), (2, 75))
    out = explained(capsys, written(tmp_path / "a.md", text))
    assert "case 'On LUMI', as other tables have other values" in out
    assert "case 'On Mahti', as other tables have other values" in out


def test_it_says_that_a_table_sums_up_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runs = table("x", (1, 9), (1, 10), (1, 12), (2, 5), (2, 6), (2, 7))
    text = table("x", (1, 10), (2, 6)) + runs
    out = explained(capsys, written(tmp_path / "a.md", text))
    assert fact(out, "rows").endswith("they sum up the runs of another table")


def test_nothing_readable_ends_like_bad_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = explained(capsys, written(tmp_path / "a.txt", "hello\n"), status=2)
    assert "a.txt: not read" in out
    assert "not recognised" in fact(out, "reason")


def test_ascii_terminals_get_no_arrows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(written(tmp_path / "a.csv", STRONG)), "--glyphs", "ascii"]) == 0
    assert capsys.readouterr().out.isascii()
