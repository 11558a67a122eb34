"""Blocks of code in Markdown: where they begin and end, as CommonMark has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import load
from parsers.documents.fences import Fences


def kinds(text: str) -> str:
    """One letter for each line: ``t`` text, ``f`` a fence, ``c`` code."""
    fences = Fences()
    return "".join(fences.kind(line)[0] for line in text.split("\n"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```\na\n```\nb", "fcft"),
        ("~~~ python\na\n~~~~\nb", "fcft"),
        ("```\na\n~~~\nb\n```\nc", "fcccft"),
        ("````\n```\n````\na", "fcft"),
        # A fence that closes has nothing behind it.
        ("```\na\n``` bash\nb\n```\nc", "fcccft"),
        # One in a line of text is no fence.
        ("``` a ``` b\nc", "tt"),
        ("   ```\na\n  ```\nb", "fcft"),
        # Four blanks make code of a line, and no fence.
        ("\n    ```\na", "ttt"),
        ("```\na\n    ```\nb\n```\nc", "fcccft"),
    ],
)
def test_fences_in_the_document_itself(text: str, expected: str) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- ```\n  a\n  ```\nb", "fcft"),
        ("1. a\n\n   ```\n   b\n   ```\n\nc", "ttfcftt"),
        # The item ends, and with it the block that nothing closes.
        ("1. a\n\n   ```\n   b\n\nc\n# d", "ttfcctt"),
        ("- a\n  - b\n\n    ```\n    c\n  - d", "tttfct"),
        ("> ```\n> a\nb", "fct"),
        # A paragraph goes on below its item, which is open still.
        ("- a\nb\n  ```\n  c\n  ```\nd", "ttfcft"),
        ("10. a\n    ```\n    b\n    ```\nc", "tfcft"),
        # A line of stars is no list.
        ("* * *\n```\na\n```\nb", "tfcft"),
    ],
)
def test_fences_in_lists_and_quotes(text: str, expected: str) -> None:
    assert kinds(text) == expected


def test_lines_of_cells_between_fences_are_a_table(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text('# Runs\n\n```\ncores,name,time (s)\n1,"a, b",10\n2,"a, b",5.5\n```\n')
    records = load([str(path)]).records
    assert records.select("cores", "value", "line").rows() == [(1, 10.0, 5), (2, 5.5, 6)]
    path.write_text("# Code\n\n```\nprint(cores, time)\nprint(1, 2)\nprint(3, 4)\n```\n")
    assert load([str(path)]).records.is_empty()
