"""An archive that is too large for one audit is audited system by system."""

from __future__ import annotations

from pathlib import Path

import pytest

import parsers.memory as memory
from parsers.archive.answer_portions import conditions_by_system
from tests.parsers.archive.lakes import ingested
from tui.cli import main

HEADER = "benchmark,system,started,nodes,runtime (s)"


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    """Return an archive of three systems, of which two stand in one file."""
    (tmp_path / "runs").mkdir()
    for name, systems in {"one": "a", "both": "bc", "its": ("it's",)}.items():
        lines = [HEADER]
        for night in range(12):
            value = 90 if night == 7 else 10 + night / 100
            day = f"2025-03-{1 + night:02d}T10:00:00"
            lines += [f"solve,{each},{day},1,{value * ord(each[0])}" for each in systems]
        (tmp_path / "runs" / f"{name}.csv").write_text("\n".join(lines) + "\n")
    ingested(tmp_path / "lake", tmp_path / "runs")
    return tmp_path / "lake"


def test_systems_of_one_file_come_together(lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert conditions_by_system(lake) == []
    monkeypatch.setattr(memory, "allowed", [20_000])
    conditions = {frozenset(each.split(" or ")) for each in conditions_by_system(lake)}
    assert conditions == {
        frozenset({"system = 'a'"}),
        frozenset({"system = 'b'", "system = 'c'"}),
        frozenset({"system = 'it''s'"}),
    }


def test_what_is_found_is_the_same(
    lake: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["audit", str(lake), "--severity", "all"]) == 0
    whole = capsys.readouterr()
    assert whole.out.count("other 11 repeats") == 4
    monkeypatch.setattr(memory, "allowed", [20_000])
    assert main(["audit", str(lake), "--severity", "all"]) == 0
    parts = capsys.readouterr()
    assert parts.out == whole.out
    assert "audited system by system" in parts.err
    assert "not looked at" in parts.err


def test_one_system_that_does_not_fit_is_refused(
    lake: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "allowed", [9_000])
    assert main(["audit", str(lake), "--severity", "all"]) == 2
    assert "an answer may take 9 KB" in capsys.readouterr().err


def test_a_gate_that_saw_only_parts_has_no_answer(
    lake: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["audit", str(lake), "--fail-on", "error"]) == 0
    monkeypatch.setattr(memory, "allowed", [20_000])
    assert main(["audit", str(lake), "--fail-on", "error"]) == 2
    assert "--where \"system = 'NAME'\"" in capsys.readouterr().err
    assert main(["audit", str(lake), "--fail-on", "error,suspect"]) == 1
    assert main(["audit", str(lake), "--fail-on", "error", "--where", "system = 'a'"]) == 0
