"""LaTeX: headings, captions and tables of a source as the lines of a Markdown document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from parsers.documents.blocks import DocumentLine
from parsers.grammar.patterns import Pattern

BEGINS: Final = Pattern(r"\\begin\{(?P<name>(?:tabular[xy*]?|longtable|tabu|tblr)\*?)\}")
_COMMENT = Pattern(r"(?<!\\)%.*")
_HEADING = Pattern(r"\\(?P<level>(?:sub){0,2}section|chapter|paragraph)\*?\{(?P<title>[^{}]*)\}")
_LEVELS: Final = {"chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5}
_FLOAT = Pattern(r"\\(?P<what>begin|end)\{(?:table|wraptable|sidewaystable)\*?\}")
_CAPTION = Pattern(r"\\caption(?:\[[^\]]*\])?\{")
_ROW_END = Pattern(r"\\\\(?:\[[^\]]*\])?|\\tabularnewline\b")
_CELL_END = Pattern(r"(?<!\\)&")
_RULES = Pattern(
    r"\\(?:hline|toprule|midrule|bottomrule|endhead|endfirsthead|endfoot|endlastfoot|hhline\{[^}]*\}"
    r"|cline\{[^}]*\}|cmidrule(?:\([^)]*\))?\{[^}]*\}|addlinespace(?:\[[^\]]*\])?|centering"
    r"|rowcolor(?:\[[^\]]*\])?\{[^}]*\}|cellcolor(?:\[[^\]]*\])?\{[^}]*\})"
)
_FRAME = Pattern(r"\\(end(?:firsthead|head|foot|lastfoot))\b")
_ACROSS = Pattern(r"\\multicolumn\{(?P<number>\d{1,2})\}\{[^{}]*\}\{(?P<text>[^{}]*)\}")
_DOWN = Pattern(r"\\multirow(?:\[[^\]]*\])?\{[^{}]*\}\{[^{}]*\}\{(?P<text>[^{}]*)\}")
_QUANTITY = Pattern(r"\\(?:SI|qty)(?:\[[^\]]*\])?\{([^{}]*)\}\{([^{}]*)\}")
_STYLED = Pattern(r"\\[a-zA-Z]+\*?\{([^{}]*)\}")
_SWITCH = Pattern(r"\\(?:bf|it|em|tt|small|footnotesize|scriptsize|bfseries|itshape)\b\s*")
_SIGNS: Final = (
    (r"\times", "×"),
    (r"\cdot", "×"),
    (r"\pm", "±"),
    (r"\approx", "~"),
    (r"\sim", "~"),
    (r"\mu", "µ"),
    (r"\second", "s"),
    (r"\milli", "m"),
    (r"\micro", "µ"),
    (r"\%", "%"),
    (r"\#", "#"),
    (r"\_", "_"),
    (r"\&", "and"),
    (r"\,", " "),
    (r"\;", " "),
    (r"\ ", " "),
    ("~", " "),
    ("$", ""),
    ("--", "–"),
)
_MARKED = Pattern(r"[\\${}~|]|--")
_POWER = Pattern(r"\^\{(\d+)\}")
_DEPTH: Final = 4


class _Part(NamedTuple):
    line: int
    text: str


def as_document(lines: Sequence[str]) -> list[DocumentLine]:
    """Return headings (``## Results``), captions and pipe tables, by the lines of the source.

    A caption stands above its table, wherever the source has it.
    """
    texts = [_COMMENT.sub("", line) for line in lines]
    found: list[DocumentLine] = []
    held: list[DocumentLine] | None = None
    place = 0
    while place < len(texts):
        text, number = texts[place], place + 1
        if floats := _FLOAT.search(text):
            found += held or []
            held = [] if floats["what"] == "begin" else None
        # A caption may follow in the line in which its float begins.
        target = found if held is None else held
        if heading := _HEADING.search(text):
            title = f"{'#' * _LEVELS[heading['level']]} {_plain(heading['title'])}"
            target += _apart(number, title)
        elif caption := _CAPTION.search(text):
            said, place = _in_braces(texts, place, caption.end())
            # Within a float it is of the table, which may stand before it.
            place_of_it = len(found) if held is None else 0
            target[place_of_it:place_of_it] = _apart(number, _plain(said))
        elif begins := BEGINS.search(text):
            parts, place = _inside(texts, place, begins)
            said, parts = _without_caption(parts)
            target += [*(_apart(number, said) if said else []), *_table(_once(parts))]
        elif not floats and text.strip() and not text.lstrip().startswith("\\"):
            target.append(DocumentLine(number, _plain(text)))
        elif not text.strip():
            target.append(DocumentLine(number, ""))
        place += 1
    return found + (held or [])


def _apart(number: int, text: str) -> list[DocumentLine]:
    return [DocumentLine(number, ""), DocumentLine(number, text), DocumentLine(number, "")]


def _in_braces(texts: Sequence[str], place: int, start: int) -> tuple[str, int]:
    """The text up to the brace that closes, and the line that this is on."""
    depth, said = 1, ""
    for at in range(place, len(texts)):
        for letter in texts[at][start:] if at == place else texts[at]:
            depth += (letter == "{") - (letter == "}")
            if depth == 0:
                return said, at
            said += letter
        said += " "
    return said, len(texts)


def _inside(texts: Sequence[str], place: int, begins: re.Match[str]) -> tuple[list[_Part], int]:
    """The lines of a table, without what says how its columns are set, and where it ends."""
    ends = f"\\end{{{begins['name']}}}"
    parts = [_Part(place + 1, _without_columns(texts[place][begins.end() :]))]
    while ends not in parts[-1].text and place + 1 < len(texts):
        place += 1
        parts.append(_Part(place + 1, texts[place]))
    parts[-1] = parts[-1]._replace(text=parts[-1].text.partition(ends)[0])
    return parts, place


def _without_caption(parts: list[_Part]) -> tuple[str, list[_Part]]:
    """The caption inside a table, as a long one has it, and the lines without it."""
    for place, part in enumerate(parts):
        if caption := _CAPTION.search(part.text):
            texts = [each.text for each in parts]
            said, end = _in_braces(texts, place, caption.end())
            behind = texts[end].rpartition("}")[2] if end < len(texts) else ""
            return _plain(said), [*parts[:place], _Part(part.line, behind), *parts[end + 1 :]]
    return "", parts


def _once(parts: Sequence[_Part]) -> Sequence[_Part]:
    """The lines without the headings and feet that a long table prints again on each page."""
    marks = {mark: place for place, part in enumerate(parts) for mark in _FRAME.findall(part.text)}
    begins = marks.get("endfirsthead", marks.get("endhead"))
    ends = max(marks.values(), default=0)
    if begins is None or begins == ends:
        return parts
    return [*parts[: begins + 1], *parts[ends + 1 :]]


def _without_columns(text: str) -> str:
    """What stands behind the arguments of a table: a width, and how its columns are set."""
    while text[:1] in ("{", "["):
        said, _ = _in_braces([text.replace("[", "{", 1).replace("]", "}", 1)], 0, 1)
        text = text[len(said) + 2 :]
    return text


def _table(parts: Sequence[_Part]) -> Iterator[DocumentLine]:
    rows: list[tuple[int, list[str]]] = []
    begun: list[str] = []
    line = 0
    for part in parts:
        *ended, rest = _ROW_END.split(_RULES.sub(" ", part.text))
        for piece in ended:
            rows.append((line or part.line, _cells(" ".join([*begun, piece]))))
            begun, line = [], 0
        if rest.strip():
            begun.append(rest)
            line = line or part.line
    if begun:
        rows.append((line, _cells(" ".join(begun))))
    rows = [(number, cells) for number, cells in rows if any(cells)]
    for place, (number, cells) in enumerate(rows):
        if place == 0:
            yield DocumentLine(number, "")
        yield DocumentLine(number, f"| {' | '.join(cells)} |")
        if place == 0:
            yield DocumentLine(number + 1, "|---" * len(cells) + "|")
    yield DocumentLine(parts[-1].line, "")


def _cells(row: str) -> list[str]:
    cells: list[str] = []
    for text in _CELL_END.split(row):
        across = _ACROSS.search(text)
        cells.append(_plain(_ACROSS.sub(lambda found: found["text"], text)))
        cells += [""] * (int(across["number"]) - 1 if across else 0)
    return cells


def _plain(text: str) -> str:
    """``text`` without commands and mathematics, with the signs that they stand for."""
    if not _MARKED.search(text):
        return " ".join(text.split())
    text = _DOWN.sub(lambda found: found["text"], text)
    text = _QUANTITY.sub(r"\1 \2", text)
    for sign, meant in _SIGNS:
        text = text.replace(sign, meant)
    text = _POWER.sub(r"^\1", _SWITCH.sub("", text))
    for _ in range(_DEPTH):
        text = _STYLED.sub(r"\1", text)
    return " ".join(text.replace("{", "").replace("}", "").replace("|", "/").split())
