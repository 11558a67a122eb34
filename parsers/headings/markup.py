"""Headings without the markup of Markdown and HTML."""

from __future__ import annotations

import re

from parsers.grammar.patterns import Pattern

_BREAK = Pattern(r"<br ?/?>", re.I)
_SUPERSCRIPT = Pattern(r"<sup>[^<]*</sup>|\[\^[^\]\[]*\]", re.I)
_TAG = Pattern(r"</?[A-Za-z][^<>]*>")
_LINK = Pattern(r"\[([^\[\]]*)\]\([^()]*\)")
_ESCAPE = Pattern(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
_MATH = Pattern(r"\$(?![\s/)\]])(?=[^$]*[A-Za-z])([^$]*[^\s$/(\[])\$")
_SYMBOL_BEHIND = Pattern(
    r"(?<=[A-Za-z)])\s+\$[A-Za-z](?:_(?:\w|\{\w{1,3}\})|\(\w\))?\$(?=\s*(?:[(\[].*)?\Z)"
)
"""``Speedup $S_T$``: the letter that a text calls it by."""
_SET_IN = Pattern(r"\\(?:text|operatorname|math(?:rm|it|bf|sf))\s*\{([^{}]*)\}")
"""``T_{solve}`` set upright; a dollar alone is a price."""
_COMMENT_MARK = Pattern(r"\s*(?://+|!+)\s+")
_EMPHASIS = Pattern(r"\*\*|__(?=\S)|(?<=\S)__|~~|`")


def plain(text: str) -> str:
    """Return a heading without Markdown and HTML markup, blanks collapsed."""
    if text.isalnum():
        return text
    if "&" in text:
        from html import unescape

        text = unescape(text)
    if "$" in text:
        text = _SYMBOL_BEHIND.sub("", text)
    text = _SET_IN.sub(r"\1", _MATH.sub(r"\1", text))
    if mark := _COMMENT_MARK.match(text):
        text = text[mark.end() :]
    text = _BREAK.sub(" ", text)
    text = _TAG.sub("", _SUPERSCRIPT.sub("", text))
    text = _EMPHASIS.sub("", _ESCAPE.sub(r"\1", _LINK.sub(r"\1", text)))
    return " ".join(text.split()).strip("* ")
