"""Text from anywhere as LaTeX that prints it and does nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_SPECIAL: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    # A slash after which a line may end, as in long paths.
    "/": r"\slash{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "`": r"\textasciigrave{}",
    '"': r"\textquotedbl{}",
    # After the end of a row these would be taken for its options.
    "[": "{[}",
    "]": "{]}",
    "*": "{*}",
}
"""What LaTeX would obey, or print as something else in one of its font encodings."""
_LETTERS: Final = {
    letter: rf"$\{unicodedata.name(letter).split()[-1].lower()}$"
    for letter in "αβγδζηθικμνξπρστχψω"
}
SIGNS: Final = {
    "×": r"$\times$",
    "±": r"$\pm$",
    "−": "$-$",
    "–": "--",
    "—": "---",
    "…": r"\ldots{}",
    "·": r"$\cdot$",
    "→": r"$\rightarrow$",
    "←": r"$\leftarrow$",
    "≥": r"$\geq$",
    "≤": r"$\leq$",
    "≠": r"$\neq$",
    "≈": r"$\approx$",
    "∞": r"$\infty$",
    "√": r"$\surd$",
    "²": "$^2$",
    "³": "$^3$",
    "°": r"$^\circ$",
    "µ": r"$\mu$",
    "▲": r"$\triangle$",
    "▼": r"$\bigtriangledown$",
    "✗": r"$\times$",
    "\u00a0": "~",
    "Δ": r"$\Delta$",
    "Σ": r"$\Sigma$",
    "Ω": r"$\Omega$",
    "ε": r"$\varepsilon$",
    "λ": r"$\lambda$",
    "φ": r"$\varphi$",
    **_LETTERS,
}
"""What every LaTeX prints in this way, whatever its input encoding and fonts."""
_LIGATURE: Final = re.compile(r"([-',])(?=\1)|[?!](?=\\textasciigrave)")
"""Characters that LaTeX makes one of, as two hyphens a dash."""
_MISSING_FROM_FONTS: Final = frozenset("¦\u00adĦħĸĿŀŉŦŧſ")
_LATIN: Final = frozenset(map(chr, range(0xA1, 0x180))) - _MISSING_FROM_FONTS
"""Letters that pdfLaTeX knows of itself."""

_TABLE: Final = str.maketrans(_SPECIAL | SIGNS)


def escaped(text: str) -> str:
    """Return ``text`` as LaTeX."""
    return _LIGATURE.sub(r"\g<0>{}", text.translate(_TABLE))


def unknown(texts: Iterable[str]) -> list[str]:
    """Return the characters of ``texts`` that pdfLaTeX stops at, unless they are declared."""
    found = {char for text in texts if not text.isascii() for char in text}
    return sorted(char for char in found if not char.isascii() and char not in _LATIN)


def declaration(char: str) -> str:
    """Return how pdfLaTeX prints a character that it does not know: by its number."""
    number = f"{ord(char):04X}"
    return rf"\DeclareUnicodeCharacter{{{number}}}{{{{[}}U+{number}{{]}}}}"
