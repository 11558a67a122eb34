"""What the heading of a column means: a schema column, a metric, a parameter, and in which unit.

The reading is by rules over words, not by a list of headings, so that a heading never seen before
is read by the same measure. Where only the cells can tell, both meanings are given.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from parsers.clean import clean
from parsers.grammar.patterns import Pattern
from parsers.grammar.words import snake_case, word_set, words
from parsers.headings.bounds import as_bounds
from parsers.headings.heading import SET_BEFORE, Heading, beside_schema
from parsers.headings.markup import plain
from parsers.headings.meanings import meaning_of
from parsers.headings.over_ranks import as_over_ranks
from parsers.headings.parts import take_apart
from parsers.headings.phases import as_phases
from parsers.headings.seeming_counts import as_settings, as_variants
from parsers.headings.statistic_words import statistic_of
from parsers.headings.stream_kernels import as_kernels
from parsers.headings.symbols import meant_by_symbols
from parsers.headings.timers import as_timed
from parsers.headings.translations import in_english
from parsers.headings.vocabulary import strength
from parsers.run_records.records import SCHEMA

__all__ = [
    "Heading",
    "read_heading",
    "read_headings",
    "read_headings_apart",
    "settle",
    "without_holder",
]


_FORMULA: Final = Pattern(r"(?P<name>[^=()/]+?)\s*=\s*[^=/]+/")
"""``Speedup = T1 / Tp``: a name, and how it was computed."""
_BY_FORMULA: Final = Pattern(
    r"(?P<name>[^(){}=/]+?)\s+(?:\([A-Z]\w? = .*\)|[A-Z]_?[({]?\w[)}]?\s*/\s*\w)"
)
"""``Speedup (S = T_{seq} / T_{omp})``, ``Efficiency S(N)/N``: a name, and how it is computed."""
_RATIO_OF_TIMES = Pattern(
    r"[Tt]_?[({]?(?:1|0|s|seq|ser|serial)[)}]?\s*/\s*[Tt]_?[({]?(?:p|P|n|N|par|parallel)[)}]?"
)
"""``T1/Tp``: a speedup by its formula alone."""
_STATISTIC: Final = Pattern(r"(?P<of>[^.]+)\.(?P<statistic>\w+)")
"""``seconds.mean``, as nested objects and frames of R name a statistic of what has a unit alone."""


@lru_cache(maxsize=8192)
def read_heading(text: str) -> Heading:
    """Return what the heading ``text`` means by itself."""
    # Cleaned last, since a character reference (&#x202E;) can spell what must not get through.
    shown = clean(plain(text))
    # What a source itself assumed is a parameter of it.
    if shown in SCHEMA and shown != "assumed":
        return _schema_itself(shown)
    if formula := _FORMULA.match(shown) or _BY_FORMULA.fullmatch(shown):
        named = read_heading(formula["name"])
        if named.kind in ("stated_speedup", "stated_efficiency"):
            return named._replace(text=shown)
    if _RATIO_OF_TIMES.fullmatch(shown):
        return read_heading("Speedup")._replace(text=shown)
    read = meaning_of(shown, take_apart(shown))
    member = _STATISTIC.fullmatch(shown) if read.kind == "unknown" else None
    if member is None or statistic_of(member["statistic"]) is None:
        return read
    return read_heading(f"{member['of']} {member['statistic']}")._replace(text=shown)


def _schema_itself(name: str) -> Heading:
    """Read a heading of our own exports, or a user's that happens to be the same word."""
    if name == "stated_speedup":
        return Heading(name, "stated_speedup", name, better="higher")
    if name == "stated_efficiency":
        return Heading(name, "stated_efficiency", name, better="higher")
    if name == "devices":
        return Heading(name, "schema", name, scope="total")
    if name == "devices_per_node":
        return Heading(name, "schema", name, scope="per_node")
    if name == "batch":
        return Heading(name, "schema", name, scope="unstated")
    other = {
        "nodes": Heading(name, "schema", "hosts"),
        "hosts": Heading(name, "schema", "nodes"),
        "device": Heading(name, "schema", "devices", scope="unstated"),
        "samples": Heading(name, "parameter", beside_schema(name)),
    }
    return Heading(name, "schema", name, otherwise=other.get(name))


def read_headings(texts: Sequence[str]) -> list[Heading]:
    """Return what each heading of one table means beside the others, settled."""
    return settle(read_headings_apart(texts))


def read_headings_apart(texts: Sequence[str]) -> list[Heading]:
    """Return what each heading of one table means, of which two may still claim the same."""
    return [*_read_apart(tuple(texts))]


@lru_cache(maxsize=64)
def _read_apart(texts: tuple[str, ...]) -> Sequence[Heading]:
    """The same, kept: a table is asked several times, and so is each of a folder of such tables."""
    read = as_variants(as_settings(_models(_symbols(as_over_ranks(_members(texts))))))
    return as_bounds(as_kernels(as_phases(as_timed(_bare_statistics(_seconds(read))))))


_SETTINGS: Final = word_set(
    "config cfg conf param params parameters hparams hyperparameters args arguments settings setup"
    " options opts resources resource allocation parallelism scale trainer launcher distributed"
    " cluster slurm"
)
_HOLDERS: Final = _SETTINGS | word_set(
    "metric metrics result results summary stats statistics measurements meta metadata perf charts"
)
_TIMERS: Final = word_set("timing timings time times timer timers walltime walltimes elapsed")
_COUNTED: Final = ("count", "variance", "cv")
_PARAMETER: Final = Pattern(r"\Aparameter_(?!count|size|num)(?=[A-Za-z])")
_OF_TRAINER: Final = ("trainer", "devices")
_MEMBER: Final = Pattern(r"([A-Za-z_]+)[./](?=[^./])")


def _members(texts: Sequence[str]) -> list[Heading]:
    """Read ``config.gpus`` and ``metrics/time`` as ``gpus`` and ``time``, where it is the only one.

    What is among settings is one, whatever its name.
    """
    members = [without_holder(text) for text in texts]
    read = []
    for text, (name, is_setting) in zip(texts, members, strict=True):
        if name == text or sum(other == name for other, _ in members) > 1:
            read.append(_member(text)._replace(text=clean(plain(text))))
            continue
        heading = _member(name)._replace(text=clean(text))
        if is_setting and heading.kind in ("metric", "unknown"):
            own = beside_schema(snake_case(name))
            heading = Heading(heading.text, "parameter", own, heading.unit, heading.factor)
        read.append(heading)
    return read


def _member(text: str) -> Heading:
    """Read ``timing.solve`` as a time, which its holder says and its own name does not."""
    heading = read_heading(text)
    holder = _MEMBER.match(text)
    if holder is None or holder[1].lower() not in _TIMERS or heading.unit is not None:
        return heading
    name = text[holder.end() :]
    own = read_heading(name)
    is_time = own.kind in ("unknown", "remark", "statistic") and own.statistic not in _COUNTED
    return read_heading(f"{name} time") if is_time and own.unit is None else heading


def without_holder(text: str) -> tuple[str, bool]:
    """Return the name of what ``text`` says, less what holds it, and whether settings do.

    The ``devices`` of Lightning's trainer are those of each node.
    """
    is_setting = _PARAMETER.match(text) is not None
    text = _PARAMETER.sub("", text)
    held_by = ""
    while (holder := _MEMBER.match(text)) and holder[1].lower() in _HOLDERS:
        held_by = holder[1].lower()
        is_setting = is_setting or held_by in _SETTINGS
        text = text[holder.end() :]
    return "devices_per_node" if (held_by, text) == _OF_TRAINER else text, is_setting


def _symbols(headings: list[Heading]) -> list[Heading]:
    """Read letters for what they stand for beside the other headings."""
    meant = meant_by_symbols(headings)
    return [
        read_heading(meant[place])._replace(text=heading.text) if place in meant else heading
        for place, heading in enumerate(headings)
    ]


def _models(headings: list[Heading]) -> list[Heading]:
    """Read ``size`` beside ``params`` as that of a model: no size of what was worked on."""
    if not any(heading.text.lower() == "params" for heading in headings):
        return headings
    return [
        Heading(heading.text, "parameter", "model_size", heading.unit, heading.factor)
        if heading.name == "size" and heading.text.lower() == "size"
        else heading
        for heading in headings
    ]


_IN_SECONDS: Final = Pattern(r"(?P<name>(?:\w*[^\W\d_])?[^\W\d_])_s\Z")
_BEHIND: Final = Pattern(r"(?P<name>\w(?:[\w ]*\w)?) s\Z")
"""``24kbp s``: seconds without brackets, where several columns have them."""
_PLURAL: Final = Pattern(r"(?<!s)s\Z")


def _seconds(headings: list[Heading]) -> list[Heading]:
    """Read names that end in ``_s`` as times: ``petsc_s``, ``min_s``.

    ``pages_s`` may be pages per second, unless another name beside it can only be in seconds.
    One ``update_s`` is a time: so many of them a second would be updates. ``temps`` is no plural.
    """
    named = {
        place: match["name"]
        for place, heading in enumerate(headings)
        if heading.kind in ("unknown", "metric")
        and (match := _IN_SECONDS.match(heading.text))
        and (heading.unit is None or heading.unit == f"{match['name']}s/s")
    }
    behind = {
        place: match["name"]
        for place, heading in enumerate(headings)
        if heading.kind == "unknown" and (match := _BEHIND.match(heading.text))
    }
    if len(behind) > 1:
        named |= behind
    if all(map(_is_plural, named.values())):
        return headings
    return [
        read_heading(f"{named[place].replace('_', ' ')} (s)")._replace(text=heading.text)
        if place in named
        else heading
        for place, heading in enumerate(headings)
    ]


def _is_plural(name: str) -> bool:
    said = words(name)
    return _PLURAL.search(name) is not None and in_english(said) == said


def _bare_statistics(headings: list[Heading]) -> list[Heading]:
    """Read ``count`` beside ``mean`` or ``std``, and ``(min)`` beside ``(max)``, as statistics."""
    statistics = {heading.statistic for heading in headings}
    others = statistics - {None, "min"}
    named = {(heading.name, heading.statistic) for heading in headings}
    read = []
    for heading in headings:
        if heading.name == "count" and heading.kind == "parameter" and "mean" in statistics:
            heading = Heading(heading.text, "statistic", "count", statistic="count")
        elif heading.name == "half_width" and not statistics.isdisjoint(("mean", "median")):
            # Of the interval around the middle beside it.
            heading = heading._replace(kind="statistic", name="ci", statistic="ci")
        elif heading.statistic == "min" and heading.is_time and not others:
            # No least value without others beside it: minutes.
            if heading.unit is None:
                heading = heading._replace(unit="s", factor=60.0, written="min", statistic=None)
        elif (
            heading.written == "min"
            and heading.statistic is None
            and (heading.name, "max") in named
        ):
            heading = heading._replace(unit=None, factor=1.0, written=None, statistic="min")
        read.append(_in_minutes(heading))
    return read


_PASSES_IN_MINUTES: Final = frozenset(
    ("min_per_epoch", "min_per_iteration", "min_per_step", "epoch_min", "step_min", "iteration_min")
)
"""A least value would be of something."""


def _in_minutes(heading: Heading) -> Heading:
    """Read ``min/epoch`` in minutes, and ``mean_time_min``: its statistic is said already."""
    *said, last = words(heading.text) or ("",)
    if heading.kind == "unknown" and heading.name in _PASSES_IN_MINUTES:
        each = last if said[0] == "min" else said[0]
        return read_heading(f"time per {each} (min)")._replace(text=heading.text)
    if heading.unit is not None or last != "min":
        return heading
    timed = read_heading(f"{' '.join(said)} (min)")
    if timed.statistic is None or not timed.is_time:
        return heading
    return timed._replace(text=heading.text)


def settle(headings: Sequence[Heading]) -> list[Heading]:
    """Return the headings of one table with every schema column and parameter named once.

    Of two that claim a column the firmer keeps it: a batch per device before one that does not
    say, ``Benchmark`` before ``Model``. The other becomes the ``case``, a parameter or a remark. A
    heading with two meanings gives way to one with a single meaning and otherwise stays open, so
    that once the cells have decided (:meth:`Heading.suiting`) this may be asked again.
    """
    order = sorted(range(len(headings)), key=lambda place: _firmness(headings[place]))
    taken: set[str] = set()
    settled = list(headings)
    for place in order:
        heading = settled[place] = _free_meaning(headings[place], taken)
        if heading.kind in SET_BEFORE and heading.otherwise is None:
            taken.add(heading.name)
    return settled


_PIECES: Final = frozenset({"task", "tasks"})
"""What Slurm calls its processes is the work to be done beside a column that counts processes."""

_THERE: Final = word_set("hardware hw logical physical available")
"""Words of what a machine has, which a run need not use."""


def _firmness(heading: Heading) -> tuple[bool, bool, bool, bool, int]:
    """Return a key that sorts the firmest claim first."""
    said = words(heading.text)
    return (
        not heading.role,
        heading.otherwise is not None,
        heading.scope == "unstated",
        (heading.name == "ranks" and not _PIECES.isdisjoint(said)) or not _THERE.isdisjoint(said),
        strength(said),
    )


def _free_meaning(heading: Heading, taken: set[str]) -> Heading:
    other = heading.otherwise
    if heading.kind not in SET_BEFORE:
        return heading
    if other is not None and other.kind in SET_BEFORE and other.name in taken:
        heading, other = heading._replace(otherwise=None), None
    if heading.name not in taken:
        return heading
    if other is not None:
        return other
    return _as_parameter(heading, taken)


def _as_parameter(heading: Heading, taken: set[str]) -> Heading:
    """Return a heading whose column another one has, as what it still can be."""
    if heading.name == "benchmark" and "case" not in taken:
        return heading._replace(name="case")
    if heading.name in ("run", "started", "status", "reason", "hosts"):
        own = beside_schema(snake_case(heading.text))
        return heading._replace(kind="remark", name=own, otherwise=None)
    own = beside_schema(snake_case(heading.text))
    names = itertools.chain([own], (f"{own}_{number}" for number in itertools.count(2)))
    name = next(name for name in names if name not in taken)
    return heading._replace(kind="parameter", name=name, scope=None, otherwise=None)
