"""Strong or weak scaling, where the source says which: a column, a heading, a file's name."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.grammar.words import word_set, words
from parsers.short_series import repeated
from parsers.tables.cells import is_text
from parsers.tables.draft import Draft

FIELD: Final = "stated_scaling"
_KIND = Pattern(r"(?i)(?<![a-z])(strong|weak)(?![a-z])")
_ELSEWHERE: Final = {
    "strong": Pattern(r"(?i)\b(?:stark|fort|fuerte)(?:e[nrs]?)?\b|\bсильн|[强強]|강한"),
    "weak": Pattern(r"(?i)\b(?:schwache?[nrs]?|faible|d[eé]bil|frac[ao]|debole)\b|\bслаб|弱|약한"),
}
"""In the languages of headings: of scaling only beside a word for it."""
_SCALING = Pattern(
    r"(?i)\b(?:\w*skalier|scalab|e[sx]cala|scaling|extensibilit|масштабир)"
    r"|扩展|擴展|スケーリング|스케일|확장"
)
_WHOLE_CELL = Pattern(r"(?i)\s*(strong|weak)(?:[ _-]?(?:scaling|scale))?\s*")
_HEADINGS: Final = word_set("scaling scale type kind mode study experiment")
_MOST: Final = 200
"""Distinct texts of a column; names of more are not looked into."""


def settle_stated_scaling(draft: Draft) -> None:
    """Add ``stated_scaling`` (strong, weak or null) where the source says it.

    The nearest word counts: a cell of the row, then what stands above the table from the inside
    out, then the names of the file and its folders. A text that names both says neither.
    """
    if FIELD in draft.fields or _read_names(draft):
        return
    for text in _around(draft):
        kind = _named(text)
        if kind is not None:
            draft.fields[FIELD] = repeated(kind, draft.rows)
            draft.note("assumed", f"{kind} scaling: '{text}' says so")
            return


def claim_stated_scaling(draft: Draft) -> None:
    """Take a column whose cells are ``strong`` and ``weak`` and nothing else."""
    for column in draft.unclaimed():
        if not is_text(column.cells) or column.numbers is not None:
            continue
        if _HEADINGS.isdisjoint(words(column.heading.text)):
            continue
        distinct = column.texts.drop_nulls().unique()
        if len(distinct) > 2 or len(distinct) == 0:
            continue
        matches = {text: _WHOLE_CELL.fullmatch(text) for text in distinct}
        if not all(matches.values()):
            continue
        kinds = {text: match[1].lower() for text, match in matches.items() if match}
        draft.claim(column, **{FIELD: _replaced(column.cells, kinds)})
        return


def says_weak(draft: Draft) -> bool:
    """Return whether the source, or else the user, says that any of the rows scale weakly."""
    if (told := draft.source.overrides.last("series")) is not None:
        return told.value == "weak"
    stated = draft.fields.get(FIELD)
    if stated is not None:
        return bool((stated == "weak").any())
    return "weak" in map(_named, _around(draft))


def _read_names(draft: Draft) -> bool:
    """Read the kind out of names that have it in them: ``weak-64``, ``miniFE (strong)``."""
    for name in ("case", "benchmark"):
        names = draft.fields.get(name)
        if names is None or not is_text(names):
            continue
        distinct = names.cast(pl.String).drop_nulls().unique()
        if len(distinct) > _MOST:
            continue
        kinds = {text: kind for text in distinct if (kind := _named(text))}
        if kinds:
            draft.fields[FIELD] = _replaced(names, kinds)
            return True
    return False


def _around(draft: Draft) -> list[str]:
    table = draft.table
    said = [*table.above, table.case or "", table.benchmark or ""]
    path = PurePath(draft.source.name)
    return [*said, path.name, *reversed(path.parent.parts)]


def _named(text: str) -> str | None:
    text = text.replace("_", " ")
    kinds = {match.lower() for match in _KIND.findall(text)}
    if not kinds and _SCALING.search(text):
        kinds = {kind for kind, said in _ELSEWHERE.items() if said.search(text)}
    return kinds.pop() if len(kinds) == 1 else None


def _replaced(cells: pl.Series, kinds: dict[str, str]) -> pl.Series:
    return cells.cast(pl.String).replace_strict(kinds, default=None, return_dtype=pl.String)
