"""Blocks of code in Markdown: where they begin and end, as CommonMark has it."""

from __future__ import annotations

import pytest

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
