"""The lines of sources, and where rows were read from."""

from __future__ import annotations

import gzip
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.runs import Choice, runs
from tests.make import records
from tui.formatting.glyphs import ASCII, BRAILLE
from tui.views import source_text
from tui.views.audit.finding import finding_lines
from tui.views.runs import places
from tui.views.runs.places import SourcePlace, spans
from tui.views.source_text import NumberedLines, SourceText, Unreadable, read

TEXT = "one\r\ntwo\x1b[31m\u2028still two\nthree"


@pytest.mark.parametrize("packed", ["plain", "gzip", "utf-16", "bom"])
def test_lines_are_numbered_as_readers_count_them(tmp_path: Path, packed: str) -> None:
    file = tmp_path / "a.txt"
    encoded = {
        "plain": TEXT.encode(),
        "gzip": gzip.compress(TEXT.encode()),
        "utf-16": TEXT.encode("utf-16"),
        "bom": TEXT.encode("utf-8-sig"),
    }
    file.write_bytes(encoded[packed])
    text = read(str(file))
    assert (text[1], text[3], text[4], text[0]) == ("one", "three", None, None)
    assert text[2] == "two\u241b[31m<U+2028>still two"


def test_the_lines_of_a_file_in_an_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "r.zip", "w") as archive:
        archive.writestr("out/a.csv", "nodes,seconds\n1,10\n")
    assert read(str(tmp_path / "r.zip" / "out" / "a.csv"))[2] == "1,10"
    with pytest.raises(Unreadable, match="No such file"):
        read(str(tmp_path / "r.zip" / "out" / "b.csv"))


def test_of_a_long_source_the_lines_around_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_text, "LONGEST", 10)
    file = tmp_path / "a.txt"
    file.write_text("".join(f"line {number}\n" for number in range(1, 101)))
    assert (read(str(file)).first, read(str(file)).last) == (1, 10)
    text = read(str(file), 60)
    assert text[60] == "line 60"
    assert (text.first, text.last) == (55, 64)


@pytest.mark.parametrize("kind", ["missing", "binary", "folder", "pipe", "damaged"])
def test_what_cannot_be_shown_says_why(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "a.txt"
    if kind == "binary":
        file.write_bytes(b"PAR1\0\0")
    elif kind == "folder":
        file.mkdir()
    elif kind == "pipe":
        os.mkfifo(file)
    elif kind == "damaged":
        file.write_bytes(gzip.compress(TEXT.encode())[:-12])
    with pytest.raises(Unreadable, match=r"a\.txt: ."):
        read(str(file))


def test_lines_are_made_as_they_are_shown() -> None:
    lines = NumberedLines(SourceText(8, ("short", "longer than this", "µ")), {9}, 12, ASCII)
    assert len(lines) == 3
    assert [line.plain for line in lines[:]] == [" 8  short", " 9  longer ~", "10  u"]
    assert "reverse" in str(lines[1].spans) and "reverse" not in str(lines[0].spans)
    assert lines[-1].plain == "10  u"


@pytest.mark.parametrize(
    ("line", "width", "skipped"),
    [
        ("a row of 40.5 and no more", 60, 0),
        (f"{'x' * 70} | 40.5 |", 60, 22),
        (f"{'x' * 70} | 40.5 | {'y' * 200}", 60, 49),
    ],
    ids=["fits", "a little too long", "far too long"],
)
def test_a_line_is_moved_no_further_than_its_end(line: str, width: int, skipped: int) -> None:
    lines = NumberedLines(SourceText(1, (line,)), {1}, width, ASCII, {1: 40.5})
    assert lines.out_of_sight(1) == skipped
    moved = NumberedLines(SourceText(1, (line,)), {1}, width, ASCII, {1: 40.5}, skipped)
    assert "40.5" in moved[0].plain


@given(st.sets(st.integers(1, 60), min_size=1))
def test_spans_name_every_line_once(lines: set[int]) -> None:
    told, _, more = spans(sorted(lines)).partition(" +")
    ends = [[int(end) for end in part.split("-")] for part in told.split(",")]
    named = [line for part in ends for line in range(part[0], part[-1] + 1)]
    assert named == sorted(lines)[: len(named)]
    assert bool(more) == (len(named) < len(lines))


def test_a_row_is_read_from_its_repeats_and_their_steps() -> None:
    given = records(
        {"devices": 1, "value": 10.0, "progress_lines": [11, 12]},
        {"devices": 1, "value": 12.0},
        {"devices": 1, "value": 12.0, "source": "other.csv", "line": None},
        {"devices": 2, "value": 20.0},
    )
    table = runs(given, Choice())
    first, second = table.table.to_dicts()
    assert places.begin_at(places.row_records(first, table)) == [
        SourcePlace("bench.csv", (1, 2)),
        SourcePlace("other.csv", ()),
    ]
    assert places.read_from(places.row_records(first, table))[0].lines == (1, 2, 11, 12)
    assert places.begin_at(places.baseline_records(second, table))[0].lines == (1, 2)
    assert [str(each) for each in places.begin_at(given)] == ["bench.csv:1-2,4", "other.csv"]


def test_a_row_without_a_speed_up_has_no_baseline() -> None:
    table = runs(records({"value": 1.0}), Choice())
    assert places.baseline_records(table.table.row(0, named=True), table).is_empty()


FINDING = {
    "severity": "error",
    "kind": "some kind",
    "source": "a.txt",
    "line": "3,40",
    "what": "a sentence of some words about 5 × 4",
    "stated": "1",
    "recomputed": None,
    "lines": [3, 40],
}
SOURCE = SourceText(1, tuple(f"text {number}" for number in range(1, 51)))


@pytest.mark.parametrize("height", [-1, 0])
def test_a_finding_without_room_is_not_told(height: int) -> None:
    assert finding(60, height) == []


def finding(width: int, height: int, source: SourceText | None = SOURCE) -> list[str]:
    lines = finding_lines(FINDING, lambda *_: source, width, height, BRAILLE)
    return [line.plain for line in lines]


def test_a_finding_is_told_with_its_lines_and_their_neighbours() -> None:
    assert finding(60, 20) == [
        "! some kind: a sentence of some words about 5 × 4",
        "stated 1   a.txt:3,40",
        "",
        *(f"{number:>2}  text {number}" for number in range(1, 7)),
        " :",
        *(f"{number}  text {number}" for number in range(37, 44)),
    ]


def test_where_there_is_less_room_neighbours_go_then_lines() -> None:
    assert finding(60, 6)[3:] == [" 3  text 3", " :", "40  text 40"]
    assert finding(60, 5)[3:] == [" 3  text 3", "and 1 more line; enter shows all"]
    assert len(finding(60, 3)) == 2


@pytest.mark.parametrize("height", range(1, 12))
@pytest.mark.parametrize("width", [20, 30, 80])
def test_a_finding_stays_within_its_panel_and_says_what_is_cut(width: int, height: int) -> None:
    lines = finding(width, height)
    assert len(lines) <= height
    assert max(map(len, lines)) <= width
    whole = " ".join(line.strip() for line in lines)
    assert "about 5 × 4" in whole or "…" in whole


def test_a_source_that_is_gone_leaves_the_sentence() -> None:
    assert len(finding(80, 20, None)) == 2
