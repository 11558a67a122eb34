"""Numbers and names that say which one a row is about, where counts say how many."""

from __future__ import annotations

from collections import Counter
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.grammar.words import snake_case, word_set, words
from parsers.headings.resources import read_count
from parsers.headings.translations import in_english
from parsers.meaning.trend import SCALES, Trend
from parsers.records import SCALE
from parsers.tables.cells import is_text
from parsers.tables.columns import Column
from parsers.tables.draft import Draft

_LEAST: Final = 3
"""So many numbers in a row are more than a coincidence."""
_CLAIMS: Final = frozenset(("stated_speedup", "stated_efficiency"))
_ONE_RANK: Final = ("mpi", "rank")
"""What says of what kind a rank is, and not how many there are."""
_JOBS: Final = word_set("job jobs jobid slurmjob pid submission")
_HOST: Final = word_set("host hostname hostnames hosts server node nodes nodelist machine")
_BRACKETS = Pattern(r"\[[^\]]*(?:\]|$)")
_PLURAL = Pattern(r"(?<!s)s\Z")
"""``process`` is one."""
_NUMBERS = Pattern(r"\d+(?=[^\d]*$)")


def settle_identifiers(draft: Draft, trend: Trend, *, is_weak: bool) -> None:
    """Take what numbers rows for what it is: ids tell rows apart and count nothing.

    A field of a count becomes a parameter where its numbers are consecutive from 0 or 1, each
    once, and the rows do not get faster with them; from 1 on, a plural (``threads``) counts all
    the same, and so do rows whose speedup or efficiency is stated. The number of a job is dropped.
    """
    for name in SCALE:
        if name in draft.fields and _are_ids(draft, name, trend, is_weak=is_weak):
            owner = draft.owner(name)
            text = name.rstrip("s") if owner is None else owner.heading.text
            called = snake_case(text)
            called = called if called.endswith("_id") else f"{called}_id"
            draft.rename(name, called)
            for derived in ("cores", "ranks"):
                if derived in draft.fields and draft.owner(derived) is None:
                    del draft.fields[derived]
            draft.note("assumed", f"`{text}` read as ids, not counts: each number once")
    for name in [name for name in draft.fields if not _JOBS.isdisjoint(name.split("_"))]:
        owner = draft.owner(name)
        is_told = owner is not None and owner.heading.role
        if not is_told and _is_job_number(draft.fields[name], name):
            del draft.fields[name]


def _are_ids(draft: Draft, name: str, trend: Trend, *, is_weak: bool) -> bool:
    if not _CLAIMS.isdisjoint(draft.fields):
        return False
    numbers = draft.fields[name].drop_nulls()
    owner = draft.owner(name)
    if owner is None or owner.given or owner.heading.role:
        return False
    if len(numbers) != draft.rows or len(numbers) < _LEAST:
        return False
    if numbers.n_unique() != len(numbers):
        return False
    least, most = int(numbers.min() or 0), int(numbers.max() or 0)  # type: ignore[arg-type]
    if least == 1 and (is_weak or _says_how_many(owner.heading.text)):
        return False
    if least not in (0, 1) or most - least + 1 != len(numbers):
        return False
    gain = trend.exponent(draft.fields[name] + (1 - least))
    return gain is not None and gain < SCALES


def _says_how_many(heading: str) -> bool:
    """Whether a heading counts for sure (``nprocs``) or is a plural: ``threads``, ``Kerne``."""
    said = in_english(words(heading))
    count = read_count(said)
    if count is None or said == _ONE_RANK:
        return False
    return count.sure or _PLURAL.search(said[-1]) is not None


def _is_job_number(values: pl.Series, name: str) -> bool:
    """Whether the numbers under ``job`` are those that a scheduler gives."""
    numbered = values.dtype.is_integer() or name.endswith("id")
    return numbered and values.n_unique() > 0.5 * len(values)


def settle_hosts(draft: Draft) -> None:
    """Take names of single machines for hosts, which follow the scale; kinds stay the system.

    ``nid0001`` and ``nid[0001-0004]`` are machines of one kind, ``v100n1`` and ``a100n7`` of two.
    Where nothing else is counted the names tell the rows apart and stay.
    """
    if not _varies(draft):
        return
    for name in [name for name in draft.fields if name not in SCALE]:
        owner = draft.owner(name)
        if owner is None or owner.heading.role:
            continue
        if not owner.given and is_text(draft.fields[name]):
            called = set(words(owner.heading.text))
            if not called.isdisjoint(_HOST) and _is_plain(owner):
                _settle_hosts(draft, name, owner.heading.text)


def _is_plain(owner: Column) -> bool:
    """Whether a heading names hosts and not their type."""
    return {"type", "model", "kind", "arch"}.isdisjoint(words(owner.heading.text))


def _settle_hosts(draft: Draft, name: str, heading: str) -> None:
    texts = draft.fields[name].cast(pl.String)
    kinds = {text: _kind(text) for text in texts.drop_nulls().unique()}
    if any(kind is None for kind in kinds.values()):
        return
    if "hosts" not in draft.fields:
        draft.rename(name, "hosts")
    elif name != "hosts":
        del draft.fields[name]
    if len(set(kinds.values())) > 1:
        of_kind = Counter(kinds.values())
        # A kind with a single machine is called as that.
        names = {text: text if of_kind[kind] == 1 else kind for text, kind in kinds.items()}
        kept = "host" if "system" in draft.fields else "system"
        draft.fields[kept] = texts.replace_strict(names, default=None, return_dtype=pl.String)
        draft.note("assumed", f"`{heading}` names kinds of hosts: kept apart")


def _varies(draft: Draft) -> bool:
    return any(
        draft.fields[name].drop_nulls().n_unique() > 1 for name in SCALE if name in draft.fields
    )


def _kind(text: str) -> str | None:
    """A host's name without its number; ``None`` where there is no number to take away."""
    first = _BRACKETS.sub("", text).split(",")[0]
    kind = _NUMBERS.sub("", first)
    return kind if kind != text else None
