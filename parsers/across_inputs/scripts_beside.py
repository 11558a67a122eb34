"""How large a job was, by the directives of its script, which lies beside its output."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from typing import Final

from parsers.grammar.directives import directed_counts
from parsers.grammar.patterns import Pattern
from parsers.source import Source

_SCRIPTS: Final = (".sbatch", ".slurm", ".sh", ".bash", ".job", ".pbs", ".lsf", ".sub", ".cmd")
_JOB_NUMBER = Pattern(r"[-._]?\d+")
"""What Slurm and PBS put behind the name of a script: ``scale_4-80123.out``, ``scale_4.o80123``."""
_MOST: Final = 20
"""Entries of a folder of one run; a script among more may be that of any file."""
_BEGINNING: Final = 8_192


def counts_of_script(source: Source) -> dict[str, int]:
    """Return the counts that the script of an output asks for, by the fields of a record.

    It is called as the output is, or the only one in the folder of the run.
    """
    if source.content is not None:
        return {}
    path = Path(source.path)
    stems = dict.fromkeys((path.stem, _without_job_number(path.stem)))
    named = (path.with_name(f"{stem}{ending}") for stem in stems if stem for ending in _SCRIPTS)
    for script in named:
        if script != path and (counts := _directed_in(script)):
            return counts
    of_folder = [counts for script in _scripts_in(path.parent) if (counts := _directed_in(script))]
    return of_folder[0] if len(of_folder) == 1 else {}


def _without_job_number(stem: str) -> str:
    at_end = [found for found in _JOB_NUMBER.finditer(stem) if found.end() == len(stem)]
    return stem[: at_end[0].start()] if at_end else stem


def _scripts_in(folder: Path) -> list[Path]:
    """The scripts of a folder of one run; none of a larger one, which is not walked to its end."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in islice(entries, _MOST + 1)]
    except OSError:
        return []
    return (
        [folder / name for name in names if name.endswith(_SCRIPTS)] if len(names) <= _MOST else []
    )


def _directed_in(script: Path) -> dict[str, int]:
    try:
        with script.open("rb") as file:
            return directed_counts(file.read(_BEGINNING).decode("utf-8", errors="replace"))
    except OSError:
        return {}
