"""The compiled patterns of the modules that runcmp starts with, in one file beside theirs.

Python compiles each regular expression anew in every process: two hundred until the first table is
on screen, a tenth of the processor time that it takes. What Python's own compiler makes of one
depends on nothing but its text, its flags and the version of Python, so it is kept. That goes for
patterns that modules compile while they are imported, and for their ``Pattern``s: one that is made
later may hold a part of what was read, which belongs in no file of runcmp's.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator, Mapping
from importlib import import_module
from types import FrameType
from typing import Any, Final

from runcmp.compiled_modules import FILE as MODULES
from runcmp.compiled_modules import read_versioned, write_versioned

FILE: Final = MODULES.with_suffix(".patterns")
_UNSIGNED: Final = "I"
"""The type of an array of the numbers that a compiled pattern consists of."""
# What stands behind ``re.compile``: the compiler, and what makes a pattern of the numbers.
_COMPILER: Final[Any] = import_module("re._compiler")
_ENGINE: Final[Any] = import_module("_sre")

Given = tuple[str | bytes, int]
"""A pattern's text, and the flags given with it."""
Made = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""What the engine takes beside the text: all flags, the numbers, and the groups and their names."""


class CompiledPatterns:
    """Compiles patterns, those that are ``kept`` from what is kept of them."""

    def __init__(self, kept: Mapping[Given, Made]) -> None:
        self.kept = kept
        self.new: set[Given] = set()
        self.from_scratch = _COMPILER.compile

    def compile(self, pattern: str | bytes, flags: int = 0) -> Any:
        """Return the compiled pattern, as ``re``'s own compiler would."""
        made = self.kept.get((pattern, flags))
        if made is not None:
            all_flags, numbers, *groups = made
            code = array(_UNSIGNED, numbers).tolist()
            return _ENGINE.compile(pattern, all_flags, code, *groups)
        if while_importing():
            self.new.add((pattern, flags))
        return self.from_scratch(pattern, flags)

    def made(self, pattern: str | bytes, flags: int) -> Made:
        """Compile a pattern and return what can be kept of it."""
        found: list[Made] = []
        make = _ENGINE.compile

        def engine(text: object, all_flags: int, code: list[int], *groups: Any) -> object:
            # Another thread may compile another one meanwhile.
            if text is pattern:
                found.append((all_flags, array(_UNSIGNED, code).tobytes(), *groups))
            return make(text, all_flags, code, *groups)

        _ENGINE.compile = engine
        try:
            self.from_scratch(pattern, flags)
        finally:
            _ENGINE.compile = make
        return found[0]


def while_importing() -> bool:
    """Whether a module is being imported that has its caller compile this."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        spec = frame.f_globals.get("__spec__")
        if frame.f_code.co_name == "<module>" and getattr(spec, "_initializing", False):
            return True
        frame = frame.f_back
    return False


def use_kept_patterns() -> CompiledPatterns:
    """Compile with the file's help from now on."""
    patterns = CompiledPatterns(read_versioned(FILE))
    _COMPILER.compile = patterns.compile
    return patterns


def keep_patterns(patterns: CompiledPatterns) -> None:
    """Write the file anew, with the patterns of all modules that are imported now."""
    held = {
        given
        for module in list(sys.modules.values())
        for value in list(getattr(module, "__dict__", {}).values())
        for each in (list(value.values()) if isinstance(value, dict) else [value])
        for given in _given_in(each)
    }
    new = (patterns.new | held) - patterns.kept.keys()
    write_versioned(FILE, {**patterns.kept, **{given: patterns.made(*given) for given in new}})


def _given_in(value: object) -> Iterator[Given]:
    """Yield what makes the pattern that a module holds, or those in a tuple of it."""
    from parsers.grammar.patterns import Pattern

    if isinstance(value, Pattern):
        yield value.given
    elif isinstance(value, tuple):
        for each in value:
            yield from _given_in(each)
