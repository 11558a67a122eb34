"""Numbers and names that say which one a row is about, where counts say how many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from functools import lru_cache
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.grammar.repeat_words import MAY_BE_REPEATS
from parsers.grammar.words import word_set, words
from parsers.headings.resources import read_count
from parsers.headings.translations import in_english
from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, Decisions, Fields, RowRemark
from parsers.meaning.trend import SCALES, Trend
from parsers.overruling.overruled_headings import id_name
from parsers.run_records.records import SCALE
from parsers.tables.cells import is_text
from parsers.tables.recurring_texts import distinct

_LEAST: Final = 3
"""So many numbers in a row are more than a coincidence."""
_CLAIMS: Final = frozenset(("stated_speedup", "stated_efficiency"))
_ONE_RANK: Final = ("mpi", "rank")
"""What says of what kind a rank is, and not how many there are."""
_JOBS: Final = word_set("job jobid slurmjob pid submission")
_NAMES: Final = (("name",), ("run",))
_RUNS: Final = word_set("run job trial exp experiment sim simulation")
_MADE_UP: Final = r"^[a-z]+-[a-z]+-\d{1,6}$"
_FAMILY = Pattern(r"(?P<family>[A-Za-z]+\d[\w-]*?)(?P<size>\.\w+|-\d+g)")
_DIGITS = Pattern(r"\d+")
_NUMBERED = Pattern(r"(?P<word>.*?)(?P<number>\d{1,9})")
_IDEAL: Final = 1.1
"""Twice the count is hardly more than twice as fast: beyond that other work was done."""
_OF_A_RUN: Final = word_set(
    "host hosts hostname hostnames nodelist hostlist date when timestamp started"
)
"""Where and when a run was made: repeats differ in these."""
_PLURAL = Pattern(r"(?<!s)s\Z")
"""``process`` is one."""


def identifiers(known: Decisions, trend: Trend, *, is_weak: bool) -> Decisions:
    """Take what numbers rows for what it is: ids tell rows apart and count nothing.

    A field of a count becomes a parameter where its numbers are consecutive from 0 or 1, each
    once, and the rows do not get faster with them; from 1 on, a plural (``threads``) counts all
    the same, and so do rows whose speedup or efficiency is stated. The number of a job is dropped,
    and so are names that number the runs.
    """
    for name in SCALE:
        owner = known.owners.get(name)
        if owner is not None and _are_ids(known.fields, name, owner, trend, is_weak=is_weak):
            text = owner.heading.text
            derived = [each for each in ("cores", "ranks") if each != name]
            known = known.plus(
                Decision(
                    renamed={name: id_name(text)},
                    dropped={
                        each: "follows from ids"
                        for each in derived
                        if each in known.fields and each not in known.owners
                    },
                    remarks=(
                        RowRemark("assumed", f"`{text}` read as ids, not counts: each number once"),
                    ),
                )
            )
    if not is_weak:
        for setting in (_rank_that_is_set, _tiles_of_work):
            known = known.plus(setting(known, trend))
    numbers = {
        name: "differs from run to run, as the number of a job does"
        for name, values in known.fields.items()
        if not _JOBS.isdisjoint(name.split("_"))
        and not _is_told(known.owners.get(name))
        and _is_job_number(values, name)
    }
    numbers |= {
        name: "numbers the runs"
        for name in ("benchmark", "case", "run_name")
        if _number_runs(known, name, trend)
    }
    numbers |= {
        name: "names each run, and runs on as many devices agree"
        for name in known.fields
        if name not in numbers and _names_each_run(known, name, trend)
    }
    numbers |= {
        name: "numbers the repeats"
        for name in known.fields
        if name not in numbers and _numbers_repeats(known, name, trend)
    }
    return known.plus(Decision(dropped=numbers)) if numbers else known


def numbers_of_ranks(known: Decisions) -> Decision:
    """Take a ``rank`` that is 0 in a row for the number of one, whatever else varies beside it.

    No run has 0 ranks; asked before totals multiply by it.
    """
    owner = known.owners.get("ranks")
    if owner is None or owner.given or owner.heading.role:
        return NOTHING
    is_one = words(owner.heading.text)[-1:] == _ONE_RANK[1:]
    if not is_one or known.fields["ranks"].min() != 0:
        return NOTHING
    text = f"`{owner.heading.text}` read as ids, not counts: there is a 0"
    return Decision(
        renamed={"ranks": id_name(owner.heading.text)}, remarks=(RowRemark("assumed", text),)
    )


def _numbers_repeats(known: Decisions, name: str, trend: Trend) -> bool:
    """Whether ``sample`` runs from 0 or 1 in each group of rows that agree as repeats do."""
    owner = known.owners.get(name)
    if owner is None or owner.heading.role or owner.given:
        return False
    if not set(words(owner.heading.text)[:1]) & set(MAY_BE_REPEATS):
        return False
    if len(words(owner.heading.text)) > 1 or not known.fields[name].dtype.is_integer():
        return False
    places = [
        other
        for other, values in known.fields.items()
        if values.dtype.is_temporal()
        or (is_text(values) and not _OF_A_RUN.isdisjoint(other.split("_")))
    ]
    groups = _alike_without(known, [name, *places], trend)
    numbers = known.fields[name].to_list()
    runs = [sorted(numbers[row] for row in rows if numbers[row] is not None) for rows in groups]
    run_on = all(each in (list(range(len(each))), list(range(1, len(each) + 1))) for each in runs)
    are_repeats = 2 * sum(len(each) > 1 for each in runs) > len(runs)
    return run_on and are_repeats and all(map(trend.agrees, groups))


def _rank_that_is_set(known: Decisions, trend: Trend) -> Decision:
    """Take a `rank` with which rows get no faster at all for a setting, as that of matrices is."""
    owner = known.owners.get("ranks")
    if owner is None or words(owner.heading.text) != _ONE_RANK[1:]:
        return NOTHING
    return _set("ranks", "rank", owner, known, trend, 0.0)


def _tiles_of_work(known: Decisions, trend: Trend) -> Decision:
    """Take tiles for parts of the work, where rows do not get faster as by those of a GPU."""
    owner = known.owners.get("devices")
    if owner is None or owner.heading.name != "tiles":
        return NOTHING
    return _set("devices", "tiles", owner, known, trend, SCALES)


def _set(
    field: str, name: str, owner: Column, known: Decisions, trend: Trend, most: float
) -> Decision:
    """Take a count with which speed grows by no more than an exponent for a setting."""
    gain = trend.exponent(known.fields[field])
    if owner.given or owner.heading.role or gain is None or gain > most:
        return NOTHING
    text = f"`{owner.heading.text}` read as a setting: rows do not get faster with it"
    return Decision(renamed={field: name}, remarks=(RowRemark("assumed", text),))


def _number_runs(known: Decisions, name: str, trend: Trend) -> bool:
    """Whether names (``run-0``, ``run-1``) are one word and a number that rises from row to row.

    Of rows with several counts: by such a name each would be a series of its own. Rows that nothing
    else tells apart agree as repeats do.
    """
    owner = known.owners.get(name)
    if owner is None or owner.heading.role or name not in known.fields:
        return False
    first = _NUMBERED.fullmatch(str(next(iter(known.fields[name].head(1)), None) or ""))
    if first is None or not (_heads_names(owner) or _are_runs(first["word"])):
        return False
    counts = [known.fields[count] for count in SCALE if count in known.fields]
    if not any(each.n_unique() >= _LEAST for each in counts):
        return False
    texts = known.fields[name].cast(pl.String).to_list()
    found = [_NUMBERED.fullmatch(text or "") for text in texts]
    numbers = [int(each["number"]) for each in found if each]
    rising = list(range(numbers[0], numbers[0] + len(texts))) if numbers else None
    if numbers != rising or len({each["word"] for each in found if each}) > 1:
        return False
    return _agree_without(known, name, trend)


def _heads_names(owner: Column) -> bool:
    """Whether a heading is of names of runs, whatever these are."""
    return words(owner.heading.text)[-1:] in _NAMES


def _are_runs(word: str) -> bool:
    """Whether names say by themselves that they are of runs, ``run01``, under any heading."""
    said = words(word)
    return bool(said) and _RUNS.issuperset(said)


def _names_each_run(known: Decisions, name: str, trend: Trend) -> bool:
    """Whether a tracker's names of runs (``swift-fog-82``) are of one series over several counts.

    Its tables head them ``run name``, or ``Name`` beside how each run ended and when it began, or
    they are made as Weights & Biases makes them. Each name comes once: by it every row would be a
    series of its own, though the runs get faster with the count as those of one series do. So do
    instances of one family in the cloud (``p3.2xlarge``, ``p3.8xlarge``), which are its sizes.
    """
    owner = known.owners.get(name)
    if owner is None or owner.heading.role or not is_text(known.fields[name]):
        return False
    texts = known.fields[name]
    said = words(owner.heading.text)
    is_listed = said == ("name",) and {"status", "started"} <= known.fields.keys()
    is_listed = is_listed or (said[-1:] in _NAMES and distinct(texts).str.contains(_MADE_UP).all())
    if said[-2:] != ("run", "name") and not is_listed and not _are_of_family(name, texts):
        return False
    counts = next(
        (known.fields[each] for each in SCALE if _varies_enough(known.fields.get(each))), None
    )
    if counts is None or texts.null_count() or texts.n_unique() < len(texts):
        return False
    if all(f"{count}" in _DIGITS.findall(text) for text, count in zip(texts, counts, strict=True)):
        # `BM_sort/8/threads:4` is what ran, with the count left out.
        return False
    gain = trend.exponent(counts)
    is_shared = gain is not None and SCALES <= gain <= _IDEAL
    return is_shared and _agree_without(known, name, trend)


def _are_of_family(name: str, texts: pl.Series) -> bool:
    """Whether systems are called alike, but for a number behind the name of their family."""
    if name != "system" or texts.null_count():
        return False
    parts = [_FAMILY.fullmatch(text) for text in distinct(texts)]
    alike = {(each["family"], _DIGITS.sub("", each["size"])) for each in parts if each}
    return all(parts) and len(alike) == 1


def _varies_enough(counts: pl.Series | None) -> bool:
    return counts is not None and counts.n_unique() >= _LEAST


def _agree_without(known: Decisions, name: str, trend: Trend) -> bool:
    """Whether rows that nothing but the field ``name`` tells apart agree as repeats do."""
    return all(map(trend.agrees, _alike_without(known, [name], trend)))


def _alike_without(known: Decisions, names: Collection[str], trend: Trend) -> list[list[int]]:
    """The rows of each group that is alike in every field but those ``names``."""
    looked_at = len(trend.speeds)
    others = [
        values.head(looked_at).to_list()
        for other, values in known.fields.items()
        if other not in names
    ]
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for row, key in enumerate(zip(*others, strict=True)):
        alike[key].append(row)
    return list(alike.values())


def _is_told(owner: Column | None) -> bool:
    return owner is not None and bool(owner.heading.role)


def _are_ids(fields: Fields, name: str, owner: Column, trend: Trend, *, is_weak: bool) -> bool:
    if name not in fields or owner.given or owner.heading.role or not _CLAIMS.isdisjoint(fields):
        return False
    counts = fields[name]
    numbers = counts.drop_nulls()
    if len(numbers) != len(counts) or len(numbers) < _LEAST:
        return False
    least, most = int(numbers.min() or 0), int(numbers.max() or 0)  # type: ignore[arg-type]
    if least == 1 and (is_weak or _says_how_many(owner.heading.text)):
        return False
    if least not in (0, 1) or most - least + 1 != len(numbers):
        return False
    if numbers.n_unique() != len(numbers):
        return False
    gain = trend.exponent(counts + (1 - least))
    return gain is not None and gain < SCALES


@lru_cache(maxsize=1024)
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
