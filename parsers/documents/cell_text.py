"""The cells of a pipe table, and text without the markup of Markdown and HTML."""

from __future__ import annotations

import html
import re
from typing import Final

from parsers.grammar.patterns import Pattern

RULE = (
    r"\|?[ \t]*(?::?-+:?[ \t]*(?:[|+][ \t]*:?-+:?[ \t]*)*(?:\|[ \t]+)?"
    r"|=+[ \t]*(?:[|+][ \t]*=+[ \t]*)+)\|?[ \t\r]*$"
)
"""What stands below the headings of a pipe table; doubled it has bars, or it underlines a title."""
_RULE = Pattern(rf"^{RULE}")
_SPLIT = Pattern(r"(?<!\\)\|")
_DROPPED = (
    Pattern(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])"),
    Pattern(r"\[\^[^\]\s]+\]"),
    Pattern(r"~~.+?~~"),
    # Behind a number it may be a power, as in 256<sup>3</sup>.
    Pattern(r"(?<=[^\s\d])<sup>[^<]*</sup>|(?<=\d)<sup>(?:[^<\d]*|1)</sup>", re.IGNORECASE),
)
"""Images, footnote marks and what is struck out: nothing, where something else is beside them."""
_MARKUP = (
    # What is small behind a number tells how it scatters: 12.3<sub>0.4</sub>.
    (Pattern(r"(?<=\d)<su[bp]>\s*±([^<]*)</su[bp]>", re.IGNORECASE), r" ±\1"),
    (Pattern(r"(?<=\d)<sub>([\d.,%]+)</sub>", re.IGNORECASE), r" (\1)"),
    (Pattern(r"(?<=\d)<sup>([^<]*)</sup>", re.IGNORECASE), r"^\1"),
    (Pattern(r"!\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (Pattern(r"\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (Pattern(r"!?\[([^\]]+)\]\[[^\]]*\]"), r"\1"),
    (Pattern(r"<br */?>", re.IGNORECASE), " "),
    (Pattern(r"</?[a-zA-Z][^<>]*>"), ""),
    (Pattern(r"`+([^`]*)`+"), r"\1"),
    (Pattern(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (Pattern(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (Pattern(r"(?<![\w_])_(?=\S)([^_]+?)(?<=\S)_(?![\w_])"), r"\1"),
    (Pattern(r"~~(.+?)~~"), r"\1"),
    (Pattern(r"\\(?:math|text)(?:bf|it|rm|sf|tt)\{([^{}]*)\}"), r"\1"),
    (Pattern(r"\$?\\mu(?![A-Za-z])\s*\$?\s*(?=s)"), "µ"),
    (Pattern(r"(?<=\d)(?:\{,\}|\\,)(?=\d{3})"), ","),
    (Pattern(r"_\{?\\pm\s*([\d.]+)\}?"), r" ±\1"),
    (Pattern(r"\^\{([^{}]*)\}"), r"^\1"),
    (Pattern(r"\A\$([^$]+)\$\Z"), r"\1"),
    (Pattern(r"\A\$(\d[\d.,]*)\$(?=\s)"), r"\1"),
    (Pattern(r"(?<=\d)\\%"), "%"),
    (Pattern(r"\\cdot(?![A-Za-z])"), "·"),
    (Pattern(r"\\pm(?![A-Za-z])"), "±"),
    (Pattern(r"\\times(?![A-Za-z])"), "×"),
)
_ABOUT = Pattern(r"\A(\**)(?:[〜～]|大?約|大?约)\s?(?=\d)")
"""``〜13ms``, ``約5秒``: what a tilde says before a number elsewhere."""
_ESCAPED = Pattern(r"\\([\\`*_{}\[\]()#+\-.!|<>~$])")
_MARKS = Pattern(r"[!\[\\<>`*_~&$\ue000-\ue07f]")
"""What any markup begins with; most cells have none."""
_HIDDEN: Final = 0xE000
_SHOWN: Final = {_HIDDEN + code: chr(code) for code in range(0x80)}
"""Characters for private use, which stand for escaped ones while markup is looked for."""


def is_rule(text: str) -> bool:
    """Whether a line, or cells joined by bars, are what stands below headings."""
    return _RULE.match(text) is not None


def cells_of(text: str) -> list[str]:
    """Return the cells of a line of a pipe table."""
    text = text.removeprefix("|")
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    return [cell.strip() for cell in _SPLIT.split(text)]


def plain(text: str) -> str:
    """Return ``text`` without Markdown and HTML markup."""
    if not text.isascii():
        text = _ABOUT.sub(r"\1~", text)
    if not _MARKS.search(text):
        return " ".join(text.split())
    text = _ESCAPED.sub(lambda escape: chr(_HIDDEN + ord(escape[1])), text)
    for pattern in _DROPPED:
        if pattern.search(text) and _unmarked(left := pattern.sub("", text)):
            text = left
    return _unmarked(text).translate(_SHOWN)


def _unmarked(text: str) -> str:
    for pattern, replacement in _MARKUP:
        text = pattern.sub(replacement, text)
    return " ".join(html.unescape(text).split())
