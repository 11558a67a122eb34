"""What an archive holds: which files were read, when, by what, with which errors, into which parts.

Each chunk of files is committed by one file of its own, written last and named in one step: parts
that no commit names are not there. Commits are numbered, and of a file that several of them tell of
the latest counts. So nothing that was committed is ever changed, and whatever is killed in between
leaves the archive as it was before or as it should become.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, NamedTuple

import polars as pl

from parsers.archive.one_query import collected
from parsers.archive.rights import shared_file
from parsers.clean import clean
from parsers.notes import Note

FOLDER: Final = "_runcmp"
"""What the folder of an archive is called that holds its commits."""
_SUFFIX: Final = ".commit"
"""Not that of Parquet, which these files are: whoever reads all Parquet files below a folder wants
the records alone."""
_KEPT: Final = ".together"
FORMAT: Final = 1
"""Of the layout of folders, names and commits."""
_HEADER: Final = "runcmp"
"""The key of what is said of a commit as a whole, in the metadata of its file."""
ENTRIES: Final[dict[str, pl.DataType]] = {
    "sequence": pl.UInt32(),
    "key": pl.UInt64(),
    "file": pl.String(),
    "source": pl.String(),
    "label": pl.String(),
    "size": pl.Int64(),
    "changed": pl.Int64(),
    "at": pl.Int64(),
    "settled": pl.Boolean(),
    "told": pl.String(),
    "version": pl.String(),
    "readers": pl.List(pl.String()),
    "runs": pl.UInt32(),
    "records": pl.UInt32(),
    "error": pl.String(),
    "passed": pl.Boolean(),
    "notes": pl.String(),
    "counts": pl.Boolean(),
    "point": pl.List(pl.Int64()),
    "passes": pl.String(),
    "medians": pl.String(),
    "outside": pl.String(),
    "measured": pl.String(),
}
"""One row for each input: ``file`` is what was found, ``source`` what was read of it (an archive of
files has several), ``size`` to ``settled`` are as in ``Seen``, ``told`` is a digest of
what overruled the reading. ``passed``: it was left out, since it took too long or too much.
``notes`` are JSON, ``counts`` to ``measured`` as in ``InputCounts``, the last four
JSON."""
FACTS: Final = ("counts", "point", "passes", "medians", "outside", "measured")
"""What other inputs need to know of one."""


class Part(NamedTuple):
    """A Parquet file of records, by its path below the archive, and what can be told without it.

    ``columns`` are those with a value, with their types; ``benchmarks`` and ``metrics`` count rows;
    ``same`` are columns in which all rows have one text, with that.
    """

    path: str
    rows: int
    size: int
    system: str | None
    year: int | None
    columns: dict[str, str]
    benchmarks: dict[str, int]
    metrics: dict[str, int]
    same: Sequence[tuple[str, str]] = ()


class Commit(NamedTuple):
    """What one chunk of files became; ``columns`` are those of its records, in their order.

    ``replaces`` names commits that count no more.
    """

    name: str
    sequence: int
    version: str
    schema: int
    columns: tuple[str, ...]
    parts: tuple[Part, ...]
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True)
class Manifest:
    """All commits that count, in the order of their numbers, and those that others replace."""

    archive: Path
    commits: tuple[Commit, ...]
    replaced: tuple[Commit, ...]
    notes: tuple[Note, ...]

    @property
    def next_sequence(self) -> int:
        """The number of the next commit."""
        return 1 + max((each.sequence for each in (*self.commits, *self.replaced)), default=0)

    def entries(self, *columns: str) -> pl.LazyFrame:
        """Return the latest entries of each file, all ``columns`` where none is named."""
        if not self.commits:
            return pl.LazyFrame(schema=ENTRIES).select(columns or list(ENTRIES))
        chosen = columns or tuple(ENTRIES)
        needed = dict.fromkeys((*chosen, "sequence", "key"))
        everything = self._all_entries().select(*needed)
        if self.superseded:
            latest = pl.col("sequence").max().over("key")
            everything = everything.filter(pl.col("sequence") == latest)
        return everything.select(*chosen)

    @property
    def name(self) -> str:
        """What the archive is called in remarks."""
        return clean(str(self.archive))

    @property
    def columns(self) -> Sequence[str]:
        """The columns of the records, in their order."""
        return list(dict.fromkeys(name for each in self.commits for name in each.columns))

    @cached_property
    def input_count(self) -> int:
        """How many inputs have records."""
        if not self.superseded:
            return int((~self._files["failed"]).sum()) if self.commits else 0
        found = self.entries("error").filter(pl.col("error").is_null()).select(pl.len())
        return int(collected(found).item())

    def inputs(self, columns: Sequence[str], sources: Sequence[str] | None) -> pl.DataFrame:
        """Return ``columns`` of the entries with records, of ``sources`` alone where given."""
        found = self.entries(*dict.fromkeys((*columns, "error", "source")))
        if sources is not None:
            found = found.filter(pl.col("source").is_in(list(sources)))
        held = found.filter(pl.col("error").is_null()).select(columns)
        return collected(held)

    def kept_together(
        self, columns: Sequence[str] = (), sources: Sequence[str] | None = None
    ) -> pl.DataFrame | None:
        """Return ``columns`` of what is kept of the inputs together, null where nothing is.

        All columns where none is named; the rows are those of ``sources`` where these are given.
        """
        try:
            found = pl.scan_parquet(self.kept, glob=False)
            if sources is not None:
                found = found.filter(pl.col("source").is_in(list(sources)))
            return collected(found.select(columns) if columns else found)
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
            # It may go while it is opened, as an ingest ends, and can be made anew.
            return None

    @property
    def kept(self) -> Path:
        """The file of that, called after the commits that it is about."""
        return self.archive / FOLDER / f"{digest(*(each.name for each in self.commits))}{_KEPT}"

    @cached_property
    def superseded(self) -> dict[int, list[str]]:
        """By the number of a commit which of its sources a later one tells of anew."""
        if not self.commits or self._files["key"].n_unique() == self._files.height:
            return {}
        first, latest = pl.col("sequence").min(), pl.col("sequence").max()
        of_file = self._files.group_by("key").agg(first.alias("first"), latest.alias("latest"))
        several = of_file.filter(pl.col("first") < pl.col("latest")).select("key", "latest")
        if several.is_empty():
            return {}
        old = collected(
            self._all_entries()
            .select("key", "sequence", "source")
            .join(several.lazy(), on="key")
            .filter(pl.col("sequence") < pl.col("latest"))
            .group_by("sequence")
            .agg("source")
        )
        return dict(old.iter_rows())

    @cached_property
    def _files(self) -> pl.DataFrame:
        """All entries by the numbers of their files; whether nothing was read."""
        failed = pl.col("error").is_not_null().alias("failed")
        return collected(self._all_entries().select("key", "sequence", failed))

    def _all_entries(self) -> pl.LazyFrame:
        files = [self.archive / FOLDER / each.name for each in self.commits]
        return pl.scan_parquet(
            files, schema=ENTRIES, missing_columns="insert", extra_columns="ignore", glob=False
        )


def is_archive_folder(path: Path) -> bool:
    """Return whether ``path`` is the folder of an archive."""
    try:
        return (path / FOLDER).is_dir()
    except (OSError, ValueError):
        return False


def key_of(file: str) -> int:
    """Return the number by which entries of a file are found."""
    return int.from_bytes(hashlib.blake2b(file.encode(errors="replace"), digest_size=8).digest())


def digest(*texts: object) -> str:
    """Return a name for what ``texts`` say: 16 hexadecimal digits."""
    said = "\0".join(map(str, texts)).encode(errors="replace")
    return hashlib.blake2b(said, digest_size=8).hexdigest()


def read_manifest(archive: Path) -> Manifest:
    """Return what the archive in this folder holds, and which commits cannot be read."""
    commits, notes = [], []
    folder = archive / FOLDER
    for path in sorted(folder.glob(f"*{_SUFFIX}")) if folder.is_dir() else ():
        try:
            commits.append(_commit_of(path))
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
            said = f"damaged manifest ({_first_line(error)}); its files are read by the next ingest"
            notes.append(Note("error", said, clean(str(path))))
        except (ValueError, KeyError, TypeError):
            said = "a manifest of another version of runcmp; read the archive with that, or a later"
            notes.append(Note("error", said, clean(str(path))))
    gone = {name for each in commits for name in each.replaces}
    commits.sort(key=lambda each: (each.sequence, each.name))
    return Manifest(
        archive,
        tuple(each for each in commits if each.name not in gone),
        tuple(each for each in commits if each.name in gone),
        tuple(notes),
    )


def commit(archive: Path, told: Commit, entries: pl.DataFrame) -> None:
    """Have ``told`` count from now on, with its ``entries``. Raises ``OSError``."""
    header = {"format": FORMAT, **told._asdict(), "parts": [each._asdict() for each in told.parts]}
    with shared_file(archive / FOLDER / told.name, archive) as out:
        entries.select(pl.col(name).cast(dtype) for name, dtype in ENTRIES.items()).write_parquet(
            out, metadata={_HEADER: json.dumps(header)}
        )


def keep_beside(manifest: Manifest, told: pl.DataFrame) -> None:
    """Keep what the inputs say of each other while no commit is added. Raises ``OSError``."""
    kept = manifest.kept
    with shared_file(kept, manifest.archive) as out:
        told.write_parquet(out)
    for each in kept.parent.glob(f"*{_KEPT}"):
        if each != kept:
            each.unlink(missing_ok=True)


def commit_name(sequence: int, of: str) -> str:
    """Return what the file of a commit is called; ``of`` is a digest of what was read."""
    return f"{sequence:08d}-{of}{_SUFFIX}"


def note_text(notes: Sequence[Note]) -> str | None:
    """Return ``notes`` of one input as they stand in its entry."""
    return json.dumps([list(each) for each in notes]) if notes else None


def notes_of(text: str | None) -> list[Note]:
    """Return the notes that ``note_text`` wrote."""
    found = json.loads(text) if text else []
    return [
        Note(kind, text, source, line, about, tuple(lines))
        for kind, text, source, line, about, lines in found
    ]


def _commit_of(path: Path) -> Commit:
    said: dict[str, Any] = json.loads(pl.read_parquet_metadata(path)[_HEADER])
    if said["format"] > FORMAT:
        raise ValueError
    return Commit(
        path.name,
        said["sequence"],
        said["version"],
        said["schema"],
        tuple(said["columns"]),
        tuple(Part(**each) for each in said["parts"]),
        tuple(said["replaces"]),
    )


def _first_line(error: BaseException) -> str:
    return clean(str(error).partition("\n")[0])[:120]
