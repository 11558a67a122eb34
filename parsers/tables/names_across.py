"""Codes, inputs or variants whose names stand across a table, over one quantity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

import polars as pl

from parsers.grammar.name_counts import read_name
from parsers.grammar.patterns import Pattern
from parsers.grammar.serial_program import PARALLEL_MODELS
from parsers.grammar.words import word_set, words
from parsers.headings.heading import COUNTED, MEASURED, SET_BEFORE
from parsers.headings.read_heading import Heading, read_heading, read_headings
from parsers.headings.seeming_counts import as_variants
from parsers.headings.translations import in_english
from parsers.headings.vocabulary import COMMON, names_ideal
from parsers.source import Source
from parsers.tables.alike_headings import alike_headings
from parsers.tables.captions import measured_above
from parsers.tables.cells import is_text, read_numbers, stated
from parsers.tables.compared_columns import (
    COMPARED,
    derived_places,
    is_change,
    is_quotient,
    is_ratio_of,
    numbers_of,
)
from parsers.tables.conditions import Level, Levels
from parsers.tables.names_and_measures import CLAIMS, claim_of, name_and_measure
from parsers.tables.table import Table
from parsers.tables.titled_frames import columns_of_frame, grows_whole, is_titled, measure_of

_MOST_QUANTITIES: Final = 200
_LOOKED_AT: Final = 200
_SEVERAL: Final = 2
_FEWEST_ALIKE: Final = 3
_PHASES: Final = word_set(
    "time runtime walltime wall total elapsed setup init io read write load compute comm"
    " communication solve solver assembly mpi wait user sys system real cpu gpu kernel forward"
    " backward optimizer data step epoch iteration test train training validation inference copy"
    " scale add triad prefill decode min max mean median avg std latency throughput bandwidth speed"
    " rate performance power energy memory run rep trial t restart output input overhead"
    " seq sequential serial par parallel concurrent"
)
_MODELS: Final = PARALLEL_MODELS | word_set("cuda opencl openacc sycl hip cpu gpu")
"""In what a code was written for its parallel part."""
_TIMERS: Final = word_set("cpu gpu mpi")
"""Those whose times may be parts of one run."""
_STUDIES: Final = word_set("scale cpu gpu mpi")
"""Words that name no phase where each name has a speedup or an efficiency of its own."""
_AFFINITIES: Final = word_set("scatter compact balanced spread close master primary none explicit")
"""Where threads are bound, as ``KMP_AFFINITY`` and ``OMP_PROC_BIND`` have it: no codes."""
_BASES: Final = word_set(
    "before old baseline base main master reference ref original stock vanilla upstream previous"
)
"""What others are held against, beside them."""
_DEGREES: Final = word_set("tp pp dp ep cp sp zero offload")
"""Ways to share a model, and whole numbers of how many; over fractions they are names."""
_VERSION = Pattern(r"(?i)(?P<of>[a-z][a-z .+-]*?)?[ -]?v?\d+(?:\.\d+)+(?:[-.]?(?:rc|beta|dev)\d*)?")
"""``v1.2``, ``PyTorch 2.0``: of what, and which."""
_AS_RUN: Final = word_set("only with without")
"""How a run was made, of which a phase then says no part: ``CPU only``, ``without I/O``."""


def names_across(table: Table, source: Source) -> Levels | None:
    """Return the columns that are named after what was run, None where there are none."""
    return (
        _models_across(table, source)
        or _codes_across(table)
        or _models_across(table, source, of_benchmarks=True)
        or _variants_across(table)
        or _kernels_across(table)
    )


def _kernels_across(table: Table) -> Levels | None:
    """Read a frame under a title, ``softmax-performance:``, whose columns are called after code."""
    frame = columns_of_frame(table.headings, table.cells)
    title = next(filter(is_titled, table.above[:1]), None)
    if frame is None or title is None:
        return None
    measure = measured_above(table.above) or measure_of(title)
    return _told_by_name(
        [Level(place, (("Name", table.headings[place]),), measure) for place in frame[1]]
    )


def _models_across(table: Table, source: Source, *, of_benchmarks: bool = False) -> Levels | None:
    """Read ``| GPUs | AlexNet | VGG |`` below "Images/sec": what is measured stands above.

    The columns are named after what was run where none of their headings says anything else; or
    what is compared ``of_benchmarks``, whose names come first, where a column has their ratio.
    """
    above = measured_above(table.above) or named_by_file(source) or shown_by_ideal(table)
    measured = read_heading(above or "")
    meanings = _as_names(table, as_variants([read_heading(text) for text in table.headings]))
    if measured.unit is not None:
        meanings = [
            Heading(meaning.text, "unknown", meaning.text)
            if not _DEGREES.isdisjoint(words(meaning.text))
            and _is_fractional(table, place, meaning)
            else meaning
            for place, meaning in enumerate(meanings)
        ]
    names = [meaning.text for meaning in meanings if _is_name(meaning)]
    said = {word for name in names for word in in_english(words(name))}
    is_known = measured.name in COMMON or measured.kind in CLAIMS
    # What is held against a base is one quantity, though nothing may say which.
    is_known = is_known or not said.isdisjoint(_BASES)
    if measured.unit is None and (not is_known or not said.isdisjoint(_PHASES)):
        return None
    claims = {} if measured.unit is None else _claims_of(meanings)
    plain = [
        place
        for place, meaning in enumerate(meanings)
        if place and place not in claims and _is_name(meaning)
    ]
    derived = [*claims, *derived_places(table.cells, plain)]
    derived += [
        place
        for place, meaning in enumerate(meanings)
        if (meaning.kind == "stated_speedup" or is_change(table.headings, place))
        and is_ratio_of(table.cells, place, plain[:COMPARED])
    ]
    plain = [place for place in plain if place not in derived]
    if _are_parts_of_runs(table.headings, plain):
        return None
    others = {
        place
        for place, text in enumerate(table.headings)
        if place
        and (
            place in derived
            or is_change(table.headings, place)
            or names_ideal(text)
            or _is_ratio(table, place, plain)
        )
    }
    set_first = bool(meanings) and meanings[0].name in (*COUNTED, "batch", "size")
    if of_benchmarks:
        # What is a ratio of them is no ratio itself, whatever a title says.
        are_compared = bool(derived) or (measured.unit is not None and _are_sides(names))
        are_compared = are_compared and measured.kind not in CLAIMS
        set_first = are_compared and _name_benchmarks(table, meanings)
        others |= {0, *(place for place in plain if numbers_of(table.cells[place]) is None)}
    if not set_first and measured.unit is not None and _is_swept(table, meanings):
        set_first = True
        others |= {0, *(place for place in plain if numbers_of(table.cells[place]) is None)}
    named = [place for place in _named_places(meanings) if place not in others]
    settings = [
        meaning
        for place, meaning in enumerate(meanings)
        if place not in named and place not in others
    ]
    if not set_first or any(meaning.kind not in SET_BEFORE for meaning in settings):
        return None
    called = "Variant" if of_benchmarks else "Name"
    levels = [Level(place, ((called, table.headings[place]),)) for place in named]
    told = _told_by_name(levels)
    stated = [Level(place, ((called, name),), claim) for place, (name, claim) in claims.items()]
    return told and told._replace(columns=[*levels, *stated])


def _claims_of(meanings: Sequence[Heading]) -> dict[int, tuple[str, str]]:
    """The columns of what the names across come to, ``CP2K speedup``, each with its name."""
    names = sorted((each.text for each in meanings[1:] if _is_name(each)), key=len, reverse=True)
    found = (
        (place, claim)
        for place, meaning in enumerate(meanings)
        if place and (claim := claim_of(meaning.text, names))
    )
    return {place: claim for place, claim in found if read_heading(claim[1]).kind in CLAIMS}


def _are_sides(names: Sequence[str]) -> bool:
    """Whether names are those of two sides: one is a base, or all are versions of one thing."""
    said = {word for name in names for word in in_english(words(name))}
    versions = {found["of"] for name in names if (found := _VERSION.fullmatch(name))}
    are_versions = len(versions) == 1 and all(map(_VERSION.fullmatch, names))
    return len(names) > 1 and (not said.isdisjoint(_BASES) or are_versions)


def _as_names(table: Table, meanings: Sequence[Heading]) -> Sequence[Heading]:
    """The headings, as names those of which a speedup is the quotient: ``CPU | GPU | Speedup``.

    And those that begin as most others do, ``benchPEP | benchRIB | benchMEM``, whatever ends them.
    """
    meanings = [
        Heading(meaning.text, "unknown", meaning.text) if alike else meaning
        for meaning, alike in zip(meanings, _alike(meanings), strict=True)
    ]
    counted = [
        place for place, meaning in enumerate(meanings) if place and meaning.kind == "schema"
    ]
    if len(counted) < _SEVERAL or not any(
        (meaning.kind == "stated_speedup" or is_change(table.headings, place))
        and is_ratio_of(table.cells, place, counted[:COMPARED])
        for place, meaning in enumerate(meanings)
    ):
        return meanings
    return [
        Heading(meaning.text, "unknown", meaning.text) if place in counted else meaning
        for place, meaning in enumerate(meanings)
    ]


def _alike(meanings: Sequence[Heading]) -> list[bool]:
    """Whether each says something by chance, behind the word that all others begin with."""
    texts = [meaning.text for meaning in meanings]
    names = [
        place
        for place, text in enumerate(texts)
        if place and claim_of(text, [*texts[1:place], *texts[place + 1 :]]) is None
    ]
    known = [place for place in names if meanings[place].kind != "unknown"]
    few = len(names) < _FEWEST_ALIKE or 2 * len(known) >= len(names)
    if few or len({words(texts[place])[:1] for place in names}) > 1:
        return [False] * len(meanings)
    return [
        place in known and meaning.unit is None and len(words(meaning.text)) > 1
        for place, meaning in enumerate(meanings)
    ]


def _are_parts_of_runs(headings: Sequence[str], places: Sequence[int]) -> bool:
    """Whether columns are the phases of each run, and how long it took in all."""
    together = read_headings(headings)
    return all(together[place].is_time for place in places) and any(
        together[place].name == "runtime" for place in places
    )


def _is_swept(table: Table, meanings: Sequence[Heading]) -> bool:
    """Whether the first column is set to larger and larger whole numbers: ``N``, ``seq_len``."""
    is_setting = bool(meanings) and meanings[0].kind in ("parameter", "unknown")
    return is_setting and grows_whole(table.cells[0])


def shown_by_ideal(table: Table) -> str | None:
    """Return what is measured beside an ideal that is the count itself: a speedup over one."""
    ideal = [place for place, text in enumerate(table.headings) if place and names_ideal(text)]
    if len(ideal) != 1:
        return None
    counts, others = ([str(cell).strip() for cell in table.cells[place]] for place in (0, ideal[0]))
    return "Speedup" if counts == others else None


def _codes_across(table: Table) -> Levels | None:
    """Read ``| Nodes | CP2K (s) | nekRS (s) |``: one quantity of several codes, inputs, machines.

    The first column counts, all the others that measure state one unit behind names that are of no
    phase of a run. Or it names benchmarks, and the others are what is compared, ``Before (s)`` and
    ``After (s)``.
    """
    meanings = read_headings(table.headings)
    are_compared = len(meanings) > 2 and _are_compared(table, meanings)
    if len(meanings) < 3 or not (meanings[0].name in COUNTED or are_compared):
        return None
    alike = alike_headings(table.headings, meanings)
    named = alike or {
        place: found
        for place, meaning in enumerate(meanings)
        if (found := _of_column(table, place, meaning))
        # A change in per cent is of the others.
        and not (meaning.written == "%" and is_change(table.headings, place))
    }
    # Beside `CP2K time (s)` and `QE time (s)` each may have an energy as well.
    counted = Counter(measure for _, measure in named.values())
    main = counted.most_common(1)[0][0] if counted else ""
    named = {place: found for place, found in named.items() if found[1] == main}
    if named:
        named |= {place: (name, main) for place, name in _beside_base(table, meanings, named)}
    codes = sorted({name for name, _ in named.values()}, key=len, reverse=True)
    claims = [
        None
        if place in named
        else claim_of(meaning.text, codes) or _said_of_each(meaning, table.headings, codes)
        for place, meaning in enumerate(meanings)
    ]
    ratios = [
        place
        for place in range(1, len(meanings))
        if place not in named
        and (_is_ratio(table, place, [*named]) or is_quotient(table.headings, place))
    ]
    others = [
        meaning
        for place, meaning in enumerate(meanings)
        if not (place in (*named, *ratios) or claims[place] or is_change(table.headings, place))
    ]
    if are_compared:
        # A speedup beside is that of one over the other.
        others = [meaning for meaning in others if meaning.kind not in CLAIMS]
    if len(named) < 2 or any(meaning.kind in MEASURED for meaning in others):
        return None
    said = {
        word
        for name, _ in named.values()
        if _AS_RUN.isdisjoint(words(name))
        for word in in_english(words(name))
    }
    of_each = {claim[0] for claim in claims if claim}.issuperset(codes)
    phases = _PHASES - _STUDIES if of_each else _PHASES
    # No rate is a part of another.
    may_be_parts = said <= _TIMERS and read_heading(main).better != "higher"
    is_of_models = said <= _MODELS and not may_be_parts
    # Phases are not held against each other.
    divided = any(is_quotient(table.headings, place) for place in ratios)
    if not (is_of_models or divided or said.isdisjoint(phases)):
        return None
    if any(_is_one_quantity(meanings[place]) for place in named if place not in alike):
        return None
    is_bound = bool(said) and said <= _AFFINITIES
    called = "Affinity" if is_bound else "Variant" if are_compared else "Name"
    levels = [Level(place, ((called, named[place][0]),), main) for place in sorted(named)]
    told = _told_by_name(levels)
    stated = [
        Level(place, ((called, claim[0]),), claim[1]) for place, claim in enumerate(claims) if claim
    ]
    return told and told._replace(columns=[*levels, *stated])


def _said_of_each(
    meaning: Heading, headings: Sequence[str], codes: Sequence[str]
) -> tuple[str, str] | None:
    """What an unknown heading, such as ``CP2K S``, says of a code as others do of all the others.

    Left as columns they would tell rows apart.
    """
    code = next((code for code in codes if meaning.text.startswith(f"{code} ")), None)
    if code is None or meaning.kind != "unknown":
        return None
    rest = meaning.text.removeprefix(f"{code} ")
    of_all = all(f"{each} {rest}" in headings for each in codes)
    return (code, rest) if of_all else None


def _is_ratio(table: Table, place: int, named: Sequence[int]) -> bool:
    """Whether a speedup is that of one of the named columns over another, and not over one core."""
    said = read_heading(table.headings[place])
    # Beside counts an unknown heading may be a speedup, `S(p)`, over a time of the serial program.
    may_be = read_heading(table.headings[0]).name not in COUNTED and said.kind == "unknown"
    return (may_be or said.kind == "stated_speedup") and is_ratio_of(
        table.cells, place, named[:COMPARED]
    )


def _beside_base(
    table: Table, meanings: Sequence[Heading], named: Mapping[int, tuple[str, str]]
) -> Iterator[tuple[int, str]]:
    """Yield columns whose unit is that of the one held against them: ``main | PR (s)``.

    ``main S`` beside ``main time (s)`` is another quantity of the one that is called so.
    """
    known = tuple(f"{name} " for name, _ in named.values())
    plain = {
        place: meaning.text
        for place, meaning in enumerate(meanings)
        if place not in named
        and _is_name(meaning)
        and not meaning.text.startswith(known)
        and not is_change(table.headings, place)
        and numbers_of(table.cells[place]) is not None
    }
    for place in derived_places(table.cells, sorted((*named, *plain))):
        plain.pop(place, None)
    names = [*plain.values(), *(name for name, _ in named.values())]
    if not {word for name in names for word in words(name)}.isdisjoint(_BASES):
        yield from plain.items()


def _are_compared(table: Table, meanings: Sequence[Heading]) -> bool:
    """Whether rows are benchmarks, and a heading says which of the others is held against which."""
    if not _name_benchmarks(table, meanings):
        return False
    said = {word for meaning in meanings[1:] for word in in_english(words(meaning.text))}
    is_base = not said.isdisjoint(_BASES)
    return is_base or any(is_change(table.headings, place) for place in range(1, len(meanings)))


def _name_benchmarks(table: Table, meanings: Sequence[Heading]) -> bool:
    """Whether the first column may name the benchmark of each row."""
    first = meanings[0]
    return first.kind not in MEASURED and first.name not in COUNTED and is_text(table.cells[0])


def _told_by_name(levels: list[Level]) -> Levels | None:
    """Several columns, each of another name; None where they are not."""
    distinct = len({level.condition for level in levels}) == len(levels) > 1
    return Levels(levels) if distinct else None


def _is_one_quantity(meaning: Heading) -> bool:
    """Whether a heading is a common quantity, or a statistic, of nothing that it names."""
    return (meaning.name in COMMON and not meaning.qualifier) or meaning.statistic is not None


def _of_column(table: Table, place: int, meaning: Heading) -> tuple[str, str] | None:
    """The name and the measure of a column, which may be in its cells: ``30.3 s`` below a name."""
    cells = table.cells[place].head(_LOOKED_AT)
    if meaning.kind in ("unknown", "parameter") and is_text(cells):
        read = read_numbers(stated(cells.cast(pl.String)))
        units = [] if read.units is None else read.units.filter(read.values.is_not_null()).to_list()
        if meaning.text and {*units} == {"s"}:
            return meaning.text, "time"
    is_measured = meaning.kind in ("metric", "statistic", "unknown")
    return name_and_measure(meaning.text) if is_measured else None


def _variants_across(table: Table) -> Levels | None:
    """Read ``| Metric | Before | After |``, whose rows are quantities and columns are runs.

    With one column of values the rows are all that is known of one run.
    """
    if not table.as_written or len(table.headings) < 2 or not names_quantities(table, [0]):
        return None
    meanings = [read_heading(text) for text in table.headings]
    if len(meanings) == 2 and meanings[1].kind not in MEASURED:
        return Levels([Level(1, ())])
    if any(meaning.kind in (*MEASURED, "schema") for meaning in meanings[1:]):
        return None
    levels = [
        Level(place, (("Variant", meaning.text),))
        for place, meaning in enumerate(meanings)
        if place
        and (_is_name(meaning) or _is_fractional(table, place, meaning))
        and not is_change(table.headings, place)
    ]
    return _told_by_name(levels)


def _is_name(meaning: Heading) -> bool:
    return meaning.kind == "unknown" and meaning.unit is None and meaning.text != ""


def _named_places(meanings: Sequence[Heading]) -> list[int]:
    """The columns called after what was run; what may be set too, only behind one that may not.

    Settings stand to the left of what is measured with them.
    """
    names = [place for place, meaning in enumerate(meanings) if _is_name(meaning)]
    before = {meaning.name for meaning in meanings[: names[0]]} if names else set()
    return [
        place
        for place, meaning in enumerate(meanings)
        if place in names
        or (
            names
            and place > names[0]
            and not meaning.role
            and (meaning.kind == "parameter" or (meaning.name == "size" and "size" in before))
        )
    ]


def _is_fractional(table: Table, place: int, meaning: Heading) -> bool:
    """Whether a column has fractions below what would be set as a whole number: ``DP``."""
    if meaning.kind != "parameter" or meaning.unit is not None:
        return False
    cells = table.cells[place]
    values = read_numbers(cells.cast(pl.String)).values if is_text(cells) else cells
    return values.dtype.is_numeric() and bool((values != values.floor()).any())


def names_quantities(table: Table, rest: Sequence[int]) -> bool:
    """Whether the only other column is one of headings: every row has a quantity of its own."""
    if len(rest) != 1 or not is_text(table.cells[rest[0]]):
        return False
    labels = table.cells[rest[0]].cast(pl.String)
    if not 0 < len(labels) <= _MOST_QUANTITIES or labels.n_unique() < len(labels):
        return False
    meanings = [read_heading(label or "") for label in labels]
    unknown = [each for each in meanings if each.kind == "unknown" and each.unit is None]
    measured = sum(each.kind in MEASURED for each in meanings)
    most = len(meanings) // (3 if measured < _SEVERAL else 2)
    return measured > 0 and len(unknown) <= most


def named_by_file(source: Source) -> str | None:
    """What a file's name says that it holds, beside counts: ``runtime.csv``, ``time_n4.txt``.

    ``performance.csv`` holds times as often as rates.
    """
    return _measured_in(source.stem)


@lru_cache(maxsize=64)
def _measured_in(stem: str) -> str | None:
    counted = read_name(stem, letters=True)
    name = counted.template.replace("*", "") if counted else stem
    name = name.strip("_-. 0123456789")
    meaning = read_heading(name)
    if meaning.kind == "stated_speedup":
        return name
    scales = meaning.is_time or meaning.name == "throughput"
    return name if meaning.kind == "metric" and scales else None
