"""The inputs that are to be read, before any of them is opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO, NamedTuple

from parsers.clean import clean
from parsers.contents.offered import offered
from parsers.inputs.all_inputs import overruled_inputs
from parsers.inputs.inputs import Input, find_inputs
from parsers.inputs.tar_and_zip import Scratch
from parsers.notes import Note
from parsers.overruling.override import Override


class FoundInputs(NamedTuple):
    """The inputs in their order, remarks on what was not found, and all that is overruled."""

    inputs: list[Input]
    notes: list[Note]
    overrides: list[Override]


def found_inputs(
    arguments: Sequence[str],
    stdin: BinaryIO | None = None,
    given: Sequence[Override] = (),
    scratch: Scratch | None = None,
    *,
    beside: bool = True,
) -> FoundInputs:
    """Return what ``arguments`` stand for, see ``find_inputs``, and how each is to be read.

    What is ``given`` overrules that, and so does a ``runcmp.toml`` in the folder of a file or in a
    folder given, unless not ``beside``. Raises ``OverruleError`` for a mistake in that file.
    """
    inputs, notes = find_inputs(arguments, stdin, scratch)
    inputs, overrides = overruled_inputs(inputs, given, beside=beside)
    notes += [
        Note("error", f"cannot be loaded: {clean(str(each))}", f"installed reader {clean(name)}")
        for name, each in offered()
        if isinstance(each, (Exception, SystemExit))
    ]
    return FoundInputs(inputs, notes, overrides)
