"""Columns that are named after what was run, where no heading says what is below them.

``| GPUs | AlexNet | VGG |`` below "Images/sec", ``| N | CPU | GPU | Speedup |`` in ``time.csv``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.grammar.serial_program import PARALLEL_MODELS
from parsers.grammar.units import dimensions
from parsers.grammar.words import word_set, words
from parsers.headings.heading import COUNTED, SET_BEFORE
from parsers.headings.read_heading import Heading, read_heading, read_headings
from parsers.headings.seeming_counts import as_variants
from parsers.headings.vocabulary import COMMON, names_ideal
from parsers.source import Source
from parsers.tables.captions import measured_above
from parsers.tables.compared_columns import (
    COMPARED,
    derived_places,
    is_change,
    is_ratio_of,
    numbers_in_head,
)
from parsers.tables.compared_names import (
    BASE_WORDS,
    PHASE_WORDS,
    english_words,
    is_fractional,
    is_name,
    is_ratio_of_named,
    may_name_benchmarks,
    told_by_name,
)
from parsers.tables.conditions import Level, Levels
from parsers.tables.names_and_measures import CLAIMS, claim_of
from parsers.tables.table import Table
from parsers.tables.titled_frames import grows_whole
from parsers.tables.unnamed_measure import named_by_file, shown_by_ideal

_SEVERAL: Final = 2
_FEWEST_ALIKE: Final = 3
_SHARES_OF_MODELS: Final = word_set("tp pp dp ep cp sp zero offload")
"""Ways to share a model, and whole numbers of how many; over fractions they are names."""
_VERSION = Pattern(r"(?i)(?P<of>[a-z][a-z .+-]*?)?[ -]?v?\d+(?:\.\d+)+(?:[-.]?(?:rc|beta|dev)\d*)?")
"""``v1.2``, ``PyTorch 2.0``: of what, and which."""


def models_across(table: Table, source: Source, *, of_benchmarks: bool = False) -> Levels | None:
    """Read ``| GPUs | AlexNet | VGG |`` below "Images/sec": what is measured stands above.

    The columns are named after what was run where none of their headings says anything else; or
    what is compared ``of_benchmarks``, whose names come first, where a column has their ratio.
    """
    above = measured_above(table.above) or named_by_file(source) or shown_by_ideal(table)
    measured = read_heading(above or "")
    meanings = _as_names(table, measured)
    names = [meaning.text for meaning in meanings if is_name(meaning)]
    if not _are_of_one_quantity(measured, names):
        return None
    claims = {} if measured.unit is None else _claims_of(meanings)
    plain = [place for place in _places_of_names(meanings) if place not in claims]
    derived = _derived(table, meanings, plain, claims)
    plain = [place for place in plain if place not in derived]
    if _are_parts_of_runs(table.headings, plain):
        return None
    others = _others(table, plain, derived)
    counts_first = bool(meanings) and meanings[0].name in (*COUNTED, "batch", "size")
    if of_benchmarks or not counts_first:
        are_sides = bool(derived) or (measured.unit is not None and _are_sides(names))
        # What is a ratio of them is no ratio itself, whatever a title says.
        are_compared = of_benchmarks and are_sides and measured.kind not in CLAIMS
        are_swept = measured.unit is not None and _is_swept(table, meanings)
        if not (are_swept or (are_compared and may_name_benchmarks(table, meanings))):
            return None
        others |= {0, *(place for place in plain if numbers_in_head(table.cells[place]) is None)}
    named = [place for place in _named_places(meanings) if place not in others]
    settings = [
        meaning
        for place, meaning in enumerate(meanings)
        if place not in named and place not in others
    ]
    if any(meaning.kind not in SET_BEFORE for meaning in settings):
        return None
    called = "Variant" if of_benchmarks else "Name"
    return told_by_name(
        [Level(place, ((called, table.headings[place]),)) for place in named],
        [Level(place, ((called, name),), claim) for place, (name, claim) in claims.items()],
    )


def _as_names(table: Table, measured: Heading) -> Sequence[Heading]:
    """The headings, as names those that say something else by chance alone."""
    meanings = as_variants([read_heading(text) for text in table.headings])
    meanings = _named_where(_alike(meanings), meanings)
    meanings = _named_where(_are_divided(table, meanings), meanings)
    if measured.unit is None:
        return meanings
    counts_first = meanings[0].name in COUNTED
    return _named_where(
        [
            _is_share(table, place, meaning)
            or (counts_first and place > 0 and _is_name_by_itself(meaning, measured))
            for place, meaning in enumerate(meanings)
        ],
        meanings,
    )


def _is_share(table: Table, place: int, meaning: Heading) -> bool:
    """Whether a column is called as a way to share a model, and holds no numbers of shares."""
    of_models = not _SHARES_OF_MODELS.isdisjoint(words(meaning.text))
    return of_models and is_fractional(table, place, meaning)


def _is_name_by_itself(meaning: Heading, measured: Heading) -> bool:
    """Whether a heading is a unit of what is not ``measured`` (``TF``), or a model (``OpenMP``)."""
    if meaning.text == meaning.written and meaning.kind in ("metric", "unknown"):
        if "/" in meaning.text:
            return False
        return dimensions(meaning.text) != dimensions(measured.written or "")
    return PARALLEL_MODELS.issuperset(words(meaning.text))


def _named_where(chosen: Sequence[bool], meanings: Sequence[Heading]) -> list[Heading]:
    return [
        Heading(meaning.text, "unknown", meaning.text) if is_chosen else meaning
        for is_chosen, meaning in zip(chosen, meanings, strict=True)
    ]


def _alike(meanings: Sequence[Heading]) -> list[bool]:
    """Whether each says something by chance, behind the word that all others begin with.

    As ``benchPEP | benchRIB | benchMEM`` do, whatever ends them.
    """
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


def _are_divided(table: Table, meanings: Sequence[Heading]) -> list[bool]:
    """Whether each seems to count, and a speedup is the quotient of two: ``CPU | GPU | Ratio``."""
    counted = [
        place for place, meaning in enumerate(meanings) if place and meaning.kind == "schema"
    ]
    are_divided = len(counted) >= _SEVERAL and any(
        _is_said_ratio(table, place, meaning, counted) for place, meaning in enumerate(meanings)
    )
    return [are_divided and place in counted for place in range(len(meanings))]


def _is_said_ratio(table: Table, place: int, meaning: Heading, others: Sequence[int]) -> bool:
    """Whether a heading says that it compares, and the cells are what two ``others`` come to."""
    says_so = meaning.kind == "stated_speedup" or is_change(table.headings, place)
    return says_so and is_ratio_of(table.cells, place, others[:COMPARED])


def _are_of_one_quantity(measured: Heading, names: Sequence[str]) -> bool:
    """Whether it is known what stands below ``names``, and that they are of no phases of runs."""
    if measured.unit is not None:
        return True
    said = english_words(names)
    is_known = measured.name in COMMON or measured.kind in CLAIMS
    # What is held against a base is one quantity, though nothing may say which.
    is_known = is_known or not said.isdisjoint(BASE_WORDS)
    return is_known and said.isdisjoint(PHASE_WORDS)


def _claims_of(meanings: Sequence[Heading]) -> dict[int, tuple[str, str]]:
    """The columns of what the names across come to, ``CP2K speedup``, each with its name."""
    names = sorted((each.text for each in meanings[1:] if is_name(each)), key=len, reverse=True)
    found = (
        (place, claim)
        for place, meaning in enumerate(meanings)
        if place and (claim := claim_of(meaning.text, names))
    )
    return {place: claim for place, claim in found if read_heading(claim[1]).kind in CLAIMS}


def _places_of_names(meanings: Sequence[Heading]) -> list[int]:
    return [place for place, meaning in enumerate(meanings) if place and is_name(meaning)]


def _derived(
    table: Table, meanings: Sequence[Heading], plain: Sequence[int], claims: Mapping[int, object]
) -> list[int]:
    """The columns that are computed from those with ``plain`` names."""
    derived = [*claims, *derived_places(table.cells, plain)]
    return derived + [
        place
        for place, meaning in enumerate(meanings)
        if _is_said_ratio(table, place, meaning, plain)
    ]


def _are_parts_of_runs(headings: Sequence[str], places: Sequence[int]) -> bool:
    """Whether columns are the phases of each run, and how long it took in all."""
    together = read_headings(headings)
    return all(together[place].is_time for place in places) and any(
        together[place].name == "runtime" for place in places
    )


def _others(table: Table, plain: Sequence[int], derived: Sequence[int]) -> set[int]:
    """The columns that only say how those with ``plain`` names compare, or what was expected."""
    return {
        place
        for place, text in enumerate(table.headings)
        if place
        and (
            place in derived
            or is_change(table.headings, place)
            or names_ideal(text)
            or is_ratio_of_named(table, place, plain)
        )
    }


def _are_sides(names: Sequence[str]) -> bool:
    """Whether names are those of two sides: one is a base, or all are versions of one thing."""
    versions = {found["of"] for name in names if (found := _VERSION.fullmatch(name))}
    are_versions = len(versions) == 1 and all(map(_VERSION.fullmatch, names))
    has_base = not english_words(names).isdisjoint(BASE_WORDS)
    return len(names) > 1 and (has_base or are_versions)


def _is_swept(table: Table, meanings: Sequence[Heading]) -> bool:
    """Whether the first column is set to larger and larger whole numbers: ``N``, ``seq_len``."""
    is_setting = bool(meanings) and meanings[0].kind in ("parameter", "unknown")
    return is_setting and grows_whole(table.cells[0])


def _named_places(meanings: Sequence[Heading]) -> list[int]:
    """The columns called after what was run; what may be set too, only behind one that may not.

    Settings stand to the left of what is measured with them.
    """
    names = [place for place, meaning in enumerate(meanings) if is_name(meaning)]
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
