"""A small reader of LaTeX, for where none is installed: what it would obey, and what it prints."""

from __future__ import annotations

import re

PRINTED = {
    r"\textbackslash": "\\",
    r"\{": "{",
    r"\}": "}",
    r"\$": "$",
    r"\&": "&",
    r"\#": "#",
    r"\%": "%",
    r"\_": "_",
    r"\textasciicircum": "^",
    r"\textasciitilde": "~",
    r"\slash": "/",
    r"\textless": "<",
    r"\textgreater": ">",
    r"\textbar": "|",
    r"\textasciigrave": "`",
    r"\textquotedbl": '"',
}
ACTIVE = "\\{}$&#%_^~"
TOKEN = re.compile(r"\\[a-zA-Z]+|\\.|.", re.DOTALL)
COMMAND = re.compile(r"\\(begin|end)\{([a-z*]+)\}")


def printed(latex: str) -> str:
    """Return what LaTeX prints of a text without signs. Raises ``AssertionError`` for a command."""
    text, depth = "", 0
    for token in TOKEN.findall(latex):
        if token in PRINTED:
            text += PRINTED[token]
        elif token in "{}":
            depth += 1 if token == "{" else -1
            assert depth >= 0, latex
        else:
            assert token not in ACTIVE and len(token) == 1, (token, latex)
            text += token
    assert depth == 0, latex
    return text


def check_document(latex: str) -> None:
    """Hold that environments and braces are balanced, and that no row has too many cells."""
    opened: list[str] = []
    columns = 0
    for line in latex.splitlines():
        for which, name in COMMAND.findall(line):
            if which == "begin":
                opened.append(name)
            elif opened:
                assert opened.pop() == name, line
        if found := re.match(r"\\begin\{(?:tabular|longtable)\}\{(.*)\}$", line):
            columns = len(re.sub(r"p\{[^}]*\}", "l", found[1]))
        if line.endswith(r" \\"):
            assert len(re.findall(r"(?<!\\)&", line)) == columns - 1, line
    assert opened == []
    body = latex.partition(r"\begin{document}")[2]
    braces = re.findall(r"(?<!\\)(?:\\\\)*([{}])", body)
    assert braces.count("{") == braces.count("}")
