"""Columns whose headings say both what was run and what was measured of it.

``| Nodes | CP2K (s) | nekRS (s) |``, ``| Benchmark | Before (s) | After (s) |``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import polars as pl

from parsers.grammar.serial_program import PARALLEL_MODELS
from parsers.grammar.words import word_set, words
from parsers.headings.heading import COUNTED, MEASURED
from parsers.headings.read_heading import Heading, read_heading, read_headings
from parsers.headings.vocabulary import COMMON
from parsers.tables.alike_headings import alike_headings
from parsers.tables.cells import is_text, read_numbers, without_empty_cells
from parsers.tables.compared_columns import derived_places, is_change, is_quotient, numbers_in_head
from parsers.tables.compared_names import (
    BASE_WORDS,
    PHASE_WORDS,
    english_words,
    is_name,
    is_ratio_of_named,
    may_name_benchmarks,
    told_by_name,
)
from parsers.tables.computed_values import is_computed_from, says_computed
from parsers.tables.conditions import Level, Levels
from parsers.tables.names_and_measures import CLAIMS, claim_of, name_and_measure
from parsers.tables.table import Table

_LOOKED_AT: Final = 200
_MODELS: Final = PARALLEL_MODELS | word_set("cuda opencl openacc sycl hip cpu gpu")
"""In what a code was written for its parallel part."""
_TIMERS: Final = word_set("cpu gpu mpi")
"""Those whose times may be parts of one run."""
_STUDIES: Final = word_set("scale cpu gpu mpi")
"""Words that name no phase where each name has a speedup or an efficiency of its own."""
_AFFINITIES: Final = word_set("scatter compact balanced spread close master primary none explicit")
"""Where threads are bound, as ``KMP_AFFINITY`` and ``OMP_PROC_BIND`` have it: no codes."""
_AS_RUN: Final = word_set("only with without")
"""How a run was made, of which a phase then says no part: ``CPU only``, ``without I/O``."""

_Named = Mapping[int, tuple[str, str]]
"""By the place of a column: its name, and what was measured of it."""


def codes_across(table: Table) -> Levels | None:
    """Read ``| Nodes | CP2K (s) | nekRS (s) |``: one quantity of several codes, inputs, machines.

    A column counts, all the others that measure state one unit behind names that are of no phase
    of a run. Or the first names benchmarks, and the others are what is compared, ``Before (s)`` and
    ``After (s)``.
    """
    meanings = read_headings(table.headings)
    are_compared = len(meanings) > 2 and _are_compared(table, meanings)
    counts = any(meaning.name in COUNTED for meaning in meanings)
    if len(meanings) < 3 or not (counts or are_compared):
        return None
    alike = alike_headings(table.headings, meanings)
    named = _with_bases(table, meanings, _of_one_measure(alike or _found(table, meanings)))
    if len(named) < 2:
        return None
    claims = _claims_beside(meanings, named)
    ratios = [
        place
        for place in range(1, len(meanings))
        if place not in named
        and (is_ratio_of_named(table, place, [*named]) or is_quotient(table.headings, place))
    ]
    others = [
        meaning
        for place, meaning in enumerate(meanings)
        if not (place in {*named, *ratios, *claims} or is_change(table.headings, place))
        and not _sums_up(table, place, [*named])
    ]
    if are_compared:
        # A speedup beside is that of one over the other.
        others = [meaning for meaning in others if meaning.kind not in CLAIMS]
    if any(meaning.kind in MEASURED for meaning in others):
        return None
    # Phases are not held against each other.
    divided = any(is_quotient(table.headings, place) for place in ratios)
    if not (divided or _are_whole_runs(named, frozenset(name for name, _ in claims.values()))):
        return None
    if any(_is_one_quantity(meanings[place]) for place in named if place not in alike):
        return None
    said = _words_of_runs(named)
    is_bound = bool(said) and said <= _AFFINITIES
    called = "Affinity" if is_bound else "Variant" if are_compared else "Name"
    return told_by_name(
        [
            Level(place, ((called, name),), measure)
            for place, (name, measure) in sorted(named.items())
        ],
        [Level(place, ((called, name),), claim) for place, (name, claim) in claims.items()],
    )


def _sums_up(table: Table, place: int, named: Sequence[int]) -> bool:
    """Whether a column is computed from those that are named, as ``Average`` beside codes is."""
    if not says_computed(table.headings[place]):
        return False
    cells = (table.cells[each] for each in (place, *named))
    columns = [(read_numbers(each).values if is_text(each) else each).to_list() for each in cells]
    rows = [(value, parts) for value, *parts in zip(*columns, strict=True) if None not in parts]
    return is_computed_from(
        table.headings[place], [(value, parts) for value, parts in rows if value is not None]
    )


def _are_compared(table: Table, meanings: Sequence[Heading]) -> bool:
    """Whether rows are benchmarks, and a heading says which of the others is held against which."""
    if not may_name_benchmarks(table, meanings):
        return False
    is_base = not english_words(each.text for each in meanings[1:]).isdisjoint(BASE_WORDS)
    return is_base or any(is_change(table.headings, place) for place in range(1, len(meanings)))


def _found(table: Table, meanings: Sequence[Heading]) -> _Named:
    """The columns that say by themselves of what they are, and what was measured of it."""
    return {
        place: found
        for place, meaning in enumerate(meanings)
        if (found := _of_column(table, place, meaning))
        # A change in per cent is of the others.
        and not (meaning.written == "%" and is_change(table.headings, place))
    }


def _of_column(table: Table, place: int, meaning: Heading) -> tuple[str, str] | None:
    """The name and the measure of a column, which may be in its cells: ``30.3 s`` below a name."""
    cells = table.cells[place].head(_LOOKED_AT)
    if meaning.kind in ("unknown", "parameter") and is_text(cells):
        read = read_numbers(without_empty_cells(cells.cast(pl.String)))
        units = [] if read.units is None else read.units.filter(read.values.is_not_null()).to_list()
        if meaning.text and {*units} == {"s"}:
            return meaning.text, "time"
    is_measured = meaning.kind in ("metric", "statistic", "unknown")
    return name_and_measure(meaning.text) if is_measured else None


def _of_one_measure(named: _Named) -> _Named:
    """Those of what most have: beside ``CP2K time (s)`` each may have an energy as well."""
    counted = Counter(measure for _, measure in named.values())
    main = counted.most_common(1)[0][0] if counted else ""
    return {place: found for place, found in named.items() if found[1] == main}


def _with_bases(table: Table, meanings: Sequence[Heading], named: _Named) -> _Named:
    """The ``named``, with columns whose unit stands over what is held against them alone."""
    main = next((measure for _, measure in named.values()), None)
    if main is None:
        return named
    return {**named, **{place: (name, main) for place, name in _bases(table, meanings, named)}}


def _bases(table: Table, meanings: Sequence[Heading], named: _Named) -> Iterator[tuple[int, str]]:
    """Yield columns whose unit is that of the one held against them: ``main | PR (s)``.

    ``main S`` beside ``main time (s)`` is another quantity of the one that is called so.
    """
    known = tuple(f"{name} " for name, _ in named.values())
    bracketed = tuple(f"({name})" for name, _ in named.values())
    plain = {
        place: meaning.text
        for place, meaning in enumerate(meanings)
        if place not in named
        and is_name(meaning)
        and not meaning.text.startswith(known)
        and not meaning.text.endswith(bracketed)
        and not is_change(table.headings, place)
        and numbers_in_head(table.cells[place]) is not None
    }
    for place in derived_places(table.cells, sorted((*named, *plain))):
        plain.pop(place, None)
    names = [*plain.values(), *(name for name, _ in named.values())]
    if not {word for name in names for word in words(name)}.isdisjoint(BASE_WORDS):
        yield from plain.items()


def _claims_beside(meanings: Sequence[Heading], named: _Named) -> _Named:
    """The other columns of the codes that are ``named``, such as a speedup of each."""
    codes = sorted({name for name, _ in named.values()}, key=len, reverse=True)
    return {
        place: claim
        for place, meaning in enumerate(meanings)
        if place not in named
        and (claim := claim_of(meaning.text, codes) or _said_of_each(meaning, meanings, codes))
    }


def _said_of_each(
    meaning: Heading, meanings: Sequence[Heading], codes: Sequence[str]
) -> tuple[str, str] | None:
    """What an unknown heading, such as ``CP2K S``, says of a code as others do of all the others.

    Left as columns they would tell rows apart. ``S (CP2K)`` is the same.
    """
    if meaning.kind != "unknown":
        return None
    texts = {each.text for each in meanings}
    for before, behind in (("", " "), (" (", ")")):
        for code in codes:
            named = f"{before}{code}{behind}"
            rest = meaning.text.replace(named, "", 1)
            if rest != meaning.text and all(
                meaning.text.replace(code, each, 1) in texts for each in codes
            ):
                return code, rest
    return None


def _are_whole_runs(named: _Named, claimed: frozenset[str]) -> bool:
    """Whether columns are of runs of their own, and not of phases of one.

    ``claimed`` are those of which a speedup or an efficiency stands beside.
    """
    said = _words_of_runs(named)
    measure = next(measure for _, measure in named.values())
    # No rate is a part of another.
    may_be_parts = said <= _TIMERS and read_heading(measure).better != "higher"
    if said <= _MODELS and not may_be_parts:
        return True
    of_each = claimed.issuperset(name for name, _ in named.values())
    return said.isdisjoint(PHASE_WORDS - _STUDIES if of_each else PHASE_WORDS)


def _words_of_runs(named: _Named) -> set[str]:
    """The words of names, but for those that say how a run was made, and those that all have.

    ``Open MPI`` and ``Intel MPI`` are told apart by words; ``GPU 0`` and ``GPU 1`` are parts.
    """
    names = [english_words([name]) for name, _ in named.values() if _AS_RUN.isdisjoint(words(name))]
    of_all = set.intersection(*names) if names else set()
    if not all(any(map(str.isalpha, each - of_all)) for each in names):
        of_all = set()
    return set().union(*names) - of_all


def _is_one_quantity(meaning: Heading) -> bool:
    """Whether a heading is a common quantity, or a statistic, of nothing that it names."""
    return (meaning.name in COMMON and not meaning.qualifier) or meaning.statistic is not None
