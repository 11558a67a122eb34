"""Counts in the first row, said to be such by the text above, beside any corner and any rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from runcmp import load

pytestmark = pytest.mark.filterwarnings("ignore::runcmp.ResultsWarning")

CORNERS = {
    "grid": ("512x512", "1024x1024"),
    "molecules": ("1000", "4000"),
    "compiler": ("gcc", "icc"),
    "size": ("64", "128"),
    "problem": ("small", "large"),
}
ABOVE = "Wall time in seconds for different numbers of threads"
TIMES = (("100", "52", "28", "15.5"), ("437", "230", "125", "69.1"))
EXPECTED = [1.0, 0.962, 0.893, 0.806, 1.0, 0.95, 0.874, 0.791]


def _lines(corner: str) -> list[list[str]]:
    named = zip(CORNERS[corner], TIMES, strict=True)
    return [[corner, "1", "2", "4", "8"], *([name, *times] for name, times in named)]


def _aligned(rows: list[list[str]]) -> list[str]:
    return ["  ".join(f"{cell:<9}" for cell in row).rstrip() for row in rows]


def _csv(rows: list[list[str]]) -> str:
    return f"# {ABOVE}\n" + "".join(",".join(row) + "\n" for row in rows)


def _text(rows: list[list[str]]) -> str:
    return "\n".join([ABOVE, "", *_aligned(rows)]) + "\n"


def _ruled(rows: list[list[str]]) -> str:
    first, *others = _aligned(rows)
    strokes = "  ".join("-" * 9 for _ in rows[0])
    remark = "I/O was switched off."
    return "\n".join([ABOVE, "=" * len(ABOVE), "", remark, "", first, strokes, *others]) + "\n"


def _html(rows: list[list[str]]) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<p>{ABOVE}</p><table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


@pytest.mark.parametrize("corner", CORNERS)
@pytest.mark.parametrize(
    ("name", "written"),
    [("a.csv", _csv), ("a.txt", _text), ("ruled.txt", _ruled), ("a.html", _html)],
)
def test_efficiencies_are_those_of_the_counts(
    tmp_path: Path, corner: str, name: str, written: object
) -> None:
    assert callable(written)
    path = tmp_path / name
    path.write_text(written(_lines(corner)))
    found = load(str(path)).configurations()["efficiency"].to_list()
    assert sorted(found) == pytest.approx(sorted(EXPECTED), abs=0.0006)


def test_an_empty_corner_heads_names(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(_csv(_lines("compiler")).replace("compiler", ""))
    assert load(str(path)).configurations()["efficiency"].count() == 8


@pytest.mark.parametrize(
    "headings",
    [
        "case A sec,case A Speedup,case B sec,case B Speedup",
        "time (s) (baseline),S (baseline),time (s) (optimized),S (optimized)",
    ],
)
def test_codes_with_claims_of_their_own_are_two_series(tmp_path: Path, headings: str) -> None:
    rows = ("1,100,1.00,400,1.00", "2,52,1.92,210,1.90", "4,28,3.57,115,3.48")
    path = tmp_path / "a.csv"
    path.write_text("\n".join([f"threads,{headings}", *rows]) + "\n")
    found = load(str(path)).configurations()
    assert sorted(found["efficiency"]) == pytest.approx(
        sorted([1, 0.9615, 0.8929, 1, 0.9524, 0.8696]), abs=1e-4
    )
