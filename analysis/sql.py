"""An SQL condition -> a Polars expression, within bounds that a condition people write never meets.

Polars' SQL takes time that grows faster than a chain of ``or`` does, ends the process where one is
deep enough, opens files for a query inside, and has functions that make gigabytes of one row. So
chains are taken apart here and put together as a balanced tree, and what is not known to be
harmless is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from operator import and_, or_
from typing import Final, NamedTuple

import polars as pl

from analysis.usage import UsageError, cut
from analysis.written_values import in_sql, refuse_misread
from parsers.guard import DEFECTS

MOST_CHARACTERS: Final = 100_000
MOST_TERMS: Final = 5_000
_MOST_IN_TERM: Final = 200
"""Operators and words that Polars parses at once; the values of a list are not counted."""
_MOST_DEEP: Final = 30

_FUNCTIONS: Final = frozenset(
    {
        *("abs", "ceil", "ceiling", "floor", "round", "sqrt", "cbrt", "exp", "ln", "log", "log2"),
        *("log10", "log1p", "pow", "power", "mod", "div", "sign", "greatest", "least", "if"),
        *("coalesce", "ifnull", "nullif", "length", "char_length", "character_length"),
        *("octet_length", "bit_length", "lower", "upper", "initcap", "trim", "ltrim", "rtrim"),
        *("left", "right", "substr", "substring", "starts_with", "ends_with", "strpos", "position"),
        *("reverse", "concat", "concat_ws", "regexp_like", "split_part", "date", "date_part"),
        *("datepart", "extract", "strftime", "timestamp", "datetime", "min", "max", "sum", "avg"),
        *("median", "count", "stddev", "stdev", "stddev_samp", "variance", "var", "var_samp"),
        *("quantile_cont", "quantile_disc", "first", "last", "rank", "dense_rank", "row_number"),
        *("lag", "lead", "first_value", "last_value", "cast", "try_cast"),
    }
)
"""What gives no more than it is given. Not among them: ``lpad``, ``rpad``, ``repeat`` and
``replace``, which make text of any length, series, arrays, and all that names several columns."""
_BEFORE_BRACKET: Final = frozenset(
    {
        *("and", "or", "not", "in", "between", "any", "all", "over", "by", "when", "then", "else"),
        *("case", "like", "ilike", "is", "rlike", "regexp", "as", "from", "for", "distinct"),
        *("decimal", "numeric", "varchar", "char", "float", "filter", "where", "using"),
    }
)
"""Words after which a bracket opens no arguments."""
_QUERY: Final = frozenset({"select", "with", "table", "values", "exists"})

_OF_RUST: Final = re.compile(r"\w+ ?[({]\[?\w+ \{ \w+: ")
"""``Dictionary([DictionaryField { key: Ident { value: "a"``."""
_IN_PATTERN: Final = re.compile(r"regex parse error:.*^error: ([^\n]*)", re.DOTALL | re.MULTILINE)
_TOKEN: Final = re.compile(
    r"""(?P<skipped>\s+|--[^\n]*|/\*.*?\*/)"""
    r"""|(?P<value>'(?:[^']|'')*'|[0-9][\w.]*|,)"""
    r"""|(?P<name>"(?:[^"]|"")*"|`[^`]*`)"""
    r"""|(?P<word>[^\W\d]\w*)"""
    r"""|(?P<sign>.)""",
    re.DOTALL,
)


class _Token(NamedTuple):
    """A piece of the text: its ``kind`` is a group of ``_TOKEN``; ``word`` is in lower case."""

    kind: str
    word: str
    start: int
    end: int


_END: Final = _Token("end", "", 0, 0)


def parse_condition(sql: str) -> pl.Expr:
    """Return the expression of an SQL condition.

    Raises ``UsageError`` where it is none, is too long, or asks for what may not be done.
    """
    if len(sql) > MOST_CHARACTERS:
        raise _refused(sql, f"longer than {MOST_CHARACTERS} characters")
    if not sql.isascii() and any(0xD800 <= ord(letter) < 0xE000 for letter in sql):
        raise _refused(sql, "not UTF-8")
    tokens = list(_tokens(sql))
    _check(sql, tokens)
    terms = 0

    def parse_term(inner: list[_Token]) -> pl.Expr:
        nonlocal terms
        terms += 1
        if terms > MOST_TERMS:
            raise _refused(sql, f"more than {MOST_TERMS} terms")
        if sum(token.kind != "value" for token in inner) > _MOST_IN_TERM:
            raise _refused(sql, f"a term of more than {_MOST_IN_TERM} operators")
        text = sql[inner[0].start : inner[-1].end] if inner else ""
        try:
            expression = pl.sql_expr(in_sql(text))
        except DEFECTS as error:
            raise _refused(sql, first_line(error)) from error
        if not expression.meta.eq(expression.meta.undo_aliases()):
            # A last word is a name for the result: "nodes > 1 failed" would be "nodes > 1".
            raise _refused(sql, f"{cut(inner[-1].word)!r} follows without AND or OR")
        refuse_misread(text, expression.meta.root_names())
        return expression

    return _parse(tokens, parse_term)


def conditions(sql: str) -> list[str]:
    """Return the conditions that ``and`` joins at the top of ``sql``, itself where there is one.

    Raises ``UsageError`` where it is no condition.
    """
    parse_condition(sql)
    tokens = list(_tokens(sql))
    parts = _split(tokens, "and") if len(_split(tokens, "or")) == 1 else [tokens]
    return [sql[part[0].start : part[-1].end] for part in parts]


def first_line(error: BaseException) -> str:
    """Return the first line of what Polars says, cut; of a pattern, what is wrong with it.

    Where it shows its own values, as Rust writes them, all that is said is left out.
    """
    said = str(error).strip()
    if mistake := _IN_PATTERN.search(said):
        return cut(f"the pattern has a mistake: {mistake[1]}", 120)
    if _OF_RUST.search(said):
        return "it has a form that is not known here"
    if said.startswith("unable to parse"):
        return "incomplete, or no SQL; write it as in nodes > 1 AND unit = 's'"
    if "PGOverlap" in said:
        return "&& is AND"
    return cut(said.partition("\n")[0], 120)


def _refused(sql: str, why: str) -> UsageError:
    return UsageError(f"not an SQL condition: {cut(sql)!r} ({why})")


def _tokens(sql: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(sql):
        kind = match.lastgroup or ""
        if kind != "skipped":
            yield _Token(kind, match[0].lower(), *match.span())


def _check(sql: str, tokens: list[_Token]) -> None:
    """Raise ``UsageError`` for a query inside, an unknown function, and brackets too deep."""
    depth = 0
    for token, following in pairwise([*tokens, _END]):
        depth += (token.word == "(") - (token.word == ")")
        opens = following.word == "("
        if depth > _MOST_DEEP:
            raise _refused(sql, f"more than {_MOST_DEEP} brackets deep")
        if token.kind == "word" and token.word in _QUERY:
            raise _refused(sql, "it has a query of its own inside")
        is_call = opens and token.kind in ("word", "name") and token.word not in _BEFORE_BRACKET
        if is_call and token.word.strip('"`') not in _FUNCTIONS:
            raise _refused(sql, f"the function {cut(token.word)} is not used here")


def _parse(tokens: list[_Token], parse_term: Callable[[list[_Token]], pl.Expr]) -> pl.Expr:
    """Parse what ``or`` and ``and`` join one by one, in brackets too; all else at once."""
    for joint, combined in (("or", or_), ("and", and_)):
        parts = _split(tokens, joint)
        if len(parts) > 1 and all(parts):
            return _balanced([_parse(part, parse_term) for part in parts], combined)
    inner = tokens[1:-1]
    if inner and tokens[0].word == "(" and tokens[-1].word == ")" and _closes_last(tokens):
        return _parse(inner, parse_term)
    return parse_term(tokens)


def _split(tokens: list[_Token], joint: str) -> list[list[_Token]]:
    """Split at a word outside brackets and cases; the ``and`` of a ``between`` is none."""
    parts: list[list[_Token]] = [[]]
    depth = between = 0
    for token in tokens:
        depth += (token.word in ("(", "[", "case")) - (token.word in (")", "]", "end"))
        if depth == 0 and token.word == "between":
            between += 1
        if depth == 0 and token.word == "and" and between:
            between -= 1
        elif depth == 0 and token.kind == "word" and token.word == joint:
            parts.append([])
            continue
        parts[-1].append(token)
    return parts


def _closes_last(tokens: list[_Token]) -> bool:
    """Whether the first bracket is closed by the last token."""
    depth = 0
    for place, token in enumerate(tokens):
        depth += (token.word == "(") - (token.word == ")")
        if depth == 0:
            return place == len(tokens) - 1
    return False


def _balanced(parts: list[pl.Expr], combined: Callable[[pl.Expr, pl.Expr], pl.Expr]) -> pl.Expr:
    """Join ``parts`` two by two: a chain of a thousand is ten deep."""
    while len(parts) > 1:
        pairs = zip(parts[::2], parts[1::2], strict=False)
        odd = parts[-1:] if len(parts) % 2 else []
        parts = [combined(one, other) for one, other in pairs] + odd
    return parts[0]
