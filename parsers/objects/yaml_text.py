"""A part of YAML -> values: maps and lists, in blocks or in brackets, of plain or quoted text.

Plain text stays as it is written until ``valued`` reads it: version 1.10 is another than 1.1.
What goes beyond it (anchors, tags, text over several lines, several documents) raises ``Beyond``.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Final, NamedTuple

from parsers.grammar.patterns import Pattern
from parsers.objects.values import held

_COMMENT = Pattern(r"(?:^|\s+)#.*\Z")
_ITEM = Pattern(r"-(?:\s+(?P<rest>.*))?\Z")
_MEMBER = Pattern(
    r"(?P<name>\"[^\"]*\"|'[^']*'|[^\s\"'{}\[\],&*!|>%@`#-][^:]*?|-?[\d.]+)\s*:(?:\s+(?P<value>.*))?\Z"
)
_BEYOND: Final = ("|", ">", "&", "*", "!", "%", "@", "`", "? ")
_OUTSIDE: Final = ("---", "...")
_ESCAPED = Pattern(r"\\u(?P<code>[0-9a-fA-F]{4})")
_NOTHING: Final = ("", "~", "null", "Null", "NULL")
_ANSWERS: Final = {"true": True, "false": False}
_TOKEN = Pattern(
    r"\s*(?P<mark>[\[\]{},:](?=\s|\Z|[\[\]{},\"'])|[\[\]{},]|\"[^\"]*\"|'[^']*'|[^\[\]{},:\"']+(?::[^\s\[\]{},][^\[\]{},:]*)*)"
)
_DEEPEST: Final = 30


class Beyond(ValueError):
    """The text has something of YAML that is not read; ``line`` is where."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class Map(dict[str, object]):
    """A map, and the 1-based ``line`` where it begins, with its dash or with its name."""

    line = 0


class Plain(str):
    """Text without quotes, which may spell a number."""

    __slots__ = ()


class _Line(NamedTuple):
    number: int
    indent: int
    text: str


def read_yaml(lines: Sequence[str]) -> object:
    """Return the ``Map``, the list or the text that ``lines`` spell; ``None`` for nothing.

    Raises ``Beyond``.
    """
    content: list[_Line] = []
    for number, line in enumerate(lines, start=1):
        text = _COMMENT.sub("", line.rstrip()) if "#" in line else line.rstrip()
        if text.strip() in _OUTSIDE and any(each.indent >= 0 for each in content):
            raise Beyond(number)
        if text.strip() and text not in _OUTSIDE:
            content.append(_Line(number, len(text) - len(text.lstrip(" ")), text.strip()))
    if not content:
        return None
    value, end = _block(content, 0, content[0].indent, 0)
    if end < len(content):
        raise Beyond(content[end].number)
    return value


def valued(whole: object) -> object:
    """Return what ``read_yaml`` found with numbers, answers and nothing for what spells them."""
    if isinstance(whole, dict):
        return {name: valued(value) for name, value in whole.items()}
    if isinstance(whole, list):
        return [valued(value) for value in whole]
    return _scalar(whole) if isinstance(whole, Plain) else whole


def _block(lines: list[_Line], start: int, indent: int, depth: int) -> tuple[object, int]:
    """The value of the lines from ``start`` on that are as far in, and the first line behind."""
    if depth > _DEEPEST:
        raise Beyond(lines[start].number)
    if _ITEM.match(lines[start].text):
        return _items(lines, start, indent, depth)
    return _members(lines, start, indent, depth)


def _items(lines: list[_Line], at: int, indent: int, depth: int) -> tuple[object, int]:
    found: list[object] = []
    while at < len(lines) and lines[at].indent == indent:
        item = _ITEM.match(lines[at].text)
        if item is None:
            break
        rest = item["rest"] or ""
        if _MEMBER.match(rest) or _ITEM.match(rest):
            # The item begins on the line of its dash, and goes on as far in as it.
            inside = indent + len(lines[at].text) - len(rest)
            lines[at] = _Line(lines[at].number, inside, rest)
            value, at = _block(lines, at, inside, depth + 1)
        else:
            value, at = _value(rest, lines, at, indent, depth)
        found.append(value)
    return found, at


def _members(lines: list[_Line], at: int, indent: int, depth: int) -> tuple[object, int]:
    found = Map()
    found.line = lines[at].number
    while at < len(lines) and lines[at].indent == indent:
        member = _MEMBER.match(lines[at].text)
        if member is None or (name := str(member["name"]).strip("\"'")) in found:
            raise Beyond(lines[at].number)
        line = lines[at].number
        value, at = _value(member["value"] or "", lines, at, indent, depth)
        if isinstance(value, Map):
            value.line = line
        found[name] = value
    if at < len(lines) and lines[at].indent > indent:
        raise Beyond(lines[at].number)
    return found, at


def _value(text: str, lines: list[_Line], at: int, indent: int, depth: int) -> tuple[object, int]:
    """What stands behind a name or a dash: on its line, or in the lines further in."""
    number, behind = lines[at].number, at + 1
    if text.startswith(_BEYOND):
        raise Beyond(number)
    if text.strip():
        return _plain(text.strip(), number), behind
    if behind < len(lines):
        further = lines[behind].indent
        is_list = further == indent and _ITEM.match(lines[behind].text) is not None
        if further > indent or (is_list and not _ITEM.match(lines[at].text)):
            return _block(lines, behind, further, depth + 1)
    return None, behind


def _plain(text: str, line: int) -> object:
    if text[0] in "[{":
        marks = (match["mark"].strip() for match in _TOKEN.finditer(text))
        tokens = [mark for mark in marks if mark]
        value, end = _in_brackets(tokens, 0, line)
        if end < len(tokens):
            raise Beyond(line)
        return value
    return _text(text)


def _in_brackets(tokens: Sequence[str], at: int, line: int, depth: int = 0) -> tuple[object, int]:
    """The value that begins at a token, and the place behind it."""
    if at >= len(tokens) or depth > _DEEPEST:
        raise Beyond(line)
    first = tokens[at]
    if first not in ("[", "{"):
        return _text(first), at + 1
    closing = "]" if first == "[" else "}"
    values: list[object] = []
    named = Map()
    named.line = line
    at += 1
    while at < len(tokens) and tokens[at] != closing:
        if tokens[at] == ",":
            at += 1
            continue
        value, at = _in_brackets(tokens, at, line, depth + 1)
        if first == "{":
            if at >= len(tokens) or tokens[at] != ":":
                raise Beyond(line)
            named[str(value)], at = _in_brackets(tokens, at + 1, line, depth + 1)
        else:
            values.append(value)
    if at >= len(tokens):
        raise Beyond(line)
    return (values if first == "[" else named), at + 1


def _text(text: str) -> str:
    is_quoted = text[:1] in ("'", '"') and text[-1:] == text[:1]
    if is_quoted and text[0] == '"' and "\\u" in text:
        # `"1.2 \u00b1 0.1"`, as writers of ASCII alone have it.
        return _ESCAPED.sub(lambda match: chr(int(match["code"], 16)), text[1:-1])
    return text[1:-1] if is_quoted else Plain(text)


def _scalar(text: Plain) -> object:
    if text in _NOTHING:
        return None
    if text.lower() in _ANSWERS:
        return _ANSWERS[text.lower()]
    # `1_000` is a number to Python alone.
    if "_" not in text:
        with contextlib.suppress(ValueError):
            return held(int(text))
        with contextlib.suppress(ValueError):
            return float(text)
    return str(text)
