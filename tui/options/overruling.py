"""Reading files as the user says, on the command line and in configuration files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from analysis.usage import UsageError
from parsers import Loaded, load
from parsers.across_inputs.reading_progress import ReadingProgress
from parsers.archive.asked import RepeatsAs
from parsers.overruling.config_places import standing
from parsers.overruling.override import Layer, Override, OverruleError
from tui.options.option_groups import FileOptions, ReadingOptions, SelectionOptions
from tui.options.questions import asked_of


def load_as_told(
    paths: Sequence[str],
    reading: ReadingOptions,
    stdin: BinaryIO | None = None,
    before: Loaded | None = None,
    selection: SelectionOptions | FileOptions | None = None,
    *,
    repeats: RepeatsAs = "runs",
    progress: ReadingProgress | None = None,
) -> Loaded:
    """Load the inputs as the options and the configuration files say.

    Settings count in the order system, user, beside the data or ``--config``, ``--read``. Files
    that are what they were ``before`` are not read again. Of an archive only what the ``selection``
    is about is read, and of that what is taken of ``repeats``. The ``progress`` can be looked at
    meanwhile. Raises ``UsageError`` for a mistake in any of the settings.
    """
    try:
        given, asked = given_overrides(reading), asked_of(selection, repeats)
        beside = reading.config is None
        return load(
            paths, stdin, given, beside=beside, before=before, asked=asked, progress=progress
        )
    except OverruleError as error:
        raise UsageError(str(error)) from None


def refuse_vain(loaded: Sequence[Loaded]) -> None:
    """Raise ``UsageError`` for what was said of this reading and met nothing in any of the inputs.

    Inputs of which nothing could be read have not met anything either.
    """
    read = [each.wanted.vain for each in loaded if not each.records.is_empty()]
    for told, why in read[0].items() if read else ():
        if all(told in vain for vain in read):
            raise UsageError(f"{told.said.place}: {why}")


def given_overrides(reading: ReadingOptions) -> list[Override]:
    """Return what the options and the standing configuration files say, the weakest first.

    Raises ``OverruleError``.
    """
    given = standing(os.environ)
    if reading.config is not None:
        from parsers.overruling.config_file import read_config

        given += read_config(Path(reading.config).expanduser(), Layer.NAMED)
    if reading.read:
        from parsers.overruling.statements import read_statements

        given += [told for text in reading.read for told in read_statements(text)]
    return given
