"""Strong or weak scaling, where the source says which: a column, a heading, a file's name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import PurePath
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.grammar.words import word_set, words
from parsers.headings.resources import NOUNS
from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, Fields, RowRemark, into
from parsers.overruling.override import Overrides
from parsers.run_records.records import SCALE, SCHEMA
from parsers.short_columns.short_series import repeated
from parsers.tables.cells import is_text
from parsers.tables.recurring_texts import distinct
from parsers.tables.table import Table

FIELD: Final = "stated_scaling"
_KIND = Pattern(
    r"(?i)(?<![a-z])(?<!\bas )(?<!\bthan )(?<!like )(?<!\bto )(?<!\bnot )(?<!\bno )"
    r"(strong|weak)(?:(?=scal)|(?![a-z]))"
    r"(?!\s(?:coupling|fields?|interactions?|forms?|formulations?|convergence|lensing|turbulence"
    r"|magnetic\w*|electric\w*|gravit\w*|shocks?|winds?|memory|typing|references?|learners?"
    r"|supervision|labels?|baselines?|scattering|solutions?|constraints?|correlations?)\b)"
)
"""What something is as, or unlike, it is not itself; of nature, too, there are strong and weak."""
_SENTENCE = Pattern(r"(?s)(?:\S+\s+){2}.*\w{2}[.!](?:\s|\Z)|(?:\S+\s+){9}")
_IN_SENTENCE = Pattern(
    r"(?i)(?:strong|weak)(?:ly)?(?:\s+(?:and|or|vs\.?|versus)\s+\w+)?[\s_-]+scal"
    r"|scal\w+\s*[:(=,–-]\s*(?:strong|weak)|^\W*(?:strong|weak)\s*[:(–-]"
)
"""In prose ``strong`` and ``weak`` are said of anything: ``a strong correlation``."""
_OF_SIZES: Final = {
    "strong": Pattern(
        r"(?i)\b(?:fixed|constant)[ -]size[sd]?[ -](?:scal|speed-?up)|\bamdahl\s+scal"
        r"|\b(?:fixed|constant)\s+(?:total|global)\s+(?:problem|size|work|batch)\b"
        r"|^\W*(?:fixed|constant)[ -](?:problem[ -])?size\W*(?:\.\w+)?$"
    ),
    "weak": Pattern(
        r"(?i)\bgustafson\s+scal|^\W*(?:scaled[ -]speed-?up\W*)?gustafson\W*$|\biso-?granular"
        r"|\bscaled?[ -]size[sd]?[ -]?(?:scal|speed-?up)"
        r"|^\W*scaled[ -](?:problem[ -])?size\W*(?:\.\w+)?$"
    ),
}
"""Other names of the two, by what becomes of the problem."""
_ELSEWHERE: Final = {
    "strong": Pattern(r"(?i)\b(?:stark|fort|fuerte)(?:e[nrs]?)?\b|\bсильн|[强強]|강한"),
    "weak": Pattern(r"(?i)\b(?:schwache?[nrs]?|faible|d[eé]bil|frac[ao]|debole)\b|\bслаб|弱|약한"),
}
"""In the languages of headings: of scaling only beside a word for it."""
_SCALING = Pattern(
    r"(?i)\b(?:\w*skalier|scalab|e[sx]cala|scaling|extensibilit|масштабир)"
    r"|扩展|擴展|スケーリング|스케일|확장"
)
_TITLE = Pattern(r"\W*(?:\w+\s+){0,2}\w+\s*(?:[(:–-]|\Z)")
"""How a title begins, of which the rest says more: ``Schwache Skalierung (1 Mio. Zellen)``."""
_SHARE: Final = (
    r"(?:size|(?:work)?load|work|cells|points|elements|atoms|particles|volume|grid|dofs?|unknowns"
    r"|degrees of freedom|zones|sites|molecules)"
)
_PER: Final = rf"{_SHARE}\s+(?:per|on each|for each)\s+(?:mpi[\s-]+)?(?:{'|'.join(NOUNS)})"
_CONSTANT: Final = r"(?:constant|fixed|the same|unchanged)"
_OF_TABLE_ABOVE = Pattern(
    r"(?i)\W*(?:(?:note|remark)\W+)?(?:(?:these|this|it|the|all|above|results?|runs?|tables?|times?|data"
    r"|is|are|was|were|shows?|a|of|for|from|measured|numbers|figures|values)\s+){0,8}"
    r"(?:(?!.*\bstrong\b.*\bweak\b)(?!.*\bweak\b.*\bstrong\b)"
    r"(?:strong|weak)[\s_-]+scal\w*\s*(?:[^\w\s]|\Z|(?:study|tests?|runs?|experiments?|results?|with|of|on|at)\b)"
    rf"|{_CONSTANT}\s|{_SHARE}\s+per\b)"
)
"""How a text begins that says of which kind the results above it are."""
_PER_PART = Pattern(
    rf"(?i)\b{_PER}\b[\s:(=]+(?:(?:is|was|kept|held|stays|remains|being)\s+){{0,2}}{_CONSTANT}\b"
    rf"|\b{_CONSTANT}\s+(?:(?:local|problem|total|number\s+of)\s+)?{_PER}\b"
    rf"|\b{_CONSTANT}\s+local\s+(?:problem\s+)?{_SHARE}\b"
    rf"|\b{_SHARE}\s+(?:(?:is|was)\s+)?(?:grows?|scales?|scaled|increase[sd]?|proportional)\s+"
    rf"(?:linearly\s+|proportionally\s+|in\s+proportion\s+)?(?:with|to)\s+(?:the\s+)?(?:number\s+of\s+)?"
    rf"(?:{'|'.join(NOUNS)})\b"
    rf"|\b(?:doubl|increas|grow|scal)(?:es?|ed|ing)?\s+(?:the\s+)?(?:(?:problem|total|global)\s+)?{_SHARE}"
    rf"\s+(?:with|when|as|whenever|along\s+with)\b.*\b(?:{'|'.join(NOUNS)})\b"
)
"""``Fixed work per GPU``, ``problem size per rank is kept constant``, ``scaled with the nodes``."""
_AMOUNT: Final = r"\d[\d.,^x×*]*(?:\s*(?:[kMG]|thousand|million|billion))?"
_GRID: Final = r"\d+(?:\s*[x×]\s*\d+){1,2}|\d+\^[23]"
_AMOUNT_PER_PART = Pattern(
    rf"(?i)(?:.*[,:;(–-]\s*)?(?:(?:{_AMOUNT}\s+(?:(?:grid|lattice)\s+)?{_SHARE}|{_GRID})\s*(?:per\s|/)\s*"
    rf"(?P<part>[a-z]+)|(?:local\s+|problem\s+)?{_SHARE}\s*(?:per\s|/)\s*(?P<other>[a-z]+)\s*[:=]\s*"
    rf"(?:{_GRID}|{_AMOUNT})|each\s+(?:mpi\s+)?(?P<each>[a-z]+)\s+(?:has|holds|gets|owns|handles|computes"
    rf"|works\s+on)\s+(?:{_GRID}|{_AMOUNT})\s+(?:(?:grid|lattice)\s+)?{_SHARE}"
    rf"|(?P<local>local)\s+(?:problem\s+)?(?:{_SHARE})\s*[:=]\s*(?:{_GRID}|{_AMOUNT}))\W*"
)
"""``1M cells per node``, ``size per rank: 64x64x64``: as a title, or what ends one."""
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
_MAY_SAY = Pattern(rf"(?i)\b(?:strong|weak)(?:ly)?[\s_-]*scal|\b(?:{_SHARE})\b")
_LONGEST: Final = 200
_FOLDERS: Final = 2
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
        kind = _named(text) or _weak_by_amount(text, fields)
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
    return any("weak" in (_named(text), _weak_by_amount(text, fields)) for text in around)


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
        kinds = {text: kind for text in texts if (kind := _named(text))}
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
    below = [table.below] if _OF_TABLE_ABOVE.match(table.below) else []
    titles = [cell for heading, cell in table.settings.items() if _is_title(heading)]
    said = [*table.above, *below, *titles, table.case or "", table.benchmark or ""]
    return [*said, *_from_inside(name)]


@lru_cache(maxsize=64)
def _from_inside(name: str) -> tuple[str, ...]:
    """The names of a file and of the folders that it is in."""
    path = PurePath(name)
    return path.name, *reversed(path.parent.parts[-_FOLDERS:])


def said_of_scaling(lines: Iterable[str]) -> list[str]:
    """Return the first of ``lines`` of an output that says how it scales, if all agree that do.

    Prose and titles alike; of what says no more than ``weak`` nothing is known.
    """
    said = {
        kind: line.strip()
        for line in reversed([*lines])
        if len(line) <= _LONGEST and _MAY_SAY.search(line) and (kind := _named(line.strip()))
    }
    return [*said.values()] if len(said) == 1 else []


def _weak_by_amount(text: str, fields: Fields) -> str | None:
    """Whether a title says how much work each has of what grows: ``weak``, else nothing."""
    told = "per" in text or "/" in text or "each" in text.lower() or "local" in text.lower()
    found = _AMOUNT_PER_PART.fullmatch(text) if told else None
    if found is None or _KIND.search(text):
        return None
    if not found["each"] and _SENTENCE.match(text):
        return None
    part = found["part"] or found["other"] or found["each"]
    parts = _GROWS_WITH.get(NOUNS.get(part.lower(), ""), ()) if part else SCALE
    counted = (fields.get(name) for name in parts)
    grows = any(counts is not None and distinct(counts).n_unique() > 1 for counts in counted)
    return "weak" if grows else None


@lru_cache(maxsize=1024)
def _named(text: str) -> str | None:
    text = text.replace("_", " ")
    if _PER_PART.search(text):
        return "weak"
    is_sentence = _SENTENCE.match(text) is not None
    if is_sentence and not _IN_SENTENCE.search(text):
        title = _TITLE.match(text)
        if title is None or not _SCALING.search(title[0]):
            return None
        text = title[0]
    kinds = {match.lower() for match in _KIND.findall(text)}
    kinds |= {kind for kind, said in _OF_SIZES.items() if said.search(text)}
    if not kinds and _SCALING.search(text):
        kinds = {kind for kind, said in _ELSEWHERE.items() if said.search(text)}
    return kinds.pop() if len(kinds) == 1 else None


def _replaced(cells: pl.Series, kinds: dict[str, str]) -> pl.Series:
    return cells.cast(pl.String).replace_strict(kinds, default=None, return_dtype=pl.String)
