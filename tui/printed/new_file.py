"""A report that the app writes to a file, in the format that the file's name says."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, Final

from parsers.whole_file import whole_file
from tui.formatting.glyphs import Glyphs
from tui.printed import text_report as text
from tui.printed.ascii_report import in_ascii
from tui.printed.written_report import WRITTEN_FORMATS, write_report
from tui.views.report import Report

_FORMATS: Final = {".txt": "text", **{f".{end}": form for end, form in WRITTEN_FORMATS.items()}}
"""What the end of a name says of the format."""


class NotWritten(Exception):
    """Why there is no new file; the message says what to do."""


def keep(report: Report, name: str, glyphs: Glyphs) -> Path:
    """Write ``report`` to a new file and return where that is. Raises ``NotWritten``.

    A file that is there already stays as it is: it may be the only copy of somebody's results.
    """
    try:
        path = Path(name).expanduser().absolute()
    except RuntimeError:
        raise NotWritten(f"{name}: there is no such home folder") from None
    if path.suffix.lower() not in _FORMATS:
        raise NotWritten(f"{name}: name a file that ends in {', '.join(_FORMATS)}")
    try:
        with whole_file(path, new=True) as out:
            _write(report, _FORMATS[path.suffix.lower()], path.stem, glyphs, out)
    except FileExistsError:
        raise NotWritten(f"{name} is there already; name another file") from None
    except OSError as error:
        raise NotWritten(f"{name}: cannot be written: {error.strerror}") from None
    return path


def _write(report: Report, form: str, title: str, glyphs: Glyphs, out: BinaryIO) -> None:
    if form == "text":
        shown = in_ascii(report) if glyphs.ascii else report
        text.write(shown, out, None, False, glyphs.ellipsis)
    else:
        write_report(report, form, title, out)
