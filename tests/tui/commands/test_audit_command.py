"""``runcmp audit``: what it prints, in which forms, and when it fails."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.analysis.audit.audit_documents import table
from tui.cli import main

HEAD = "GPUs Runtime_(s) Speedup"
RIGHT = table(HEAD, "1 100 1", "2 52 1.92", "4 27.5 3.64", "8 15.2 6.58")
WRONG = table(HEAD, "1 100 1", "2 52 1.92", "4 27.5 3.84", "8 15.2 6.58")


@pytest.fixture
def document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A document with one error, named by its file name alone."""
    monkeypatch.chdir(tmp_path)
    path = Path("paper.md")
    path.write_text(WRONG)
    return path


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert main(["audit", *arguments]) == status
    return capsys.readouterr().out


SENTENCE = "stated speedup 3.84, but 27.5 s vs. 100 s (line 3) gives 3.6364"


def test_text_is_grouped_by_severity_and_file(
    document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = printed(capsys, str(document)).splitlines()
    assert lines == [
        "1 error",
        "",
        "errors (1)",
        "",
        "paper.md (1)",
        f"             5  stated speedup inconsistent: {SENTENCE}",
    ]


def test_several_files_and_severities(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("more.md").write_text(WRONG.replace("2 | 52", "2 | 45").replace("1.92", "2.22"))
    text = printed(capsys, "more.md", str(document))
    heads = [line for line in text.splitlines() if line and not line.startswith(" ")]
    assert heads == [
        "2 errors · 1 suspect",
        "errors (2)",
        "more.md (1)",
        "paper.md (1)",
        "suspects (1)",
        "more.md (1)",
    ]
    suspects = printed(capsys, "more.md", "--severity", "suspect")
    assert "1 error (not shown) · 1 suspect" in suspects
    assert "superlinear" in suspects
    assert "does not follow" not in suspects


def test_a_condition_chooses_documents_and_not_their_rows(
    document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("other.md").write_text(table(HEAD, "1 100 1", "2 52 2.92"))
    text = printed(capsys, "other.md", str(document), "--where", "devices = 4")
    # The row on one device, which does not meet it, is what the speedup is relative to.
    assert SENTENCE in text
    assert "other.md" not in text
    assert main(["audit", str(document), "--where", "devices = 3"]) == 2
    assert "no runs match --where 'devices = 3'" in capsys.readouterr().err


def test_data_has_the_documented_columns(
    document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = {
        "severity": "error",
        "kind": "stated speedup inconsistent",
        "source": "paper.md",
        "line": "5",
        "what": SENTENCE,
        "stated": "3.84",
        "recomputed": "3.636363636",
    }
    assert json.loads(printed(capsys, str(document), "--format", "json")) == [expected]
    assert json.loads(printed(capsys, str(document), "--format", "jsonl")) == expected
    rows = csv.DictReader(io.StringIO(printed(capsys, str(document), "--format", "csv")))
    assert list(rows) == [expected]


def test_markdown_is_one_table(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = printed(capsys, str(document), "--format", "md").splitlines()[2:]
    assert rows == [
        "| severity | place | kind | what |",
        "| --- | --- | --- | --- |",
        f"| error | paper.md:5 | stated speedup inconsistent | {SENTENCE} |",
    ]


def test_a_gate_names_what_closes_it(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", str(document), "--fail-on", "error"]) == 1
    told = capsys.readouterr().err
    assert told == f"runcmp: error: paper.md:5: stated speedup inconsistent: {SENTENCE}\n"
    assert main(["audit", str(document), "--fail-on", "suspect,gap"]) == 0
    document.write_text(RIGHT)
    assert main(["audit", str(document), "--fail-on", "all"]) == 0
    assert capsys.readouterr().err == ""


def test_nothing_found_is_said(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document.write_text(RIGHT)
    assert printed(capsys, str(document)) == "nothing found\n"


def test_style_is_told_on_request(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cut = RIGHT.replace("27.5", "27.50").replace("100", "100.00").replace("3.64", "3.63")
    document.write_text(cut)
    assert printed(capsys, str(document)) == "1 style (not shown)\n"
    assert "cut off, not rounded" in printed(capsys, str(document), "--severity", "all")


def test_ascii_where_the_terminal_has_no_more(
    document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = printed(capsys, str(document), "--glyphs", "ascii", "--severity", "all")
    assert text.isascii()


def test_bad_usage(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["audit", str(document), "--severity", "errors"])
    assert "'errors' is not a severity; available: error, suspect" in capsys.readouterr().err
    assert main(["audit", "nowhere.md"]) == 2
    assert main(["audit", str(document), "-o", str(document)]) == 2
    assert document.read_text() == WRONG
