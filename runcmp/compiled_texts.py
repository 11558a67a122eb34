"""The compiled methods and types of data classes and named tuples, in one file beside the modules'.

Python writes the methods of each of these classes as a text while their module is imported, and
compiles it in every process, and so it does with the annotations of named tuples: 1,500 texts until
the first table is on screen, a sixth of the processor time of importing. What comes of a text
depends on nothing but the text and the version of Python, so it is kept, as the patterns are.
"""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import marshal
import typing
from collections.abc import Mapping
from types import CodeType
from typing import Any, Final

from runcmp.compiled_modules import FILE as MODULES
from runcmp.compiled_modules import read_versioned, write_versioned
from runcmp.compiled_patterns import while_importing

FILE: Final = MODULES.with_suffix(".texts")

Given = tuple[str, str, str]
"""A text, what its code says that it is from, and whether it is of statements or an expression."""


class CompiledTexts:
    """Compiles a text for ``typing``, ``exec`` and ``eval``, or has it from what is ``kept``."""

    def __init__(self, kept: Mapping[Given, bytes]) -> None:
        self.kept = kept
        self.new: dict[Given, bytes] = {}

    def execute(self, text: str, own: dict[str, Any], local: dict[str, Any]) -> None:
        """Run statements, as ``exec`` would."""
        exec(self.compiled(text, "<string>", "exec"), own, local)

    def evaluate(self, text: str, own: dict[str, Any]) -> Any:
        """Return the value of an expression, as ``eval`` would."""
        return eval(self.compiled(text, "<string>", "eval"), own)

    def compiled(self, text: str, name: str, kind: str) -> CodeType:
        """Return the code of a text, as ``compile`` would."""
        given = text, name, kind
        with contextlib.suppress(KeyError, EOFError, ValueError, TypeError):
            found: CodeType = marshal.loads(self.kept[given])
            return found
        code: CodeType = compile(text, name, kind, dont_inherit=True)
        if while_importing():
            self.new[given] = marshal.dumps(code)
        return code


def use_kept_texts() -> CompiledTexts:
    """Make data classes and named tuples with the file's help from now on.

    A name of a module stands before that of the language in it.
    """
    texts = CompiledTexts(read_versioned(FILE))
    vars(dataclasses)["exec"] = texts.execute
    vars(collections)["eval"] = texts.evaluate
    vars(typing)["compile"] = texts.compiled
    return texts


def keep_texts(texts: CompiledTexts) -> None:
    """Write the file anew, with the texts that were compiled since."""
    write_versioned(FILE, {**texts.kept, **texts.new})
