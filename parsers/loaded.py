"""Inputs -> run records, in three steps: find them, read each on its own, look at all together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from parsers.archives import Scratch
from parsers.finished import Loaded, finished
from parsers.found_inputs import found_inputs
from parsers.overruling.override import Override
from parsers.registry import InputReading, read_input
from parsers.seen import look


def load(
    inputs: Sequence[str],
    stdin: BinaryIO | None = None,
    given: Sequence[Override] = (),
    *,
    beside: bool = True,
    before: Loaded | None = None,
) -> Loaded:
    """Return the run records of ``inputs`` (files, folders, globs, ``label=PATH``, ``-``).

    Nothing is raised for what an input holds: what cannot be read becomes a note of kind
    ``error`` (``skipped`` where a folder or glob brought the file along, with one ``error`` for
    the folder where that is all of it), and the rest is loaded. What is ``given`` overrules the
    reading, and so does a ``runcmp.toml`` in the folder of a file or in a folder given, unless not
    ``beside``. Files that are what they were ``before`` are not read again. Raises
    ``OverruleError`` for a mistake in that file.
    """
    known = {} if before is None else {each.item: each for each in before.readings}
    with Scratch() as scratch:
        found = found_inputs(inputs, stdin, given, scratch, beside=beside)
        return finished(
            found, (_kept(known.get(item)) or read_input(item) for item in found.inputs)
        )


def _kept(reading: InputReading | None) -> InputReading | None:
    """A reading whose file is what it was then."""
    if reading is None or reading.seen is None:
        return None
    return reading if reading.seen.is_still(look(reading.item.path)) else None
