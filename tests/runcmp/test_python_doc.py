"""docs/python.md shows what Python prints; RUNCMP_DOCS=write writes it anew."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from doctest import DocTestParser
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.paths import DOCS
from tests.test_docs import WRITE, folder

__all__ = ["folder"]

PYTHON = DOCS / "python.md"
BLOCK = re.compile(r"(?<=^```pycon\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)


def printed(block: str, names: dict[str, Any]) -> Iterator[str]:
    """Yield the statements of a block, each followed by what it prints."""
    for example in DocTestParser().get_examples(block):
        prompts = [">>> ", *["... "] * example.source.count("\n")]
        statements = zip(prompts, example.source.splitlines(), strict=False)
        yield "".join(f"{prompt}{line}\n" for prompt, line in statements)
        with redirect_stdout(io.StringIO()) as out:
            exec(compile(example.source, str(PYTHON), "single"), names)
        yield out.getvalue()


@pytest.mark.filterwarnings("ignore::runcmp.ResultsWarning")
def test_python_prints_what_the_document_says(folder: Path) -> None:
    names: dict[str, Any] = {}
    text = PYTHON.read_text(encoding="utf-8")
    with chdir(folder), pl.Config(tbl_width_chars=100, tbl_rows=10):
        renewed = BLOCK.sub(lambda block: "".join(printed(block[0], names)), text)
    assert len(BLOCK.findall(text)) > 3
    if WRITE:
        PYTHON.write_text(renewed, encoding="utf-8")
        return
    assert text == renewed
