"""Strong or weak scaling, where the source says which: a column, a heading, a file's name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import PurePath
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.grammar.words import word_set, words
from parsers.headings.resources import NOUNS
from parsers.headings.scaling_words import CONSTANT, SHARE, kind_of_scaling, part_with_amount
from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, Fields, RowRemark, into
from parsers.overruling.override import Overrides
from parsers.run_records.records import SCALE, SCHEMA
from parsers.short_columns.short_series import repeated
from parsers.tables.captions_below import is_caption
from parsers.tables.cells import is_text
from parsers.tables.recurring_texts import distinct
from parsers.tables.table import Table

FIELD: Final = "stated_scaling"
_OF_TABLE_ABOVE = Pattern(
    r"(?i)\W*(?:(?:note|remark)\W+)?(?:(?:these|this|it|the|all|above|results?|runs?|tables?|times?|data"
    r"|is|are|was|were|shows?|a|of|for|from|measured|numbers|figures|values)\s+){0,8}"
    r"(?:(?!.*\bstrong\b.*\bweak\b)(?!.*\bweak\b.*\bstrong\b)"
    r"(?:strong|weak)[\s_-]+scal\w*\s*(?:[^\w\s]|\Z|(?:study|tests?|runs?|experiments?|results?|with|of|on|at)\b)"
    rf"|{CONSTANT}\s|{SHARE}\s+per\b)"
)
"""How a text begins that says of which kind the results above it are."""
_GROWS_WITH: Final = {
    "node": ("nodes",),
    "device": ("devices", "nodes"),
    "rank": ("ranks", "nodes"),
    "core": ("cores", "ranks", "nodes"),
    "thread": ("threads", "cores"),
}
"""Counts of which the work is so much for each; of several ranks on a node, none but theirs."""
_WHOLE_CELL = Pattern(r"(?i)\s*(strong|weak)(?:[ _-]?(?:scaling|scale))?\s*")
_PAIRS: Final = (("fixed", "scaled"), ("ss", "ws"), ("s", "w"))
"""What strong and weak are called where both of them are there."""
_ANSWERS: Final = {"yes": True, "true": True, "y": True, "no": False, "false": False, "n": False}
_HEADINGS: Final = word_set("scaling scale type kind mode study experiment")
_PROBLEMS: Final = word_set("problem size")
_TITLES: Final = _HEADINGS | word_set("title name series campaign test description")
"""The last words of what somebody calls what was run."""
_FOLDERS: Final = 2
_CAPTION: Final = 4
"""Words; in so few below a table is no sentence about anything else."""
_MOST: Final = 200
"""Distinct texts of a column; names of more are not looked into."""


def scaling_column(column: Column, fields: Fields) -> Decision:
    """Take a column whose cells are ``strong`` and ``weak`` and nothing else.

    ``fixed`` and ``scaled`` sizes are the same, and the answers below ``weak``.
    """
    if FIELD in fields or not is_text(column.cells) or column.numbers is not None:
        return NOTHING
    said = set(words(column.heading.text))
    if said.isdisjoint(_HEADINGS | _PROBLEMS | {"weak"}):
        return NOTHING
    distinct = column.texts.drop_nulls().unique()
    if len(distinct) > 2 or len(distinct) == 0:
        return NOTHING
    kinds = _kinds_of_cells([*distinct], said)
    return into(column, **{FIELD: _replaced(column.cells, kinds)}) if kinds else NOTHING


def _kinds_of_cells(texts: Sequence[str], said: set[str]) -> dict[str, str]:
    """The kind that each of the ``texts`` below a heading names, empty where one names none."""
    plain = {text: text.strip().lower() for text in texts}
    if said <= {"weak", "scaling", "is"} and _ANSWERS.keys() >= set(plain.values()):
        return {text: "weak" if _ANSWERS[name] else "strong" for text, name in plain.items()}
    for strong, weak in _PAIRS:
        if set(plain.values()) == {strong, weak}:
            return {text: "strong" if name == strong else "weak" for text, name in plain.items()}
    matches = {text: _WHOLE_CELL.fullmatch(text) for text in texts}
    named = all(matches.values()) and not said.isdisjoint(_HEADINGS)
    return {text: match[1].lower() for text, match in matches.items() if match} if named else {}


def scaling_in_words(fields: Fields, around: Sequence[str], rows: int) -> Decision:
    """Find ``stated_scaling`` (strong, weak or null) where the source says it.

    The nearest word counts: a cell of the row, then what stands ``around`` the table from the
    inside out (``texts_around``). A text that names both says neither.
    """
    if FIELD in fields:
        return NOTHING
    if in_names := _in_names(fields):
        return Decision(in_names)
    for text in around:
        kind = kind_of_scaling(text) or _weak_by_amount(text, fields)
        if kind is not None:
            remark = RowRemark("assumed", f"{kind} scaling: '{text}' says so")
            return Decision({FIELD: repeated(kind, rows)}, remarks=(remark,))
    return NOTHING


def says_weak(fields: Fields, around: Sequence[str], overrides: Overrides) -> bool:
    """Return whether the source, or else the user, says that any of the rows scale weakly."""
    if (told := overrides.last("series")) is not None:
        return told.value == "weak"
    stated = fields.get(FIELD)
    if stated is not None:
        return bool((stated == "weak").any())
    return any("weak" in (kind_of_scaling(text), _weak_by_amount(text, fields)) for text in around)


def _in_names(fields: Fields) -> Fields:
    """The kind in names that have it in them: ``weak-64``, ``miniFE (strong)``."""
    called = [name for name in fields if name not in SCHEMA and _is_title(name)]
    for name in ("case", "benchmark", *called):
        names = fields.get(name)
        if names is None or not is_text(names):
            continue
        texts = distinct(names).drop_nulls().unique()
        if len(texts) > _MOST:
            continue
        kinds = {text: kind for text in texts if (kind := kind_of_scaling(text))}
        if kinds:
            return {FIELD: _replaced(names, kinds)}
    return {}


def _is_title(heading: str) -> bool:
    return not _TITLES.isdisjoint(words(heading)[-1:])


def texts_around(table: Table, name: str) -> list[str]:
    """Return the texts around a table of the file ``name``, from the inside out.

    They are those above it, one below it that begins with what it says of it, titles that hold for
    all of its rows (``study: weak scaling``), its case and benchmark, and the names of the file and
    of the folders that it is in, as far as the user named them: ``weak/a.csv`` points at what is
    weak. In ``cd ~/weak``, ``runcmp a.csv`` the folder is where somebody works, which says nothing
    of a file; so is what is farther out: ``~/weak/src``.
    """
    below = [table.below.rstrip(".")] if _is_of_table_above(table.below) else []
    titles = [cell for heading, cell in table.settings.items() if _is_title(heading)]
    said = [*table.above, *below, *titles, table.case or "", table.benchmark or ""]
    return [*said, *_from_inside(name)]


def _is_of_table_above(text: str) -> bool:
    """Whether a text below a table begins with what it says of it, or is a caption of it."""
    if _OF_TABLE_ABOVE.match(text):
        return True
    is_short = bool(text) and len(text.split()) <= _CAPTION
    return is_caption(text) and (is_short or part_with_amount(text.rstrip(".")) is not None)


@lru_cache(maxsize=64)
def _from_inside(name: str) -> tuple[str, ...]:
    """The names of a file and of the folders that it is in."""
    path = PurePath(name)
    return path.name, *reversed(path.parent.parts[-_FOLDERS:])


def _weak_by_amount(text: str, fields: Fields) -> str | None:
    """Whether a title says how much work each has of what grows: ``weak``, else nothing."""
    part = part_with_amount(text)
    if part is None:
        return None
    parts = _GROWS_WITH.get(NOUNS.get(part.lower(), ""), ()) if part else SCALE
    counted = (fields.get(name) for name in parts)
    grows = any(counts is not None and distinct(counts).n_unique() > 1 for counts in counted)
    return "weak" if grows else None


def _replaced(cells: pl.Series, kinds: dict[str, str]) -> pl.Series:
    return cells.cast(pl.String).replace_strict(kinds, default=None, return_dtype=pl.String)
