"""A Jupyter notebook as the document that it shows: its text, and what its code put out.

Lines stay where they are in the file, as notebooks have each line of a cell on a line of its own.
The format: https://nbformat.readthedocs.io/en/latest/format_description.html.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

NOTEBOOK: Final = ".ipynb"
_FENCE: Final = "```"


class _Part(NamedTuple):
    """Lines that stand together; ``printed`` are those that a program has put out."""

    lines: Sequence[str]
    printed: bool


def document_of(content: bytes) -> bytes | None:
    """Return a notebook as Markdown, ``None`` where the bytes are none.

    What was printed stands between fences, a table that a frame shows is HTML, and code is left
    out: its numbers are no results.
    """
    try:
        notebook = json.loads(content)
        parts = list(_parts(notebook["cells"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    written = content.decode(errors="replace").split("\n")
    document = _in_place(parts, written)
    if document is None:
        document = [line for part in parts for line in _below_each_other(part)]
    return "\n".join(document).encode(errors="replace")


def _parts(cells: Sequence[dict[str, Any]]) -> Iterator[_Part]:
    for cell in cells:
        if cell["cell_type"] == "markdown":
            yield _Part(_lines(cell["source"]), printed=False)
        for output in cell.get("outputs", ()):
            if "text" in output:
                yield _Part(_lines(output["text"]), printed=True)
            data = output.get("data", {})
            table = "<table" in "".join(data.get("text/html", ""))
            for kind, shown in data.items():
                if kind == ("text/html" if table else "text/plain"):
                    yield _Part(_lines(shown), printed=not table)


def _lines(text: str | Sequence[str]) -> list[str]:
    return "".join(text).splitlines(keepends=True)


def _in_place(parts: Sequence[_Part], written: Sequence[str]) -> list[str] | None:
    """The lines of all parts where the file has them; ``None`` where it has several on a line."""
    document = [""] * len(written)
    place = 0
    for part in parts:
        first = None
        for line in part.lines:
            forms = {json.dumps(line), json.dumps(line, ensure_ascii=False)}
            while place < len(written) and written[place].strip().rstrip(",") not in forms:
                place += 1
            if place == len(written):
                return None
            document[place] = line.rstrip("\r\n")
            first = place if first is None else first
            place += 1
        if first is not None and part.printed:
            document[first - 1] = document[place] = _FENCE
    return document


def _below_each_other(part: _Part) -> list[str]:
    lines = [line.rstrip("\r\n") for line in part.lines]
    return [_FENCE, *lines, _FENCE, ""] if part.printed else [*lines, ""]
