"""Parts of an archive that are damaged, or of another version, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from parsers.archive.manifest import Manifest
from parsers.archive.part_scan import PartOf
from parsers.clean import clean
from parsers.notes import Note
from parsers.run_records.records import SCHEMA_VERSION


def whole_parts(archive: Path, parts: Sequence[PartOf]) -> tuple[list[PartOf], list[Note]]:
    """Return the parts that are there as they were written, and remarks on the others."""
    whole, notes = [], []
    for each in parts:
        path = archive / each.part.path
        try:
            size = path.stat().st_size
        except OSError:
            size = -1
        if size == each.part.size:
            whole.append(each)
        else:
            notes.append(damaged_part(archive, each, "it is missing" if size < 0 else "it was cut"))
    return whole, notes


def damaged_part(archive: Path, each: PartOf, why: str, way: str = "") -> Note:
    """Return the remark on a part that cannot be read; ``way`` is what to do before the usual."""
    rows = f"{each.part.rows:,} records are not shown"
    text = f"damaged part ({why}): {rows}; {way}ingest its files again"
    return Note("error", text, clean(str(archive / each.part.path)))


def other_versions(manifest: Manifest) -> Iterator[Note]:
    """Yield a remark on each schema that parts have besides ours."""
    others = sorted({each.schema for each in manifest.commits} - {SCHEMA_VERSION})
    for version in others:
        count = sum(len(each.parts) for each in manifest.commits if each.schema == version)
        what = "a later" if version > SCHEMA_VERSION else "an earlier"
        yield Note(
            "info",
            f"{count:,} parts have version {version} of the schema, {what} one than this runcmp's "
            f"{SCHEMA_VERSION}; columns that it does not know are parameters",
            clean(str(manifest.archive)),
        )
