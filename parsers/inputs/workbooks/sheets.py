"""The sheets of a workbook, each as a CSV whose lines are the sheet's rows.

Efficiencies are typed by hand in spreadsheets, so these are what there is most to learn from. A
sheet keeps what its cells hold, not what their format rounds them to, and what their format says
of it: percent, a date, a duration, a unit behind the number.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Final

_UNNAMED: Final = re.compile(r"(?:sheet|tabelle|feuil|feuille|hoja|foglio|planilha|blad|лист) ?\d*")
"""What programs call a sheet that nobody has named."""
_NO_PATH: Final = str.maketrans("/\\\0", "___")


def sheets_as_text(path: str) -> Iterator[tuple[str, bytes]]:
    """Yield the name of a file and its CSV for each sheet of a workbook that has any cell.

    Raises ``zipfile.BadZipFile`` where it is damaged and ``OSError`` where it cannot be read or is
    too large.
    """
    from xml.etree.ElementTree import ParseError

    workbook = PurePath(path)
    if workbook.suffix.lower() == ".ods":
        from parsers.inputs.workbooks.open_document import sheets
    else:
        from parsers.inputs.workbooks.office_open import sheets
    try:
        with zipfile.ZipFile(path) as archive:
            found = [sheet for sheet in sheets(archive) if any(map(any, sheet.rows))]
    except (ParseError, LookupError, ValueError, RuntimeError) as error:
        # A part that is encrypted, or nested too deeply, is a RuntimeError.
        raise zipfile.BadZipFile(str(error)) from error
    for sheet in found:
        yield f"{_file_name(sheet.name, workbook.stem, len(found))}.csv", _as_csv(sheet.rows)


def _file_name(sheet: str, workbook: str, count: int) -> str:
    """A name that says what a sheet is about, which that of the workbook does where it has none."""
    name = sheet.strip().lstrip(".").translate(_NO_PATH)
    if name and not _UNNAMED.fullmatch(name.lower()):
        return name
    return workbook if count == 1 else f"{workbook} {name}".strip()


def _as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """The rows as lines of as many cells each; a row without any is a blank line."""
    width = max(map(len, rows))
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    for row in rows:
        if any(row):
            cells = [" ".join(cell.split()) for cell in row]
            writer.writerow(cells + [""] * (width - len(row)))
        else:
            written.write("\n")
    return written.getvalue().encode()
