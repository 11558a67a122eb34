"""Dictionaries and lists as Python prints them."""

from __future__ import annotations

import pytest

from parsers.objects.python_text import parse_python


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{'gpus': 1, 'amp': True, 'x': None}", {"gpus": 1, "amp": True, "x": None}),
        ("{1: 2.5, (2, 'a'): (3, 4)}", {"1": 2.5, "2/a": [3, 4]}),
        ("[{'loss': nan}, {'loss': -inf}]", [{"loss": None}, {"loss": None}]),
        ("{'said': 'nan: nan'}", {"said": "nan: nan"}),
        (f"{{'a': 1e999, 'b': 1{'0' * 400}, 'c': 1{'0' * 20}}}", {"a": None, "b": None, "c": 1e20}),
        ("{'f': print(1)}", None),
        ("{'f': b'raw'}", None),
        ("{1, 2}", None),
        ("[" * 100_000 + "]" * 100_000, None),
        ("{'gpus': 1", None),
        ("plain", None),
    ],
)
def test_literals_alone_are_read(text: str, expected: object) -> None:
    assert parse_python(text) == expected
