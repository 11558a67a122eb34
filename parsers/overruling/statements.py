"""The little language of ``--read``: ``column cores = threads; series = weak``.

Statements stand between semicolons. A name is quoted, with ``"`` or ``'``, where it holds one of
``; = :`` or a quote; a quote inside is written twice. ``FILE:`` before a
statement holds for this one and those behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final, NamedTuple, get_args

from parsers.clean import clean
from parsers.overruling.checked_values import NAMED, checked
from parsers.overruling.override import Layer, Override, OverruleError, Said, What

_WHATS: Final[tuple[What, ...]] = get_args(What)
_QUOTES: Final = "\"'"
_MARKS: Final = ";=:"
_WAY_OUT: Final = "write it as in --read 'column cores = threads; series = weak'"


class _Token(NamedTuple):
    """A name, with whether it was quoted, or one of the marks; ``place`` counts from 1."""

    text: str
    place: int
    quoted: bool = False
    mark: bool = False


def read_statements(text: str) -> list[Override]:
    """Return what the argument of ``--read`` overrules. Raises ``OverruleError``."""
    found: list[Override] = []
    file: str | None = None
    for tokens in _statements(text):
        file, rest = _without_file(tokens, file)
        if rest:
            found.append(_statement(rest, file))
    return found


def written(override: Override) -> str:
    """Return the statement that says so."""
    name = f" {quoted(override.name)}" if override.what in NAMED else ""
    file = f"{_in_quotes(override.file)}: " if override.file is not None else ""
    return f"{file}{override.what}{name} = {quoted(override.value)}"


def quoted(name: str) -> str:
    """Return ``name`` as it can stand in a statement."""
    is_plain = name and name == name.strip() and not set(_MARKS + _QUOTES) & set(name)
    return name if is_plain else _in_quotes(name)


def _in_quotes(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _statements(text: str) -> Iterator[list[_Token]]:
    tokens: list[_Token] = []
    for token in _tokens(text):
        if token.mark and token.text == ";":
            yield tokens
            tokens = []
        else:
            tokens.append(token)
    yield tokens


def _tokens(text: str) -> Iterator[_Token]:
    """Yield names and marks; a word before a quoted name (``column "a;b"``) is one of its own."""
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
        elif text[at] in _MARKS:
            yield _Token(text[at], at + 1, mark=True)
            at += 1
        elif text[at] in _QUOTES:
            name, end = _quoted(text, at)
            yield _Token(name, at + 1, quoted=True)
            at = end
        else:
            end = at
            while end < len(text) and text[end] not in _MARKS:
                if text[end] in _QUOTES and text[end - 1].isspace():
                    break
                end += 1
            yield _Token(text[at:end].strip(), at + 1)
            at = end


def _quoted(text: str, start: int) -> tuple[str, int]:
    """Return the name whose quote opens at ``start``, and where it ends."""
    quote, at, name = text[start], start + 1, ""
    while at < len(text):
        if text[at] != quote:
            name += text[at]
            at += 1
        elif text[at + 1 : at + 2] == quote:
            name += quote
            at += 2
        else:
            return name, at + 1
    raise _mistake(start + 1, f"the quote {quote} is not closed")


def _without_file(tokens: list[_Token], file: str | None) -> tuple[str | None, list[_Token]]:
    """Return the file that a statement is about, and the rest of it."""
    if len(tokens) > 1 and tokens[1].mark and tokens[1].text == ":":
        name, *_ = tokens
        if name.quoted or name.text.split()[:1] not in ([what] for what in NAMED):
            return clean(name.text), tokens[2:]
    return file, tokens


def _statement(tokens: list[_Token], file: str | None) -> Override:
    first = tokens[0]
    equals = next((at for at, each in enumerate(tokens) if each.mark and each.text == "="), None)
    word, rest = (*first.text.split(None, 1), "", "")[:2]
    if first.quoted or first.mark or word not in _WHATS:
        near = get_close_matches(word, _WHATS, n=1)
        meant = f"; did you mean {near[0]}?" if near else f"; begin with {', '.join(_WHATS)}"
        raise _mistake(first.place, f"'{word}' is nothing that can be overruled{meant}")
    what = next(each for each in _WHATS if each == word)
    if equals is None:
        raise _mistake(first.place, f"'{first.text}' has no = behind it; {_WAY_OUT}")
    names = [_Token(rest.strip(), first.place)] if rest.strip() else []
    names += tokens[1:equals]
    name = _single(names, f"the {what}") if what in NAMED else ""
    if what not in NAMED and names:
        raise _mistake(first.place, f"write '{what} = ...', without a name before the =")
    value = _single(tokens[equals + 1 :] or [_Token("", first.place)], "what stands behind the =")
    try:
        meant = checked(what, value)
    except ValueError as error:
        raise _mistake(tokens[-1].place, f"'{value}' {error}") from None
    if file is not None and what in ("limit", "metric", "baseline"):
        raise _mistake(first.place, f"{what} holds for all files; leave '{file}:' away")
    return Override(what, name, meant, Said(Layer.COMMAND), file)


def _single(tokens: list[_Token], what: str) -> str:
    """Return the one name among ``tokens``."""
    if len(tokens) == 1 and not tokens[0].mark:
        return clean(tokens[0].text)
    if not tokens:
        raise OverruleError(f"--read: name {what}; {_WAY_OUT}")
    raise _mistake(tokens[0].place, f"quote {what} where it holds {' or '.join(_MARKS)}")


def _mistake(place: int, text: str) -> OverruleError:
    return OverruleError(f"--read, character {place}: {clean(text)}")
