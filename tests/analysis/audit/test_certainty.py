"""An error says that a document contradicts itself, whichever way it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.audit.all_checks import audit
from parsers import load

CLAIMS = ("stated speedup inconsistent", "stated efficiency inconsistent")
DOUBTED = ("speedup of another baseline", "efficiency of another baseline")


def found(path: Path, text: str) -> list[tuple[str, str, int]]:
    path.write_text(text)
    loaded = load([str(path)])
    findings = audit(loaded.records, loaded.notes).of(("error", "suspect")).findings
    rows = findings.select("severity", "kind", "lines").iter_rows()
    return [
        (severity, kind, lines[0]) for severity, kind, lines in rows if kind in CLAIMS + DOUBTED
    ]


def table(rows: str, heading: str = "Mode | Ranks | Time (s) | Speedup | Efficiency") -> str:
    return f"| {heading} |\n|{'---|' * (heading.count('|') + 1)}\n{rows}"


def test_one_claim_that_departs_from_the_others_is_certain(tmp_path: Path) -> None:
    rows = (
        "| a | 1 | 100 | 1.00 | 100% |\n| a | 2 | 52 | 1.92 | 96% |\n"
        "| a | 4 | 28 | 2.57 | 89% |\n| a | 8 | 16 | 6.25 | 78% |\n"
    )
    assert found(tmp_path / "t.md", table(rows)) == [("error", CLAIMS[0], 5)]


EXPLAINED = {
    "all of one mode over a time that is not shown, one of them nearly right": (
        "| seq | 1 | 1.0635 | 1.00 | 100% |\n| task | 2 | 0.3328 | 3.20 | 160% |\n"
        "| pipe | 2 | 0.3243 | 3.30 | 165% |\n| task | 4 | 0.2710 | 3.92 | 98% |\n"
        "| pipe | 4 | 0.2711 | 3.94 | 99% |\n"
    ),
    "speedup and efficiency agree with each other, not with the time": (
        "| a | 1 | 100 | 1.00 | 100% |\n| a | 2 | 52 | 1.92 | 96% |\n"
        "| a | 4 | 28 | 2.84 | 71% |\n| a | 8 | 16 | 6.25 | 78% |\n"
    ),
}


EXPLAINED["one over another row of its series, to three digits"] = (
    "| a | 1 | 812.4 | 1.00 | |\n| a | 2 | 421.7 | 1.93 | |\n| a | 4 | 219.3 | 3.70 | |\n"
    "| a | 8 | 118.6 | 6.85 | |\n| a | 16 | 68.9 | 6.12 | |\n"
)


@pytest.mark.parametrize("written", EXPLAINED)
def test_what_another_reading_explains_is_suspect_at_most(written: str, tmp_path: Path) -> None:
    assert {severity for severity, *_ in found(tmp_path / "t.md", table(EXPLAINED[written]))} == {
        "suspect"
    }


@pytest.mark.parametrize(
    ("more", "severity"),
    [("", "suspect"), ("| a | 16 | 9.1 | 10.99 | 69% |\n", "error")],
    ids=["two for one", "three for one"],
)
def test_three_claims_that_follow_outweigh_what_explains_a_fourth(
    more: str, severity: str, tmp_path: Path
) -> None:
    """A wrong time is as little right because speedup and efficiency are both of the right one."""
    rows = EXPLAINED["speedup and efficiency agree with each other, not with the time"] + more
    found_in = found(tmp_path / "t.md", table(rows))
    assert {each for each, kind, _ in found_in if "speedup" in kind} == {severity}


def test_one_claim_against_one_is_suspect_at_most(tmp_path: Path) -> None:
    rows = "| a | 1 | 100 | 1.00 |\n| a | 2 | 52 | 1.92 |\n| a | 4 | 28 | 2.57 |\n"
    text = table(rows, "Mode | Ranks | Time (s) | Speedup")
    assert found(tmp_path / "t.md", text) == [("suspect", DOUBTED[0], 5)]


def test_no_speedup_is_computed_from_an_accuracy(tmp_path: Path) -> None:
    heading = "Ranks | Nodes | Speedup | Efficiency | Accuracy"
    rows = "| 1 | 1 | 1.00x | 100% | 99% |\n| 2 | 2 | 2.08x | 104% | 99% |\n"
    rows += "| 4 | 2 | 3.17x | 79% | 97% |\n| 8 | 2 | 4.17x | 52% | 95% |\n"
    assert found(tmp_path / "t.md", table(rows, heading)) == []


def test_what_a_table_above_begins_with_explains_a_claim(tmp_path: Path) -> None:
    above = table("| b | 1 | 71.4 | 1.00 | 100% |\n| b | 2 | 37.2 | 1.92 | 96% |\n")
    rows = (
        "| a | 1 | 100 | 1.00 | 100% |\n| a | 2 | 52 | 1.92 | 96% |\n"
        "| a | 4 | 28 | 2.55 | 89% |\n| a | 8 | 16 | 6.25 | 78% |\n"
    )
    text = f"## b\n\n{above}\n## a\n\n{table(rows)}"
    assert [severity for severity, *_ in found(tmp_path / "t.md", text)] == ["suspect"]


def test_an_efficiency_that_nothing_can_be_computed_for_confirms_nothing(tmp_path: Path) -> None:
    """The speedups are of times that are in no column here; the skew is near 1 in all rows."""
    heading = "pieces | skew | Speedup | Efficiency"
    rows = (
        "| 1 | 1.00× | 1.00 | 100% |\n| 2 | 1.01× | 1.40 | 30% |\n| 4 | 1.03× | 1.68 | 20% |\n"
        "| 8 | 1.04× | 2.61 | 10% |\n"
    )
    assert not [each for each in found(tmp_path / "t.md", table(rows, heading)) if "error" in each]
