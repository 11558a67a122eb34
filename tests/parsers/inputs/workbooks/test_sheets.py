"""Workbooks: each sheet is the CSV of what its cells hold and their formats say."""

from __future__ import annotations

import zipfile
from math import inf
from pathlib import Path
from xml.sax.saxutils import escape

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parsers import load
from parsers.inputs.unpacking import unpack
from parsers.inputs.workbooks.number_formats import Kind, NumberFormat, built_in, format_of, written
from parsers.inputs.workbooks.sheets import sheets_as_text

BOOKS = Path(__file__).parents[3] / "data" / "workbooks"

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
_STYLES = (
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0&quot; ms&quot;"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="14"/><xf numFmtId="46"/>'
    '<xf numFmtId="164"/></cellXfs></styleSheet>'
)


def xlsx(path: Path, **sheets: str) -> Path:
    """A workbook by its sheets' XML."""
    names = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" id="r{n}"/>' for n, name in enumerate(sheets)
    ).replace(' id="', ' r:id="')
    targets = "".join(
        f'<Relationship Id="r{n}" Target="worksheets/{n}.xml"/>' for n in range(len(sheets))
    )
    parts = {
        "xl/workbook.xml": f'<workbook xmlns:r="urn:r"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{targets}</Relationships>",
        "xl/styles.xml": _STYLES,
        "xl/sharedStrings.xml": "<sst><si><t>nodes</t></si>"
        "<si><r><t>sec</t></r><r><t>onds</t></r><rPh><t>spoken</t></rPh></si></sst>",
    }
    for n, rows in enumerate(sheets.values()):
        whole = rows if rows.startswith("<?xml") else f"<worksheet>{rows}</worksheet>"
        parts[f"xl/worksheets/{n}.xml"] = whole
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def ods(path: Path, rows: str) -> Path:
    spaces = " ".join(f'xmlns:{each}="{_OFFICE}{each}:1.0"' for each in ("table", "office", "text"))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "content.xml", f'<o {spaces}><table:table table:name="Runs">{rows}</table:table></o>'
        )
    return path


def text(path: Path) -> str:
    ((_, content),) = sheets_as_text(str(path))
    return content.decode()


@pytest.mark.parametrize(
    ("name", "efficiencies"),
    [
        # What an expert reads in what three programs wrote.
        ("openpyxl.xlsx", {"A": [1.0, 0.975, 0.925], "B": [1.0, 0.975, 0.925]}),
        ("odfpy.ods", {"odfpy": [1.0, 80 / 21 / 4, 80 / 6.5 / 16]}),
    ],
)
def test_a_workbook_is_read_like_the_csv_of_its_sheets(
    name: str, efficiencies: dict[str, list[float]]
) -> None:
    import runcmp

    shown = runcmp.load(BOOKS / name).configurations()
    for benchmark, expected in efficiencies.items():
        rows = shown.filter(pl.col("benchmark") == benchmark)
        assert rows["efficiency"].to_list() == pytest.approx(expected)


def test_a_hidden_sheet_is_left_out_and_lines_are_the_rows_of_a_sheet() -> None:
    records = load([str(BOOKS / "openpyxl.xlsx")]).records
    assert "hid" not in records["benchmark"].to_list()
    first = records.filter(metric="runtime").row(0, named=True)
    assert first["source"].endswith("openpyxl.xlsx/Strong scaling.csv")
    assert (first["line"], first["value"], first["stated_efficiency"]) == (4, 100.5, 1.0)


def test_cells_hold_what_their_kind_and_format_say(tmp_path: Path) -> None:
    rows = (
        '<sheetData><row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row>'
        '<row r="4"><c r="A4" s="1"><v>0.9375</v></c><c r="B4" s="2"><v>45599</v></c>'
        '<c r="C4" s="3"><v>1.0414120370370371</v></c><c r="D4" s="4"><v>12.5</v></c></row>'
        '<row><c><v>0.30000000000000004</v></c><c t="b"><v>1</v></c><c t="e"><v>#DIV/0!</v></c>'
        '<c t="inlineStr"><is><t>a,\nb</t></is></c><c><f>A1</f></c></row></sheetData>'
    )
    assert text(xlsx(tmp_path / "a.xlsx", Runs=rows)) == (
        '\n,nodes,seconds,,\n\n93.75%,2024-11-03,24:59:38,12.5 ms,\n0.3,TRUE,#DIV/0!,"a, b",#N/A\n'
    )


def test_merged_cells_are_said_in_each_row(tmp_path: Path) -> None:
    rows = (
        '<sheetData><row r="1"><c r="A1" t="str"><v>A</v></c><c r="B1"><v>1</v></c></row>'
        '<row r="2"><c r="B2"><v>2</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>'
    )
    assert text(xlsx(tmp_path / "a.xlsx", Runs=rows)) == "A,1\nA,2\n"
    rows = (
        '<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>A</text:p>'
        "</table:table-cell><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row>"
        "<table:table-row><table:covered-table-cell/><table:table-cell><text:p>2</text:p>"
        "</table:table-cell></table:table-row>"
    )
    assert text(ods(tmp_path / "a.ods", rows)) == "A,1\nA,2\n"


def test_an_opendocument_repeats_cells_and_says_their_values(tmp_path: Path) -> None:
    rows = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        '<table:table-row table:number-rows-repeated="2">'
        '<table:table-cell office:value-type="float" office:value="12.25">'
        "<text:p>12.3 ms</text:p></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="2" office:value-type="percentage" '
        'office:value="0.9375"><text:p>94%</text:p></table:table-cell>'
        '<table:table-cell office:value-type="date" office:date-value="2024-11-03T10:00:00">'
        '<text:p>3 Nov</text:p></table:table-cell><table:table-cell office:value-type="time" '
        'office:time-value="PT00H16M40S"><text:p>00:16:40</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/>'
        "</table:table-row>"
    )
    row = "12.25 ms,93.75%,93.75%,2024-11-03 10:00:00,00:16:40\n"
    assert text(ods(tmp_path / "a.ods", rows)) == f"\n\n{row}{row}"


@pytest.mark.parametrize(
    ("sheets", "names"),
    [
        (["Strong"], ["Strong.csv"]),
        (["Sheet1"], ["study.csv"]),
        (["Tabelle1", "Tabelle2"], ["study Tabelle1.csv", "study Tabelle2.csv"]),
        (["Sheet1", "64/128 nodes"], ["study Sheet1.csv", "64_128 nodes.csv"]),
        (["../.x"], ["_.x.csv"]),
    ],
)
def test_a_sheet_without_a_name_of_its_own_has_that_of_its_workbook(
    tmp_path: Path, sheets: list[str], names: list[str]
) -> None:
    cell = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    book = xlsx(tmp_path / "study.xlsx", **dict.fromkeys(sheets, cell), Chart="<sheetData/>")
    assert [name for name, _ in sheets_as_text(str(book))] == names


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("General", NumberFormat()),
        ("0.00E+00", NumberFormat()),
        ("#,##0.00", NumberFormat()),
        ("0.0%", NumberFormat("percent")),
        ("[$-409]d\\-mmm\\-yy;@", NumberFormat("date")),
        ("[h]:mm:ss", NumberFormat("duration")),
        ("mm:ss.0", NumberFormat("duration")),
        ('0.0" ms"', NumberFormat(unit="ms")),
        ('#,##0.0\\ "GB/s"', NumberFormat(unit="GB/s")),
        ('0.00"x";[Red]-0.00"x"', NumberFormat(unit="x")),
        ('"day "0', NumberFormat()),
    ],
)
def test_a_format_says_how_its_number_is_to_be_read(code: str, form: NumberFormat) -> None:
    assert format_of(code) == form


def test_days_are_counted_from_where_the_workbook_says() -> None:
    assert written(45599.5, built_in(22)) == "2024-11-03 12:00:00"
    assert written(44137, built_in(14), since_1904=True) == "2024-11-03"
    assert written(1000.25 / 86400, built_in(46)) == "0:16:40.250"


@example(inf)
@example(2_958_465.0)
@given(st.one_of(st.floats(), st.floats(0, 3e6)))
@pytest.mark.parametrize("kind", ["number", "percent", "date", "duration"])
def test_any_number_is_written_in_any_format(kind: Kind, number: float) -> None:
    assert written(number, NumberFormat(kind), since_1904=True)


@pytest.mark.parametrize(
    "rows",
    [
        "<sheetData><row r='1'><c t='s'><v>99</v></c></row></sheetData>",
        "<sheetData><row r='x'/></sheetData>",
        "<sheetData><row r='1'><c><v>one</v></c></row></sheetData>",
        "<sheetData><row r='1'><c s='99'><v>1</v></c></row></sheetData>",
        "<sheetData><row r='9999999'><c><v>1</v></c></row></sheetData>",
        "<sheetData><row r='1'><c r='ZZZ1'><v>1</v></c></row></sheetData>",
        "<sheetData>",
        "<?xml version='1.0' encoding='none-8'?><sheetData/>",
    ],
)
def test_a_damaged_workbook_is_told_in_a_sentence(tmp_path: Path, rows: str) -> None:
    book = xlsx(tmp_path / "a.xlsx", Runs=rows)
    found = load([str(book)])
    assert found.records.is_empty()
    (note,) = found.notes
    assert note.text.startswith("damaged archive (")


def test_an_encrypted_workbook_costs_no_other_file(tmp_path: Path) -> None:
    book = xlsx(tmp_path / "a.xlsx", Runs="<sheetData/>")
    content = bytearray(book.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(mark, at + 1)
    book.write_bytes(content)
    (tmp_path / "b.csv").write_text("nodes,seconds\n1,10\n2,6\n")
    found = load([str(tmp_path)])
    assert found.records["value"].to_list() == [10.0, 6.0]
    assert any("is encrypted" in note.text for note in found.notes)


def test_a_workbook_cut_anywhere_raises_nothing(tmp_path: Path) -> None:
    for book in BOOKS.iterdir():
        whole = book.read_bytes()
        for size in range(4, len(whole), 97):
            (tmp_path / book.name).write_bytes(whole[:size])
            target = tmp_path / f"{book.name}.{size}"
            target.mkdir()
            assert unpack(str(tmp_path / book.name), target)


def test_text_under_the_name_of_a_workbook_is_read_as_text(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("nodes,seconds\n1,10\n2,6\n")
    assert load([str(tmp_path / "a.xlsx")]).records["value"].to_list() == [10.0, 6.0]
