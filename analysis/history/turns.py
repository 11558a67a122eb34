"""What changes in the course of a history, and so does not tell its series apart.

Versions, compilers and drivers take turns: one is there until the next one comes. Variants that are
measured side by side, night after night, alternate; they are series of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from analysis.groups import group_codes
from parsers.run_records.folded import unfolded_by_group
from parsers.run_records.records import SCHEMA

_DIRTY: Final = "dirty"
"""What is said of a commit with changes that are in none; it comes and goes with the commits."""
_WORDS: Final = frozenset(
    {
        *("version", "versions", "ver", "release", "compiler", "driver", "drivers", "toolchain"),
        *(
            "commit",
            "sha",
            "sha1",
            "sha256",
            "md5",
            "hash",
            "rev",
            "revision",
            "git",
            "branch",
            "tag",
            "build",
            "changeset",
            _DIRTY,
        ),
        *("environ", "environment", "env", "module", "modules", "stack", "image", "container"),
        *("kernel", "firmware", "bios", "microcode", "os", "distro", "glibc", "library"),
        *("cuda", "rocm", "cudnn", "nccl", "rccl", "mpi", "gcc", "clang", "llvm", "python"),
        *("date", "time", "timestamp", "day", "night", "week", "job", "jobid", "id", "pipeline"),
        *("host", "hosts", "hostname", "nodelist"),
    }
)
"""Words in the names of what is upgraded, or belongs to one run."""
_OF_CODE: Final = frozenset(
    {"commit", "sha", "sha1", "hash", "rev", "revision", "changeset", "git"}
)
"""Those of them that say which state the code was in: one after the other, for who bisects."""
_SETTINGS: Final = frozenset({"size", "per", "num", "n", "count", "width", "length", "steps"})
"""Words in the names of settings, whatever else is in them: ``kernel_size``."""
_OF_A_RUN: Final = frozenset(
    {"date", "time", "timestamp", "day", "night", "week", "job", "jobid", "id", "pipeline"}
)
"""Those of them that say which run it is: another one each night, and so no news."""
_HASH: Final = r"\A(?:[0-9a-f]{12}|[0-9a-f]{16}|[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})\z"
_OFTEN: Final = 0.2
"""The share of runs at which a former value may come back: rollbacks, and machines in repair."""


def released(records: pl.DataFrame, by: Sequence[str]) -> list[str]:
    """Return those columns of ``by`` that change in the course of the history.

    ``records`` have ``started``. Asked are the label of the input, the software, and parameters
    that are called after something that is upgraded, or that are hashes. A column is not released
    where its values were measured at the same time, or come back again and again.
    """
    asked = [
        name
        for name in by
        if name in ("label", "software") or is_upgraded(name) or _is_hash(records[name])
    ]
    kept = [*(name for name in by if name not in asked), "metric"]
    if not asked:
        return []
    parts = unfolded_by_group(records, group_codes(records, kept), ("started", *asked))
    turns = [_switches(part.sort("group", "started"), asked) for part in parts]
    counts = pl.concat(turns).group_by("column").sum()
    in_turns = counts.filter(
        pl.col("switches") - pl.col("values") + pl.col("at_once") <= _OFTEN * pl.col("runs")
    )["column"].to_list()
    return [name for name in asked if _DIRTY in name.lower().split("_") or name in in_turns]


def is_upgraded(name: str) -> bool:
    """Whether a column, by its name, is of what is upgraded in time, or belongs to one run."""
    words = name.lower().split("_")
    return not _WORDS.isdisjoint(words) and _SETTINGS.isdisjoint(words) and name not in SCHEMA


def _is_hash(values: pl.Series) -> bool:
    """Whether all of a column are hashes, whatever it is called: of commits, or of builds."""
    if values.dtype not in (pl.String, pl.Categorical) or not values.count():
        return False
    return bool(values.cast(pl.String).drop_nulls().str.contains(_HASH).all())


def is_of_a_run(name: str) -> bool:
    """Whether a column, by its name, says which run it is."""
    return not _OF_A_RUN.isdisjoint(name.lower().split("_"))


def is_of_code(name: str) -> bool:
    """Whether a column, by its name, says which state of the code ran."""
    return not _OF_CODE.isdisjoint(name.lower().split("_"))


def _switches(runs: pl.DataFrame, asked: Sequence[str]) -> pl.DataFrame:
    """How often each column that is asked for becomes another, and how often that is a new one."""
    return pl.concat(_switches_of(runs, name) for name in asked)


def _switches_of(runs: pl.DataFrame, name: str) -> pl.DataFrame:
    # Of one time the order is that of the values: what alternates within it comes back.
    ordered = runs.select("group", "started", pl.col(name).cast(pl.String)).sort(
        "group", "started", name, maintain_order=True
    )
    switched = pl.col(name).ne_missing(pl.col(name).shift()) & pl.col("group").eq(
        pl.col("group").shift()
    )
    at_once = switched & pl.col("started").eq(pl.col("started").shift())
    values = pl.struct("group", name).n_unique() - pl.col("group").n_unique()
    return ordered.select(
        column=pl.lit(name),
        switches=switched.sum().cast(pl.Int64),
        at_once=at_once.sum().cast(pl.Int64),
        values=values.cast(pl.Int64),
        runs=pl.len().cast(pl.Int64),
    )
