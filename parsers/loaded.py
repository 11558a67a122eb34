"""Inputs -> run records, in three steps: find them, read each on its own, look at all together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Final

from parsers.across_inputs.finished import Loaded, finished, joined_loads
from parsers.across_inputs.reading_progress import ReadingProgress
from parsers.archive.asked import Asked
from parsers.archive.manifest import is_archive_folder
from parsers.clean import clean
from parsers.input_reading import InputReading
from parsers.inputs.found_inputs import found_inputs
from parsers.inputs.seen import look
from parsers.inputs.tar_and_zip import Scratch
from parsers.notes import Note
from parsers.overruling.override import Override
from parsers.registry import read_input
from parsers.run_records.records import empty

DATABASES: Final = ("postgresql://", "postgres://")
"""How the names of databases begin."""


def load(
    inputs: Sequence[str],
    stdin: BinaryIO | None = None,
    given: Sequence[Override] = (),
    *,
    beside: bool = True,
    before: Loaded | None = None,
    asked: Asked | None = None,
    progress: ReadingProgress | None = None,
) -> Loaded:
    """Return the run records of ``inputs``: files, folders, globs, archives, ``label=PATH``, ``-``.

    Nothing is raised for what an input holds: what cannot be read becomes a note of kind
    ``error`` (``skipped`` where a folder or glob brought the file along, with one ``error`` for
    the folder where that is all of it), and the rest is loaded. What is ``given`` overrules the
    reading, and so does a ``runcmp.toml`` in the folder of a file or in a folder given, unless not
    ``beside``. Files that are what they were ``before`` are not read again. Of an archive only
    what is ``asked`` for is read. Others may look at the ``progress``, and stop the reading of
    files. Raises ``OverruleError`` for a mistake in that file.
    """
    progress = progress or ReadingProgress()
    archives = [
        each for each in inputs if each.startswith(DATABASES) or is_archive_folder(Path(each))
    ]
    if archives:
        asked = asked or Asked()
        return _with_archives(inputs, archives, stdin, given, asked, progress, beside=beside)
    known = {} if before is None else {each.item: each for each in before.readings}
    with Scratch() as scratch:
        found = found_inputs(inputs, stdin, given, scratch, beside=beside)
        readings = list(
            progress.each(found.inputs, lambda item: _kept(known.get(item)), read_input)
        )
        found.notes.extend(progress.left_out(found.inputs, readings))
        return finished(found, readings)


def _with_archives(
    inputs: Sequence[str],
    archives: Sequence[str],
    stdin: BinaryIO | None,
    given: Sequence[Override],
    asked: Asked,
    progress: ReadingProgress,
    *,
    beside: bool,
) -> Loaded:
    """What ``load`` returns where some of the inputs are archives."""
    if len(inputs) > 1:
        asked = asked._replace(repeats="runs")
    asked_for = [_archive(each, asked) for each in archives]
    others = [each for each in inputs if each not in archives]
    if not others:
        return asked_for[0] if len(asked_for) == 1 else joined_loads(asked_for)
    return joined_loads([*asked_for, load(others, stdin, given, beside=beside, progress=progress)])


def _archive(name: str, asked: Asked) -> Loaded:
    """What an archive has of what is asked for; a database that says nothing is an error note."""
    if not name.startswith(DATABASES):
        from parsers.archive.lake import load_lake

        return load_lake(Path(name), asked)
    from parsers.archive.ingesting import ArchiveError
    from parsers.archive.postgres import load_server, shown

    try:
        return load_server(name, asked)
    except ArchiveError as error:
        return Loaded(empty(), (Note("error", str(error), clean(shown(name))),), ())


def _kept(reading: InputReading | None) -> InputReading | None:
    """A reading whose file is what it was then."""
    if reading is None or reading.seen is None:
        return None
    return reading if reading.seen.is_still(look(reading.item.path)) else None
