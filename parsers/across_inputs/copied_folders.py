"""Folders and archives that hold copies of files beside them: ``backup/``, ``results.tar.gz``."""

from __future__ import annotations

from collections.abc import Sequence
from posixpath import commonprefix

from parsers.across_inputs.input_counts import InputCounts, ValueAt
from parsers.grammar.coincidence import no_coincidence
from parsers.grammar.file_turns import is_of_copies
from parsers.inputs.tar_and_zip import is_archive
from parsers.notes import Note, and_more
from parsers.source import Source


def without_copied_folders(
    facts: Sequence[InputCounts], sources: Sequence[Source]
) -> tuple[list[int], list[Note]]:
    """Return the places of ``sources`` that are no copies of others, and remarks.

    Copies lie in an archive, or in a folder that is called one of copies, and each of them with
    values has a file of its name elsewhere that measured the same.
    """
    folders = _copied(facts, sources)
    notes = [
        Note(
            "assumed",
            f"its {len(copied)} files have the values of {sources[min(copied.values())].name}"
            f"{and_more(len(copied))}: read once; name it alone to read it",
            folder,
        )
        for folder, copied in folders.items()
    ]
    again = {place for copied in folders.values() for place in copied}
    return [place for place in range(len(sources)) if place not in again], notes


def _copied(facts: Sequence[InputCounts], sources: Sequence[Source]) -> dict[str, dict[int, int]]:
    """Folders of copies and archives -> the place of each file in them, and that of its like."""
    measured = {place: tuple(each.measured) for place, each in enumerate(facts) if each.measured}
    paths = {place: sources[place].name.split("/") for place in measured}
    # What all inputs lie in says nothing of one beside the others.
    shared = len(commonprefix([path[:-1] for path in paths.values()]))
    originals: dict[tuple[str, tuple[ValueAt, ...]], int] = {}
    folders: dict[str, list[int]] = {}
    for place, path in paths.items():
        below = enumerate(path[shared:-1], start=shared + 1)
        depth = next((at for at, each in below if is_of_copies(each) or is_archive(each)), None)
        if depth is None:
            originals.setdefault((path[-1], measured[place]), place)
        else:
            folders.setdefault("/".join(path[:depth]), []).append(place)
    found = {}
    for folder, places in folders.items():
        keys = [(paths[place][-1], measured[place]) for place in places]
        told = {row.value for place in places for row in measured[place]}
        if all(key in originals for key in keys) and no_coincidence(told):
            found[folder] = {place: originals[key] for place, key in zip(places, keys, strict=True)}
    return found
