"""What a comparison does where a heading counts per node in one input, and in total in the next."""

from __future__ import annotations

from pathlib import Path

import pytest

import runcmp
from parsers import load

PER_NODE = "nodes,ranks,time_s\n1,8,400\n2,8,210\n4,8,110\n"
TOTAL = "nodes,ranks,time_s\n1,8,390\n2,16,205\n4,32,111\n"
OPEN = "nodes,ranks,time_s\n2,8,300\n"
ON_ONE = "nodes,ranks,time_s\n1,8,390\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    texts = {"each": PER_NODE, "total": TOTAL, "open": OPEN, "one": ON_ONE}
    for name, text in texts.items():
        Path(f"{name}.csv").write_text(text)
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("base", "new"), [("each", "open"), ("open", "each")])
def test_what_is_left_open_is_read_as_on_the_other_side(base: str, new: str) -> None:
    sides = runcmp.load(f"{base}.csv"), runcmp.load(f"{new}.csv")
    with pytest.warns(runcmp.ResultsWarning) as warned:
        table = sides[0].diff(sides[1])
    said = [str(each.message) for each in warned]
    start = "`ranks` of open.csv read as ranks per node, as in each.csv; --read"
    assert [text.startswith(start) for text in said] == [True]
    pair = table.drop_nulls("delta")
    assert pair.select("nodes", "ranks").rows() == [(2, 16)]


@pytest.mark.usefixtures("folder")
def test_what_the_rows_of_both_decide_is_said(recwarn: pytest.WarningsRecorder) -> None:
    each, total, one = (runcmp.load(f"{name}.csv") for name in ("each", "total", "one"))
    assert each.diff(total, one)["delta"].count() == 4
    (warned,) = recwarn
    assert str(warned.message).startswith(
        "`ranks` read as ranks per node in each.csv and as ranks in all in total.csv"
    )


@pytest.mark.usefixtures("folder")
def test_inputs_that_are_opened_together_are_told_apart() -> None:
    def said(*names: str) -> list[str]:
        notes = load([f"{name}.csv" for name in names]).notes
        return [note.source for note in notes if "in all in" in note.text]

    assert said("each", "total", "open", "one") == ["total.csv", "open.csv"]
    assert not said("total", "open", "one")
