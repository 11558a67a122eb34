"""Cells that say how large a machine was: ``2 nodes x 4 GPUs``, ``8x A100``, ``2x8``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import prod
from typing import Final

import polars as pl

from parsers.grammar.accelerators import ACCELERATOR
from parsers.grammar.patterns import Pattern
from parsers.grammar.serial_program import SERIAL_PROGRAM
from parsers.grammar.words import word_set, words
from parsers.headings.read_heading import read_heading, read_headings
from parsers.headings.translations import in_english
from parsers.meaning.column import Column
from parsers.meaning.decisions import FOLLOWS, NOTHING, Decision, RowRemark, into
from parsers.meaning.kinds_of_nodes import kinds_of_nodes
from parsers.run_records.records import SCALE
from parsers.tables.cells import is_text
from parsers.tables.context import read_context

_MOST: Final = 200
_NAMING: Final = ("case", "system", "devices")
_PAIR = Pattern(
    r"(?i)(?P<first>[^()×*/]+?)(?:(?P<times>[\s_-]+[x*][\s_-]+|\s*[×/]\s*)(?P<second>[^()×*/]+)"
    r"|(?P<bracket>\s*\()(?P<inside>[^()]+)\))"
)
_ONE = Pattern(r"(?i)node|host|server|socket|core|cpu|gpu|device|rank|process|task")
"""Of each of which a count is: ``GPUs/node``."""
_COUNTS = Pattern(r"(\d{1,6})\s*(?:[x×*/]\s*(\d{1,6})|\(\s*(\d{1,6})\s*\))")
_ON_EACH_NODE: Final = {"devices": "devices_per_node", "ranks": "ranks_per_node"}
_GRID_SIDES: Final = ("process_rows", "process_columns")
"""``P x Q``, of a grid of processes."""
_GRID = Pattern(r"(\d{1,6})\s*[x×*]\s*(\d{1,4})")
_ON_NODES = Pattern(
    r"(?i)(?P<nodes>\d{1,6})\s*[x×*]\s*(?P<devices_per_node>\d{1,3})(?:\s*[x×*]\s*|\s+)"
    rf"(?P<device>(?x:{ACCELERATOR}))(?:\s*gpus?)?"
)
"""``2x8 A100``: the model says that both count devices."""
_OF_MODEL = Pattern(rf"(?i)(?P<devices>\d{{1,5}})\s+(?P<device>(?x:{ACCELERATOR}))(?:\s*gpus?)?")
"""``2 L40S``: how many of a model."""
_SLICE = Pattern(r"(?i)(?:tpu[ -]?)?(?P<device>v\d[a-z]{0,2})-(?P<devices>\d{1,5})")
"""``v4-32``: a part of a TPU pod by its cores or chips, as its maker names them."""
_TPUS: Final = frozenset({"tpu", "tpus", "accelerator", "slice", "pod"})
_TUPLE = Pattern(r"\s*\(\s*\d{1,6}(?:\s*,\s*\d{1,6}){1,2}\s*\)\s*")
_SIDES = Pattern(r"\s*\(?\s*\d{1,5}(?:\s*[x×*,]\s*\d{1,5}){1,2}\s*\)?\s*")
_OF_NODES: Final = frozenset({*SCALE, "device"})
_GRIDS: Final = word_set("grid mesh topology decomposition")
_LAID_OUT: Final = word_set("decomposition topology domain")
_OF_SIDES: Final = tuple(
    word_set(f"{name}x {name}y{third}")
    for name in ("p", "np", "nproc")
    for third in ("", f" {name}z")
)
"""``px x py``: the processes along each side."""
_OF_PROCESSES: Final = word_set("process processes processor processors proc procs mpi rank ranks")
_INTEGER = Pattern(r"\d+")
_SERIAL = Pattern(rf"(?i)\s*(?:(?P<one>{SERIAL_PROGRAM})|baseline)\s*")
"""Instead of a count: a run of another program. The serial one has one of anything."""
_PARALLEL = Pattern(r"(?i)\s*parallel\s*[(,:-]?\s*(?P<scale>\d[^()]*?)\)?\s*")
"""``Parallel (4 threads)``, beside ``Serial``."""
_DEVICES: Final = frozenset({"gpu", "gpus", "device", "devices", "accelerators"})
_PROBLEMS: Final = word_set("graph mesh problem tree dataset domain")
"""What has nodes of its own."""


def scale_cells(column: Column, columns: Sequence[Column]) -> Decision:
    """Take a column whose cells all say the scale of a run, and nothing else.

    They stand under ``Setup`` or ``Config``; ``2x8`` needs a heading that speaks of devices.
    ``columns`` are all of the table: what another one counts is not counted again.
    """
    if grid := _process_grid(column, columns):
        return grid
    if pair := _pair_of_counts(column.heading.text):
        return _pairs(column, pair, columns)
    if (by_kind := _of_kinds(column, columns)) is not NOTHING:
        return by_kind
    if not _may_say_scale(column):
        return NOTHING
    said = words(column.heading.text)
    counts = (not _DEVICES.isdisjoint(said), not _TPUS.isdisjoint(said))
    first = column.first_text or ""
    if not _scale(first, *counts) and not is_serial(first):
        return NOTHING
    distinct = [text for text in column.texts.drop_nulls().unique() if not is_serial(text)]
    if len(distinct) > _MOST or not distinct:
        return NOTHING
    scales = {text: _scale(text, *counts) for text in distinct}
    names = {name for scale in scales.values() for name in scale}
    if not all(scales.values()):
        return NOTHING
    if "workers" in names:
        if names != {"workers"} or not _names(columns).isdisjoint(SCALE):
            return NOTHING
        text = f"`{column.heading.text}` read as ranks: nothing else is counted"
        workers = _field(column, "workers", scales)
        return into(column, RowRemark("assumed", text), ranks=workers)
    if names & (_names(columns) - {column.heading.name}):
        if not _repeats_others(column, columns, scales):
            return NOTHING
        if "device" in names - _names(columns):
            return into(column, device=_field(column, "device", scales))
        return Decision(aside={column: FOLLOWS})
    one, remarks = _serial_as_one(column, scales, names)
    scales |= one
    return into(column, *remarks, **{name: _field(column, name, scales) for name in sorted(names)})


def _of_kinds(column: Column, columns: Sequence[Column]) -> Decision:
    """Take ``2 CPU nodes`` or ``2 L40S`` for a count and what it counts, if it may name devices."""
    may_be = column.heading.name == "device" or _may_say_scale(column)
    if column.given or not is_text(column.cells) or not may_be:
        return NOTHING
    for counted, kinds_of in (("nodes", kinds_of_nodes), ("devices", _of_models)):
        if kinds_of([column.first_text or ""]):
            if not _names(other for other in columns if other is not column).isdisjoint(_OF_NODES):
                return NOTHING
            distinct = column.texts.drop_nulls().unique().to_list()
            if len(distinct) <= _MOST and (scales := kinds_of(distinct)):
                names = ("device", counted)
                return into(column, **{name: _field(column, name, scales) for name in names})
    return NOTHING


def _of_models(texts: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return ``devices`` and ``device`` of each of the ``texts``; none where one is no such."""
    found = {text: _OF_MODEL.fullmatch(text.strip()) for text in texts}
    if not all(found.values()):
        return {}
    return {text: match.groupdict() for text, match in found.items() if match}


def _serial_as_one(
    column: Column, scales: dict[str, dict[str, str]], names: set[str]
) -> tuple[dict[str, dict[str, str]], tuple[RowRemark, ...]]:
    """The scale of the serial program, where one thing is counted and no other row counts 1.

    Where ``4 processes`` stands beside ``2 threads`` and ``4 threads``, it is one of what most are.
    """
    if any("1" in scale.values() or len(scale) > 1 for scale in scales.values()):
        return {}, ()
    often = Counter(name for scale in scales.values() for name in scale).most_common(2)
    if len(names) > 1 and often[0][1] == often[1][1]:
        return {}, ()
    name = often[0][0]
    texts = [
        text
        for text in column.texts.drop_nulls().unique()
        if (found := _SERIAL.fullmatch(text)) and found["one"]
    ]
    if len(texts) != 1 or name not in SCALE:
        return {}, ()
    remark = RowRemark("assumed", f"`{column.heading.text}`: '{texts[0]}' read as 1")
    return {texts[0]: {name: "1"}}, (remark,)


def _process_grid(column: Column, columns: Sequence[Column]) -> Decision | None:
    """Take a count written as the grid of processes, ``(2, 8)``, for their product.

    Under ``Process grid``, where nothing else is counted, ``2x8`` is one as well.
    """
    name, pattern = column.heading.name, _TUPLE
    if name not in SCALE:
        said = set(words(column.heading.text))
        if not _names_grid(said) or _names(columns) & {*SCALE}:
            return None
        name, pattern = "ranks", _SIDES
    if column.given or not is_text(column.cells):
        return None
    distinct = column.texts.drop_nulls().unique()
    if not 0 < len(distinct) <= _MOST or not all(map(pattern.fullmatch, distinct)):
        return None
    counts = {text: prod(map(int, _INTEGER.findall(text))) for text in distinct}
    cells = column.cells.cast(pl.String)
    total = cells.replace_strict(counts, default=None, return_dtype=pl.Int64)
    return into(column, **{name: total})


def _names_grid(said: set[str]) -> bool:
    """Whether a heading names the grid of processes; ``Grid size per process`` is the problem's."""
    if said - {"x"} in _OF_SIDES or (said <= _LAID_OUT and said != {"domain"}):
        return True
    return said <= _GRIDS | _OF_PROCESSES and bool(said & _GRIDS) and bool(said & _OF_PROCESSES)


def is_serial(text: str) -> bool:
    """Return whether a cell stands for the serial program: ``sequential``, ``serial code``."""
    if _SERIAL.fullmatch(text):
        return True
    return _SERIAL.fullmatch(" ".join(in_english(words(text)))) is not None


def _names(columns: Iterable[Column]) -> set[str]:
    return {column.heading.name for column in columns}


def _repeats_others(
    column: Column, columns: Sequence[Column], scales: dict[str, dict[str, str]]
) -> bool:
    """Whether the cells (``2 nodes``) say in words what other columns of the table count."""
    others = {other.heading.name: other.numbers for other in columns if other is not column}
    for name in {name for scale in scales.values() for name in scale} - {"device"}:
        numbers = others.get(name)
        if numbers is None or name not in SCALE:
            return False
        said = _field(column, name, scales).cast(pl.Float64)
        ratios = said / numbers.values.cast(pl.Float64)
        # A `v4-8` has 8 cores on 4 chips.
        if ratios.n_unique() != 1 or ratios[0] not in ((1, 2) if name == "devices" else (1,)):
            return False
    return True


def _pair_of_counts(heading: str) -> tuple[str, str] | None:
    """The columns that ``Nodes x GPUs``, ``MPI/OMP`` or ``Nodes (GPUs)`` count, if they do.

    Behind a slash are those of all nodes, as in brackets, or else ``GPUs/node`` has one count.
    """
    parts = _PAIR.fullmatch(heading)
    if parts is None:
        return None
    names = [
        read_heading(part).name for part in (parts["first"], parts["second"] or parts["inside"])
    ]
    if parts["times"] and names == ["p", "q"]:
        return _GRID_SIDES
    is_slash = (parts["times"] or "").strip() == "/"
    if is_slash and _ONE.fullmatch(parts["second"].strip()):
        return None
    if parts["bracket"] and not set(names) <= {"nodes", "devices", "ranks"}:
        return None
    if parts["times"] and not is_slash and names[0] == "nodes":
        names[1] = _ON_EACH_NODE.get(names[1], names[1])
    known = (*SCALE, *_ON_EACH_NODE.values())
    return (names[0], names[1]) if set(names) <= set(known) and names[0] != names[1] else None


def _pairs(column: Column, pair: tuple[str, str], columns: Sequence[Column]) -> Decision:
    """Take a column of ``2x8`` or ``2 (16)`` as two counts, where all its cells are such."""
    is_known = not set(pair).isdisjoint(_names(columns) - {column.heading.name})
    if is_known or not is_text(column.cells) or column.given:
        return NOTHING
    distinct = column.texts.drop_nulls().unique()
    found = {text: _COUNTS.fullmatch(text) for text in distinct}
    if not found or len(distinct) > _MOST or not all(found.values()):
        return NOTHING
    scales = {
        text: {pair[0]: match[1], pair[1]: match[2] or match[3]}
        for text, match in found.items()
        if match
    }
    if pair == _GRID_SIDES and "ranks" not in _names(columns):
        for sides in scales.values():
            sides["ranks"] = str(int(sides[pair[0]]) * int(sides[pair[1]]))
        return into(column, **{name: _field(column, name, scales) for name in ("ranks", *pair)})
    return into(column, **{name: _field(column, name, scales) for name in pair})


def _may_say_scale(column: Column) -> bool:
    heading = column.heading
    is_problem = not _PROBLEMS.isdisjoint(words(heading.text))
    if column.given or not is_text(column.cells) or is_problem:
        return False
    if column.numbers is not None and column.numbers.units is None:
        return False
    return heading.kind in ("unknown", "parameter") or heading.name in (*_NAMING, "unit")


def _scale(text: str, counts_devices: bool, counts_tpus: bool) -> dict[str, str]:
    """The fields that ``text`` gives, none where it says anything else, as one word does.

    ``counts_devices``, ``counts_tpus``: whether the heading speaks of them.
    """
    if parallel := _PARALLEL.fullmatch(text):
        text = parallel["scale"]
    if not text or (text.isalnum() and text[0].isalpha()):
        return {}
    if counts_devices and (grid := _GRID.fullmatch(text)):
        return {"nodes": grid[1], "devices_per_node": grid[2]}
    named = _ON_NODES.fullmatch(text) or (_SLICE.fullmatch(text) if counts_tpus else None)
    if named:
        return named.groupdict()
    context = read_context([text])
    if context.benchmark is not None or _is_setting(context.settings):
        return {}
    read = dict(zip(read_headings([*context.settings]), context.settings.values(), strict=True))
    if any(heading.kind != "schema" and heading.name != "workers" for heading in read):
        return {}
    return {
        "device" if heading.name == "device" and not cell.isdigit() else heading.name: cell
        for heading, cell in read.items()
    }


def _is_setting(names: Iterable[str]) -> bool:
    """Whether one is a ``rank``: of matrices, as of LoRA. ``ranks`` and ``MPI rank`` count."""
    return any(words(name) == ("rank",) for name in names)


def _field(column: Column, name: str, scales: dict[str, dict[str, str]]) -> pl.Series:
    cells = {text: scale.get(name) for text, scale in scales.items()}
    said = column.cells.cast(pl.String).replace_strict(cells, default=None, return_dtype=pl.String)
    return said if name == "device" else said.cast(pl.Int64, strict=False)
